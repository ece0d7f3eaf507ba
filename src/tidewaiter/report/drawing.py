"""The molecule with what met the clause coloured, and the clause under it."""

from __future__ import annotations

from tidewaiter.answer import Answer
from tidewaiter.classes.verdict import Verdict
from tidewaiter.determine import Control
from tidewaiter.errors import QuestionError
from tidewaiter.report.reasons import reason, residue


def draw_answer(answer: Answer) -> str:
    """SVG of the first control that a drawing can explain: a class before a listing by name.

    Raises :class:`QuestionError` where there is no structure to draw.
    """
    controls = sorted(
        answer.controls, key=lambda c: (c.outcome != "applies", not (c.reach and c.reach.limbs))
    )
    smiles = answer.smiles or answer.identity.whole.smiles
    if not smiles:
        raise QuestionError("There is no structure to draw.", "Ask by a structure, or for a single molecule.")
    if not controls:
        return draw_control(None, smiles, answer.summary)
    return draw_control(controls[0], smiles, "")


def draw_control(control: Control | None, smiles: str, caption: str) -> str:
    """SVG of one control: scaffold and limbs coloured where a class was met."""
    from tidewaiter.classes.draw import draw
    from tidewaiter.substance.structures.reading import parse

    reach = control.reach if control else None
    if control is not None:
        where = f"{control.jurisdiction}: {control.entry.clause}, {control.instrument.title}"
        caption = f"{where}. Since {control.since}, because it is {reason(control.because)}."
    core, limbs = (reach.core, reach.limbs) if reach and reach.limbs else ((), ())
    traces = tuple(one._replace(text=residue(one.text)) for one in limbs)
    text = reach.component if reach and reach.limbs else smiles
    return str(draw(parse(text), Verdict("", "", core=core, traces=traces), caption))
