"""What the native part of the screen tells of a row, and what that reaches: by the code of ``check``.

Natively it is found which listed substances a component is drawn like, what is left when its esters and ethers are read
off, which classes reach it. Which listings that means, on what basis and in which words, :mod:`tidewaiter.reach` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tidewaiter.determine import Reach
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.reach import Reacher
from tidewaiter.substance.structure import Component, Structure, read_structure


class Part(NamedTuple):
    """What the native part of the screen tells of a component."""

    in_salt: bool
    isotopic: bool
    may_be_isomer: bool  # of what is listed with its positional isomers
    same: tuple[tuple[str, bool | None], ...]  # listed substances of its skeleton, and whether they cover it
    parents: tuple[tuple[str, str, bool | None], ...]  # what is read off: see `Reacher.parents`
    verdicts: tuple[Any, ...]  # of class definitions
    tautomer: str = ""  # how it is drawn, where it is but a tautomer of these substances


def reached(parts: Iterable[Part], store: Store) -> list[Reach]:
    """What the components that reach anything reach, largest first."""
    reacher = _Told(store)
    for part in parts:
        reacher.part(part)
    return list(reacher.found.values())


class _Told(Reacher):
    """The reacher of ``check`` where everything that would be looked up in a structure has been told."""

    def __init__(self, store: Store) -> None:
        super().__init__(Structure("", ()), store, None)

    def part(self, part: Part) -> None:
        """All steps for one component."""
        component = _ToldComponent(part)
        self.named(component)
        self.read_off(component)
        if part.same and part.may_be_isomer:  # what is not listed itself is no isomer, where it is told
            alike = self._listed.alike(part.same[0][0])
            component.mol = (read_structure(part.tautomer).components[0] if part.tautomer else alike).mol
            self.positional(component)
        for verdict in part.verdicts:
            self.verdict(component, verdict, "told")

    def same(self, component: Component) -> list[tuple[str, bool | None]]:
        """As told."""
        return list(_part(component).same)

    def parents(self, component: Component) -> Iterator[tuple[str, str, bool | None]]:
        """As told."""
        return iter(_part(component).parents)

    def drawn(self, component: Component) -> list[str]:
        """As told."""
        told = _part(component)
        return [] if told.tautomer else [key for key, _ in told.same]

    def drawing(self, component: Component) -> str:
        """No answer of the screen draws anything."""
        return "told"

    def _in_salt(self, component: Component) -> bool:
        return _part(component).in_salt

    def exceptions(self, entry: Entry, component: Component) -> Iterator[tuple[bool | None, Any]]:
        """As told: what is drawn like an exception has that among the substances of its skeleton."""
        told = _part(component)
        fits = {} if told.tautomer else dict(told.same)
        if not any(one.substance in fits for one in self.store.exceptions.get(entry.instrument, ())):
            return
        for several in self._listed.exceptions(entry.id).values():
            yield from ((fits[one.substance], one) for one in several if one.substance in fits)


class _ToldComponent(Component):
    """A component of which nothing but what is told is known."""

    def __init__(self, told: Part) -> None:
        super().__init__(None, None, isotopic=told.isotopic)
        self.told = told


def _part(component: Component) -> Part:
    assert isinstance(component, _ToldComponent)
    return component.told
