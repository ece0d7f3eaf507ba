"""From the words of a definition to the kernel's objects, each made when it is first needed.

A specification (``Spec``) is plain data, as stored in the compiled lawbook::

    site    {"options": [option, ...], "hydrogen": bool, "fused": bool, "least": int, "most": int}
    option  {"is": expression, "limb": str, "doubt": str, "says": str}
            or {"drawing": [text, ...], "where": {name: site}, "rings": [...], "elsewhere": site, ...}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

from tidewaiter.classes.cores import PIECE_CLOSES, PIECE_OPENS, BadDrawing, Core, compile_core
from tidewaiter.classes.formula import (
    ELSEWHERE,
    Fitter,
    Formula,
    Hydrogen,
    Later,
    OneOf,
    Option,
    Primitive,
    RingRule,
    Site,
)
from tidewaiter.classes.gates import NOTHING, Counts, both, either
from tidewaiter.classes.residues import PRIMITIVES, least_of
from tidewaiter.classes.terms import BadExpression, Kind, fill_in, overlay, read_kind

Spec = dict[str, Any]
Chosen = tuple[tuple[str, str, str], ...]  # of each piece: limb, name, words
MOST_NESTED = 24


def variants(spec: Mapping[str, Any]) -> Iterator[tuple[str, Chosen]]:
    """Every drawing of a block with each of its alternative pieces put in for its name."""
    pieces = {key: site["pieces"] for key, site in spec.get("where", {}).items() if "pieces" in site}
    for drawing in spec["drawing"]:
        used = sorted((k for k in pieces if f"{{{k}}}" in drawing), key=lambda k: drawing.index(f"{{{k}}}"))
        for choice in product(*(pieces[key] for key in used)):
            text = drawing
            for key, piece in zip(used, choice, strict=True):
                text = text.replace(f"{{{key}}}", f"{PIECE_OPENS}{piece['piece']}{PIECE_CLOSES}")
            yield text, tuple((c["limb"], key, c["says"]) for key, c in zip(used, choice, strict=True))


def drawn(text: str, spec: Mapping[str, Any], open_everywhere: bool = False) -> Core:
    """Compile one drawing of a block with what the block says of it."""
    bare = frozenset(name for name, site in spec.get("where", {}).items() if site.get("hydrogen"))
    return compile_core(
        text, elsewhere=open_everywhere or "elsewhere" in spec, any_bond=spec.get("saturation") == "any",
        bare=bare | {"hydrogen"},
    )  # fmt: skip


class Compiler:
    """Compiles the sites and words of one definition; words come from its glossary."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.terms = dict(terms)
        self._kinds: dict[Kind, Fitter] = {}
        self._sites: dict[str, Site] = {}
        self._rules: dict[str, tuple[RingRule, ...]] = {}
        self._depth = 0

    def takes(self, terms: Mapping[str, Any]) -> bool:
        """Whether these words mean here what they mean there; the new ones are taken in."""
        if any(word in self.terms and self.terms[word] != meaning for word, meaning in terms.items()):
            return False
        self.terms.update(terms)
        return True

    # -- words ---------------------------------------------------------------------------------------------

    def fitter(self, kind: Kind) -> Fitter:
        """The kernel object for one kind."""
        made = self._kinds.get(kind)
        if made is None:
            made = self._kinds[kind] = self._make(kind)
        return made

    def _make(self, kind: Kind) -> Fitter:
        if kind.name == "hydrogen":
            return Hydrogen()
        if kind.name in PRIMITIVES:
            site = self._policy(kind)
            return Primitive(kind, site, kind.policy.least if kind.policy else 0)
        meanings = self._word(kind)
        if len(meanings) == 1:
            return self._meaning(meanings[0], kind)
        return OneOf(tuple(self._later(partial(self._meaning, text, kind), kind.name) for text in meanings))

    def _later(
        self, make: Callable[[], Fitter], says: str, limb: str = "", doubt: str = "", note: bool = False
    ) -> Option:
        return Option(Later(make), says, limb, doubt, note)

    def _word(self, kind: Kind) -> list[Any]:
        if kind.name not in self.terms:
            raise BadExpression(f"the word '{kind.name}' is neither a kind of residue nor in the glossary")
        meaning = self.terms[kind.name]
        return meaning if isinstance(meaning, list) else [meaning]

    def _meaning(self, meaning: Any, kind: Kind) -> Fitter:
        if isinstance(meaning, str):
            text = fill_in(meaning, kind.args)
            if text[0] in "-=#":
                return self.group({"drawing": [text]}, kind)
            return self.fitter(overlay(read_kind(text), kind))
        return self.group(meaning, kind)

    def _policy(self, kind: Kind) -> Site | None:
        """What may stand on a residue of this kind, as a site of its own."""
        if kind.policy is None and not kind.fused:
            return None
        kinds = kind.policy.kinds if kind.policy is not None else ()
        if kinds is None:
            kinds = (
                Kind("any_group"),
            )  # a ring fused on is no group: only where the text says "fused or not"
        options = tuple(self._later(partial(self.fitter, k), k.name) for k in kinds)
        least = kind.policy.least if kind.policy else 0
        return Site(ELSEWHERE, options, True, fused=kind.fused, least=least)

    # -- drawings and sites --------------------------------------------------------------------------------

    def group(self, spec: Mapping[str, Any], kind: Kind | None = None) -> Fitter:
        """A drawn group: one formula for each of its drawings."""
        outer = self._policy(kind) if kind is not None else None
        formulas = [
            self.formula(drawn(text, spec, outer is not None), spec, outer, chosen)
            for text, chosen in variants(spec)
        ]
        if len(formulas) == 1:
            return formulas[0]
        return OneOf(tuple(Option(f, "", note=False) for f in formulas))

    def formula(
        self,
        core: Core,
        spec: Mapping[str, Any],
        outer: Site | None = None,
        chosen: Chosen = (),
    ) -> Formula:
        """A formula whose sites are compiled when first asked for."""
        where = spec.get("where", {})
        made: dict[str, Site] = {}

        def sites(name: str) -> Site:
            if name not in made:
                made[name] = self.site(name, where[name] if name in where else expression_site(name))
            return made[name]

        rules: list[RingRule] = []
        asked: list[bool] = []

        def ring_rules() -> tuple[RingRule, ...]:
            if not asked:
                asked.append(True)
                rules.extend(self.ring_rules(spec.get("rings", [])))
            return tuple(rules)

        elsewhere: list[Site | None] = [outer]
        if "elsewhere" in spec:
            elsewhere = []

        def at_other_places() -> Site | None:
            if not elsewhere:
                elsewhere.append(self.site(ELSEWHERE, spec["elsewhere"]))
            return elsewhere[0]

        doubts = (spec["doubt"],) if spec.get("doubt") else ()
        return Formula(core, sites, ring_rules, at_other_places, chosen, doubts, outer is not None)

    def site(self, name: str, spec: Mapping[str, Any]) -> Site:
        """One site of a formula; equal sites of several definitions are one, so that what was found is found
        once."""
        key = json.dumps([name, spec], sort_keys=True)
        if key not in self._sites:
            self._sites[key] = self._site(name, spec)
        return self._sites[key]

    def ring_rules(self, specs: list[Spec]) -> tuple[RingRule, ...]:
        """The ring rules of a formula, shared in the same way."""
        key = json.dumps(specs, sort_keys=True)
        if key not in self._rules:
            self._rules[key] = tuple(
                RingRule((spec["between"][0], spec["between"][1]), self.options(spec["options"]))
                for spec in specs
            )
        return self._rules[key]

    def _site(self, name: str, spec: Mapping[str, Any]) -> Site:
        return Site(
            name,
            self.options(spec["options"]),
            bool(spec.get("hydrogen")),
            tuple(spec.get("hydrogen_is", ("", ""))),
            bool(spec.get("fused")),
            int(spec.get("least", 0)),
            int(spec.get("most", 10_000)),
        )

    def options(self, specs: list[Spec]) -> tuple[Option, ...]:
        """The alternatives at a site, in the order written."""
        return tuple(self._option(spec) for spec in specs)

    def _option(self, spec: Spec) -> Option:
        limb, doubt = spec.get("limb", ""), spec.get("doubt", "")
        if "is" in spec:
            says = spec.get("says") or f"({spec['is']})"
            return self._later(partial(self.fitter, read_kind(spec["is"])), says, limb, doubt, True)
        spec = {key: value for key, value in spec.items() if key != "doubt"}
        quiet = not limb and not spec.get("says")
        return self._later(partial(self.group, spec), spec.get("says", ""), limb, doubt, not quiet)

    # -- necessary conditions ------------------------------------------------------------------------------

    def least_of_core(self, core: Core, spec: Mapping[str, Any]) -> Counts:
        """A sound lower bound on what a molecule holds that has this core with its sites filled."""
        joined = {name for rule in spec.get("rings", ()) for name in rule["between"]}
        total = core.quantities
        where = spec.get("where", {})
        for hook in core.hooks:
            if hook.site in joined or "any" in joined:
                continue  # a residue that closes a ring fills two places at once
            site = where[hook.site] if hook.site in where else expression_site(hook.site)
            total = both(total, self.least_of_site(site))
        hooked = {hook.site for hook in core.hooks}
        counted = [where[name] for name in dict.fromkeys(site for _, site in core.opens) if name in where and name not in hooked]  # fmt: skip
        for site in (*counted, spec.get("elsewhere", {})):
            total = both(total, self._least_in_all(site))
        return total

    def _least_in_all(self, spec: Mapping[str, Any]) -> Counts:
        """The same for a site that must be filled so many times: of halogens, none of which fills two places."""
        least, options = int(spec.get("least", 0)), spec.get("options", [])
        kinds = [read_kind(option["is"]) for option in options if "is" in option]
        if not least or len(kinds) < len(options) or any(kind.name != "halogen" for kind in kinds):
            return NOTHING
        return tuple(least * count for count in either([self.least_of_kind(kind) for kind in kinds]))

    def least_of_site(self, spec: Mapping[str, Any]) -> Counts:
        """The same for the residue at one site."""
        if spec.get("hydrogen"):
            return NOTHING
        return either([self._least_of_option(option) for option in spec["options"]])

    def _least_of_option(self, spec: Spec) -> Counts:
        if "is" in spec:
            return self.least_of_kind(read_kind(spec["is"]))
        return either([self.least_of_core(drawn(t, spec), spec) for t, _ in variants(spec)])

    def least_of_kind(self, kind: Kind) -> Counts:
        """The same for one kind."""
        if kind.name == "hydrogen":
            return NOTHING
        if kind.name in PRIMITIVES:
            return least_of(kind)
        if self._depth > MOST_NESTED:
            raise BadExpression(f"the word '{kind.name}' is defined through itself")
        self._depth += 1
        try:
            return either([self._least_of_meaning(meaning, kind) for meaning in self._word(kind)])
        finally:
            self._depth -= 1

    def _least_of_meaning(self, meaning: Any, kind: Kind) -> Counts:
        if isinstance(meaning, str):
            text = fill_in(meaning, kind.args)
            if text[0] not in "-=#":
                return self.least_of_kind(overlay(read_kind(text), kind))
            return self.least_of_core(compile_core(text), {})
        return either([self.least_of_core(drawn(t, meaning), meaning) for t, _ in variants(meaning)])


_COMPILERS: list[Compiler] = []


def compiler_for(terms: Mapping[str, Any]) -> Compiler:
    """A compiler for these words: one that is at work already, where its words do not differ.

    The versions of one law share most of their words, and a residue tested for one version need not be
    tested again.
    """
    for compiler in _COMPILERS:
        if compiler.takes(terms):
            return compiler
    _COMPILERS.append(Compiler(terms))
    return _COMPILERS[-1]


def expression_site(text: str) -> Spec:
    """The site that a bare expression in a drawing stands for: ``{alkyl(1-4)}``."""
    if text == "hydrogen":
        return {"options": [], "hydrogen": True}
    return {"options": [{"is": text}], "hydrogen": False}


__all__ = ["BadDrawing", "BadExpression", "Compiler", "Spec", "expression_site"]
