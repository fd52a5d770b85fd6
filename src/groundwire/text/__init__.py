"""Strings and languages, knowing nothing of documents."""
