"""Records of many documents → what they say together. Central names: those of ``__all__``."""

from groundwire.facts.disagreements import disagreements
from groundwire.facts.ledger import ledger
from groundwire.facts.sums import sums
from groundwire.facts.timeline import timeline

__all__ = ["disagreements", "ledger", "sums", "timeline"]
