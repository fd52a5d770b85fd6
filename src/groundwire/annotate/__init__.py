"""Document → Annotations. Central names: ``Annotator``, ``load_entities``.

Names, figures, dates and events are found by rules over data files (``data/``), one per language; see docs/entities.md.
"""

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.events.find import event_types
from groundwire.annotate.names.entity_files import EntityFileError, load_entities
from groundwire.annotate.names.entity_import import ImportProblem, ImportReport, import_entities
from groundwire.annotate.names.tagger import SpacyTagger, Tagger
from groundwire.annotate.names.tickers import canonical_ticker

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
