"""A desk of very many passages in; how fast it is searched, added to and opened, against SQLite FTS5 and bm25s.

Ours gives a page as a person sees it: all answers counted and grouped by document, the records of the first page read,
the words marked. The others give the twenty best rows of the same passages, without filters and texts, and FTS5 also
how many there are; bm25s has no phrases, and counts nothing.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.scale_desk import START, build, head, worked
from benchmarks.scale_peers import Peer, peers
from benchmarks.scale_rows import Row, disk, percentile, spread
from groundwire.desk import open_desk
from groundwire.library.library import Library
from groundwire.models import DocumentId, Query
from groundwire.text.words import plain_words

Asked = TypeVar("Asked")
KINDS = ("1 word", "2 words", "3 words", "phrase")
_READERS = 8
_SEED = 20261124
_SOURCES = ("baijiahao.baidu.com", "www.163.com", "www.thepaper.cn")  # half of the desk, a 25th, a 100th
_ADDED = 7  # pages into either desk, of which the middle one counts


def search(desk: Path, folder: Path, passages: int, queries: int) -> Iterator[Row]:
    """All rows of this part."""
    built = build(desk, passages)
    for what, value in built.items():
        yield Row(f"desk: {what}", value, "")
    for name in ("archive", "library", "state.db"):
        yield Row(f"desk: {name}", disk(desk / name) / 1e9, "GB")
    asked = _asked(queries)
    yield from _cold(desk, asked)
    alone: dict[str, list[float]] = {}
    yield from _alone(desk, asked, alone)
    yield from _peers(desk, asked, desk / f"peers-{built['passages']:.0f}", alone)
    yield from _adding(desk, folder)
    yield from _opening(desk)
    yield from _together(desk, asked)


def _asked(count: int) -> dict[str, list[list[str]]]:
    """Words that stand together in a title, by how many are asked for."""
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    titles = [[word for word in plain_words(each.title.text, "zh") if len(word) > 1] for each in head(6 * count)]
    chosen = chance.sample([words for words in titles if len(words) >= 3], count)
    asked = {KINDS[n - 1]: [chance.sample(words, n) for words in chosen] for n in (1, 2, 3)}
    return asked | {"phrase": [["".join(words[:2])] for words in chosen]}


def _text(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


def _filters(number: int) -> dict[str, dict[str, Any]]:
    """Filters that leave all of the desk, most of it, and a fifth to a thousandth."""
    since = START + timedelta(days=400 + number % 100)
    return {
        "": {},
        " in a topic": {"topic": "semiconductors"},
        " of some months": {"since": since, "until": since + timedelta(days=200)},
        " of most years": {"since": START + timedelta(days=200 + number % 100)},
        " of a source": {"source": _SOURCES[number % len(_SOURCES)]},
        " in a language": {"language": "zh"},
        " with an amount": {"kind": "currency"},
        ", newest first": {"newest_first": True},
    }


def _query(words: Sequence[str], filters: Mapping[str, Any]) -> Query:
    return Query(text=_text(words), **filters)


def _cold(desk: Path, asked: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Row]:
    """The first query of a new process; files may be in the system's cache."""
    code = (
        "import sys, time; from pathlib import Path; from groundwire.library.library import Library;"
        "from groundwire.models import Query; began = time.perf_counter();"
        "Library(Path(sys.argv[1])).search(Query(text=sys.argv[2])); print(time.perf_counter() - began)"
    )
    for kind, questions in asked.items():
        times = []
        for words in questions[:5]:
            command = [sys.executable, "-c", code, str(desk / "library"), _text(words)]
            times.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        yield Row(f"{kind}, first of a process", percentile(times, 0.5) * 1_000, "ms")


def _alone(desk: Path, asked: Mapping[str, Sequence[list[str]]], kept: dict[str, list[float]]) -> Iterator[Row]:
    """Each question once, then all again. The first times without filters are kept for the comparison."""
    library = Library(desk / "library")
    for kind, questions in asked.items():
        for name in _filters(0):
            queries = [_query(words, _filters(number)[name]) for number, words in enumerate(questions)]
            times, busy = _seconds(library.search, queries)
            kept.setdefault(kind, times)
            yield from spread(f"{kind}{name}", times, aim=25.0)
            yield Row(f"{kind}{name} p95 of processor time", percentile(busy, 0.95) * 1_000, "ms")
            again, _ = _seconds(library.search, queries)
            yield Row(f"{kind}{name}, asked again p95", percentile(again, 0.95) * 1_000, "ms", 25.0)


def _peers(
    desk: Path, asked: Mapping[str, Sequence[list[str]]], folder: Path, ours: Mapping[str, Sequence[float]]
) -> Iterator[Row]:
    for peer in peers(folder, desk / "library"):
        yield Row(f"{peer.name}: time to build", peer.seconds, "s")
        yield Row(f"{peer.name}: size", peer.bytes / 1e9, "GB")
        for kind, questions in asked.items():
            if kind in peer.kinds:
                yield from _against(peer, kind, questions, ours[kind])


