"""A language's data in, the compiled frames and words that find shares in it out."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from groundwire.annotate.language_data import language_data
from groundwire.models import Shared, ShareStage

FIGURE, MORE, DATE, ASIDE, NAME = "\ue000", "\ue001", "\ue002", "\ue003", "\u02e3"
_LETTERS = {"F": FIGURE, "G": MORE, "D": DATE, "A": ASIDE}
_ENTRY = re.compile(r"\{([a-z_]+|[FGDA])\}")

Left = Literal["", "holder", "whole", "owner", "company"]
Inherit = Literal["", "within", "same", "holder", "all", "again"]
# Which of two words for what is shared says more: 进口需求 are imports, 产能份额 is capacity.
RANK: tuple[Shared, ...] = (
    "localisation", "revenue", "ownership", "imports", "exports", "reserves", "capacity", "processing", "production",
    "shipments", "consumption", "market",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to say a share; its groups are ``fig``, ``holder``, ``whole`` and ``rest``."""

    pattern: re.Pattern[str]
    left: Left  # what stands before it in its clause
    # what it takes from the share before: all but the holder, as its part or beside it; the holder; all, for all of
    # them together or once more
    inherit: Inherit
    shared: Shared | None
    default: str | None  # what is shared where no word says so
    closed: bool  # there is no holder to look for
    owned: bool  # a part of a company where nothing is said to be shared
    context: bool  # what is shared stands somewhere before it
    named: bool  # the holder must be a known name


@dataclass(frozen=True, slots=True)
class Peel:
    """Words at the beginning or end of a phrase, and what they say is shared."""

    pattern: re.Pattern[str]
    shared: tuple[Shared, ...]  # by number of the group


