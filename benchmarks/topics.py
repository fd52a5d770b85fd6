"""Topic matching: precision and recall on the bundled samples by language and on judged Chinese news; speed.

How it is measured. Samples: every bundled document is extracted, annotated and matched against
technology-sovereignty; what belongs is in ``tests/samples/expected.py``. Corpus: the 18,589 articles of
``stories/dtels_zh``, general news of which few belong. Of the articles that match, the first hundred in the order of
a seeded hash; of those that do not match but have a strong term (weight 1.5 or more), likewise.
``judgements/topics-dtels.jsonl`` holds what a reader judged of each (title, lead and the places that matched):
on-topic where the topic is the subject or a section of the article, else off-topic. Precision is that of the first
hundred. Recall takes the misses found in the second, scaled to all articles with a strong term. Articles that were
not judged are counted and left out. The same corpus was read while the rules were made.
"""

import argparse
import hashlib
import json
import lzma
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.extract.assemble import extract
from groundwire.models import (
    Annotations,
    Capture,
    CaptureId,
    Document,
    DocumentId,
    Failure,
    Paragraph,
    RevisionId,
    Topic,
    TopicId,
    TopicMatch,
)
from groundwire.samples import samples_path
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from groundwire.topics.examples import run_examples
from groundwire.topics.load import load_topics
from groundwire.topics.match import TopicMatcher
from tests.samples.expected import DOCUMENTS

