"""A group of commands in, its help out: plain text, the commands under the headings of their panels."""

from typing import Any

from typer.core import TyperGroup


class PlainGroup(TyperGroup):
    """Prints help without a library for terminals: loading one takes longer than all the rest of ``--help``."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes each command with its sentence; a command without a panel stands under "Commands"."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                panel = str(getattr(command, "rich_help_panel", None) or "Commands")
                panels.setdefault(panel, []).append((name, (command.help or "").partition("\n\n")[0]))
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)
