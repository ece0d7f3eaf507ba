"""The command line: thin over the documented Python face.

argparse, not a heavier framework: importing typer takes longer than a whole answer may (docs/why.md has the
figures). Each command is a module with ``run``, or with ``RUNS`` of its subcommands, imported only when it is asked for; what
options it has, ``options.tsv`` says.
"""

from __future__ import annotations

import argparse
import atexit
import codecs
import gc
import io
import os
import sys
from importlib import import_module

from tidewaiter.cli.options import add_options, add_subcommands
from tidewaiter.errors import LawbookFaults, QuestionError, TidewaiterError, uninstalled
from tidewaiter.typed import Any

# command -> (module, one line of help). Kept here so that `--help` imports no command.
COMMANDS = {
    "check": "what the law says of a substance, in a place, on a day",
    "assess": "what the law says of a whole shipment: every line, every territory on its way",
    "duty": "what an entry owes at the border, component by component, on any day",
    "code": "the commodity code of a chemical, from its structure, line by line with the rule that decides",
    "screen": "screen a catalogue of any size: every row once, with what it reaches",
    "rescreen": "tell which rows of an old screening have another answer on another day",
    "read": "what a text says of the law, and whether the law agrees",
    "verify": "the verdicts of the lawbook on claims about the law, from a file of claims",
    "law": "browse, compare and check the lawbook",
    "record": "the answers that were kept: list, show, verify, export, ask again, retain",
    "serve": "the web service: pages and JSON, on this machine unless told otherwise",
    "completion": "print a shell completion script",
}
EXTRAS = {
    "code": "screen",
    "screen": "screen",
    "rescreen": "screen",
    "duty": "duty",
    "read": "documents",
}  # what more a command may need
EPILOG = "Exit codes: 0 answered, 2 the question could not be understood, 1 our fault."


class _Help(argparse.HelpFormatter):
    """Help of a terminal's width. Told no width, argparse imports shutil (bz2, lzma ...) at the first option it is given."""

    def __init__(self, prog: str) -> None:
        try:
            columns = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size(1).columns
        except (OSError, ValueError):
            columns = 80
        super().__init__(prog, width=columns - 2)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **given})


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole parser; with ``only``, that command alone, or, where it is none, all by name only."""
    from tidewaiter.version import __version__

    top = _Parser(
        prog="tidewaiter",
        description=__doc__ and "What the law says of this chemical, crossing this border, on this day.",
        epilog=EPILOG,
    )
    top.add_argument("--version", action="version", version=f"tidewaiter {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in [only] if only in COMMANDS else COMMANDS:
        text = COMMANDS[name]
        sub = commands.add_parser(
            name, help=text, description=text[:1].upper() + text[1:] + ".", epilog=EPILOG
        )
        if only not in (None, name):
            continue
        if runs := getattr(import_module(f"tidewaiter.cli.{name}"), "RUNS", None):
            add_subcommands(sub, name, runs)
        else:
            add_options(sub, name)
    return top


def console() -> None:
    """The installed command. What was asked is told and the process ends: taking down what it holds would take longer
    than finding the answer of ``check``, and a tenth of a small ``screen``."""
    command = sys.argv[1:2]
    if command == ["check"]:
        gc.disable()
    code = _told(main())
    if command in (["check"], ["screen"]):
        atexit._run_exitfuncs()  # what was promised to be cleared away at the end still is
        os._exit(code)
    sys.exit(code)


def _told(code: int) -> int:
    """The exit code, once what was printed has gone out: an answer that no disk took is no answer."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):  # the reader went away, or the stream was closed for it
        pass
    except OSError as why:
        sys.stderr.write(f"The answer could not be written: {why.strerror}.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left has nowhere to go
        return 1
    return code


def _escaped(why: UnicodeError) -> tuple[str, int]:
    """What a stream that is not UTF-8 cannot hold, as JSON writes it."""
    import json

    if not isinstance(why, UnicodeEncodeError):
        raise why
    return json.dumps(why.object[why.start : why.end])[1:-1], why.end


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    args = sys.argv[1:] if argv is None else argv
    # argparse's own words are translated nowhere: looking for a catalogue of them imports locale and compiles patterns
    vars(argparse)["_"] = str
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            codecs.register_error("tidewaiter", _escaped)
            stream.reconfigure(errors="tidewaiter")
    named = next((word for word in args if not word.startswith("-")), None)
    top = parser(named if named in COMMANDS else "")
    if {"-h", "--help"} & set(args):
        _dress(top)
    options = top.parse_args(args)
    try:
        run = getattr(options, "what_runs", None) or import_module(f"tidewaiter.cli.{options.command}").run
        return int(run(options))
    except QuestionError as why:
        return _question(why, getattr(options, "json", False), getattr(options, "query", None), args)
    except LawbookFaults as why:
        sys.stderr.write("The lawbook has faults and is not used:\n" + str(why) + "\n")
        return 1
    except TidewaiterError as why:
        sys.stderr.write(f"{why}\n")
        return why.exit_code
    except ModuleNotFoundError as why:
        if options.command not in EXTRAS and (told := uninstalled(why)):
            return _question(told, getattr(options, "json", False), getattr(options, "query", None), args)
        if options.command not in EXTRAS or (why.name or "").startswith("tidewaiter"):
            raise
        extra = f"pip install 'tidewaiter[{EXTRAS[options.command]}]'"
        sys.stderr.write(f"This needs {why.name}, which is not installed: {extra}\n")
        return 1
    except BrokenPipeError:  # the reader of a pipe went away
        sys.stderr.close()
        return 0
    except OSError as why:
        where = f" {why.filename}" if why.filename else ""
        sys.stderr.write(f"The machine refused{where}: {why.strerror or why}.\n")
        return 1
    except Exception as why:
        if type(why).__module__ != "sqlite3":  # not imported here: half the commands do without
            raise
        from tidewaiter.lawbook.cache import distrust

        distrust()
        sys.stderr.write(
            f"A compiled index cannot be read ({why}). It is looked at again at the next question: ask again.\n"
        )
        return 1
    finally:
        from tidewaiter.lawbook.patterns import keep

        keep()


def _dress(top: argparse.ArgumentParser) -> None:
    """Coloured help on a terminal."""
    if sys.stdout.isatty():
        from rich_argparse import RichHelpFormatter

        for action in top._actions:
            if isinstance(action, argparse._SubParsersAction):
                for sub in action.choices.values():
                    sub.formatter_class = RichHelpFormatter
        top.formatter_class = RichHelpFormatter


def _again(args: list[str], query: str | None, hint: str) -> str:
    """The same command with another query in it, ready to be run.

    >>> _again(["check", "tolune", "-j", "US"], "tolune", "acetic anhydride")
    "tidewaiter check 'acetic anhydride' -j US"
    """
    import shlex

    return shlex.join(["tidewaiter", *(hint if word == query else word for word in args)])


def _question(why: QuestionError, as_json: bool, query: str | None, args: list[str]) -> int:
    if as_json:
        import json

        told = query and query.encode("utf-8", "backslashreplace").decode()  # bytes that are no text
        json.dump(why.answer(told), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        from tidewaiter.report.page import safe, show

        lines = [f"[bold red]{safe(why.message)}[/]", safe(why.mend)]
        if any(hint not in why.mend for hint in why.suggestions):
            lines.append(f"Did you mean: {safe(', '.join(why.suggestions))}?")
            if query in args:
                lines += [f"  {safe(_again(args, query, hint))}" for hint in why.suggestions[:3]]
        lines.append("[dim]This is not an answer: nothing was looked up in the law.[/]")
        show(lines, error=True)
    return why.exit_code
