"""The molecule as the law reads it: scaffold in one colour, each limb's residue in its own, the clause
beneath."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from rdkit import Chem
from rdkit.Chem.Draw import rdMolDraw2D

from tidewaiter.classes.atoms import ATOM
from tidewaiter.classes.cores import _STRETCH, _parse
from tidewaiter.classes.verdict import Verdict

Colour = tuple[float, float, float]
SCAFFOLD: Colour = (0.80, 0.84, 0.90)
# Okabe and Ito's palette, lightened: told apart by readers with any colour vision.
LIMBS: tuple[Colour, ...] = (
    (1.00, 0.80, 0.45), (0.62, 0.85, 0.98), (0.55, 0.87, 0.74), (0.98, 0.95, 0.55),
    (0.65, 0.78, 0.95), (0.98, 0.72, 0.55), (0.93, 0.75, 0.86),
)  # fmt: skip
WIDTH, HEIGHT, LINE = 520, 380, 18


class Picture(str):
    """An SVG text that a notebook shows as a picture."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


def draw(mol: Chem.Mol, verdict: Verdict, caption: str = "") -> Picture:
    """Draw a molecule with what a verdict found in it.

    ``caption`` (the clause, the sentence) stands under the picture, then one line a limb in the colour of
    its atoms. Returns SVG text; 520 pixels wide, as high as its legend asks.
    """
    picture, legend = coloured(mol, verdict)
    return Picture(_under(picture, caption, legend))


def coloured(mol: Chem.Mol, verdict: Verdict) -> tuple[str, list[tuple[Colour, str]]]:
    """The bare drawing, and its legend: one (colour, words) a limb. For a page that writes its own caption."""
    colours: dict[int, Colour] = dict.fromkeys(verdict.core, SCAFFOLD)
    legend: list[tuple[Colour, str]] = []
    labels = list(dict.fromkeys(t.limb or t.site for t in verdict.traces))
    for trace in verdict.traces:
        label = trace.limb or trace.site
        colour = LIMBS[labels.index(label) % len(LIMBS)]
        if not trace.atoms and not trace.limb:
            continue  # "Z: nothing" has no atom to show
        colours.update(dict.fromkeys(trace.atoms, colour))
        word = f"limb {trace.limb}" if trace.limb else trace.site
        legend.append((colour, f"{word}: {trace.text}"))
    return _picture(mol, colours), legend


def formula(text: str) -> tuple[str, list[str]]:
    """A definition's drawing as its own picture, and the sites that it is open at.

    Sites that hold one residue stand as their names; ring atoms that admit further residues are coloured.
    ``text`` is a drawing of a :class:`tidewaiter.classes.Scaffold`.

    >>> formula("{R1}n1cc<ring>c2c<ring>cccc21")[1]
    ['R1', 'ring']
    """
    drawn = _parse(_STRETCH.sub(lambda m: ATOM.sub(rf"\1<{m[1]}>", m[2]), text))
    mol = Chem.RWMol(drawn.mol)
    mol.UpdatePropertyCache(strict=False)
    Chem.FastFindRings(mol)
    for atom, role in zip(mol.GetAtoms(), drawn.roles, strict=True):
        if role is not None:
            atom.SetProp("atomLabel", role.replace("_", " "))
    names = [role for role in drawn.roles if role is not None]
    names += [site for _, site in sorted(drawn.opens.items())]
    labels = list(dict.fromkeys(drawn.opens.values()))
    colours = {atom: LIMBS[labels.index(site) % len(LIMBS)] for atom, site in drawn.opens.items()}
    return _picture(mol.GetMol(), colours), list(dict.fromkeys(names))


def _picture(mol: Chem.Mol, colours: dict[int, Colour]) -> str:
    drawer = rdMolDraw2D.MolDraw2DSVG(WIDTH, HEIGHT)
    look = drawer.drawOptions()
    look.useBWAtomPalette()
    look.fixedBondLength = 42  # type: ignore[assignment]  # at most: one ring need not fill the sheet
    look.clearBackground = False  # type: ignore[assignment]  # RDKit's stub has the wrong type
    bonds = {
        bond.GetIdx(): colours[bond.GetBeginAtomIdx()]
        for bond in mol.GetBonds()
        if bond.GetBeginAtomIdx() in colours
        and colours.get(bond.GetBeginAtomIdx()) == colours.get(bond.GetEndAtomIdx())
    }
    rdMolDraw2D.PrepareAndDrawMolecule(
        drawer, mol, highlightAtoms=list(colours), highlightAtomColors=colours,
        highlightBonds=list(bonds), highlightBondColors=bonds,
    )  # fmt: skip
    drawer.FinishDrawing()
    return str(drawer.GetDrawingText())


def _under(svg: str, caption: str, legend: list[tuple[Colour, str]]) -> str:
    """Make room below the drawing and write caption and legend there."""
    lines = [part for text in caption.splitlines() for part in wrap(text, 78)]
    keys = [(colour, part, i == 0) for colour, text in legend for i, part in enumerate(wrap(text, 70))]
    total = HEIGHT + LINE * (len(lines) + len(keys)) + LINE
    svg = svg.replace("iso-8859-1", "utf-8", 1)  # the caption may be in any script
    svg = svg.replace(f"height='{HEIGHT}px'", f"height='{total}px'", 1)
    svg = svg.replace(f"viewBox='0 0 {WIDTH} {HEIGHT}'", f"viewBox='0 0 {WIDTH} {total}'", 1)
    parts = []
    y = HEIGHT + LINE
    style = "font-family='sans-serif' font-size='13'"
    for line in lines:
        parts.append(f"<text x='12' y='{y}' {style}>{escape(line)}</text>")
        y += LINE
    for colour, line, first in keys:
        if first:
            r, g, b = (round(255 * part) for part in colour)
            parts.append(f"<rect x='12' y='{y - 11}' width='12' height='12' fill='rgb({r},{g},{b})'/>")
        parts.append(f"<text x='32' y='{y}' {style}>{escape(line)}</text>")
        y += LINE
    return svg.replace("</svg>", "\n".join(parts) + "\n</svg>")
