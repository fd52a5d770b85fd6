"""A YAML file in, what it says out, read by the quickest safe loader there is."""

from importlib.resources.abc import Traversable
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster where it was built
_DEEPEST = 20  # lists in lists; the C parser builds trees by recursion and ends the process on a hundred thousand


def read_yaml(file: Traversable) -> Any:
    """The content of a file; None of an empty one."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader


def read_strangers_yaml(text: str) -> Any:
    """What a text says that anybody may have written. Raises yaml.YAMLError, also for what would blow up."""
    require_plain_yaml(text)
    try:
        return yaml.load(text, Loader=LOADER)  # noqa: S506 a safe loader
    except (ValueError, OverflowError) as error:  # a day that does not exist, a number of thousands of digits
        raise yaml.YAMLError("it holds a number or a date that cannot be; put it in quotes") from error


def require_plain_yaml(text: str) -> None:
    """Refuse aliases, which multiply what they name, and bottomless nesting. Raises yaml.YAMLError."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused(event, f"lists are nested deeper than {_DEEPEST}; flatten them")
        if isinstance(event, yaml.AliasEvent):
            raise _refused(event, "aliases (*) are not allowed; put the text in quotes or repeat it")


def _refused(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark  # the C parser's own kind of mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
