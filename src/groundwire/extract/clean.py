"""Takes out of a body what is not the article: blocks in, blocks without furniture, repeated title and repeats out."""

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources

import yaml

from groundwire.extract.block import Block

SHORT = 220  # characters: longer blocks are never dropped by pattern, measured as the safe limit
LONG_REPEAT = 20  # characters from which an exact repeat is a mistake and not a refrain


@functools.cache
def _patterns(kind: str) -> re.Pattern[str]:
    """All languages at once: pages mix them, and no line of one language's furniture is prose in another."""
    folder = resources.files("groundwire.extract").joinpath("data/furniture")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    patterns = [str(one) for file in files for one in yaml.safe_load(file.read_text("utf-8")).get(kind, ())]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def matches(kind: str, text: str) -> bool:
    """Whether this block, short as it is, is wholly one of the ``kind`` of lines that the data list in lower case."""
    return len(text) < SHORT and _patterns(kind).fullmatch(text.lower()) is not None


def is_end_matter(text: str) -> bool:
    """Whether this is a credit, an acknowledgement or a note on names, no part of the article that it opens or ends."""
    return matches("ends", text) or (len(text) < SHORT and _patterns("credits").fullmatch(text) is not None)


def is_furniture(text: str) -> bool:
    """Whether this block, short as it is, is a byline, a date, a share bar, a pointer to more or a notice."""
    if len(text) >= SHORT:
        return False
    return _patterns("drop").fullmatch(text.lower()) is not None or _patterns("bylines").fullmatch(text) is not None


def clean(blocks: Iterable[Block], *, title: str | None) -> Iterator[Block]:
    """The article's own blocks."""
    title_key = _key(title or "")
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        key = _key(block.text)
        if (number == 0 and key == title_key) or is_furniture(block.text):
            continue
        if len(key) > LONG_REPEAT and key in seen:
            continue
        seen.add(key)
        yield block


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
