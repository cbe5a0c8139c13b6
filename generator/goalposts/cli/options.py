"""What several commands share: options, questions on a terminal, and the ends that a command may have."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from goalposts.editing.refusal import RefusedError
from goalposts.records.days import parse_day

Checker = Callable[[str], Any]
"""Returns what a text means; raises `RefusedError` where it means nothing."""

Today = Callable[[], date]
"""Returns the day; the command line's only clock, which commands are given."""

ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The folder of the goals repository.",
)


class _Text(click.types.StringParamType):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text: str = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            shown = text.encode(errors="replace").decode()[:60]
            self.fail(f"`{shown}` is not UTF-8. Set the terminal, or what calls it, to UTF-8.", param, ctx)
        return text


def take_only_text(command: click.Command) -> None:
    """Make a command, and the commands below it, refuse texts that no UTF-8 file can hold.

    Bytes that are not UTF-8 arrive as halves of characters.
    """
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = _Text()
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        take_only_text(each)


def read_day_option(value: str | None) -> date | None:
    """Return the day that an option names, None for none; wrong usage where it names none."""
    if value is None:
        return None
    try:
        return parse_day(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write, for example, 2026-11-30.") from error


def read_pairs(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the pairs of an option that is given as `name=value`, once or more."""
    pairs: dict[str, str] = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(f"`{value}` is no pair. Write, for example, plan=Enterprise.")
        if name.strip() in pairs:
            raise click.BadParameter(f"`{name.strip()}` is given twice.")
        pairs[name.strip()] = text.strip()
    return pairs


def pairs(name: str, *, metavar: str, text: str) -> Callable[[Any], Any]:
    """Return an option that may be given several times as `name=value`."""
    return click.option(name, metavar=metavar, multiple=True, callback=read_pairs, help=text)


def is_terminal() -> bool:
    """Return whether somebody is there to answer questions."""
    return sys.stdin.isatty()


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn an edit that is refused, or a file that cannot be written, into a message and exit status 1."""
    try:
        yield
    except RefusedError as error:
        hint = "".join(f"\n    {line}" for line in error.hint.splitlines())
        raise click.ClickException(f"{error.message}.{hint}\nNothing was written.") from error
    except OSError as error:
        name = error.filename or "the file"
        raise click.ClickException(f"{name} cannot be written: {error.strerror}.") from error


@contextmanager
def named(option: str) -> Iterator[None]:
    """Let a refusal say which option's value is refused."""
    try:
        yield
    except RefusedError as error:
        raise RefusedError(f"--{option}: {error.message}", error.hint) from error


def checked_by(reader: Callable[[object], Any]) -> Checker:
    """Return the checker that reads a text as a field of a record does."""

    from pydantic_core import PydanticCustomError  # the models take long to import

    def check(text: str) -> Any:
        try:
            return reader(text)
        except PydanticCustomError as error:
            context = error.context or {}
            raise RefusedError(str(context.get("message", error)), str(context.get("hint", ""))) from error

    return check


def as_typed(reader: Callable[[object], Any]) -> Checker:
    """Return the checker that keeps a text as it is, or refuses it where it is not what a field wants."""

    def check(text: str) -> str:
        checked_by(reader)(text)
        return text

    return check


def number_as_typed(text: str) -> str:
    """Return the text of a number, or refuse it where it is none."""
    from goalposts.records.fields import read_number

    return str(as_typed(read_number)(text))


def one_of(*names: str) -> Checker:
    """Return the checker of a word of a list."""

    def check(text: str) -> str:
        if text not in names:
            raise RefusedError(f"`{text[:60]}` is not among the answers", f"Write one of {', '.join(names)}.")
        return text

    return check


class Question(Struct, frozen=True):
    """A question for one field. Where `optional`, an empty answer is None."""

    text: str
    check: Checker = str
    default: str | None = None
    optional: bool = False


class Answers(Struct, frozen=True):
    """What was given as options, and what is asked where somebody sits at a terminal."""

    given: Mapping[str, Any]
    on_terminal: bool

    def require(self, *names: str) -> None:
        """End with wrong usage where options are missing and nobody can be asked; all of them are named."""
        missing = [f"--{name}" for name in names if not self.given.get(name)]
        if missing and not self.on_terminal:
            plural = "option" if len(missing) == 1 else "options"
            raise click.UsageError(
                f"Missing {plural} {', '.join(missing)}. On a terminal they are asked for."
            )

    def get(self, name: str, question: Question) -> Any:
        """Return the checked answer: the option, else what is answered, else the default, else None."""
        if self.given.get(name):
            with named(name):
                return question.check(self.given[name])
        if self.on_terminal:
            return ask(question)
        return None if question.default is None else question.check(question.default)


def ask(question: Question) -> Any:
    """Return the checked answer to a question; it is asked again until the answer can be used."""

    def check(text: str) -> Any:
        text = text.strip()
        if not text and question.optional:
            return None
        try:
            return question.check(text)
        except RefusedError as error:
            raise click.BadParameter(f"{error.message}. {error.hint}".strip()) from error

    default = "" if question.default is None and question.optional else question.default
    suffix = "\n> " if "\n" in question.text or len(question.text) > 60 else ": "
    return click.prompt(
        question.text, default=default, value_proc=check, show_default=bool(default), prompt_suffix=suffix
    )
