"""Topic files: load, validate, match, test."""
