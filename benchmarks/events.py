"""Events against FewFC (Chinese financial sentences), and how many of the events found in news really are some.

Run: ``python -m benchmarks.events [--json PATH] [--train] [--show TYPE N]``. Its sentences are labelled with the five
types of their file only, so precision is computed on those types only. Its types are mapped here and nowhere else:

 1. 收购 is an acquisition. In the base file the same purchase is labelled twice, as 投资 and as 股份股权转让,
    and so counts what we call an acquisition; a raised stake (增持) likewise. 股份股权转让 is also a share transfer
    and a buyback.
 2. 质押 is a pledge, 减持 a share reduction, 担保 a guarantee.
 3. 起诉 is a lawsuit; the base file has no type for rulings and labels them 起诉 as well; the other has 判决.
 4. 中标 is a contract won by a tender (the words say so), 签署合同 any other contract or a signed partnership.
 5. Roles, for events of which the type is right: sub-org of 收购 is our buyer, obj-org our target; sub of 中标 our
    supplier; sub-org of 起诉 our plaintiff, obj-org our defendant; institution of 判决 our court. A role is
    right if one name holds the other.

Type F1: the set of types of a sentence. Trigger F1: type and span, exact or overlapping; all micro-averaged.

Precision in news: events that were drawn at random from what an earlier version found in outside news, and judged one
by one (judgements/events.jsonl: is it an event, and of that type?). "As drawn" is the share of all of them that were
right; precision is computed over those that are still found, and is the better for words that were learnt from them.
"""

import argparse
import gzip
import json
import lzma
import os
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.models import Event

DAY = date(2019, 12, 31)  # FewFC gives no dates; they play no part in types, triggers and roles
JUDGEMENTS = Path(__file__).parent / "judgements" / "events.jsonl"
FLOORS = {"base": 0.80, "trans": 0.80}
BASE = ("质押", "减持", "股份股权转让", "投资", "起诉")
TRANS = ("收购", "判决", "中标", "担保", "签署合同")
_STAKES = ("增持", "新进", "买入", "认购")
ROLES = {
    ("收购", "sub-org"): "buyer",
    ("收购", "obj-org"): "target",
    ("中标", "sub"): "supplier",
    ("起诉", "sub-org"): "plaintiff",
    ("起诉", "obj-org"): "defendant",
    ("判决", "institution"): "court",
}

Labelled = tuple[str, int, int]  # type, start, end
Filler = tuple[str, str, int, int]  # type, role, start, end


@dataclass(frozen=True)
class Sentence:
    """One sentence with what is labelled in it."""

    text: str
    triggers: frozenset[Labelled]
    roles: frozenset[Filler]


@dataclass
class Score:
    """Counts of right, found and labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    right_labelled: int | None = None  # of the labelled ones those that were found, where that is another number

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the labelled that is found."""
        hit = self.right if self.right_labelled is None else self.right_labelled
        return hit / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Scores:
    """All scores of one file, by type."""

    types: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    exact: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    overlapping: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    roles: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))


def data_folder() -> Path:
    """Where the outside data lies."""
    return Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def read_sentences(archive: tarfile.TarFile, name: str) -> list[Sentence]:
    """The labelled sentences of one file of the archive."""
    member = next(m for m in archive.getmembers() if m.name.endswith(f"rearranged/{name}.json"))
    file = archive.extractfile(member)
    assert file is not None
    return [_sentence(json.loads(line)) for line in TextIOWrapper(file, "utf-8") if line.strip()]


def _sentence(entry: dict[str, Any]) -> Sentence:
    triggers, roles = set[Labelled](), set[Filler]()
    for event in entry["events"]:
        for mention in event["mentions"]:
            place = (mention["span"][0], mention["span"][1])
            if mention["role"] == "trigger":
                triggers.add((event["type"], *place))
            elif role := ROLES.get((event["type"], mention["role"])):
                roles.add((event["type"], role, *place))
    return Sentence(entry["content"], frozenset(triggers), frozenset(roles))


def mapped_types(event: Event, text: str, types: tuple[str, ...]) -> Iterator[str]:
    """What an event of ours is called there."""
    words = text[event.span.start : event.span.end]
    names = {
        "acquisition": ("收购", "投资", "股份股权转让"),
        "investment": ("投资", "股份股权转让")
        if any(w in words for w in ("增持", "新进", "买入", "认购"))
        else ("投资",),
        "share-transfer": ("股份股权转让",),
        "buyback": ("股份股权转让",),
        "pledge": ("质押",),
        "share-reduction": ("减持",),
        "guarantee": ("担保",),
        "lawsuit": ("起诉",),
        "ruling": ("判决",) if "判决" in types else ("起诉",),
        "contract": ("中标",) if "中标" in words or "中选" in words else ("签署合同",),
        "partnership": ("签署合同",) if "签" in words or "订" in words else (),
    }.get(event.type, ())
    yield from (name for name in names if name in types)


