"""Texts in several languages, and the one to show a reader."""


def nearest(texts: tuple[tuple[str, str], ...], language: str) -> str:
    """Of (BCP-47, text) pairs the one in this language, else in its base language, else the first, else empty."""
    exact = dict(texts).get(language)
    base = language.split("-")[0]
    near = next((text for tag, text in texts if tag.split("-")[0] == base), None)
    return exact or near or (texts[0][1] if texts else "")
