"""The words of conditions, as ``words.csv`` of ``lawbook/nomenclature/chemicals`` has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.codes.language import BadCondition, Condition, read_condition, words_of
from tidewaiter.lawbook.read import Row, read_csv

if TYPE_CHECKING:
    from tidewaiter.codes.drawings import Drawings

WORDS = ("word", "kind", "says", "meaning", "source")


class Words:
    """The words of conditions: groups that are drawn, expressions over others, rings, ring systems."""

    def __init__(self, path: Path) -> None:
        self.groups: dict[str, str] = {}
        self.derived: dict[str, Condition] = {}
        # how each word is found in a piece, since it was first asked
        self.finders: dict[str, Callable[[Any], Any]] = {}
        self.says: dict[str, str] = {}
        self.rings: dict[str, tuple[str, ...]] = {}
        self.systems: dict[str, tuple[str, ...]] = {}
        self.excused: list[str] = []
        for row in read_csv(path, WORDS):
            word, kind, says = row["word"], row["kind"], row["says"]
            if kind == "drawing":
                self.groups[word] = says
            elif kind == "expression":
                self.derived[word], self.says[word] = condition_of(row, "says"), says
            elif kind == "ring":
                self.rings[word] = tuple(says.split())
            elif kind == "system":
                self.systems[word] = tuple(says.split())
            elif kind == "excused":
                self.excused.append(says)
            else:
                raise row.fault(
                    f"{kind!r} is no kind of word.", "Use drawing, expression, ring, system or excused."
                )

    @cached_property
    def drawings(self) -> Drawings:
        """All that is drawn, ready to be searched."""
        from tidewaiter.codes.drawings import Drawings

        return Drawings(
            {**self.groups, **dict(zip(self.excused, self.excused, strict=True))}, self._in_order()
        )

    def _in_order(self) -> dict[str, Condition]:
        """The expressions, each behind those that it asks."""
        asks = {
            word: {name for _, name in words_of(says)} & self.says.keys() for word, says in self.says.items()
        }
        return {word: self.derived[word] for word in TopologicalSorter(asks).static_order()}


def condition_of(row: Row, column: str = "condition") -> Condition:
    """The condition of a row. Raises :class:`LawbookError` where it cannot be read."""
    try:
        return read_condition(row[column])
    except BadCondition as why:
        raise row.fault(f"{why}.", "See docs/codes.md for the language of conditions.") from why
