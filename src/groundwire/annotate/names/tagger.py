"""An optional neural tagger of names: text and language in, spans with kinds out; the rules stand before it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from groundwire.annotate.names.han import FoundUnlisted
from groundwire.models import EntityKind, InputError

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "PRODUCT": "product", "LAW": "law",
}  # fmt: skip
_ARTICLE = re.compile(r"(?:the )?", re.IGNORECASE)  # the models take it into the name
_LONGEST = 100_000  # characters given to a model at once


class Tagger(Protocol):
    """What finds names in a text that no rule finds; it must be picklable, as the annotator is."""

    def tag(self, text: str, language: str) -> Iterable[FoundUnlisted]:
        """The names of the text, in any order; those in the place of a name found by rules are left out."""
        ...


class SpacyTagger:
    """Names as spaCy's models see them: ``SpacyTagger({"en": "en_core_web_sm"})``."""

    def __init__(self, models: Mapping[str, str]) -> None:
        self._names = dict(models)
        self._load()

    def _load(self) -> None:
        try:
            import spacy  # type: ignore[import-not-found, unused-ignore]  # an extra
        except ImportError as error:
            raise InputError("The tagger needs spaCy: install groundwire[tagger].") from error
        kept = ("tok2vec", "transformer", "ner")
        self._models: dict[str, Any] = {}
        for language, name in self._names.items():
            try:
                model = spacy.load(name)
            except OSError as error:
                raise InputError(f"spaCy has no model {name!r} here: install it, or mend spacy_models.") from error
            model.select_pipes(enable=[pipe for pipe in model.pipe_names if pipe in kept])
            self._models[language] = model

    def __getstate__(self) -> dict[str, str]:
        return self._names

    def __setstate__(self, names: dict[str, str]) -> None:
        self._names = names
        self._load()

    def tag(self, text: str, language: str) -> Iterable[FoundUnlisted]:
        """The names of a text in a language for which there is a model."""
        model = self._models.get(language) or self._models.get(language.split("-")[0])
        if model is None:
            return
        for found in model(text[:_LONGEST]).ents:
            kind = _KINDS.get(found.label_)
            if kind is not None:
                start = found.start_char + len(_ARTICLE.match(found.text)[0])  # type: ignore[index]  # it may be empty
                end = found.end_char - (2 if found.text.endswith(("'s", "’s")) else 0)
                yield FoundUnlisted(start=start, end=end, kind=kind)
