"""Sentences with figures in, what the figures mean out: measure, owner, thing, period, role, change.

Central names: ``understand_figures``, ``resolve_subject``.
"""
