"""The kernel under both styles of law: a core, sites at its atoms, typed residues, and every atom accounted
for.

A :class:`Formula` is a scaffold with sites. A residue may itself be a drawn group with sites of its own, so
that a sentence such as "carboxamide whose nitrogen bears cumyl" is a tree of small formulas instead of one
product of all alternatives.

Longer than 500 lines: sites, formulas and the settling of their residues call each other, and a cut between them would be a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Protocol

from tidewaiter.classes.cores import Core
from tidewaiter.classes.facts import End, Facts, mask_of
from tidewaiter.classes.kinds import ANY, CARBON, HALOGEN, KINDS, NOTHING
from tidewaiter.classes.residues import HALOGENS, PRIMITIVES, admits
from tidewaiter.classes.terms import Kind

ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Note:
    """One residue and what it met: limb (as in the law, or ""), site, the kind in words, the atoms."""

    limb: str
    site: str
    says: str
    atoms: int
    piece: bool = False  # an alternative inside the core rather than a residue


@dataclass(frozen=True, slots=True)
class Fit:
    """A successful reading: the notes on its residues and what remains doubtful."""

    notes: tuple[Note, ...] = ()
    doubts: tuple[str, ...] = ()
    core: int = 0


_FIT = Fit()


class Fitter(Protocol):
    """Anything that can say whether a residue is of its kind."""

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """The reading of ``scope``, which hangs on ``ends``; None where it is not of this kind."""
        ...


@dataclass(frozen=True, slots=True)
class Option:
    """One alternative at a site."""

    source: Fitter
    says: str
    limb: str = ""
    doubt: str = ""
    note: bool = True

    @property
    def fitter(self) -> Fitter:
        """The kind itself, compiled if it was not."""
        return self.source.ready() if isinstance(self.source, Later) else self.source


@dataclass(frozen=True, slots=True)
class Site:
    """What may stand at a place. ``least`` and ``most`` count residues other than hydrogen over all its
    atoms."""

    name: str
    options: tuple[Option, ...]
    hydrogen: bool = False
    hydrogen_is: tuple[str, str] = ("", "")  # limb and words, where hydrogen is itself a modification
    fused: bool = False
    least: int = 0
    most: int = 10_000


@dataclass(frozen=True, slots=True)
class RingRule:
    """Residues that join two places: the names of the two sites and what may join them."""

    between: tuple[str, str]
    options: tuple[Option, ...]


@dataclass(eq=False, slots=True)
class Later:
    """A kind that is compiled when a residue is first held against it: most never are."""

    make: Callable[[], Fitter]
    made: Fitter | None = None
    begins: frozenset[int] | None = field(default=None, init=False)
    asked: bool = field(default=False, init=False)

    def may_begin(self, number: int) -> bool:
        """Whether a residue on one bond that begins with such an atom need be held against the kind at all."""
        if not self.asked:
            self.begins, self.asked = _begins(self.ready()), True
        return self.begins is None or number in self.begins

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """What the kind itself says."""
        return self.ready().fit(facts, scope, ends)

    def ready(self) -> Fitter:
        """The kind, compiled."""
        if self.made is None:
            self.made = self.make()
        return self.made


@dataclass(eq=False, slots=True)
class Hydrogen:
    """Nothing but hydrogen."""

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """Met by the empty residue."""
        return _FIT if scope == 0 else None


@dataclass(eq=False, slots=True)
class Primitive:
    """One of the engine's own kinds, with what may stand on its skeleton."""

    kind: Kind
    on_it: Site | None  # None: nothing but hydrogen
    needs: int = 0

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """The first skeleton whose substituents are all admitted."""
        if not admits(facts, scope, ends, self.kind):
            return None
        for skeleton in PRIMITIVES[self.kind.name](facts, scope, ends, self.kind):
            rest = scope & ~skeleton
            if not rest and not self.needs:
                return _FIT
            if self.on_it is None or not rest:
                continue
            found = self._substituents(facts, skeleton, rest, self.on_it)
            if found is not None:
                return found
        return None

    def _substituents(self, facts: Facts, skeleton: int, rest: int, site: Site) -> Fit | None:
        doubts: tuple[str, ...] = ()
        count = 0
        for part in facts.pieces(rest):
            met = _meets(facts, part, facts.ends(skeleton, part), site)
            if met is None:
                return None
            doubts += met.doubts
            count += 1
        return Fit((), doubts) if count >= self.needs else None