def _against(peer: Peer, kind: str, questions: Sequence[list[str]], ours: Sequence[float]) -> Iterator[Row]:
    """A slow one is asked fewer of the same questions: for rows alone, and for rows and their number, as ours says."""
    few = questions[: max(len(questions) // 4, 10)]
    theirs, _ = _seconds(peer.ask, few)
    aim = 20.0 if peer.name.startswith("FTS5") else None
    yield from _ratios(f"{peer.name}, {kind}", theirs, ours[: len(few)], aim=aim)
    if peer.count is not None:
        counted, _ = _seconds(peer.count, few)
        both = [one + other for one, other in zip(theirs, counted, strict=True)]
        yield from _ratios(f"{peer.name}, {kind} with their number", both, ours[: len(few)], aim=aim)


def _ratios(what: str, theirs: Sequence[float], ours: Sequence[float], *, aim: float | None) -> Iterator[Row]:
    yield from spread(what, theirs)
    for share, called in ((0.5, "p50"), (0.95, "p95")):
        ratio = percentile(theirs, share) / percentile(ours, share)
        yield Row(f"{what} against ours, {called}", ratio, "times", aim, most=False)


def _seconds(ask: Callable[[Asked], object], questions: Sequence[Asked]) -> tuple[list[float], list[float]]:
    """Each question once, after three to warm up: times on the clock, and of the processor (of all threads)."""
    for question in questions[:3]:
        ask(question)
    times, busy = [], []
    for question in questions:
        began, worked_before = time.perf_counter(), time.process_time()
        ask(question)
        times.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked_before)
    return times, busy


def _together(desk: Path, asked: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Row]:
    """Readers in processes of their own while a writer adds: without filters, then with each filter in turn."""
    names = [name for name in _filters(0) if name]
    plain = [(_text(words), 0, "") for kind in KINDS for words in asked[kind]]
    filtered = [(text, number, names[number % len(names)]) for number, (text, _, _) in enumerate(plain)]
    for readers in (1, _READERS):
        for what, questions in (("all kinds", plain), ("all kinds with filters", filtered)):
            chosen = random.Random(_SEED).sample(questions, len(questions))  # noqa: S311 - an order, not a secret
            with _writer(desk) as added:
                times = _read_by(desk, chosen, readers)
            yield from spread(f"{what}, {readers} reading while documents are added", times, aim=25.0)
            yield Row(f"documents added meanwhile, {what}, {readers} reading", added(), "")


_READER = """
import json, sys, time
from pathlib import Path
from benchmarks.scale_search import filtered
from groundwire.library.library import Library
library, times = Library(Path(sys.argv[1])), []
for question in json.load(sys.stdin):
    query = filtered(*question)
    began = time.perf_counter()
    library.search(query)
    times.append(time.perf_counter() - began)
print(json.dumps(times[3:]))
"""


def filtered(text: str, number: int, name: str) -> Query:
    """A question as a reader is told it."""
    return Query(text=text, **_filters(number)[name])


def _read_by(desk: Path, questions: Sequence[tuple[str, int, str]], readers: int) -> list[float]:
    command = [sys.executable, "-c", _READER, str(desk / "library")]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(readers)
    ]
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda p, q: answers.append(p.communicate(q)[0]), args=(process, part))
        for number, process in enumerate(running)
        for part in [json.dumps(questions[number::readers][:100])]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [seconds for answer in answers for seconds in json.loads(answer)]


@contextmanager
def _writer(desk: Path) -> Iterator[Callable[[], int]]:
    """Adds documents of the corpus, a few at a time, until the body is done."""
    library, done, count = Library(desk / "library", writable=True), threading.Event(), [0]
    articles = head(200)

    def write() -> None:
        while not done.is_set():
            made = [worked(article, _fresh(), None) for article in articles[count[0] % 190 :][:5]]
            library.write_rows([each.result.rows for each in made])  # type: ignore[union-attr]  # none failed
            count[0] += len(made)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield lambda: count[0]
    finally:
        done.set()
        thread.join()


def _fresh() -> int:
    """A number that no document of the desk has."""
    return time.time_ns() % 10**12 // 1_000 * 2 + 10**8


def _adding(desk: Path, folder: Path) -> Iterator[Row]:
    """One page into the large desk and into an empty one, in turns; both are open."""
    large: list[float] = []
    empty: list[float] = []
    for number in range(_ADDED):
        text = "\n\n".join(each.text for each in head(40)[number + 20].paragraphs)
        path = folder / f"page-{number}-{_fresh()}.txt"
        path.write_text(f"{path.name}\n\n{text}", "utf-8")
        for times, where in ((large, desk), (empty, folder / f"empty-{number}")):
            with open_desk(where) as opened:
                began = time.perf_counter()
                opened.add(str(path))
                times.append(time.perf_counter() - began)
    middle, other = percentile(large, 0.5), percentile(empty, 0.5)
    yield Row("add one page to an empty desk", other * 1_000, "ms")
    yield Row("add one page to the large desk", middle * 1_000, "ms")
    yield Row("large against empty", middle / other, "times", 1.2)


def _opening(desk: Path) -> Iterator[Row]:
    """A process that opens the desk and prints a topic page; then the facade alone."""
    command = [sys.executable, "-c", "from groundwire.app.cli import main; main()", "--desk", str(desk)]
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([*command, "topic", "semiconductors"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    yield Row("open the desk and print a topic page", percentile(times, 0.5), "s", 1.0)
    with open_desk(desk) as opened:
        began = time.perf_counter()
        opened.topic("semiconductors")
        yield Row("of it the topic page, in a process that has started", time.perf_counter() - began, "s")
        known = opened.search(Query(text="", limit=1), fold=False).items[0].record.document.id
        began = time.perf_counter()
        opened.record(DocumentId(known))
        yield Row("one document by its id", (time.perf_counter() - began) * 1_000, "ms")
