"""Thin shells: settings, command line, web."""
