"""A text with citations in, a brief to check out: our JSON, a digest, the line of a brief, sentences with ``[2]``."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from groundwire.brief.lines import cut_citations, is_laid_out, parse_brief
from groundwire.models import Brief, Document, Group, InputError, Statement, Verdict
from groundwire.sources.digests import looks_like_digest, parse_digest
from groundwire.text.language import detect_language
from groundwire.text.sentences import split_sentences

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|])")  # as Markdown writes the brackets of a citation
_MARKS = re.compile(r"^\s*(?:[-–•*·>]\s+|\d{1,3}[.)、]\s+)+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_SENTENCE_END = (*".!?。！？…", '."', '!"', '?"', "。”", "！”", "？”", "。」", "」")
_LONGEST_HEADING = 60  # characters of a line without an end and without a citation that only names what follows
_HOLDERS = ("record", "brief", "found", "items", "briefs", "records")  # what a brief lies in, in our own JSON
_ENGINE = "given"


def read_brief(text: str, document: Document, *, language: str | None = None) -> Brief:
    """The brief that this text is; ``document`` chooses where there are several.

    Raises:
        InputError: there is no statement in it, or there are several briefs and none is of this document.
    """
    text = text.lstrip("\ufeff").strip()
    brief = _from_json(text, document) if text[:1] in ("{", "[") and _is_json(text) else _from_text(text, document)
    if not any(brief.statements()) and not brief.withheld:
        raise InputError("There is no statement to check: give sentences that cite paragraphs, such as “… [2]”.")
    return replace(brief, language=language or brief.language or _language(brief, document))


def _language(brief: Brief, document: Document) -> str:
    """What its statements are written in; the document's where they are too short to tell."""
    return detect_language(" ".join(statement.text for statement in brief.statements()), document.language)


def _is_json(text: str) -> bool:
    """A text may begin with a citation in brackets, too."""
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


# --- JSON ------------------------------------------------------------------------------------------------------------


def _from_json(text: str, document: Document) -> Brief:
    value = json.loads(text)
    found = list(_briefs(value, None)) or list(_bare(value))
    named = [brief for name, brief in found if name in (document.id, document.title)]
    if len(found) > 1 and len(named) != 1:
        raise InputError(f"There are {len(found)} briefs in this JSON, and not one of this document: give only one.")
    chosen = named or [brief for _, brief in found]
    return _brief(chosen[0]) if chosen else _made((), ())


def _briefs(value: Any, name: str | None, depth: int = 0) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Every brief in a value of ours, with the id of the document it stands beside."""
    if depth > 8 or not isinstance(value, dict | list):  # ours lie five deep; more is nothing of ours
        return
    if isinstance(value, list):
        for each in value:
            yield from _briefs(each, name, depth + 1)
    elif "core" in value or "groups" in value:
        yield name, value
    else:
        beside = value.get("document")
        name = str(beside.get("id")) if isinstance(beside, dict) else name
        for key in _HOLDERS:
            yield from _briefs(value.get(key), name, depth + 1)


def _bare(value: Any) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """A list of statements without a brief around it."""
    rows = value.get("statements") if isinstance(value, dict) else value
    if isinstance(rows, list) and any(isinstance(each, dict) and "text" in each for each in rows):
        yield None, {"core": rows, "groups": []}


def _brief(value: Mapping[str, Any]) -> Brief:
    groups = [each for each in _list(value.get("groups")) if isinstance(each, dict)]
    made = _made(
        _statements(value.get("core")),
        tuple(
            Group(heading=_text(each.get("heading")) or None, statements=_statements(each.get("statements")))
            for each in groups
        ),
    )
    kind = value.get("kind")
    return replace(
        made,
        kind=kind if kind in ("viewpoint", "insights") else made.kind,
        language=_text(value.get("language")),
        engine=_text(value.get("engine")) or _ENGINE,
        model=_text(value.get("model")),
    )


def _statements(rows: Any) -> tuple[Statement, ...]:
    return tuple(
        _statement(_text(row["text"]), tuple(n for n in _list(row.get("citations")) if type(n) is int))
        for row in _list(rows)
        if isinstance(row, dict) and _text(row.get("text"))
    )


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


# --- text ------------------------------------------------------------------------------------------------------------


def _from_text(text: str, document: Document) -> Brief:
    if looks_like_digest(text):
        entries = [entry for entry in parse_digest(text) if entry.brief]
        named = [entry for entry in entries if entry.title == " ".join(document.title.split())]
        if len(entries) > 1 and len(named) != 1:
            raise InputError(f"There are {len(entries)} briefs in this text, and not one of this document: give one.")
        text = next((entry.brief for entry in named or entries), "")
        return replace(parse_brief(text, ""), engine=_ENGINE)
    text = _ESCAPED.sub(r"\1", text)
    if is_laid_out(text):
        return replace(parse_brief(text, ""), engine=_ENGINE)
    return _from_sentences(text, document)


def _from_sentences(text: str, document: Document) -> Brief:
    language = detect_language(cut_citations(text)[0], document.language)
    groups: list[tuple[str | None, list[Statement]]] = [(None, [])]
    for line in filter(None, map(str.strip, text.splitlines())):
        words, cited = cut_citations(_MARKS.sub("", line))
        if _HEADING.match(line) or (not cited and _names_what_follows(words)):
            groups.append((_HEADING.sub("", line), []))
        else:
            groups[-1][1].extend(_sentences(words, cited, language))
    made = (Group(heading=heading, statements=tuple(statements)) for heading, statements in groups if statements)
    return replace(_made((), tuple(made)), language=language)


def _names_what_follows(line: str) -> bool:
    words = line.rstrip()
    return len(words) <= _LONGEST_HEADING and not words.endswith(_SENTENCE_END)


def _sentences(words: str, cited: Sequence[tuple[int, tuple[int, ...]]], language: str) -> Iterator[Statement]:
    """The sentences of a line, each with the citations in it and behind its end."""
    spans = split_sentences(words, language)
    starts = [start for start, _ in spans]
    numbers: list[list[int]] = [[] for _ in spans]
    for place, each in cited:
        if spans:
            numbers[max(0, bisect_left(starts, place) - 1)].extend(each)
    for (start, end), each_cited in zip(spans, numbers, strict=True):
        yield _statement(" ".join(words[start:end].split()), tuple(dict.fromkeys(each_cited)))


def _statement(text: str, citations: tuple[int, ...]) -> Statement:
    return Statement(text=text, citations=citations, verdict=Verdict(outcome="unchecked"))


def _made(core: tuple[Statement, ...], groups: tuple[Group, ...]) -> Brief:
    return Brief(kind="insights", core=core, groups=groups, language="", engine=_ENGINE)
