""" "Derived from": a parent whose portions are named in its SMILES, and the ways in which they may be
modified.

``N({N-acyl=C(=O)CC})({aniline_ring=c1ccccc1}){piperidine=C2CC}N...`` names portions inside the structure. A
portion that some limb replaces is cut off at the bond on which it hangs; what stands there instead is then
tested against "as in the parent" first and each limb after. A portion in which some limb substitutes stays,
and its atoms become open sites.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tidewaiter.classes.atoms import ATOM

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Portion:
    """A named part of the parent: its name, and text and portions inside it."""

    name: str
    inside: tuple[str | Portion, ...]


@dataclass(frozen=True, slots=True)
class Limb:
    """One permitted modification, as the clause words it."""

    label: str
    says: str
    replace: dict[str, list[Spec]]
    substitute: dict[str, list[Spec]]
    exchange: dict[str, list[str]]  # a portion between two others: the pieces that may stand there instead


def read_parent(text: str) -> tuple[str | Portion, ...]:
    """Read a parent with its portions marked.

    Raises ``ValueError`` where braces do not pair.

    >>> read_parent("N{acyl=C(=O)C}")
    ('N', Portion(name='acyl', inside=('C(=O)C',)))
    """
    items, at = _read(text, 0, inside=False)
    if at != len(text):
        raise ValueError(f"'}}' without '{{' in '{text}'")
    return items


def _read(text: str, at: int, inside: bool) -> tuple[tuple[str | Portion, ...], int]:
    items: list[str | Portion] = []
    plain = ""
    while at < len(text):
        if text[at] == "{":
            if plain:
                items.append(plain)
                plain = ""
            name, mark, _ = text[at + 1 :].partition("=")
            if not mark or not name.replace("_", "").replace("-", "").isalnum():
                raise ValueError(f"a portion is written {{name=SMILES}}, not '{text[at : at + 12]}...'")
            content, at = _read(text, at + len(name) + 2, inside=True)
            items.append(Portion(name, content))
        elif text[at] == "}":
            if inside:
                return (*items, plain) if plain else tuple(items), at + 1
            break
        else:
            plain += text[at]
            at += 1
    if inside:
        raise ValueError(f"'}}' is missing in '{text}'")
    return (*items, plain) if plain else tuple(items), at


def plain_text(items: tuple[str | Portion, ...]) -> str:
    """The parent's SMILES without marks."""
    return "".join(item if isinstance(item, str) else plain_text(item.inside) for item in items)


def portions(items: tuple[str | Portion, ...]) -> dict[str, list[Portion]]:
    """All portions by name."""
    found: dict[str, list[Portion]] = {}
    for item in items:
        if isinstance(item, Portion):
            found.setdefault(item.name, []).append(item)
            for name, inner in portions(item.inside).items():
                found.setdefault(name, []).extend(inner)
    return found


class Derivation:
    """Turns parent and limbs into one drawing with its sites."""

    def __init__(self, parent: tuple[str | Portion, ...], limbs: list[Limb]) -> None:
        self.limbs = limbs
        self.parent = parent

    def spec(self) -> Spec:
        """The formula: ``{"drawing": text, "where": sites}``."""
        where: dict[str, Spec] = {}
        drawing = self._render(self.parent, (), where)
        return {"drawing": [drawing], "where": where}

    def _render(
        self, items: tuple[str | Portion, ...], around: tuple[str, ...], where: dict[str, Spec]
    ) -> str:
        text = ""
        for item in items:
            if isinstance(item, str):
                text += self._open(item, around, where)
            else:
                text += self._portion(item, around, where)
        return text

    def _open(self, text: str, around: tuple[str, ...], where: dict[str, Spec]) -> str:
        """Mark each atom as open to the substituents that the surrounding portions admit."""
        options = [o for name in around for limb in self.limbs for o in limb.substitute.get(name, ())]
        if not options:
            return text
        site = "+".join(around)
        where[site] = {"options": options, "hydrogen": True, "fused": any(o.get("fused") for o in options)}
        return ATOM.sub(rf"\1<{site}>", text)

    def _portion(self, portion: Portion, around: tuple[str, ...], where: dict[str, Spec]) -> str:
        name = portion.name
        inner = (*around, name) if any(name in limb.substitute for limb in self.limbs) else around
        instead = [o for limb in self.limbs for o in limb.replace.get(name, ())]
        pieces = [
            {"piece": piece, "limb": limb.label, "says": f"another link in place of {name.replace('_', ' ')}"}
            for limb in self.limbs
            for piece in limb.exchange.get(name, ())
        ]
        if pieces:
            kept = {"piece": self._render(portion.inside, inner, where), "limb": "", "says": ""}
            where[name] = {"pieces": [kept, *pieces]}
            return f"{{{name}}}"
        if not instead:
            return self._render(portion.inside, inner, where)
        own: dict[str, Spec] = {}
        kept_text = "-" + self._render(portion.inside, inner, own)
        options = [{"drawing": [kept_text], "where": own}, *(o for o in instead if o.get("is") != "hydrogen")]
        bare = [o for o in instead if o.get("is") == "hydrogen"]
        where[name] = {"options": options, "hydrogen": bool(bare)}
        if bare:
            where[name]["hydrogen_is"] = (bare[0]["limb"], bare[0]["says"])
        return f"{{{name}}}"
