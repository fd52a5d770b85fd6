"""A language in, what a model is told in it out; the words are data, one file for each language."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError

from groundwire.brief.abstractive.fence import Fence, as_data, fence_for
from groundwire.brief.abstractive.parts import Piece
from groundwire.models import Check, Document, Message, Statement

_OTHERWISE = "en"
_MOST_REASONS = 3  # of one statement: the first ones say enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How long a brief is asked to be."""

    core: int
    groups: int


class Prompts:
    """The words for readers of one language."""

    def __init__(self, language: str) -> None:
        self._words = _words(language)
        self.language = language_name(language, _file_of(language))

    def brief(
        self, document: Document, pieces: list[Piece], *, size: Size, purpose: str, question: str
    ) -> tuple[Message, ...]:
        """The question for a brief, or for the statements of a part."""
        wanted = str(self._words["purposes"][purpose]).format(
            core=self._counted(size.core), groups=size.groups, question=as_data(question)
        )
        return self._turns(wanted, self._shown(document, pieces))

    def revise(self, pieces: list[Piece], statements: Mapping[int, Statement]) -> tuple[Message, ...]:
        """The question for statements that did not check, with what is wrong with each."""
        wrong = "\n".join(self._wrong(number, statement) for number, statement in statements.items())
        titles = self._words["titles"]
        return self._turns(self._words["revise"], f"{self._lines(pieces)}\n\n{titles['wrong']}:\n{wrong}")

    def merge(self, statements: Mapping[int, Statement], *, size: Size) -> tuple[Message, ...]:
        """The question for a brief made of statements by their numbers."""
        listed = "\n".join(f"{number}. {as_data(each.text)}" for number, each in statements.items())
        wanted = str(self._words["merge"]).format(core=self._counted(size.core), groups=size.groups)
        return self._turns(wanted, f"{self._words['titles']['statements']}:\n{listed}")

    def say(self, text: str, language: str) -> tuple[Message, ...]:
        """The question for one sentence in the reader's language, by examples."""
        name = language_name(language, _file_of(self.language_tag))
        examples = self._words["examples"]
        pairs = examples.get(_base(language)) or next(iter(examples.values()), ())
        form = str(self._words["say"])
        shown = [form.format(from_language=name, text=source) + said for source, said in pairs]
        asked = form.format(from_language=name, text=as_data(text)).rstrip()
        return (Message(role="user", text="\n\n".join([*shown, asked])),)

    @property
    def language_tag(self) -> str:
        """The language that the words are in."""
        return str(self._words["tag"])

    @property
    def plain(self) -> str:
        """How a brief is laid out in lines."""
        return str(self._words["plain"])

    @property
    def revise_plain(self) -> str:
        """How rewritten statements are laid out in lines."""
        return str(self._words["revise_plain"])

    @property
    def merge_plain(self) -> str:
        """How a choice of statements is laid out in lines."""
        return str(self._words["merge_plain"])

    @property
    def heading_words(self) -> frozenset[str]:
        """Words that a heading may have besides those of its statements; none for a language without a file."""
        return frozenset(self._words["heading_words"])

    def _turns(self, wanted: str, data: str) -> tuple[Message, ...]:
        fence = fence_for(data)
        return (
            Message(role="system", text=self._rules(fence)),
            Message(role="user", text=f"{fence.around(data)}\n\n{wanted.strip()}"),
        )

    def _rules(self, fence: Fence) -> str:
        return str(self._words["rules"]).format(language=self.language, open=fence.open, close=fence.close).strip()

    def _counted(self, number: int) -> str:
        counted = self._words["counted"]
        return str(counted["one"] if number == 1 else counted["many"].format(number=number))

    def _shown(self, document: Document, pieces: list[Piece]) -> str:
        titles = self._words["titles"]
        day = document.day.isoformat() if document.day else ""
        source = " · ".join(filter(None, (as_data(document.source_name), day)))
        return f"{titles['title']}: {as_data(document.title)}\n{titles['source']}: {source}\n\n{self._lines(pieces)}"

    def _lines(self, pieces: list[Piece]) -> str:
        """The paragraphs, then how their figures and names are written, each once."""
        titles = self._words["titles"]
        notes = [(piece.number, note) for piece in pieces for note in piece.notes]
        figures = [f"[{number}] {as_data(note.words)} = {note.said}" for number, note in notes if note.figure]
        names = [f"{as_data(note.words)} = {note.said}" for _, note in notes if not note.figure]
        blocks = ["\n".join(piece.line for piece in pieces)]
        for title, lines in ((titles["figures"], figures), (titles["names"], names)):
            if lines:
                blocks.append(f"{title}:\n" + "\n".join(dict.fromkeys(lines)))
        return "\n\n".join(blocks)

    def _wrong(self, number: int, statement: Statement) -> str:
        reasons = [self._reason(check) for check in statement.verdict.checks if not check.passed][:_MOST_REASONS]
        cited = "".join(f"[{each}]" for each in statement.citations)
        return f"{number}. {as_data(statement.text)} {cited} — {' '.join(dict.fromkeys(reasons))}"

    def _reason(self, check: Check) -> str:
        reasons = self._words["reasons"]
        form = reasons["other"] if check.reason not in reasons else reasons[check.reason]
        if "{found}" in form and not check.found:
            form = reasons["other"]
        return str(form).format(wanted=as_data(check.wanted), found=as_data(check.found), language=self.language)


def language_name(language: str, reader: str) -> str:
    """What this language is called in the language of the reader: ``zh-Hans`` → Simplified Chinese."""
    try:
        name = Locale.parse(language, sep="-", resolve_likely_subtags=False).get_display_name(reader)
    except (ValueError, UnknownLocaleError):
        name = None
    return name or language


def judge_words() -> Mapping[str, Any]:
    """The words for a second opinion, the same for every language."""
    return _load("judge")


def _base(language: str) -> str:
    return language.split("-")[0].lower()


def _file_of(language: str) -> str:
    base = _base(language)
    folder = resources.files("groundwire.brief.abstractive") / "data"
    return base if base.isascii() and base.isalpha() and (folder / f"{base}.yaml").is_file() else _OTHERWISE


def _words(language: str) -> dict[str, Any]:
    tag = _file_of(language)
    words = dict(_load(tag), tag=tag)
    if tag != _base(language):
        words["heading_words"] = []  # those are English
        words["examples"] = {}
        words["say"] = f"{{from_language}}: {{text}}\n{language_name(language, tag)}: "
    return words


@functools.cache
def _load(tag: str) -> dict[str, Any]:
    folder = resources.files("groundwire.brief.abstractive") / "data"
    loaded: dict[str, Any] = yaml.safe_load((folder / f"{tag}.yaml").read_text("utf-8"))
    return loaded
