"""docs/commands.md has a section for each command, with each of its options."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from goalposts.cli.main import main
from tests.support.commands import commands_of
from tests.support.example import REPOSITORY


def commands(group: click.Group = main, name: str = "goalposts") -> Iterator[tuple[str, click.Command]]:
    """Yields every command by its whole name, those of groups too."""
    for key, command in commands_of(group).items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {key}")
        else:
            yield f"{name} {key}", command


def section(name: str) -> str:
    """Returns what stands under the heading of a command."""
    page = (REPOSITORY / "docs/commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", page, flags=re.MULTILINE)
    return next((part for part in parts if re.match(rf"`{re.escape(name)}[` ]", part)), "")


@pytest.mark.parametrize(("name", "command"), [*commands()], ids=[name for name, _ in commands()])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    """A command has a section with an example, and each option a row; --help explains both."""
    told = section(name)
    assert f"    {name}" in told
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.opts[0] for option in options if f"| `{option.opts[0]}`" not in told] == []
    assert [option.opts[0] for option in options if not option.help] == []
    assert command.help
