"""Topic files in, validated topics out; every complaint names the file, the line and what to do."""

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from groundwire.models import Concept, EntityId, Example, Term, Topic, TopicError, TopicId
from groundwire.text.scripts import fold
from groundwire.topics.yaml_tree import Mapping as MappingNode
from groundwire.topics.yaml_tree import Node, Scalar, Sequence, parse_yaml, shortened

DEFAULT_WEIGHT = 1.0
DEFAULT_EXCLUDED_WEIGHT = 2.0
DEFAULT_THRESHOLD = 3.0

_MAX_BYTES = 4_000_000  # refuses a wrong file before it is read; the parser counts characters
_MAX_WEIGHT = 10.0
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[\w-]{1,64}")
_ENTITY = re.compile(r"[a-z]+/[\w.-]+")
_TOPIC_KEYS = (
    "version",
    "labels",
    "description",
    "threshold",
    "concepts",
    "required",
    "excluded",
    "entities",
    "event_types",
    "examples",
)


def shipped_topics() -> Path:
    """The folder of the topics that come with Groundwire."""
    return Path(__file__).with_name("data")


def load_topics(*folders: Path) -> dict[TopicId, Topic]:
    """The shipped topics, then those of the folders; a later file of the same name replaces an earlier one.

    A folder that does not exist has no topics. Raises TopicError for a file that is not valid.
    """
    return dict(TopicFiles(*folders))


class TopicFiles(Mapping[TopicId, Topic]):
    """The same, each file read when its topic is first asked for: a page of one topic waits for no other."""

    def __init__(self, *folders: Path) -> None:
        self._paths = {
            TopicId(stem): path for folder in (shipped_topics(), *folders) for stem, path in _paths(folder).items()
        }
        self._read: dict[TopicId, Topic] = {}

    def __getitem__(self, topic: TopicId) -> Topic:
        if topic not in self._read:
            self._read[topic] = load_topic(self._paths[topic])
        return self._read[topic]

    def __iter__(self) -> Iterator[TopicId]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, topic: object) -> bool:
        return topic in self._paths


