"""The options of every command: a row each in ``options.tsv``, which says how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tidewaiter.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _ActionsContainer

# subcommand -> a line of help, and what runs it
Runs = Mapping[str, tuple[str, "Callable[[Namespace], int]"]]
_TYPES: dict[str, Any] = {"path": Path, "number": int, "decimal": float}


def add_options(parser: ArgumentParser, command: str) -> None:
    """Declare the options of a command (``law diff``)."""
    groups: dict[str, _ActionsContainer] = {"": parser}
    for group, names, as_, metavar, takes, default, words in _rows(command):
        if group not in groups:
            groups[group] = parser.add_argument_group(group)
        told: dict[str, Any] = {"dest": as_, "metavar": metavar, "help": words}
        kind, _, many = takes.partition(" ")
        if kind == "flag":
            told["action"] = "store_true"
        elif kind == "several":
            told |= {"action": "append", "default": []}
        elif kind not in ("text", *_TYPES):
            told["choices"] = kind.split("|")
        read = _TYPES.get(kind)
        if default:
            told["default"] = "" if default == "''" else read(default) if read else default
        told |= {"type": read, "required": many == "!", "nargs": many.strip("!")}
        groups[group].add_argument(
            *names.split(), **{key: value for key, value in told.items() if value or key == "default"}
        )


def _rows(command: str) -> Iterator[list[str]]:
    """The rows of a command, each with its group in place of the commands that have it."""
    text = Path(__file__).with_name("options.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if command.partition(" ")[0] not in line:
            continue
        commands, *cells = line.split("\t")
        for named in commands.split(", "):
            name, _, group = named.partition(":")
            if name == command or name == command.partition(" ")[0]:
                yield [group, *cells]


def add_subcommands(parser: ArgumentParser, command: str, runs: Runs) -> None:
    """Declare the subcommands of a command, each with its options."""
    subs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, (text, run) in runs.items():
        sub = subs.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        sub.set_defaults(what_runs=run)
        add_options(sub, f"{command} {name}")
