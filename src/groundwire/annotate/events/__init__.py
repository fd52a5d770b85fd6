"""Sentences in, events with state, actors, object, date and amount out.

Central names: ``find_events``.
"""
