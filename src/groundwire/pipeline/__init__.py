"""The order of the stages: a capture becomes a derived document, and a stream of captures becomes a desk."""

from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.stages import Derived, Stages
from groundwire.pipeline.validators import HeldValidators

__all__ = ["Arrival", "Derived", "HeldValidators", "Intake", "Stages"]
