"""A YAML file in, what it says out, read by the quickest safe loader there is."""

from importlib.resources.abc import Traversable
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster where it was built


def read_yaml(file: Traversable) -> Any:
    """The content of a file; None of an empty one."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
