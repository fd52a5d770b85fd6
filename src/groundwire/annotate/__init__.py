"""Document → annotations: entities, figures, dates, events; data files per language."""