DATA = Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
DTELS = DATA / "stories" / "dtels_zh_even_topics.jsonl.xz"
JUDGEMENTS = Path(__file__).with_name("judgements") / "topics-dtels.jsonl"
TOPIC = TopicId("technology-sovereignty")
SAMPLE = 100
STRONG = 1.5  # weight of a term that makes an unmatched article worth reading
NAMES_NEED = 0.1  # names add at most 0.8 of the threshold, and may lift the cut for a remark in passing
AT = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One figure, with the floor it must not go under."""

    gate: str
    value: float
    floor: float | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often matching and belonging agreed."""

    both: int
    matched: int
    belonging: int

    @property
    def precision(self) -> float:
        """The share of what matched that belongs."""
        return self.both / self.matched if self.matched else 1.0

    @property
    def recall(self) -> float:
        """The share of what belongs that matched."""
        return self.both / self.belonging if self.belonging else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What matching the corpus gave: ids in the order of the seeded hash."""

    matched: list[str]
    near: list[str]  # not matched, with a strong term
    documents: int
    seconds: float


def order(document_id: str) -> str:
    """The place of a document in the one random order that this benchmark always uses."""
    return hashlib.blake2b(f"topics-1:{document_id}".encode()).hexdigest()


def sample_documents() -> Iterator[tuple[Document, bool]]:
    """Every bundled document that extraction gives, with whether it belongs to the topic."""
    belongs = {" ".join(expected.title.split()): expected.in_topic for expected in DOCUMENTS}
    folder = samples_path()
    files = sorted(str(path) for path in folder.rglob("*") if path.is_file() and path.name != "feed.xml")
    with Fetcher() as fetcher:
        for capture in read_inputs(files, fetcher=fetcher, now=lambda: AT):
            document = extract(capture) if isinstance(capture, Capture) else capture
            if not isinstance(document, Failure) and document.title in belongs:
                yield document, belongs[document.title]


def count(outcomes: Iterable[tuple[bool, bool]]) -> Counts:
    """Counts of (matched, belongs)."""
    seen = Counter(outcomes)
    both = seen[True, True]
    return Counts(both=both, matched=both + seen[True, False], belonging=both + seen[False, True])


def measure_samples(matcher: TopicMatcher, annotator: Annotator) -> dict[str, Counts]:
    """Counts by base language, and of all under ``all``."""
    outcomes: dict[str, list[tuple[bool, bool]]] = {"all": []}
    for document, belongs in sample_documents():
        matched = matcher.explain(document, annotator.annotate(document), TOPIC).matched
        if matched != belongs:
            print(f"  sample {'missed' if belongs else 'spurious'}: {document.title}", file=sys.stderr)
        for key in ("all", document.language.split("-")[0]):
            outcomes.setdefault(key, []).append((matched, belongs))
    return {key: count(pairs) for key, pairs in sorted(outcomes.items())}


def articles() -> Iterator[Document]:
    """The corpus as documents; lines are split at \\n only, the texts hold other line separators."""
    with lzma.open(DTELS, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            article = json.loads(line)
            texts = [" ".join(text.split()) for text in article["content"].split("\n") if text.strip()]
            yield Document(
                id=DocumentId(article["doc_id"]), revision=RevisionId("0"), capture=CaptureId("0"), url=None,
                title=article["title"], source_name="", authors=(), published=None, fetched_at=AT, language="zh-Hans",
                image=None, paragraphs=tuple(Paragraph(number=n, role="text", text=t) for n, t in enumerate(texts, 1)),
            )  # fmt: skip


def strong_terms(topic: Topic) -> Topic:
    """The topic with its strong terms only."""
    concepts = (
        replace(concept, terms=tuple(term for term in concept.terms if term.weight >= STRONG))
        for concept in topic.concepts
    )
    return replace(topic, concepts=tuple(c for c in concepts if c.terms), required=(), entities=(), event_types=())


def has_strong_term(match: TopicMatch) -> bool:
    """Whether a concept was found (excluded terms are not evidence)."""
    return any(reason.key.startswith("concept:") for reason in match.reasons)


def match_corpus(topics: Sequence[Topic], annotator: Annotator) -> Corpus:
    """Matches every article with all topics; names are looked up where terms found anything."""
    matcher = TopicMatcher(topics)
    strong = TopicMatcher([strong_terms(topic) for topic in topics if topic.id == TOPIC])
    documents = list(articles())
    began = time.perf_counter()
    for document in documents:
        matcher.match(document, Annotations())
    seconds = time.perf_counter() - began
    found: dict[bool, list[str]] = {True: [], False: []}
    for document in documents:
        evidence = has_strong_term(strong.explain(document, Annotations(), TOPIC))
        alone = matcher.explain(document, Annotations(), TOPIC)
        near = evidence or alone.score > alone.threshold * NAMES_NEED
        matched = near and matcher.explain(document, annotator.annotate(document), TOPIC).matched
        if matched or evidence:
            found[matched].append(document.id)
    return Corpus(
        matched=sorted(found[True], key=order),
        near=sorted(found[False], key=order),
        documents=len(documents),
        seconds=seconds,
    )


def judgements() -> dict[str, bool]:
    """Whether each judged article belongs to the topic."""
    lines = JUDGEMENTS.read_text("utf-8").split("\n")
    judged = [json.loads(line) for line in lines if line]
    return {entry["doc_id"]: entry["verdict"] == "on-topic" for entry in judged}


def measure_corpus(corpus: Corpus, judged: dict[str, bool]) -> list[Gate]:
    """Precision on the hundred, and recall as far as the strong terms reach."""
    matched = [judged[item] for item in corpus.matched[:SAMPLE] if item in judged]
    near = [judged[item] for item in corpus.near[:SAMPLE] if item in judged]
    unjudged = [item for item in (*corpus.matched[:SAMPLE], *corpus.near[:SAMPLE]) if item not in judged]
    for item in unjudged:
        print(f"  not judged yet: {item}", file=sys.stderr)
    precision = sum(matched) / len(matched) if matched else 0.0
    found = precision * len(corpus.matched)
    missed = len(corpus.near) * sum(near) / len(near) if near else 0.0
    return [
        Gate(gate="dtels: precision on a random hundred matched", value=precision, floor=0.8, unit="share"),
        Gate(gate="dtels: recall, strong terms", value=found / (found + missed or 1), floor=0.8, unit="share"),
        Gate(gate="dtels: articles matched", value=len(corpus.matched), floor=None, unit=f"of {corpus.documents}"),
        Gate(gate="dtels: unmatched with a strong term", value=len(corpus.near), floor=None, unit="articles"),
        Gate(gate="dtels: not judged in the two hundreds", value=len(unjudged), floor=None, unit="articles"),
        Gate(gate="speed, all topics", value=corpus.documents / corpus.seconds, floor=300, unit="documents/s"),
    ]  # fmt: skip


def measure() -> list[Gate]:
    """Every gate."""
    topics = list(load_topics().values())
    annotator = Annotator(load_entities().values())
    gates = []
    for language, counts in measure_samples(TopicMatcher(topics), annotator).items():
        floor = 0.95 if language == "all" else None
        size = f"share of {counts.belonging}"
        gates.append(Gate(gate=f"samples {language}: precision", value=counts.precision, floor=floor, unit="share"))
        gates.append(Gate(gate=f"samples {language}: recall", value=counts.recall, floor=floor, unit=size))
    results = [result for topic in topics for result in run_examples(topic)]
    passed = sum(result.passed for result in results) / len(results)
    gates.append(
        Gate(gate="examples of all topics that pass", value=passed, floor=1.0, unit=f"share of {len(results)}")
    )
    if not DTELS.exists():
        print(f"The corpus is not there ({DTELS}); set GROUNDWIRE_DATA to measure on it.", file=sys.stderr)
        return gates
    return gates + measure_corpus(match_corpus(topics, annotator), judgements())


def main() -> int:
    """Prints the table; 1 if a value is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the gates there")
    options = parser.parse_args()
    gates = measure()
    print("| gate | value | floor | unit |\n|---|---|---|---|")
    for gate in gates:
        floor = "" if gate.floor is None else f"{gate.floor:g}"
        print(f"| {gate.gate} | {gate.value:.3f} | {floor} | {gate.unit} |")
    if options.json:
        options.json.write_text(json.dumps([asdict(gate) for gate in gates], indent=1), encoding="utf-8")
    return int(any(gate.floor is not None and gate.value < gate.floor for gate in gates))


if __name__ == "__main__":
    sys.exit(main())
