"""Sentences in, whom they are about out: the subject of a clause, and what a pronoun or no subject stands for."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import Clause, read_clauses
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.sentence import Sentence
from groundwire.models import EntityId, EntityKind, Mention, Reference
from groundwire.text.scripts import fold, is_cjk

_SUBJECTS: frozenset[EntityKind] = frozenset({"organisation", "place", "person"})
_LONGEST_HAN, _LONGEST_LATIN = 14, 5  # characters, words: names are not longer
_BACK = 8  # sentences that a subject stays in focus
_ADJECTIVE = re.compile(r"(?:[^\W\d]{3,}(?:ais|aise|ois|oise|ain|ien|and|ol|ola|és|esa|ano|ana|en|no) )")
_LATIN_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w&’-]*(?:\.(?=[\w ]))?|[0-9]+[A-Z]+\w*)(?: (?:&|of|de|[A-ZÀ-Þ][\w&’-]*))*")

_AT_VERB = re.compile(r"^(?:[^\W\d][\w’'-]* ){1,5}?(?P<name>[A-ZÀ-Þ][\w&’-]*(?: (?:& )?[A-ZÀ-Þ][\w&’-]*){0,3}),? $")


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language knows of subjects."""

    openings: re.Pattern[str]
    done: re.Pattern[str]  # what a clause opens with that is over: 交易完成后
    topic: re.Pattern[str]  # a clause that only says whom what follows is about: 对应用材料来说
    relations: re.Pattern[str]  # between a company and the one related to it that is meant: 母公司
    prepositions: tuple[str, ...]
    verbs: re.Pattern[str]
    markets: tuple[str, ...]
    genitives: tuple[str, ...]
    articles: tuple[str, ...]
    no_subjects: re.Pattern[str]
    groups: tuple[str, ...]
    speech: tuple[str, ...]
    relatives: re.Pattern[str]
    spaces: bool  # whether words of the language are kept apart by spaces


@functools.cache
def _words(base: str) -> _Words:
    data = language_data("owners", base)
    spaces = not data.get("no_spaces", False)
    end = r"(?!\w)" if spaces else ""
    return _Words(
        openings=re.compile(rf"[\s“”\"'「」『』《》、·]+|(?:{refold(data.get('openings', []))}){end}"),
        done=re.compile(data.get("done", "(?!)")),
        topic=re.compile(data.get("topic", "(?!)")),
        relations=re.compile(data.get("relations", "(?!)")),
        prepositions=tuple(fold(word) for word in data.get("prepositions", [])),
        verbs=re.compile(rf"{end and '(?<![^ ])'}(?:{refold(data.get('verbs', []))}){end}"),
        markets=tuple(fold(word) for word in data.get("market_after", [])),
        genitives=tuple(fold(word) for word in data.get("genitive", [])),
        articles=tuple(f"{word} " for word in data.get("articles", [])),
        no_subjects=re.compile(rf"(?:{refold(data.get('no_subjects', []))}){end}"),
        groups=tuple(fold(word) for word in data.get("group_heads", [])),
        speech=tuple(fold(word) for word in data.get("speech", [])),
        relatives=re.compile(rf"\s*(?:{refold(data.get('relatives', []))})(?!\w)"),
        spaces=spaces,
    )


def refold(words: Sequence[str]) -> str:
    """Words of the data as one pattern over folded text, the longest first; none match nothing."""
    return "|".join(re.escape(fold(str(word))) for word in sorted(words, key=len, reverse=True)) or "(?!)"


@dataclass(slots=True, kw_only=True)
class Subject:
    """Who a clause is about: a name, or a word that stands for one (``stands_for`` tells for what)."""

    reference: Reference
    kind: EntityKind | None = None
    stands_for: str | None = None


