"""A document in, the paragraphs that speak to a language model instead of its readers out."""

import functools
import re
from importlib import resources

import yaml

from groundwire.models import Document
from groundwire.text.scripts import fold


def orders_in(document: Document) -> frozenset[int]:
    """The numbers of paragraphs that give a model orders, in whatever language: pages are quoted and mixed."""
    pattern = _pattern()
    return frozenset(each.number for each in document.paragraphs if pattern.search(fold(each.text)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    file = resources.files("groundwire.brief.abstractive") / "data" / "orders.yaml"
    by_language: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    parts = [fold(pattern) for patterns in by_language.values() for pattern in patterns]
    return re.compile("|".join(parts))