@dataclass(eq=False, slots=True)
class OneOf:
    """Several alternatives as one kind (a glossary word with more than one meaning)."""

    options: tuple[Option, ...]

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """The first alternative met, those without doubt before those with."""
        return _first(facts, scope, ends, self.options)


def _first(facts: Facts, scope: int, ends: tuple[End, ...], options: tuple[Option, ...]) -> Fit | None:
    doubtful: Fit | None = None
    number = facts.numbers[ends[0][1]] if len(ends) == 1 else 0
    for option in options:
        source = option.source
        if number and type(source) is Later and not source.may_begin(number):
            continue
        found = _try(facts, scope, ends, option)
        if found is None:
            continue
        if not found.doubts:
            return found
        doubtful = doubtful or found
    return doubtful


_BEGINS = {ANY: None, CARBON: frozenset((6,)), HALOGEN: HALOGENS, NOTHING: frozenset[int]()}


def _begins(fitter: Fitter) -> frozenset[int] | None:
    """The elements with which a residue that hangs on one bond can begin; None where that is open."""
    if isinstance(fitter, Later):
        return _begins(fitter.ready())
    if isinstance(fitter, Hydrogen):
        return frozenset()
    if isinstance(fitter, Primitive):
        row = KINDS.get(fitter.kind.name)
        return _BEGINS[row.begins] if row else None
    if isinstance(fitter, Formula):
        if len(fitter.core.ends) != 1:
            return frozenset()
        return frozenset((fitter.core.head,)) if fitter.core.head else None
    if isinstance(fitter, OneOf):
        begins = [_begins(option.source) for option in fitter.options]
        return None if None in begins else frozenset().union(*filter(None, begins))
    return None


def _try(facts: Facts, scope: int, ends: tuple[End, ...], option: Option) -> Fit | None:
    key = (id(option), scope, ends)
    memo = facts.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    facts.spend()
    found = option.fitter.fit(facts, scope, ends)
    if found is not None and (option.limb or option.doubt or option.note):
        # One note a residue: what it is made of inside is told only where an inner place has a limb of its
        # own.
        notes = found.notes
        if option.note:
            notes = (Note(option.limb, "", option.says, scope), *(n for n in notes if n.limb))
        found = Fit(notes, (*found.doubts, option.doubt) if option.doubt else found.doubts, found.core)
    memo[key] = found
    return found


def _meets(facts: Facts, part: int, ends: tuple[End, ...], site: Site) -> Fit | None:
    found = _first(facts, part, ends, site.options)
    if found is None and len(ends) > 1 and site.fused:
        return _FIT
    return found


