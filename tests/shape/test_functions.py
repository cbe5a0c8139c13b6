"""The shape of the code: short files, few parameters, printing and clocks in one place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterator

from tests.shape.source import functions, module_files, modules

MOST_LINES = 300
MOST_PARAMETERS = 5

# Files that are longer, each with the reason why nothing else has moved in.
LONG_FILES: dict[str, str] = {}

# Where the program meets the outside: the only modules that may look at the clock.
CLOCK_READERS: dict[str, str] = {
    "goalposts.cli.main": "the default of --as-of is today, in UTC",
}
CLOCKS = ("today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime")

# The only modules that may print: the command line, a file a group of commands.
PRINTERS: dict[str, str] = {
    module: "the command line" for module in modules() if module.startswith("goalposts.cli")
}

# Where an exception is caught in one process to be raised in another.
CARRIED_OVER: dict[str, str] = {
    "goalposts.site.processes": "what ends a task in a worker is sent to the parent, which raises it",
}

PRINTING = {"print", "click.echo", "sys.stdout.write", "sys.stderr.write"}

# Functions whose parameters a framework decides.
CALLED_BY_CLICK = {"command", "group", "option", "argument"}
CALLED_BY_PYDANTIC = {"field_validator", "model_validator", "field_serializer", "setter"}


def _decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    names = set()
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        names.add(called.attr if isinstance(called, ast.Attribute) else ast.unparse(called))
    return names


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """Returns what a caller passes: everything but `self` and `cls`."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument for argument in every if argument.arg not in {"self", "cls"}]


def _own_functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yields the functions whose parameters are ours to choose: not commands of click."""
    for function in functions(modules()[module]):
        if not _decorators(function) & CALLED_BY_CLICK:
            yield function


def _calls(module: str) -> Iterator[ast.Call]:
    """Yields every call in a module."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Call):
            yield node


def _findings(look: Callable[[str], list[str]], *, but: Container[str] = ()) -> list[str]:
    """Returns what `look` finds in every module, each line with the module's name, but for the exceptions."""
    return [f"{module}: {found}" for module in modules() if module not in but for found in look(module)]


def test_files_are_short() -> None:
    """A file has at most 300 lines, or a written reason."""

    def lines(module: str) -> list[str]:
        count = len(module_files()[module].read_text(encoding="utf-8").splitlines())
        return [f"{count} lines: what else moved in?"] if count > MOST_LINES else []

    assert _findings(lines, but=LONG_FILES) == []
    still_long = {found.split(":")[0] for found in _findings(lines)}
    assert set(LONG_FILES) <= still_long, "an exception that is no longer needed"


def test_exceptions_name_modules() -> None:
    """Every exception in the tables of this file names a module that exists."""
    assert {*LONG_FILES, *CLOCK_READERS, *PRINTERS} <= set(modules())


def test_functions_have_few_parameters() -> None:
    """A function takes at most five parameters; with more, a record is missing."""

    def crowded(module: str) -> list[str]:
        counts = {function.name: len(_parameters(function)) for function in _own_functions(module)}
        return [f"{name} takes {count}" for name, count in counts.items() if count > MOST_PARAMETERS]

    assert _findings(crowded) == []


def test_booleans_are_named_by_the_caller() -> None:
    """A boolean parameter is keyword-only, so that no call reads `f(x, True)`."""

    def positional(module: str) -> list[str]:
        return [
            f"{function.name}({argument.arg})"
            for function in _own_functions(module)
            if not _decorators(function) & CALLED_BY_PYDANTIC
            for argument in [*function.args.posonlyargs, *function.args.args]
            if argument.annotation is not None and ast.unparse(argument.annotation) == "bool"
        ]

    assert _findings(positional) == []


def test_only_the_command_line_prints() -> None:
    """Nothing below the command line prints or writes to a standard stream."""

    def printing(module: str) -> list[str]:
        return [f"line {call.lineno}" for call in _calls(module) if ast.unparse(call.func) in PRINTING]

    assert _findings(printing, but=PRINTERS) == []


def test_no_exception_is_swallowed() -> None:
    """No bare `except`, and none of `Exception` that does not raise again, here or in the parent process."""

    def blind(module: str) -> list[str]:
        return [
            f"line {node.lineno}"
            for node in ast.walk(modules()[module])
            if isinstance(node, ast.ExceptHandler)
            and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
            and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
        ]

    assert _findings(blind, but=CARRIED_OVER) == []


def test_only_the_edge_reads_the_clock() -> None:
    """The date of a build is passed in: no module but the edge asks what day it is."""

    def asking(module: str) -> list[str]:
        return [
            f"line {call.lineno}: {ast.unparse(call.func)}"
            for call in _calls(module)
            if isinstance(call.func, ast.Attribute)
            and call.func.attr in CLOCKS
            and ast.unparse(call.func.value).split(".")[-1] in {"date", "datetime", "time", "dt"}
        ]

    assert _findings(asking, but=CLOCK_READERS) == []
