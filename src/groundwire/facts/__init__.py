"""Records of many documents → what they say together. Central names: those of ``__all__``."""

from groundwire.facts.timeline import timeline

__all__ = ["timeline"]
