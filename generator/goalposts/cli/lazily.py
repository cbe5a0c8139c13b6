"""A group of commands that are imported when they are called: a short one must not pay for the others.

What holds for all commands is given to them here, where each of them passes.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from goalposts.cli.options import take_only_text
from goalposts.cli.output import output_told

_PLACES = {
    "check-in": "goalposts.cli.editing:check_in_command",
    "demo": "goalposts.cli.demo:demo_command",
    "diff": "goalposts.cli.diff:diff_command",
    "import": "goalposts.cli.importing:import_command",
    "init": "goalposts.cli.init:init_command",
    "new": "goalposts.cli.new:new_commands",
    "record": "goalposts.cli.editing:record_command",
    "rollover": "goalposts.cli.rollover:rollover_command",
    "schema": "goalposts.cli.schema:schema_command",
}
"""Where each command stands that is not in `main`: module and name."""


class Commands(click.Group):
    """The commands that were added, and those of `_PLACES`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*self.commands, *_PLACES})

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command as click does; a standard output that cannot be written is told in one line."""
        with output_told():
            return super().main(*args, **extra)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, which from now on takes only texts that can be written."""
        take_only_text(cmd)
        super().add_command(cmd, name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now where need be; None where there is none of the name."""
        if cmd_name not in self.commands and cmd_name in _PLACES:
            module, _, name = _PLACES[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), name), cmd_name)
        return self.commands.get(cmd_name)
