"""Class definitions as read from ``lawbook/classes/<issuer>/*.yml``, and as kept in the compiled lawbook."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tidewaiter.classes.compiler import Compiler, Spec, drawn, variants
from tidewaiter.classes.cores import Core, Hook
from tidewaiter.classes.formula import Formula
from tidewaiter.classes.gates import Counts, either


@dataclass(frozen=True, slots=True)
class Example:
    """A published substance and what the definition says of it."""

    name: str
    smiles: str
    limb: str
    source: str
    outcome: str = "reached"


@dataclass(frozen=True, slots=True)
class Exception_:
    """What the class does not take in: a substance, what other lists name, what other classes reach."""

    name: str
    smiles: str
    named_in: tuple[str, ...]
    reached_by: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Scaffold:
    """One drawing of a definition with its alternatives put in, and the sites of its names."""

    name: str
    core: Core
    chosen: tuple[tuple[str, str, str], ...]
    spec: Spec
    requires: Counts


@dataclass(frozen=True)
class Definition:
    """One class as the law defines it. Structures are read lazily: a gate needs only ``requires``."""

    id: str
    title: str
    instrument: str
    clause: str
    statement: str
    style: str
    scaffolds: tuple[Scaffold, ...]
    unless: tuple[Scaffold, ...] = ()
    terms: dict[str, Any] = field(default_factory=dict)
    at_least: int = 0
    must_meet: tuple[str, ...] = ()  # limbs that every member meets
    mass_cap: float = 0.0
    doubt: str = ""
    named: tuple[Example, ...] = ()
    exceptions: tuple[Exception_, ...] = ()
    must_match: tuple[Example, ...] = ()
    must_not_match: tuple[Example, ...] = ()
    limbs: tuple[tuple[str, str], ...] = ()  # label and words of every limb
    readings: tuple[str, ...] = ()

    @cached_property
    def requires(self) -> Counts:
        """What every member must at least hold, in the order of :data:`gates.QUANTITIES`."""
        return either([scaffold.requires for scaffold in self.scaffolds])

    @cached_property
    def _compiler(self) -> Compiler:
        return Compiler(self.terms)

    @cached_property
    def formulas(self) -> tuple[tuple[Scaffold, Formula], ...]:
        """The kernel's formulas; their sites are compiled when a core is found."""
        return tuple(self._formulas(self.scaffolds))

    @cached_property
    def exclusions(self) -> tuple[tuple[Scaffold, Formula], ...]:
        """Structures that the clause takes out again."""
        return tuple(self._formulas(self.unless))

    def _formulas(self, scaffolds: tuple[Scaffold, ...]) -> Iterator[tuple[Scaffold, Formula]]:
        for scaffold in scaffolds:
            yield scaffold, self._compiler.formula(scaffold.core, scaffold.spec, chosen=scaffold.chosen)

    def to_json(self) -> dict[str, Any]:
        """Plain data from which :meth:`from_json` makes the same definition without reading YAML or drawings."""
        shared: list[Spec] = []

        def scaffold(item: Scaffold) -> dict[str, Any]:
            if item.spec not in shared:
                shared.append(item.spec)
            core = item.core
            return {
                "name": item.name, "spec": shared.index(item.spec), "requires": item.requires,
                "chosen": item.chosen,
                "core": [
                    core.text, base64.b64encode(core.binary).decode(),
                    [[h.atom, h.site, h.order] for h in core.hooks], core.opens, core.bond_count,
                    core.quantities, core.pieces,
                ],
            }

        return {
            "id": self.id, "title": self.title, "instrument": self.instrument, "clause": self.clause,
            "statement": self.statement, "style": self.style,
            "scaffolds": [scaffold(s) for s in self.scaffolds],
            "unless": [scaffold(s) for s in self.unless],
            "specs": shared, "terms": self.terms, "at_least": self.at_least, "must_meet": self.must_meet,
            "mass_cap": self.mass_cap,
            "doubt": self.doubt,
            "named": [[e.name, e.smiles] for e in self.named],
            "exceptions": [[e.name, e.smiles, e.named_in, e.reached_by, e.why] for e in self.exceptions],
            "limbs": self.limbs, "readings": self.readings,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Definition:
        """The definition without its examples, which only tests need."""
        specs = data["specs"]

        def scaffold(item: dict[str, Any]) -> Scaffold:
            text, binary, hooks, opens, bonds, quantities, pieces = item["core"]
            core = Core(
                text, base64.b64decode(binary), tuple(Hook(*h) for h in hooks),
                tuple((a, s) for a, s in opens), 0, 0, 0, bonds, tuple(quantities),
                tuple(tuple(p) for p in pieces),
            )
            return Scaffold(
                item["name"], core, tuple(tuple(c) for c in item["chosen"]), specs[item["spec"]],
                tuple(item["requires"]),
            )

        return cls(
            id=data["id"], title=data["title"], instrument=data["instrument"], clause=data["clause"],
            statement=data["statement"], style=data["style"],
            scaffolds=tuple(scaffold(s) for s in data["scaffolds"]),
            unless=tuple(scaffold(s) for s in data["unless"]),
            terms=data["terms"], at_least=data["at_least"], must_meet=tuple(data["must_meet"]),
            mass_cap=data["mass_cap"], doubt=data["doubt"],
            named=tuple(Example(n, s, "", "") for n, s in data["named"]),
            exceptions=tuple(
                Exception_(n, s, tuple(i), tuple(r), w) for n, s, i, r, w in data["exceptions"]
            ),
            limbs=tuple((a, b) for a, b in data["limbs"]), readings=tuple(data["readings"]),
        )


def scaffolds_of(name: str, spec: Spec, terms: dict[str, Any]) -> Iterator[Scaffold]:
    """All scaffolds of one drawing block: each alternative piece put in for its name.

    Raises ``BadDrawing`` or ``BadExpression``.
    """
    compiler = Compiler(terms)
    sites = {key: value for key, value in spec.items() if key not in ("drawing", "where")}
    sites["where"] = {key: site for key, site in spec.get("where", {}).items() if "pieces" not in site}
    for text, chosen in variants(spec):
        core = drawn(text, spec)
        yield Scaffold(name, core, chosen, sites, compiler.least_of_core(core, sites))


def read_definitions(folder: Path) -> list[Definition]:
    """All class definitions under ``lawbook/classes``: one folder an issuer, each with its ``glossary.yml``.

    Raises :class:`tidewaiter.errors.LawbookError` with file and line.
    """
    from tidewaiter.classes.reading import read_folder

    return read_folder(folder)