@dataclass(eq=False, slots=True)
class Formula:
    """A compiled drawing with the sites that its names stand for."""

    core: Core
    sites: Callable[[str], Site]
    rules: Callable[[], tuple[RingRule, ...]] = tuple
    elsewhere: Callable[[], Site | None] = lambda: None
    # limb, name, words of each piece in the core
    chosen: tuple[tuple[str, str, str], ...] = field(default=())
    doubts: tuple[str, ...] = ()
    word: bool = False  # a glossary word used with "substituted": an oxo where it hangs would make it an acyl

    def fit(self, facts: Facts, scope: int, ends: tuple[End, ...]) -> Fit | None:
        """As a residue: the first embedding at ``ends`` whose leftovers are all admitted."""
        best: Fit | None = None
        for match in self._anchored(facts, ends):
            body = self._body(match)
            if body & ~scope:
                continue
            found = self._settle(facts, match, body, scope)
            if found is None:
                continue
            found = Fit(self._pieces(match) + found.notes, self.doubts + found.doubts, body | found.core)
            if not found.doubts:
                return found
            best = best or found
        return best

    def _body(self, match: tuple[int, ...]) -> int:
        """The atoms of an embedding without its anchors."""
        anchors = [anchor for anchor, _, _ in self.core.ends]
        return mask_of(atom for i, atom in enumerate(match) if i not in anchors)

    def _anchored(self, facts: Facts, ends: tuple[End, ...]) -> Iterator[tuple[int, ...]]:
        """Embeddings that hang exactly on ``ends``."""
        drawn = self.core.ends
        if len(drawn) != len(ends):
            return
        if len(ends) == 1:
            (kept, first, order), *_ = ends
            if order == drawn[0][2] and facts.numbers[first] == self.core.head:
                yield from facts.matches_at(self.core, kept, first)
            return
        for (a, x, first), (b, y, last) in (ends, ends[::-1]):
            if (first, last) == (drawn[0][2], drawn[1][2]):
                for match in facts.matches_at(self.core, a, x):
                    if (match[drawn[1][0]], match[drawn[1][1]]) == (b, y):
                        yield match

    def _pieces(self, match: tuple[int, ...]) -> tuple[Note, ...]:
        return tuple(
            Note(limb, name, says, sum(1 << match[i] for i in piece), piece=True)
            for (limb, name, says), piece in zip(self.chosen, self.core.pieces, strict=True)
            if says
        )

    def readings(self, facts: Facts) -> Iterator[Fit]:
        """As a scaffold: every distinct reading of the whole molecule."""
        core = self.core
        matches = facts.matches(core)
        if not matches:
            return
        seen = set()
        labels = core.labels
        for match in matches:
            body = mask_of(match)
            signature = (body, tuple(sorted((site, match[i]) for i, site in labels)))
            if signature in seen:
                continue  # the same reading, found through the core's own symmetry
            seen.add(signature)
            facts.spend()
            found = self._settle(facts, match, body, facts.all)
            if found is not None:
                yield Fit(self._pieces(match) + found.notes, self.doubts + found.doubts, body | found.core)

    def _settle(self, facts: Facts, match: tuple[int, ...], body: int, scope: int) -> Fit | None:
        """Test what is left over around one embedding; None as soon as one residue is not admitted."""
        core = self.core
        bonds, leftovers = facts.around(body, scope)
        if bonds != core.bond_count:
            return None  # two core atoms are joined by a bond that the drawing does not have
        residues: dict[int, list[tuple[int, End]]] = {}
        bridges: list[tuple[int, tuple[End, ...]]] = []
        for part, ends in leftovers:
            if len(ends) == 1:
                residues.setdefault(ends[0][0], []).append((part, ends[0]))
            else:
                bridges.append((part, ends))
        for several in residues.values():
            if len(several) > 1:  # so that a trace reads alike in every drawing
                several.sort(key=lambda one: facts.rank(one[0]))
        hooks: dict[int, list[tuple[str, int]]] = {}
        for hook in core.hooks:
            hooks.setdefault(match[hook.atom], []).append((hook.site, hook.order))
        opens = {match[atom]: site for atom, site in core.opens}
        state = _Settling(self, facts, body, hooks, opens)
        if self.word and any(
            end[2] in (2, 3) for _, head, _ in core.ends for _, end in residues.get(match[head], [])
        ):
            return None
        for part, ends in bridges:
            if not state.bridge(part, ends):
                return None
        for atom in match:  # in the order of the law's drawing, so that a trace reads alike in every drawing
            if (atom in residues or atom in hooks) and not state.place(atom, residues.get(atom, [])):
                return None
        return state.done()


