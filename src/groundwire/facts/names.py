"""References and spans of a record in; names that compare across documents, and quotes, out."""

import functools
from importlib import resources

import yaml

from groundwire.models import Name, Quote, Record, Reference, Span
from groundwire.text.scripts import fold
from groundwire.text.sentences import split_sentences

_EDGES = " \t\u00a0\u3000,.;:!?\"'()[]“”‘’«»「」『』（）【】《》，。、；：！？·-–—"


def name_of(reference: Reference, record: Record) -> Name:
    """Who or what is meant, under a key that is the same in every document that means it."""
    words = words_of(reference.span, record)
    key = reference.entity or words_key(words, record.document.language)
    return Name(key=key, words=words, entity=reference.entity)


def quote_of(record: Record, span: Span, origin: int) -> Quote:
    """The sentence around ``span``, with whose it is and when."""
    document = record.document
    text = document.paragraph(span.paragraph).text
    start, end = sentence_around(text, document.language, span.start)
    return Quote(
        document=document.id,
        revision=document.revision,
        title=document.title,
        source_name=document.source_name,
        time=document.time,
        language=document.language,
        span=span,
        text=text[start : max(end, span.end)],
        start=start,
        origin=origin,
    )


def words_of(span: Span, record: Record) -> str:
    """The text of a span, as written."""
    return record.document.paragraph(span.paragraph).text[span.start : span.end]


def words_key(words: str, language: str) -> str:
    """The words folded, without articles before them and marks around them; never empty for words that are not."""
    folded = " ".join(fold(words).split()).strip(_EDGES)
    return _without_articles(folded, language.split("-")[0]) or fold(words)


def _without_articles(folded: str, base: str) -> str:
    article = next((a for a in _articles().get(base, ()) if folded.startswith(a) and len(folded) > len(a)), None)
    return folded[len(article) :].lstrip() if article else folded


@functools.cache
def _articles() -> dict[str, tuple[str, ...]]:
    """Per language, the longest first; one of a language with spaces brings its own."""
    file = resources.files("groundwire.facts") / "data" / "articles.yaml"
    data: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    return {
        language: tuple(sorted(map(_with_space, map(fold, words)), key=len, reverse=True))
        for language, words in data.items()
    }


def _with_space(article: str) -> str:
    return f"{article} " if article.isalpha() and ord(article[-1]) < 0x2E80 else article


@functools.lru_cache(maxsize=1024)  # the facts of one document come one after the other
def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple(split_sentences(text, language))


def sentence_around(text: str, language: str, place: int) -> tuple[int, int]:
    """Where the sentence around ``place`` begins and ends; the whole text where there is none."""
    return next(((start, end) for start, end in _sentences(text, language) if start <= place < end), (0, len(text)))


def is_worldwide(key: str) -> bool:
    """Whether the words of this key, in any language, mean the whole world."""
    return key in _world_words()


@functools.cache
def _world_words() -> frozenset[str]:
    file = resources.files("groundwire.facts") / "data" / "worldwide.yaml"
    words: list[str] = yaml.safe_load(file.read_text("utf-8"))["world"]
    return frozenset(words_key(word, language) for word in words for language in ("und", "en"))
