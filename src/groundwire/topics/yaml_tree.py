"""YAML text in, a small tree of strings, lists and mappings out, each node with its line; anything clever is refused.

Every scalar stays a string, so that ``no`` is Norwegian and ``1e3`` is a word until the reader of a key says otherwise.
"""

from dataclasses import dataclass, field

import yaml

from groundwire.models import TopicError

_MAX_CHARACTERS = 1_000_000  # the largest shipped file has a tenth of it
_MAX_DEPTH = 12  # the format needs 5
_MAX_NODES = 100_000
_PLAIN_NULLS = frozenset({"", "~", "null"})
_TOLD = 400  # characters of a message
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster where it was built


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A string as written; ``empty`` where nothing or null stood there."""

    line: int
    text: str
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys, all strings and none of them twice, with the values in the order of the file."""

    line: int
    items: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def parse_yaml(text: str, name: str) -> Node:
    """The tree of one YAML document. ``name`` is the file, for messages.

    Raises TopicError on broken YAML, anchors, aliases, tags, duplicate keys, several documents and anything huge.
    """
    if len(text) > _MAX_CHARACTERS:
        raise TopicError(f"{name}: the file is too large ({len(text):,} characters); split it into several topics")
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise TopicError(f"{name}{_where(error)}: this is not valid YAML ({_problem(error)}); correct it") from error
    if builder.root is None:
        raise TopicError(f"{name}: the file is empty; `groundwire topics new` writes a file to start from")
    return builder.root


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark is not None else ""


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")


def shortened(message: str) -> str:
    """The message, without the middle where the file's own words make it endless."""
    return message if len(message) <= _TOLD else f"{message[: _TOLD // 2]}…{message[-_TOLD // 2 :]}"


class _Builder:
    """Takes parser events one by one, without recursion, and puts the tree together."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []  # for each open mapping, the key that waits for its value
        self._count = 0
        self.root: Node | None = None

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        self._refuse(event, line)
        if isinstance(event, yaml.ScalarEvent):
            empty = not event.style and event.value in _PLAIN_NULLS
            self._add(Scalar(line=line, text=event.value, empty=empty))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._enter(Sequence(line=line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._enter(Mapping(line=line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _refuse(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error(
                line, "anchors and aliases (& and *) are not allowed; put the term in quotes or repeat it"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._error(line, "tags (!) are not allowed; put the text in quotes")
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._error(line, "a file holds one topic; move what follows --- to a file of its own")

    def _enter(self, node: Sequence | Mapping) -> None:
        self._add(node)
        if len(self._open) >= _MAX_DEPTH:
            raise self._error(node.line, f"lists are nested deeper than {_MAX_DEPTH}; flatten them")
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > _MAX_NODES:
            raise self._error(node.line, f"more than {_MAX_NODES:,} values; split the file into several topics")
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        else:
            self._add_to_mapping(parent, node)

    def _add_to_mapping(self, parent: Mapping, node: Node) -> None:
        key = self._keys[-1]
        if key is not None:
            parent.items[key.text] = node
            self._keys[-1] = None
            return
        if not isinstance(node, Scalar):
            raise self._error(node.line, "a key must be a word, not a list; put it in quotes")
        if node.text in parent.items:
            first = parent.lines[node.text]
            raise self._error(node.line, f"key {node.text!r} stands here and in line {first}; remove one of them")
        parent.lines[node.text] = node.line
        self._keys[-1] = node

    def _error(self, line: int, message: str) -> TopicError:
        return TopicError(f"{self._name}, line {line}: {shortened(message)}")