def _paths(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix not in {".yaml", ".yml"} or path.name.startswith("."):
            continue
        if path.stem in found:
            raise TopicError(f"{path}: {found[path.stem].name} defines the same topic; remove one of the two files")
        found[path.stem] = path
    return found


def load_topic(path: Path) -> Topic:
    """The topic of one file; its id is the file's name without the ending."""
    if not _SLUG.fullmatch(path.stem):
        raise TopicError(f"{path}: a topic file's name may have letters, digits and hyphens only; rename it")
    return parse_topic(_read(path), TopicId(path.stem), str(path))


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise TopicError(f"{path}: the file is too large for a topic; split it into several")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TopicError(f"{path}: the file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise TopicError(f"{path}: the file cannot be read ({error.strerror}); check its path and rights") from error


def parse_topic(text: str, topic_id: TopicId, name: str) -> Topic:
    """The topic that ``text`` defines; ``name`` is what messages call the file."""
    return _Reader(name).topic(parse_yaml(text, name), topic_id)


class _Reader:
    """Turns nodes into values, with the file's name at hand for messages."""

    def __init__(self, name: str) -> None:
        self._name = name

    def topic(self, root: Node, topic_id: TopicId) -> Topic:
        keys = self._mapping(root, "the file", _TOPIC_KEYS)
        for needed in ("labels", "concepts"):
            if needed not in keys.items:
                raise self._error(1, f"key {needed!r} is missing; add it")
        concepts = self._concepts(keys.items["concepts"])
        self._refuse_shared_terms(keys, concepts)
        return Topic(
            id=topic_id,
            version=self._version(keys.items.get("version")),
            labels=self._labels(keys.items["labels"], "labels"),
            description=self._labels(keys.items.get("description"), "description"),
            concepts=concepts,
            required=self._required(keys.items.get("required"), concepts),
            excluded=self._terms(keys.items.get("excluded"), "excluded", DEFAULT_EXCLUDED_WEIGHT),
            entities=tuple((EntityId(key), weight) for key, weight in self._weights(keys, "entities", _ENTITY)),
            event_types=tuple(self._weights(keys, "event_types", _SLUG)),
            threshold=self._number(keys.items.get("threshold"), "threshold", DEFAULT_THRESHOLD),
            examples=self._examples(keys.items.get("examples")),
        )

    def _concepts(self, node: Node) -> tuple[Concept, ...]:
        concepts = self._mapping(node, "concepts")
        if not concepts.items:
            raise self._error(node.line, "a topic needs at least one concept; add one")
        return tuple(self._concept(key, value, concepts.lines[key]) for key, value in concepts.items.items())

    def _concept(self, key: str, node: Node, line: int) -> Concept:
        if not _SLUG.fullmatch(key):
            raise self._error(line, f"concept {key!r}: a concept's name may have letters, digits and hyphens only")
        keys = self._mapping(node, f"concept {key!r}", ("labels", "weight", "terms"))
        weight = self._number(keys.items.get("weight"), "weight", DEFAULT_WEIGHT)
        terms = self._terms(keys.items.get("terms"), f"concept {key!r}", weight)
        if not terms:
            raise self._error(line, f"concept {key!r} has no terms; add `terms:` with words by language")
        labels = self._labels(keys.items.get("labels"), f"labels of {key!r}") or _first_terms(terms)
        return Concept(id=key, labels=labels, terms=terms)

    def _terms(self, node: Node | None, what: str, weight: float) -> tuple[Term, ...]:
        if node is None:
            return ()
        languages = self._mapping(node, what)
        terms: list[Term] = []
        for language, items in languages.items.items():
            self._check_language(language, languages.lines[language], what)
            listed = self._sequence(items, f"{language!r} of {what}").items
            terms += [self._term(item, language, weight) for item in listed]
        return tuple(terms)

    def _term(self, node: Node, language: str, weight: float) -> Term:
        exact = False
        if isinstance(node, MappingNode):
            keys = self._mapping(node, "a term", ("term", "weight", "exact"))
            if "term" not in keys.items:
                raise self._error(node.line, "key 'term' is missing; write {term: …, weight: …}")
            text = self._text(keys.items["term"], "term")
            weight = self._number(keys.items.get("weight"), "weight", weight, zero=True)
            exact = self._truth(keys.items.get("exact"))
        else:
            text = self._text(node, "a term")
        if not any(character.isalnum() for character in text) or "*" in text[:-1]:
            raise self._error(node.line, f"term {text!r} must be words, with a * at its end at most; correct it")
        return Term(text=text, language=language, weight=weight, exact=exact)

    def _refuse_shared_terms(self, keys: MappingNode, concepts: tuple[Concept, ...]) -> None:
        owners: dict[tuple[str, str, bool], str] = {}
        for concept in concepts:
            for term in concept.terms:
                place = (term.text if term.exact else fold(term.text), term.language, term.exact)
                owner = owners.setdefault(place, concept.id)
                if owner != concept.id:
                    line = self._mapping(keys.items["concepts"], "concepts").lines[concept.id]
                    raise self._error(
                        line,
                        f"term {term.text!r} ({term.language}) of concept {concept.id!r} is also in {owner!r}; "
                        "keep it in one of them",
                    )

    def _required(self, node: Node | None, concepts: tuple[Concept, ...]) -> tuple[tuple[str, ...], ...]:
        if node is None:
            return ()
        known = {concept.id for concept in concepts}
        groups = []
        for group in self._sequence(node, "required").items:
            items = self._sequence(group, "a list of required").items
            names = tuple(self._text(item, "a required concept") for item in items)
            unknown = next((name for name in names if name not in known), None)
            if unknown is not None or not names:
                raise self._error(
                    group.line, f"required: there is no concept {unknown or ''!r}; name concepts of this file"
                )
            groups.append(names)
        return tuple(groups)

    def _examples(self, node: Node | None) -> tuple[Example, ...]:
        if node is None:
            return ()
        keys = self._mapping(node, "examples", ("must_match", "must_not_match"))
        examples: list[Example] = []
        for key, matches in (("must_match", True), ("must_not_match", False)):
            languages = self._mapping(keys.items[key], key) if key in keys.items else MappingNode(line=node.line)
            for language, items in languages.items.items():
                self._check_language(language, languages.lines[language], key)
                texts = [
                    self._text(item, "an example") for item in self._sequence(items, f"{language!r} of {key}").items
                ]
                examples += [Example(text=text, language=language, matches=matches) for text in texts]
        return tuple(examples)

    def _weights(self, keys: MappingNode, key: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, float]]:
        if key not in keys.items:
            return
        weights = self._mapping(keys.items[key], key)
        for name, node in weights.items.items():
            if not pattern.fullmatch(name):
                raise self._error(
                    weights.lines[name], f"{key}: {name!r} is not an id; write it like org/smic or investment"
                )
            yield name, self._number(node, f"{key} {name!r}", DEFAULT_WEIGHT)

    def _labels(self, node: Node | None, what: str) -> tuple[tuple[str, str], ...]:
        if node is None:
            return ()
        labels = self._mapping(node, what)
        if not labels.items:
            raise self._error(node.line, f"{what} is empty; add at least one, such as `en: …`")
        for language, line in labels.lines.items():
            self._check_language(language, line, what)
        return tuple((language, self._text(value, what)) for language, value in labels.items.items())

    def _check_language(self, language: str, line: int, what: str) -> None:
        if not _LANGUAGE.fullmatch(language):
            message = f"{what}: {language!r} is not a language tag; write zh, zh-Hant, en, und…"
            raise self._error(line, message)

    def _version(self, node: Node | None) -> int:
        if node is None:
            return 1
        text = self._text(node, "version")
        if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
            raise self._error(node.line, f"version: {text!r} is not a whole number from 1; correct it")
        return int(text)

    def _number(self, node: Node | None, what: str, default: float, *, zero: bool = False) -> float:
        if node is None:
            return default
        text = self._text(node, what)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (0 < number <= _MAX_WEIGHT or (zero and number == 0)):
            raise self._error(node.line, f"{what}: {text!r} is not a number above 0 up to {_MAX_WEIGHT:g}; correct it")
        return number

    def _truth(self, node: Node | None) -> bool:
        if node is None:
            return False
        text = self._text(node, "exact")
        if text not in {"true", "false"}:
            raise self._error(node.line, f"exact: {text!r} is neither true nor false; write one of the two")
        return text == "true"

    def _text(self, node: Node, what: str) -> str:
        if not isinstance(node, Scalar) or node.empty or not node.text.strip():
            raise self._error(node.line, f"{what} must be a text; write one, in quotes where it has : or #")
        return node.text.strip()

    def _sequence(self, node: Node, what: str) -> Sequence:
        if not isinstance(node, Sequence):
            raise self._error(node.line, f"{what} must be a list; write [first, second]")
        return node

    def _mapping(self, node: Node, what: str, known: tuple[str, ...] | None = None) -> MappingNode:
        if not isinstance(node, MappingNode):
            raise self._error(node.line, f"{what} must have keys; write `key: value` lines")
        unknown = next((key for key in node.items if known is not None and key not in known), None)
        if unknown is not None and known is not None:
            raise self._error(node.lines[unknown], f"{what} has no key {unknown!r}; its keys are {', '.join(known)}")
        return node

    def _error(self, line: int, message: str) -> TopicError:
        return TopicError(f"{self._name}, line {line}: {shortened(message)}")


def _first_terms(terms: tuple[Term, ...]) -> tuple[tuple[str, str], ...]:
    labels: dict[str, str] = {}
    for term in terms:
        labels.setdefault(term.language, term.text.rstrip("*"))
    return tuple(labels.items())
