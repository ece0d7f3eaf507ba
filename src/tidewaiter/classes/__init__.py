"""Class-wide controls: the law's sentence as one readable definition, matched exactly and explained.

A reader starts with ``docs/classes.md`` and a file under ``lawbook/classes``; the path of a question is
:mod:`matcher` (gates, readings, verdict), :mod:`formula` (core, sites, every atom accounted for),
:mod:`residues` and the glossary (what the words mean).
"""

from importlib import import_module

from tidewaiter.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidewaiter.classes.definition import Definition
    from tidewaiter.classes.matcher import Matcher
    from tidewaiter.classes.reading import read_definitions
    from tidewaiter.classes.verdict import CANNOT_TELL, NOT_ASSESSED, NOT_REACHED, REACHED, Verdict
    from tidewaiter.reached import Trace

__all__ = [
    "CANNOT_TELL",
    "NOT_ASSESSED",
    "NOT_REACHED",
    "REACHED",
    "Definition",
    "Matcher",
    "Trace",
    "Verdict",
    "read_definitions",
]


def __getattr__(name: str) -> Any:
    # On first use: a molecule that passes no gate needs the matcher alone, not the compiler of definitions.
    if name not in __all__:
        raise AttributeError(f"module 'tidewaiter.classes' has no attribute {name!r}")
    module = {"Definition": "definition", "read_definitions": "reading", "Matcher": "matcher"}.get(
        name, "verdict"
    )
    return getattr(import_module(f"tidewaiter.classes.{module}"), name)
