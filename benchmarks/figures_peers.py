"""The specs' own Python port and quantulum3, asked as we are: a text in, places and values out."""

import time
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

Result = tuple[int, int, Decimal, str | None]
_CULTURES = {"zh": "zh-cn", "en": "en-us", "fr": "fr-fr", "de": "de-de", "ja": "ja-jp", "es": "es-es"}
_MODELS = {
    "Number": "get_number_model",
    "Percent": "get_percentage_model",
    "Currency": "get_currency_model",
    "Dimension": "get_dimension_model",
}


def port_model(language: str, model: str) -> Any | None:
    """The port's model; None where the port is not installed or has none for this language."""
    try:
        from recognizers_number import NumberRecognizer
        from recognizers_number_with_unit import NumberWithUnitRecognizer
    except ImportError:
        return None
    recognizer = NumberRecognizer if model in ("Number", "Percent") else NumberWithUnitRecognizer
    culture = _CULTURES[language]
    try:
        return getattr(recognizer(culture), _MODELS[model])(culture, False)  # False: not English instead
    except ValueError:
        return None


def ask_port(model: Any, text: str, read: Callable[[dict[str, Any]], Result | None]) -> list[Result]:
    """What the port finds; ``read`` is what reads an expected result of the specs. Where it fails, nothing."""
    try:
        found = model.parse(text)
    except Exception:  # noqa: BLE001 it raises all kinds on some of its own texts; that is a miss
        return []
    raw = ({"Text": f.text, "Start": f.start, "End": f.end, "Resolution": f.resolution} for f in found)
    try:
        return [result for one in raw if (result := read(one))]
    except (InvalidOperation, ValueError):
        return []


def seconds(run: Callable[[str], object], texts: Iterable[str]) -> float:
    """CPU seconds that a run over the texts takes, after one to warm up."""
    texts = list(texts)
    for text in texts[:1]:
        run(text)
    started = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - started


def quantulum() -> Callable[[str], object] | None:
    """quantulum3's parser; None where it is not installed."""
    try:
        from quantulum3 import classifier, parser
    except ImportError:
        return None
    classifier.USE_CLF = False  # its model was pickled by another scikit-learn; without it it is faster
    return lambda text: parser.parse(text)
