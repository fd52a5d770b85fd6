"""Records of many documents → what they say together. Central names: those of ``__all__``."""

from groundwire.facts.alike import alike
from groundwire.facts.disagreements import disagreements
from groundwire.facts.ledger import ledger
from groundwire.facts.map import dependency_map
from groundwire.facts.narrow import narrowed, part
from groundwire.facts.news import news
from groundwire.facts.sums import sums
from groundwire.facts.timeline import timeline

__all__ = ["alike", "dependency_map", "disagreements", "ledger", "narrowed", "news", "part", "sums", "timeline"]
