"""Sentences with percentages in, who has what part of what out.

Central names: ``find_shares``.
"""
