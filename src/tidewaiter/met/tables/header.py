"""The header of the compiled reader that follows from Python: columns of the tables, bits of the elements, and the forms of residues.

``hatch_build.py`` writes it (``bulk/native/made.hpp``) before it compiles; nothing but the standard library is imported for it.
"""

from __future__ import annotations

from tidewaiter.classes.kinds import FORMS
from tidewaiter.met.tables import layout

_TOP = """// Made by hatch_build.py from met/tables/layout.py and classes/kinds.py: change these, not this.
#pragma once

namespace tidewaiter {

"""


def header() -> str:
    """The text of the header.

    >>> "enum { P_FIRST, P_SIZE," in header()
    True
    """
    lines = [_enum(_named(letter)) for letter in "PAHO"]
    lines += ["", f"constexpr int LIGHT = {layout.LIGHT}, HEAVY = {layout.HEAVY};"]
    lines += [
        f"constexpr unsigned char BIT_OF[] = {{{', '.join(str(layout.bit_of(e)) for e in range(119))}}};"
    ]
    lines += ["", "namespace exact {", ""]
    lines += [
        _enum([*(f"{letter}_{column}" for column in columns.split()), f"{letter}_WIDTH"])
        for letter, columns in layout.JUDGE_COLUMNS.values()
    ]
    lines += [_enum([f"BEGINS_{name.upper()}" for name in layout.BEGINS])]
    lines += [_enum([f"FORM_{name.upper()}" for name in FORMS])]
    lines += ["", "// of each form its number and its function in forms.hpp"]
    lines += ["#define TIDEWAITER_FORMS(X) \\"]
    lines += [" \\\n".join(f"  X(FORM_{name.upper()}, {name})" for name in FORMS)]
    return _TOP + "\n".join(lines) + "\n\n}  // namespace exact\n}  // namespace tidewaiter\n"


def _named(letter: str) -> list[str]:
    """The columns of a letter in the module that lays the tables out, in their order."""
    found = {name: value for name, value in vars(layout).items() if name.startswith(f"{letter}_")}
    return sorted(found, key=found.__getitem__)


def _enum(names: list[str]) -> str:
    return f"enum {{ {', '.join(names)} }};"
