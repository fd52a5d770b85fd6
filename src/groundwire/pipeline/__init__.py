"""The order of the stages: a capture becomes a derived document, a stream of captures a desk, many records facts."""

from groundwire.pipeline.add_report import AddReport, counted
from groundwire.pipeline.background_briefs import BackgroundBriefs, Progress
from groundwire.pipeline.carried import Carried, carry
from groundwire.pipeline.checking import CheckedBrief, check_against, only_document
from groundwire.pipeline.digester import Digester
from groundwire.pipeline.drivers import Driver
from groundwire.pipeline.fact_reader import FactReader
from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.model_briefs import ModelBriefs, ModelOptions, Written
from groundwire.pipeline.options import DeskOptions
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.recipe import Limits, Recipe
from groundwire.pipeline.restoring import restore_briefs
from groundwire.pipeline.stages import Derived, Stages
from groundwire.pipeline.validators import HeldValidators
from groundwire.pipeline.worker import DeriveWork

__all__ = [
    "AddReport",
    "Arrival",
    "BackgroundBriefs",
    "Carried",
    "CheckedBrief",
    "DeriveWork",
    "Derived",
    "DeskOptions",
    "Digester",
    "Driver",
    "FactReader",
    "HeldValidators",
    "Intake",
    "Limits",
    "ModelBriefs",
    "ModelOptions",
    "Progress",
    "Recipe",
    "Stages",
    "WorkerPool",
    "Written",
    "carry",
    "check_against",
    "counted",
    "only_document",
    "restore_briefs",
]
