"""Records of many documents → what they say together. Central names: those of ``__all__``."""
