"""The order of the stages: a capture becomes a derived document, a stream of captures a desk, many records facts."""

from groundwire.pipeline.add_report import AddReport, counted
from groundwire.pipeline.background_briefs import BackgroundBriefs, Progress
from groundwire.pipeline.carried import Carried, carry, remove_derived
from groundwire.pipeline.checking import CheckedBrief, check_against, only_document
from groundwire.pipeline.digester import Digester
from groundwire.pipeline.fact_reader import FactReader
from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.model_briefs import ModelBriefs, ModelOptions, Written
from groundwire.pipeline.options import DeskOptions
from groundwire.pipeline.prepared import derive_here
from groundwire.pipeline.restoring import restore_briefs
from groundwire.pipeline.stages import Derived, Stages
from groundwire.pipeline.validators import HeldValidators

__all__ = [
    "AddReport",
    "Arrival",
    "BackgroundBriefs",
    "Carried",
    "CheckedBrief",
    "Derived",
    "DeskOptions",
    "Digester",
    "FactReader",
    "HeldValidators",
    "Intake",
    "ModelBriefs",
    "ModelOptions",
    "Progress",
    "Stages",
    "Written",
    "carry",
    "check_against",
    "counted",
    "derive_here",
    "only_document",
    "remove_derived",
    "restore_briefs",
]
