"""The order of the stages: a capture becomes a derived document, a stream of captures a desk, many records facts."""