class ShareWords:
    """What one language says about shares."""

    def __init__(self, language: str) -> None:
        self._data = language_data("shares", language)
        self.trigger = self._compiled("trigger")
        self.boundary = self._compiled("boundary")
        self.edges = str(self._data["edges"]) + ASIDE + DATE
        self.enum, self.enum_end = self._compiled("enum"), self._at_end("enum")
        self.scope_start, self.scope_end = self._compiled("scope_start"), self._at_end("scope_end")
        self.fillers_start, self.fillers_end = self._compiled("fillers_start"), self._at_end("fillers_end")
        self.place_before = self._at_end("place_before")
        self.joiner, self.possessive = self._compiled("joiner"), self._compiled("possessive")
        self.generic = self._compiled("generic")
        self.each, self.company = self._compiled("each"), self._compiled("company")
        self.home = self._compiled("home")
        self.cut = self._compiled("cut")
        self.process = frozenset(map(_known_stage, self._data["process"]))
        self.mined, self.refined = frozenset(self._data["mined"]), frozenset(self._data["refined"])
        self.joint = self._compiled("joint")
        self.generic_end = self._at_end("generic")
        self.pronoun = self._compiled("pronoun")
        self.rest_words = self._compiled("rest_words")
        self.verb = self._compiled("verb")
        self.chain = re.compile(self._filled("(?:{after})?(?:{enum})(?:{q})"))
        self.inside = self._compiled("inside")
        self.said, self.anaphor = self._compiled("said"), self._compiled("anaphor")
        self.not_shared = self._compiled("not_shared")
        self.not_before = self._at_end("not_before")
        self.goods, self.not_name = self._compiled("goods"), self._compiled("not_name")
        self.holder_words = self._compiled("holder_words")
        self.roles = self._peel("roles", "{}")
        self.plural = self._compiled("plural")
        self.group, self.numeral = self._compiled("group"), self._compiled("numeral")
        self.near = self._compiled("near")
        self.particle = self._compiled("particle")
        self.business = self._compiled("business")
        self.used, self.costs = self._compiled("used"), self._compiled("costs")
        self.relative, self.them = self._compiled("relative"), self._compiled("them")
        self.supposed, self.country = self._compiled("supposed"), self._compiled("country")
        self._read_gathering()
        self.pairs = [re.compile(self._filled(pattern)) for pattern in self._data["pairs"]]
        self.short_names: Mapping[str, str] = self._data["short_names"]
        self.longest = int(self._data["longest"])
        self.shared_start = self._peel("shared_start", "{}")
        self.shared_end = self._peel("shared_end", "(?:{})$")
        self.shared_any = self._peel("shared_end", "{}")
        self.next = re.compile(self._filled("{F}{G}*\\)?(?:{after})?(?:{enum})(?!{q}{F})"))
        self.stages: dict[ShareStage, re.Pattern[str]] = {
            _known_stage(stage): re.compile(self._filled(pattern)) for stage, pattern in self._data["stages"].items()
        }
        frames = [self._frame(frame) for frame in self._data["frames"]]
        exact = [frame for frame in frames if not frame.context]
        self.frames = [*exact, self.gathered, *(frame for frame in frames if frame.context), self.carried]

    def _read_gathering(self) -> None:
        """What reads the shares that no frame does."""
        self.nations: Mapping[str, str] = self._data["nations"]
        self.nation = re.compile("|".join(map(re.escape, self.nations)) or "(?!)")
        self.behind_goods = self._compiled("behind_goods")
        self.genitive, self.breaks = self._compiled("genitive"), self._compiled("breaks")
        self.source, self.marked = self._compiled("source"), self._at_end("marked")
        self.subject, self.part = self._compiled("subject"), self._compiled("part")
        self.topic, self.latter = self._compiled("topic"), self._compiled("latter")
        self.announces = self._compiled("announces")
        self.done = self._peel("done", "{}")
        self.titled, self.titled_end, self.unlisted = (self._compiled(n) for n in ("titled", "titled_end", "unlisted"))
        self.follows = self._compiled("follows")
        self.credits = self._at_end("credits")
        self.having = self._compiled("having")
        self.reports, self.partner = self._compiled("reports"), self._compiled("partner")
        self.holds, self.venture = self._compiled("holds"), self._compiled("venture")
        self.after_whole = self._compiled("after_whole")
        self.capitals = bool(self._data["capitals"])
        self.gathered = self._frame({"match": "{figs}", "left": "holder", "default": "production"})
        self.carried = self._frame({"match": "{figs}", "left": "holder", "inherit": "holder"})

    def _filled(self, pattern: str, depth: int = 0) -> str:
        """The pattern with the entries that it names."""
        if depth > 6:
            raise ValueError(f"entries of a shares file name each other: {pattern!r}")

        def entry(match: re.Match[str]) -> str:
            name = match[1]
            return _LETTERS.get(name) or self._filled(str(self._data[name]), depth + 1)

        return _ENTRY.sub(entry, pattern)

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(self._filled(str(self._data[name])))

    def _at_end(self, name: str) -> re.Pattern[str]:
        return re.compile(f"(?:{self._filled(str(self._data[name]))})$")

    def _peel(self, name: str, shape: str) -> Peel:
        entries: Mapping[str, str] = self._data[name]
        if not entries:
            return Peel(re.compile("(?!)"), ())
        joined = "|".join(f"({self._filled(pattern)})" for pattern in entries.values())
        return Peel(re.compile(shape.replace("{}", f"(?:{joined})", 1)), tuple(map(_known_shared, entries)))

    def _frame(self, frame: Mapping[str, Any]) -> Frame:
        shared = frame.get("shared")
        return Frame(
            pattern=re.compile(self._filled(frame["match"])),
            left=frame.get("left", ""),
            inherit=frame.get("inherit", ""),
            shared=_known_shared(shared) if shared else None,
            default=frame.get("default"),
            closed=bool(frame.get("closed")),
            owned=bool(frame.get("owned")),
            context=bool(frame.get("context")),
            named=bool(frame.get("named")),
        )


def _known_shared(name: str) -> Shared:
    if name not in get_args(Shared):
        raise ValueError(f"not something that is shared: {name!r}")
    return cast(Shared, name)


def _known_stage(name: str) -> ShareStage:
    if name not in get_args(ShareStage):
        raise ValueError(f"not a stage: {name!r}")
    return cast(ShareStage, name)


@functools.cache
def share_words(language: str) -> ShareWords:
    """The words of a language, read once."""
    return ShareWords(language)
