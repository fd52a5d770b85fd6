"""The optional libraries of the bulk driver: present and imported, or an error that names what to install."""

import importlib
import os
from typing import Any

from groundwire.models import InputError


def need_daft() -> Any:
    """Daft. Raises InputError."""
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")  # nobody is told that, or what, is read
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    return _need("daft", "bulk")


def need_ray() -> Any:
    """Ray. Raises InputError."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    return _need("ray", "ray")


def _need(name: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise InputError(f"This needs {name.capitalize()}: pip install 'groundwire[{extra}]'.") from error