def measure(sentences: Iterable[Sentence], annotator: Annotator, types: tuple[str, ...]) -> Scores:
    """The scores of all sentences."""
    scores = Scores()
    for sentence in sentences:
        events = annotator.annotate_text(sentence.text, "zh-Hans", DAY).events
        found = [(name, event) for event in events for name in mapped_types(event, sentence.text, types)]
        _count_types(scores, sentence, {name for name, _ in found})
        _count_triggers(scores, sentence, {(name, event.span.start, event.span.end) for name, event in found})
        _count_roles(scores, sentence, found)
    return scores


def _count_types(scores: Scores, sentence: Sentence, found: set[str]) -> None:
    labelled = {name for name, _, _ in sentence.triggers}
    for name in found | labelled:
        _add(scores.types[name], name in found and name in labelled, name in found, name in labelled)


def _add(score: Score, right: bool, found: bool, labelled: bool) -> None:
    score.right += right
    score.found += found
    score.labelled += labelled


def _count_triggers(scores: Scores, sentence: Sentence, found: set[Labelled]) -> None:
    for name, start, end in found:
        scores.exact[name].found += 1
        scores.exact[name].right += (name, start, end) in sentence.triggers
        scores.overlapping[name].found += 1
        scores.overlapping[name].right += any(_overlap((name, start, end), other) for other in sentence.triggers)
    for trigger in sentence.triggers:
        scores.exact[trigger[0]].labelled += 1
        score = scores.overlapping[trigger[0]]
        score.labelled += 1
        score.right_labelled = (score.right_labelled or 0) + any(_overlap(trigger, other) for other in found)


def _overlap(one: Labelled, other: Labelled) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _count_roles(scores: Scores, sentence: Sentence, found: Iterable[tuple[str, Event]]) -> None:
    wanted = set(ROLES.values())
    fillers: set[Filler] = set()
    for name, event in found:
        if any(labelled == name for labelled, _, _ in sentence.triggers):
            fillers |= {
                (name, actor.role, actor.who.span.start, actor.who.span.end)
                for actor in event.actors
                if actor.role in wanted and any(key[0] == name and ROLES[key] == actor.role for key in ROLES)
            }
    named = {(kind, role, sentence.text[start:end]) for kind, role, start, end in sentence.roles}
    for kind, role, start, end in fillers:
        score = scores.roles[f"{kind} {role}"]
        score.found += 1
        score.right += any(_fits((kind, role), sentence.text[start:end], other) for other in named)
    words = {(kind, role, sentence.text[start:end]) for kind, role, start, end in fillers}
    for kind, role, text in named:
        score = scores.roles[f"{kind} {role}"]
        score.labelled += 1
        score.right_labelled = (score.right_labelled or 0) + any(_fits((kind, role), text, other) for other in words)


def _fits(key: tuple[str, str], text: str, other: tuple[str, str, str]) -> bool:
    return key == other[:2] and (text in other[2] or other[2] in text)


def micro(scores: Mapping[str, Score]) -> Score:
    """All types together."""
    total = Score(right_labelled=0)
    for score in scores.values():
        total.right += score.right
        total.found += score.found
        total.labelled += score.labelled
        hit = score.right if score.right_labelled is None else score.right_labelled
        total.right_labelled = (total.right_labelled or 0) + hit
    return total


def print_scores(name: str, scores: Scores) -> None:
    """One table for a file."""
    print(f"\n{name}: precision / recall / F1\n")
    print("| type | type | trigger, exact | trigger, overlapping |\n|---|---|---|---|")
    rows = [*scores.types, "all"]
    for row in rows:
        parts = [scores.types, scores.exact, scores.overlapping]
        cells = [micro(part) if row == "all" else part[row] for part in parts]
        print(f"| {row} | " + " | ".join(_cell(cell) for cell in cells) + " |")
    print("\n| role | precision / recall / F1 |\n|---|---|")
    for role, score in sorted(scores.roles.items()):
        print(f"| {role} | {_cell(score)} |")
    print(f"| all | {_cell(micro(scores.roles))} |")


def _cell(score: Score) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}"


@dataclass(frozen=True)
class Judged:
    """An event that was judged: where it stands, and whether it is one of that type."""

    corpus: str
    document: str
    start: int
    end: int
    type: str
    right: bool


def read_judgements() -> list[Judged]:
    """The judged events."""
    lines = JUDGEMENTS.read_text("utf-8").splitlines() if JUDGEMENTS.exists() else []
    entries = [json.loads(line) for line in lines if line.strip()]
    keys = ("corpus", "document", "start", "end", "type")
    return [Judged(**{key: entry[key] for key in keys}, right=entry["verdict"] == "right") for entry in entries]


def news_text(corpus: str, wanted: set[str] | None = None) -> Iterator[tuple[str, str, str, date]]:
    """Document id, text, language and day of the articles of a corpus; of those wanted, else of all."""
    read = {"dtels": _dtels, "t17": _t17}[corpus]
    for document, text, language, day in read():
        if wanted is None or document in wanted:
            yield document, text, language, day


