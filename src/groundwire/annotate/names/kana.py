"""Names in a text of kanji and kana that are in no list: half-width text in, persons, organisations and places out."""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from groundwire.annotate.language_data import language_data
from groundwire.annotate.names.han import FoundUnlisted
from groundwire.text.alternatives import one_of

_KANJI = re.compile(r"[\u4e00-\u9fff々]+$")
_KATAKANA = re.compile(r"[ァ-ヶー][ァ-ヶー・=＝]{1,24}$")
_ANY = re.compile(r"[\u4e00-\u9fff々ァ-ヶーA-Za-z0-9&・]+$")
_LONGEST = 20


class KanaRules:
    """The rules of one language's data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._person = _any_of(data["honorifics"])
        self._organisation = re.compile(_any_of(data["organisations"]).pattern + r"(?![\u30a1-\u30f6ー])")
        self._place = re.compile(_any_of(data["places"]).pattern + r"(?![\u4e00-\u9fff々\u30a1-\u30f6ー])")
        self._forms = frozenset(data["forms"])
        self._offices = frozenset(data["offices"])
        self._not_names = frozenset(data["not_names"])

    def find(self, text: str, known_ends: Collection[int]) -> Iterator[FoundUnlisted]:
        """Every name; ``known_ends`` are where names of the list end."""
        for match in self._person.finditer(text):
            start = self._person_begin(text, match.start(), known_ends)
            if start is not None:
                yield FoundUnlisted(start=start, end=match.start(), kind="person")
        for match in self._organisation.finditer(text):
            start = self._begin(text, match.start(), match.end(), _ANY)
            if start is not None:
                form = match[0] in self._forms
                yield FoundUnlisted(start=start, end=match.end(), kind="organisation", form=form)
        for match in self._place.finditer(text):
            start = self._begin(text, match.start(), match.end(), _KANJI)
            if start is not None and match.end() - start <= 5:
                yield FoundUnlisted(start=start, end=match.end(), kind="place")

    def _person_begin(self, text: str, end: int, known_ends: Collection[int]) -> int | None:
        katakana = _KATAKANA.search(text, max(0, end - _LONGEST - 6), end)
        if katakana is not None:
            return katakana.start() if "・" in katakana[0] or end - katakana.start() >= 3 else None
        kanji = _KANJI.search(text, max(0, end - _LONGEST), end)
        if kanji is None or text[end - 1] in self._offices:
            return None
        start = max([kanji.start(), *(at for at in range(kanji.start(), end) if at in known_ends)])
        return start if 2 <= end - start <= 5 and text[start:end] not in self._not_names else None

    def _begin(self, text: str, head: int, end: int, run: re.Pattern[str]) -> int | None:
        before = run.search(text, max(0, head - _LONGEST), head)
        if before is None or head - before.start() < 2 or before.start() <= head - _LONGEST:
            return None
        name = text[before.start() : end]
        return (
            None
            if name in self._not_names or name[0] in "同各両当本全" or name[:-1] in self._not_names
            else before.start()
        )


def _any_of(words: Collection[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(words)})")


@functools.cache
def kana_rules(language: str) -> KanaRules | None:
    """The rules for a language that has them."""
    data = language_data("names", language).get("kana")
    return KanaRules(data) if data else None
