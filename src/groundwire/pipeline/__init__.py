"""The order of the stages: a capture becomes a derived document, a stream of captures a desk, many records facts."""

from groundwire.pipeline.fact_reader import FactReader
from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.stages import Derived, Stages
from groundwire.pipeline.validators import HeldValidators

__all__ = ["Arrival", "Derived", "FactReader", "HeldValidators", "Intake", "Stages"]