def _dtels() -> Iterator[tuple[str, str, str, date]]:
    path = data_folder() / "stories" / "dtels_zh_even_topics.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            article = json.loads(line)
            day = date.fromisoformat(article["date"][:10])
            yield article["doc_id"], article["content"].replace("\n", " "), "zh-Hans", day


def _t17() -> Iterator[tuple[str, str, str, date]]:
    with tarfile.open(data_folder() / "timelines" / "t17.tar.xz") as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith("articles.jsonl.gz"))
        file = archive.extractfile(member)
        assert file is not None
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                day = date.fromisoformat(article["date"][:10])
                yield f"{article['topic']}/{article['id']}", article["text"], "en", day


def measure_news(annotator: Annotator, corpus: str, judged: list[Judged]) -> Score:
    """Precision over the judged events that are still found."""
    score, mine = Score(), [each for each in judged if each.corpus == corpus]
    for document, text, language, day in news_text(corpus, {each.document for each in mine}):
        events = annotator.annotate_text(text, language, day).events
        found = {(event.span.start, event.span.end, event.type) for event in events}
        still = [each for each in mine if each.document == document and (each.start, each.end, each.type) in found]
        score.found += len(still)
        score.right += sum(each.right for each in still)
    score.labelled = sum(each.right for each in mine)
    return score


def show_errors(sentences: Iterable[Sentence], annotator: Annotator, types: tuple[str, ...], name: str) -> None:
    """Print the sentences in which a type is missed or found wrongly."""
    missed: Counter[str] = Counter()
    for sentence in sentences:
        events = annotator.annotate_text(sentence.text, "zh-Hans", DAY).events
        found = {kind: event for event in events for kind in mapped_types(event, sentence.text, types)}
        labelled = {kind: sentence.text[start:end] for kind, start, end in sentence.triggers}
        if (name in found) != (name in labelled):
            sign = "MISSED" if name in labelled else "FALSE"
            words = labelled.get(name) or sentence.text[found[name].span.start : found[name].span.end]
            missed[f"{sign} {words}"] += 1
            print(f"{sign} {words}: {sentence.text}")
    print(missed.most_common(60))


def main() -> int:
    """Print the tables; 1 if a value with a floor is under it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--train", action="store_true", help="measure on the training files instead")
    parser.add_argument("--show", metavar="TYPE", help="print the sentences of the training file that are wrong")
    options = parser.parse_args()
    path = data_folder() / "events" / "fewfc_zh.tar.xz"
    if not path.exists():
        print(f"No outside data at {path}; set GROUNDWIRE_DATA.")
        return 0
    annotator = Annotator(load_entities().values())
    gates: list[dict[str, Any]] = []
    part = "train" if options.train or options.show else "test"
    with tarfile.open(path) as archive:
        for name, types in (("base", BASE), ("trans", TRANS)):
            sentences = read_sentences(archive, f"{part}_{name}")
            if options.show:
                if options.show in types:
                    show_errors(sentences, annotator, types, options.show)
                continue
            scores = measure(sentences, annotator, types)
            print_scores(f"FewFC {part}_{name}, {len(sentences)} sentences", scores)
            gates += _gates(name, scores)
    if part == "test":
        gates += _news_gates(annotator)
    if options.json:
        options.json.write_text(json.dumps(gates, indent=1) + "\n", encoding="utf-8")
    return int(part == "test" and any(g["floor"] is not None and g["value"] < g["floor"] for g in gates))


def _gates(name: str, scores: Scores) -> Iterator[dict[str, Any]]:
    values = {
        "type": micro(scores.types),
        "trigger_exact": micro(scores.exact),
        "trigger_overlapping": micro(scores.overlapping),
        "roles": micro(scores.roles),
    }
    for key, score in values.items():
        floor = FLOORS[name] if key == "type" else None
        yield {"gate": f"events.fewfc_{name}.{key}_f1", "value": score.f1, "floor": floor, "unit": "F1"}


def _news_gates(annotator: Annotator) -> Iterator[dict[str, Any]]:
    judged = read_judgements()
    print("\n| news | judged | right as drawn | still found | precision | right ones kept |\n|---|---|---|---|---|---|")
    for corpus in ("dtels", "t17"):
        if not any(each.corpus == corpus for each in judged):
            continue
        score, drawn = measure_news(annotator, corpus, judged), sum(each.corpus == corpus for each in judged)
        kept = f"{score.found} | {score.precision:.3f} | {score.right} of {score.labelled}"
        print(f"| {corpus} | {drawn} | {score.labelled / drawn:.3f} | {kept} |")
        yield {"gate": f"events.{corpus}.precision", "value": score.precision, "floor": None, "unit": "precision"}


if __name__ == "__main__":
    raise SystemExit(main())
