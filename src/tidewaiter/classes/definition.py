"""Class definitions as read from ``lawbook/classes/<issuer>/*.yml``, and as kept in the compiled lawbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tidewaiter.classes.compiler import Chosen, Compiler, Spec, compiler_for, drawn, variants
from tidewaiter.classes.cores import Core
from tidewaiter.classes.formula import Formula
from tidewaiter.classes.gates import QUANTITIES, Counts, Gate, either
from tidewaiter.lawbook.codec import Kept


@dataclass(frozen=True, slots=True)
class Example:
    """A published substance and what the definition says of it."""

    name: str
    smiles: str
    limb: str
    source: str
    outcome: str = "reached"


@dataclass(frozen=True, slots=True)
class Exception_:  # noqa: N801 (the law's word; the language has taken the plain one)
    """What the class does not take in: a substance, what other lists name, what other classes reach."""

    name: str
    smiles: str
    named_in: tuple[str, ...]
    controlled_in: tuple[str, ...]  # named there, or reached by a class there
    reached_by: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Scaffold:
    """One drawing of a definition with its alternatives put in, and the sites of its names."""

    name: str
    text: str
    chosen: Chosen
    spec: Spec
    requires: Counts
    features: tuple[tuple[str, int], ...]
    stored: tuple[Any, ...] = ()

    @cached_property
    def core(self) -> Core:
        """The compiled drawing; read or made when first needed."""
        return Core.from_json(self.text, *self.stored) if self.stored else drawn(self.text, self.spec)

    @property
    def gate(self) -> Gate:
        """Everything that a molecule must at least hold: the quantities and the core's own features."""
        quantities = zip(QUANTITIES, self.requires, strict=True)
        return tuple((name, count) for name, count in (*quantities, *self.features) if count)


@dataclass(frozen=True)
class Definition:
    """One class as the law defines it."""

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
    groups: tuple[Core, ...] = ()  # the compiled drawings of all words that it can lead to

    @cached_property
    def requires(self) -> Counts:
        """What every member must at least hold, in the order of :data:`gates.QUANTITIES`."""
        return either([scaffold.requires for scaffold in self.scaffolds])

    @property
    def gates(self) -> tuple[Gate, ...]:
        """One gate a scaffold: a molecule that passes none cannot be a member."""
        return tuple(scaffold.gate for scaffold in self.scaffolds)

    @cached_property
    def _made(self) -> dict[Any, Formula]:
        return {}

    def formula(self, index: int) -> tuple[Scaffold, Formula]:
        """One scaffold and its formula, made when first needed; its sites follow when its core is found."""
        return self._formula(index, self.scaffolds[index])

    @property
    def formulas(self) -> list[tuple[Scaffold, Formula]]:
        """All scaffolds and formulas."""
        return [self.formula(i) for i in range(len(self.scaffolds))]

    @property
    def exclusions(self) -> list[tuple[Scaffold, Formula]]:
        """Structures that the clause takes out again."""
        return [self._formula(-1 - i, scaffold) for i, scaffold in enumerate(self.unless)]

    def _formula(self, key: int, scaffold: Scaffold) -> tuple[Scaffold, Formula]:
        if key not in self._made:
            compiler = compiler_for(self.terms)
            self._made[key] = compiler.formula(scaffold.core, scaffold.spec, chosen=scaffold.chosen)
        return scaffold, self._made[key]

    def to_json(self) -> dict[str, Any]:
        """Plain data for the compiled lawbook, without the examples, which only tests need.

        A question reads only those definitions whose gate the molecule passes: see :class:`gates.Gatehouse`.
        """
        shared: list[Spec] = []
        cores: list[Any] = []

        def scaffold(item: Scaffold) -> list[Any]:
            core = item.core.to_json()
            if item.spec not in shared:
                shared.append(item.spec)
            if core not in cores:
                cores.append(core)
            places = (shared.index(item.spec), cores.index(core))
            return [item.name, item.text, item.chosen, *places, item.requires, item.features]

        return {
            **_kept.written(self),
            "scaffolds": [scaffold(s) for s in self.scaffolds],
            "unless": [scaffold(s) for s in self.unless],
            "specs": shared,
            "cores": cores,
            "named": [[e.name, e.smiles] for e in self.named],
            "groups": [
                [core.text, core.mode[0], core.mode[1], sorted(core.mode[2]), *core.to_json()]
                for core in self.groups
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Definition:
        """The definition as stored."""
        specs, cores = data["specs"], data["cores"]
        for text, elsewhere, any_bond, bare, *core in data["groups"]:
            Core.from_json(text, *core).remember((elsewhere, any_bond, frozenset(bare)))

        def scaffold(item: list[Any]) -> Scaffold:
            name, text, chosen, spec, core, requires, features = item
            return Scaffold(
                name,
                text,
                tuple((a, b, c) for a, b, c in chosen),
                specs[spec],
                tuple(requires),
                tuple((f, n) for f, n in features),
                tuple(cores[core]),
            )

        return cls(
            **_kept.read(data[name] for name in _kept.fields),
            scaffolds=tuple(scaffold(s) for s in data["scaffolds"]),
            unless=tuple(scaffold(s) for s in data["unless"]),
            named=tuple(Example(n, s, "", "") for n, s in data["named"]),
        )


_kept = Kept(  # as it stands, in the compiled lawbook
    Definition, "id", "title", "instrument", "clause", "statement", "style", "terms", "at_least", "must_meet",
    "mass_cap", "doubt", "exceptions", "limbs", "readings",
)  # fmt: skip


def scaffolds_of(name: str, spec: Spec, terms: dict[str, Any]) -> Iterator[Scaffold]:
    """All scaffolds of one drawing block: each alternative piece put in for its name.

    Raises ``BadDrawing`` or ``BadExpression``.
    """
    compiler = Compiler(terms)  # one of its own: the words of a file at fault must not stay with others
    sites = {key: value for key, value in spec.items() if key not in ("drawing", "where")}
    sites["where"] = {key: site for key, site in spec.get("where", {}).items() if "pieces" not in site}
    for text, chosen in variants(spec):
        core = drawn(text, sites)
        yield Scaffold(name, text, chosen, sites, compiler.least_of_core(core, sites), core.features)
