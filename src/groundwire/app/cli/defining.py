"""`topics list|show|test|new`."""

from collections.abc import Sequence
from pathlib import Path

from groundwire.app.cli.output import say, say_json, say_table
from groundwire.app.rendering import show_time
from groundwire.desk import Desk
from groundwire.models import DeskError, InputError, Topic, TopicId
from groundwire.text.hashing import short_hash
from groundwire.topics.examples import run_examples
from groundwire.topics.find import new_topic as topic_text
from groundwire.topics.load import load_topic, parse_topic

OK, FAILED = 0, 1


def list_topics(desk: Desk, *, lang: str, as_json: bool) -> None:
    """A line per topic."""
    summaries = desk.topics()
    if as_json:
        say_json(
            [
                {
                    "id": s.topic.id,
                    "labels": dict(s.topic.labels),
                    "version": s.topic.version,
                    "documents": s.documents,
                    "newest": s.newest,
                }
                for s in summaries
            ]
        )
        return
    rows = [(s.topic.id, s.topic.label(lang), s.documents, show_time(s.newest) if s.newest else "") for s in summaries]
    say_table(("topic", "label", "documents", "newest (UTC)"), rows)


def show_topic(desk: Desk, name: str, *, lang: str, as_json: bool) -> None:
    """The concepts of a topic with their terms, and its rules."""
    topic = desk.find_topic(name)
    if as_json:
        say_json(topic)
        return
    languages = sorted({term.language for concept in topic.concepts for term in concept.terms})
    say(f"{topic.label(lang)} ({topic.id}, version {topic.version})", "bold")
    say(topic.about(lang))
    say(
        f"{len(topic.concepts)} concepts in {', '.join(languages)}; {len(topic.entities)} entities; "
        f"threshold {topic.threshold:g}; {len(topic.examples)} examples"
    )
    rows = [
        (concept.id, max(term.weight for term in concept.terms), ", ".join(term.text for term in concept.terms))
        for concept in topic.concepts
    ]
    say_table(("concept", "weight", "terms"), rows)


def test_topics(desk: Desk, names: Sequence[str], *, as_json: bool) -> int:
    """Runs the examples; gives the exit status."""
    results = [(topic, result) for topic in _named(desk, names) for result in run_examples(topic)]
    if as_json:
        say_json(
            [
                {
                    "topic": topic.id,
                    "text": r.example.text,
                    "matches": r.example.matches,
                    "score": r.match.score,
                    "passed": r.passed,
                }
                for topic, r in results
            ]
        )
    else:
        for topic, result in results:
            if not result.passed:
                wanted = "must match" if result.example.matches else "must not match"
                say(
                    f"{topic.id}: {wanted}, scored {result.match.score:.2f} of {topic.threshold:g}: "
                    f"{result.example.text}",
                    "red",
                )
        passed = sum(result.passed for _, result in results)
        say(f"{passed} passed, {len(results) - passed} failed")
    return OK if all(result.passed for _, result in results) else FAILED


def _named(desk: Desk, names: Sequence[str]) -> list[Topic]:
    if not names:
        return list(desk.definitions.values())
    return [
        load_topic(Path(name)) if Path(name).suffix in {".yaml", ".yml"} else desk.find_topic(name) for name in names
    ]


def new_topic(desk: Desk, label: str, *, lang: str, as_json: bool) -> None:
    """Writes a commented topic file into the desk's folder; an existing file is never overwritten."""
    stem = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in label.lower()).split())
    path = desk.path / "topics" / f"{stem or 'topic-' + short_hash(label)[:6]}.yaml"
    text = topic_text(label, lang)
    parse_topic(text, TopicId(path.stem), "the new topic")  # raises for a wrong language before anything is written
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{path} exists already: edit it, or choose another label.") from None
    except OSError as error:
        raise DeskError(f"{path} cannot be written ({error.strerror}).") from error
    if as_json:
        say_json({"path": str(path)})
    else:
        say(f"Wrote {path}. Edit it, then: groundwire topics test {path}")
