"""Numbers of a text in, figures with unit, currency, qualifier and rate out, and codes that are none.

Central names: ``find_figures``, ``find_codes``.
"""
