"""The tests of the sources."""
