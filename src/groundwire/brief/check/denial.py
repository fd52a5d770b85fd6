"""A text in, the places out where words of it deny what follows them."""

from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading


def denials(reading: Reading) -> list[tuple[int, int]]:
    """Where the text denies something, without what only looks like it."""
    kept = reading.kept.get("denied")
    if not isinstance(kept, list):
        marks = marks_for(reading.language)
        looks = [m.span() for pattern in (marks.undenies, marks.until) for m in pattern.finditer(reading.folded)]
        kept = [
            match.span()
            for match in marks.denies.finditer(reading.folded)
            if not any(start <= match.start() < end for start, end in looks)
        ]
        reading.kept["denied"] = kept
    return kept
