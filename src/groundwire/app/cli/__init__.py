"""The command line: `main` parses, makes one call to the desk, and prints."""

from groundwire.app.cli.commands import main

__all__ = ["main"]
