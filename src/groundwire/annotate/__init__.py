"""Document → Annotations. Central names: ``Annotator``, ``load_entities``.

Names, figures, dates and events are found by rules over data files (``data/``), one per language; see docs/entities.md.
"""

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.entity_files import EntityFileError, load_entities
from groundwire.annotate.entity_import import ImportProblem, ImportReport, import_entities
from groundwire.annotate.events import event_types
from groundwire.annotate.tagger import SpacyTagger, Tagger
from groundwire.annotate.tickers import canonical_ticker

__all__ = [
    "Annotator",
    "EntityFileError",
    "ImportProblem",
    "ImportReport",
    "SpacyTagger",
    "Tagger",
    "canonical_ticker",
    "event_types",
    "import_entities",
    "load_entities",
]
