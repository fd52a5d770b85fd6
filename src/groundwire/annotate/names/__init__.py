"""A text in, mentions of known entities and of unlisted names out; entity files and their import.

Central names: ``MentionFinder``, ``load_entities``.
"""
