"""The order of the stages: a capture becomes a derived document, a stream of captures a desk, many records facts."""

from groundwire.pipeline.add_report import AddReport, counted
from groundwire.pipeline.carried import failures_without_capture
from groundwire.pipeline.checking import CheckedBrief, check_against, only_document
from groundwire.pipeline.digester import Digester
from groundwire.pipeline.fact_reader import FactReader
from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.stages import Derived, Stages
from groundwire.pipeline.validators import HeldValidators

__all__ = [
    "AddReport",
    "Arrival",
    "CheckedBrief",
    "Derived",
    "Digester",
    "FactReader",
    "HeldValidators",
    "Intake",
    "Stages",
    "check_against",
    "counted",
    "failures_without_capture",
    "only_document",
]