def resolve_subject(sentences: Sequence[Sentence], index: int) -> Reference | None:
    """Whom sentence ``index`` is about, also where a pronoun or nothing says so.

    Its own first subject; else the organisation that a sentence before was about; else the organisation named most.
    """
    for back in range(index, max(-1, index - _BACK), -1):
        for clause in read_clauses(sentences[back]):
            subject = clause_subject(clause)
            if subject is None or subject.stands_for:
                continue
            if back == index or subject.kind in ("organisation", "person"):
                return subject.reference
    named = Named()
    named.count(sentences[: index + 1])
    return named.most()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The organisation that a document is about by its title: the folded words there, and whom they denote if known."""

    words: str
    entity: EntityId | None


ReadAbout = Callable[[], About | None]


class Named:
    """How often each organisation is named in the sentences counted so far."""

    def __init__(self) -> None:
        self._last: dict[str, Mention] = {}
        self._counts: Counter[str] = Counter()

    def count(self, sentences: Sequence[Sentence]) -> None:
        """Count the names of more sentences."""
        for sentence in sentences:
            for mention in sentence.mentions:
                if mention.kind == "organisation":
                    key = mention.entity or sentence.passage.folded[mention.span.start : mention.span.end]
                    self._last[key] = mention
                    self._counts[key] += 1

    def last(self, about: About) -> Reference | None:
        """Where the organisation of the title was named last, in those words or others that denote it."""
        mention = self._last.get(about.entity or about.words) or self._last.get(about.words)
        return refer(mention) if mention else None

    def most(self) -> Reference | None:
        """The one named most, where it was named last; None if it is a tie."""
        best = self._counts.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return refer(self._last[best[0][0]])


def refer(mention: Mention) -> Reference:
    """A name as a reference."""
    return Reference(span=mention.span, entity=mention.entity)


def clause_subject(clause: Clause) -> Subject | None:
    """Who the clause is about, if it says so: a name before its verb, or a word that stands for one."""
    words = _words(clause.base)
    start = _opening_end(clause, words)
    cue = next((cue for cue in clause.cues if cue.start >= start), None)
    if cue is not None and cue.start == start and cue.word.stands_for:
        return _related(clause, cue.end, words) or _stand_in(clause, cue)
    if words.topic.match(clause.text, start, clause.end):
        about = [m for m in clause.mentions if m.kind in _SUBJECTS]
        return Subject(reference=refer(about[-1]), kind=about[-1].kind) if about else None
    named = _named_subject(clause, start, words)
    return named or _unnamed_subject(clause, start, words)


def _related(clause: Clause, end: int, words: _Words) -> Subject | None:
    """Who is related to the company named up to ``end``, and meant: 长鑫存储母公司长鑫科技, 公司股东四海君芯."""
    relation = words.relations.match(clause.text, end, clause.end)
    if relation is None:
        return None
    found = next((m for m in clause.mentions if m.span.start == relation.end()), None)
    if found is None or found.kind not in ("organisation", "person"):
        return None
    return Subject(reference=refer(found), kind=found.kind)


def begins_with_verb(clause: Clause) -> bool:
    """Whether the clause leaves its subject out, as Chinese does where it goes on from the clause before."""
    words = _words(clause.base)
    start = _opening_end(clause, words)
    scope = next((cue for cue in clause.cues if cue.start == start and cue.word.scope), None)
    return words.verbs.match(clause.text, scope.end if scope else start, clause.end) is not None


def starts_with_verb(clause: Clause, at: int) -> bool:
    """Whether a verb begins at ``at``."""
    return _words(clause.base).verbs.match(clause.text, at, clause.end) is not None


def relative_subject(clause: Clause, before: Clause) -> Subject | None:
    """Who a relative clause is about: the name right before it, as in "ASML, which put in 1.3 billion"."""
    words = _words(clause.base)
    if not words.relatives.match(clause.text, clause.start, clause.end) or not before.mentions:
        return None
    last = before.mentions[-1]
    if before.end - last.span.end > 1 or last.kind not in _SUBJECTS:
        return None
    if last.kind == "place" and is_after_preposition(before, last.span.start):
        return None  # exports to the United States, which
    return Subject(reference=refer(last), kind=last.kind)


def _opening_end(clause: Clause, words: _Words) -> int:
    """Where the clause begins behind connectives, dates and quotation marks."""
    at, text = clause.start, clause.text
    dates = {date.span.start: date.span.end for date in clause.dates}
    while at < clause.end:
        if at in dates:
            at = dates[at]
            continue
        match = words.done.match(text, at, clause.end) or words.openings.match(text, at, clause.end)
        if match is None or match.end() == at:
            return at
        at = match.end()
    return at


def _stand_in(clause: Clause, cue: Cue) -> Subject:
    span = clause.sentence.span(cue.start, cue.end)
    return Subject(reference=Reference(span=span), stands_for=cue.word.stands_for)


def _named_subject(clause: Clause, start: int, words: _Words) -> Subject | None:
    text = clause.text
    holder: Mention | None = None  # whose the subject is, where nobody else is named: Foxconn's Zhengzhou campus
    for mention in _ahead_of_verb(clause, start, words):
        begin, end = mention.span.start, mention.span.end
        if text.startswith(words.genitives, end):
            if not words.spaces:
                return None
            holder = holder or (mention if mention.kind == "organisation" else None)
            continue
        if any(cue.word.analyst and cue.start < end and cue.end > begin for cue in clause.cues):
            return None
        if mention.kind != "place":
            return _related(clause, end, words) or Subject(reference=refer(mention), kind=mention.kind)
        if holder is not None or text.startswith(words.markets, end):
            continue
        if wider := _name_with_place(clause, begin, end, words):
            return wider
        if not words.spaces or not _describes(clause, end, words):
            return Subject(reference=refer(mention), kind=mention.kind)
    return Subject(reference=refer(holder), kind=holder.kind) if holder and _only_its(clause, holder, words) else None


def _ahead_of_verb(clause: Clause, start: int, words: _Words) -> Iterator[Mention]:
    """The names before the first verb and value that could be subjects."""
    first_value = min((figure.span.start for figure in clause.figures), default=clause.end)
    for mention in clause.mentions:
        begin = mention.span.start
        if begin < start:
            continue
        if begin > first_value or (begin > start and words.verbs.search(clause.text, start, begin)):
            return
        if mention.kind in _SUBJECTS and not is_after_preposition(clause, begin):
            yield mention


def _only_its(clause: Clause, holder: Mention, words: _Words) -> bool:
    """Whether what belongs to the holder has no name of its own, but for that of a place."""
    verb = words.verbs.search(clause.text, holder.span.end, clause.end)
    end = verb.start() if verb else clause.end
    places = [m.span for m in clause.mentions if m.kind == "place"]
    named = re.finditer(r"\b[A-ZÀ-Þ]", clause.sentence.passage.wide[holder.span.end + 2 : end])
    starts = [holder.span.end + 2 + match.start() for match in named]
    return all(any(place.start <= at < place.end for place in places) for at in starts)


def _describes(clause: Clause, end: int, words: _Words) -> bool:
    """Whether the name of a place only says of what kind the word behind it is: a U.S. judge, Chinese brands."""
    text = clause.text
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isalpha():
        return False
    if words.verbs.match(text, end + 1, clause.end) or any(cue.start == end + 1 for cue in clause.cues):
        return False
    return clause.sentence.passage.wide[end + 1].islower() and not text.startswith(_LITTLE, end + 1)


_LITTLE = ("and ", "or ", "et ", "und ", "y ", "e ", "in ", "as ", "who ", "which ", "to ", "at ", "by ", "with ")


def _name_with_place(clause: Clause, begin: int, end: int, words: _Words) -> Subject | None:
    """A longer name that a place begins: 云南锗业; None where the place stands alone."""
    if words.spaces:
        return None
    follows = next((m for m in clause.mentions if m.span.start == end and m.kind == "organisation"), None)
    if follows:
        return Subject(reference=refer(follows), kind="organisation")
    stop = _name_end(clause, end, words)
    follows = next((m for m in clause.mentions if m.span.start == stop and m.kind in ("organisation", "person")), None)
    if follows:
        return Subject(reference=refer(follows), kind=follows.kind)
    if stop <= end or (_is_cue(clause, stop) and not clause.text[end:stop].endswith(words.groups)):
        return None
    return Subject(reference=Reference(span=clause.sentence.span(begin, stop)), kind="organisation")


def _is_cue(clause: Clause, at: int) -> bool:
    """Whether a measure begins here: then what stands before it can be goods as well as the end of a name."""
    return any(cue.start == at and cue.word.measure for cue in clause.cues)


def is_after_preposition(clause: Clause, at: int) -> bool:
    """Whether the word at ``at`` hangs on a preposition: in, at, to, 向, 对."""
    words = _words(clause.base)
    text = clause.text
    before = text[max(clause.start, at - 24) : at].rstrip(" “\"'「《")
    if not words.spaces:
        return before.endswith(words.prepositions)
    for article in words.articles:
        before = before.removesuffix(article.rstrip()).rstrip() if f" {before} ".endswith(f" {article}") else before
    return f" {before}".endswith(tuple(f" {word}" for word in words.prepositions))


def _name_end(clause: Clause, start: int, words: _Words) -> int:
    """Where a name of Han characters that begins before ``start`` ends: before the first verb, cue, date or value."""
    text = clause.text
    stop = min(clause.end, start + _LONGEST_HAN)
    for begin in _begins(clause):
        if start <= begin < stop:
            stop = begin
    match = words.verbs.search(text, start, stop)
    if match is not None:
        stop = match.start()
    elif stop == start + _LONGEST_HAN:
        return start
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    return stop if all(c.isalnum() or c in "·&-. " for c in text[start:stop]) else start


def _begins(clause: Clause) -> Iterator[int]:
    """Where something that is understood begins."""
    yield from (date.span.start for date in clause.dates)
    yield from (figure.span.start for figure in clause.figures)
    yield from (mention.span.start for mention in clause.mentions)
    yield from (cue.start for cue in clause.cues)


def _unnamed_subject(clause: Clause, start: int, words: _Words) -> Subject | None:
    """A name that is in no list, by its place at the head of the clause."""
    text = clause.text
    if words.no_subjects.match(text, start) or start >= clause.end:
        return None
    if any(cue.start <= start < cue.end for cue in clause.cues):
        return None
    if any(mention.span.start <= start < mention.span.end for mention in clause.mentions):
        return None
    if any(figure.span.start <= start < figure.span.end for figure in clause.figures):
        return None
    stop = _latin_name_end(clause, start, words) if words.spaces else _name_end(clause, start, words)
    if stop - start < 2 and words.spaces:
        start, stop = _name_at_verb(clause, start, words)
    if stop - start < 2 or (not words.spaces and not _is_han_name(clause, start, stop, words)):
        return None
    return Subject(reference=Reference(span=clause.sentence.span(start, stop)))


_NO_NAME_ENDS = ("性", "型", "阶", "级", "式", "化", "等", "之", "项", "款", "类", "方面", "时", "率", "度", "量", "额")


def _is_han_name(clause: Clause, start: int, stop: int, words: _Words) -> bool:
    """Whether Han characters at the head of a clause are a name: whoever speaks, or has a date of its own behind it."""
    text = clause.text
    if words.no_subjects.search(text, start, stop) or text[start:stop].endswith(_NO_NAME_ENDS):
        return False
    dated = any(date.span.start == stop for date in clause.dates)
    holds = any(cue.start == stop and cue.word.measure == "stake" for cue in clause.cues)
    return dated or holds or text.startswith(words.speech, stop)


def _name_at_verb(clause: Clause, start: int, words: _Words) -> tuple[int, int]:
    """A name right before the first verb, behind words that say what it is: French start-up Lumisens employs."""
    verb = words.verbs.search(clause.text, start, clause.end)
    wide = clause.sentence.passage.wide
    found = _AT_VERB.search(wide[start : verb.start()]) if verb else None
    if found is None or any(m.span.end > start for m in clause.mentions if m.span.start < start + found.end()):
        return start, start
    begin, end = start + found.start("name"), start + found.end("name")
    understood = any(cue.start < end and cue.end > begin for cue in clause.cues)
    dated = any(date.span.start < end and date.span.end > begin for date in clause.dates)
    if understood or dated or is_after_preposition(clause, begin):
        return start, start
    return begin, end


def _latin_name_end(clause: Clause, start: int, words: _Words) -> int:
    wide = clause.sentence.passage.wide
    match = _LATIN_NAME.match(wide, start, clause.end)
    if match is None or len(match[0].split()) > _LONGEST_LATIN:
        return start
    if not wide.startswith(("'s ", "’s ", "' ", "’ "), match.end()):
        after = match.end() + 1
        if words.verbs.match(clause.text, after, clause.end) is None:
            adjective = _ADJECTIVE.match(clause.text, after, clause.end)
            if adjective is None or words.verbs.match(clause.text, adjective.end(), clause.end) is None:
                return start
            return adjective.end() - 1
    if any(cue.start < match.end() and cue.end > start for cue in clause.cues) or is_cjk(wide[start]):
        return start
    return match.end()
