"""Data files of a language, laid over what all languages share: a folder and a language in, a mapping out."""

import functools
from importlib import resources
from typing import Any

from groundwire.text.data_files import read_yaml


@functools.cache
def language_data(folder: str, language: str) -> dict[str, Any]:
    """What ``data/<folder>/<language>.yaml`` says; mappings and lists are added to those of ``und.yaml``."""
    shared = _read(folder, "und")
    own = _read(folder, language.split("-")[0]) if language != "und" else {}
    merged = dict(shared)
    for key, value in own.items():
        before = merged.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            merged[key] = {**before, **value}
        elif isinstance(before, list) and isinstance(value, list):
            merged[key] = [*before, *value]
        else:
            merged[key] = value
    return merged


def _read(folder: str, base: str) -> dict[str, Any]:
    file = resources.files("groundwire.annotate") / "data" / folder / f"{base}.yaml"
    if not (base.isascii() and base.isalpha() and file.is_file()):
        return {}
    loaded: dict[str, Any] = read_yaml(file) or {}
    return loaded
