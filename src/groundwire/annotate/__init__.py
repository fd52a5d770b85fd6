"""Document → Annotations. Central names: ``Annotator``, ``load_entities``.

Names, figures, dates and events are found by rules over data files (``data/``), one per language; see docs/entities.md.
"""