class _Settling:
    """The bookkeeping of one embedding: which hooks are taken, what has been met so far."""

    def __init__(
        self,
        formula: Formula,
        facts: Facts,
        body: int,
        hooks: dict[int, list[tuple[str, int]]],
        opens: dict[int, str],
    ) -> None:
        self.formula = formula
        self.facts = facts
        self.body = body
        self.hooks = hooks
        self.opens = opens
        self.notes: list[Note] = []
        self.doubts: list[str] = []
        self.counts: dict[str, int] = {}
        self.core = 0

    def take(self, site: str, found: Fit, filled: bool) -> None:
        for note in found.notes:
            self.notes.append(note if note.site else Note(note.limb, site, note.says, note.atoms))
        self.doubts.extend(found.doubts)
        self.core |= found.core
        if filled:
            self.counts[site] = self.counts.get(site, 0) + 1

    def site_at(self, atom: int) -> Site | None:
        name = self.opens.get(atom)
        return self.formula.sites(name) if name is not None else self.formula.elsewhere()

    def bridge(self, part: int, ends: tuple[End, ...]) -> bool:
        """A residue that touches the core more than once: by a ring rule, or where rings may be fused on."""
        atoms = [a for a, _, _ in ends]
        if len(ends) == 2:
            for rule in self.formula.rules():
                for first, second in (rule.between, rule.between[::-1]):
                    hooks = self._claim(atoms, first, second)
                    if hooks is None:
                        continue
                    found = _first(self.facts, part, ends, rule.options)
                    if found is not None:
                        for atom, hook in hooks:
                            self.hooks[atom].remove(hook)
                        self.take(" and ".join(rule.between), found, False)
                        return True
        sites = [self.site_at(atom) for atom in atoms]
        if all(site is not None for site in sites):
            for site in sites:
                assert site is not None
                found = _meets(self.facts, part, ends, site)
                if found is not None and (site.fused is False or all(s and s.fused for s in sites)):
                    self.take(site.name, found, True)
                    return True
        return False

    def _claim(self, atoms: list[int], first: str, second: str) -> list[tuple[int, tuple[str, int]]] | None:
        """The hooks that a ring over ``atoms`` uses up, if the two atoms bear the two sites."""
        claimed: list[tuple[int, tuple[str, int]]] = []
        for atom, name in zip(atoms, (first, second), strict=True):
            free = [
                h
                for h in self.hooks.get(atom, [])
                if (atom, h) not in claimed or self.hooks[atom].count(h) > claimed.count((atom, h))
            ]
            hook = next((h for h in free if h[0] == name), None)
            if hook is not None:
                claimed.append((atom, hook))
            elif self.opens.get(atom) != name and name != "any":
                return None
        return claimed

    def place(self, atom: int, residues: list[tuple[int, End]]) -> bool:
        """Assign the residues of one atom to its hooks, the rest to its open site."""
        hooks = self.hooks.get(atom, [])
        if not hooks:
            return all(self._open(atom, part, end) for part, end in residues)
        spare = max(0, len(hooks) - len(residues))
        candidates: list[tuple[int, End] | None] = [*residues, *([None] * spare)]
        best: tuple[int, list[tuple[str, Fit, bool]], list[tuple[int, End]]] | None = None
        for order in permutations(range(len(candidates)), len(hooks)):
            chosen = [candidates[i] for i in order]
            rest = [c for i, c in enumerate(candidates) if i not in order and c is not None]
            fits = self._hang(hooks, chosen)
            if fits is None or not all(self._admitted(atom, part, end) for part, end in rest):
                continue
            doubts = sum(len(f.doubts) for _, f, _ in fits)
            if best is None or doubts < best[0]:
                best = (doubts, fits, rest)
            if doubts == 0:
                break
        if best is None:
            return False
        for site, found, filled in best[1]:
            self.take(site, found, filled)
        return all(self._open(atom, part, end) for part, end in best[2])

    def _hang(
        self, hooks: list[tuple[str, int]], chosen: list[tuple[int, End] | None]
    ) -> list[tuple[str, Fit, bool]] | None:
        fits = []
        for (name, order), candidate in zip(hooks, chosen, strict=True):
            site = self.formula.sites(name)
            if candidate is None:
                if not site.hydrogen:
                    return None
                limb, says = site.hydrogen_is
                note = (Note(limb, name, says, 0),) if limb else ()
                fits.append((name, Fit(note), False))
                continue
            part, end = candidate
            if end[2] != order:
                return None
            found = _meets(self.facts, part, (end,), site)
            if found is None:
                return None
            fits.append((name, found, True))
        return fits

    def _admitted(self, atom: int, part: int, end: End) -> bool:
        site = self.site_at(atom)
        return site is not None and _meets(self.facts, part, (end,), site) is not None

    def _open(self, atom: int, part: int, end: End) -> bool:
        site = self.site_at(atom)
        if site is None:
            return False
        found = _meets(self.facts, part, (end,), site)
        if found is None:
            return False
        self.take(site.name, found, True)
        return True

    def done(self) -> Fit | None:
        """All placed: check how many residues each site has."""
        names = {hook.site for hook in self.formula.core.hooks} | {
            site for _, site in self.formula.core.opens
        }
        for name in names:
            site = self.formula.sites(name)
            if not site.least <= self.counts.get(name, 0) <= site.most:
                return None
        elsewhere = self.formula.elsewhere()
        if (
            elsewhere is not None
            and not elsewhere.least <= self.counts.get(elsewhere.name, 0) <= elsewhere.most
        ):
            return None
        return Fit(tuple(self.notes), tuple(dict.fromkeys(self.doubts)), self.core)
