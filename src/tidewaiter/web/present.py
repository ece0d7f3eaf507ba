"""From an answer to what the page of it shows: tiles, cards, drawings, names. No law is decided here."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from tidewaiter.answer import NO_HIT, Answer, Freshness
from tidewaiter.classes.verdict import Verdict
from tidewaiter.contract.check import CheckAnswer, ControlOf
from tidewaiter.determine import Control
from tidewaiter.lawbook.notes import parted
from tidewaiter.lawbook.store import Store
from tidewaiter.question import wider
from tidewaiter.reached import Trace
from tidewaiter.report.reasons import part_of
from tidewaiter.report.words import in_words, unverified
from tidewaiter.silence import WATCH
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.web.render import inline_svg

PLACES = ("UN", "CA", "XI", "UK", "DE", "US", "EU", "CN", "MX", "IN")  # as the tile map lays them out
MOST_CARDS = 40  # a territory; a commodity code can reach hundreds
MOST_PICTURES = 7
MOST_ATOMS = 200  # of a drawing on a page


class Tile(NamedTuple):
    """One territory of the map."""

    code: str
    name: str
    state: str  # applies | cannot_tell | read | none | unheld | off
    short: str
    words: str
    link: str  # the part of the page that tells more, or ""
    read_to: str = ""
    level: str = ""  # fresh | dated | old


class Picture(NamedTuple):
    """A drawing with its caption and legend."""

    svg: Markup
    caption: str
    legend: tuple[tuple[str, str], ...]


def state_of(answer: Answer) -> str:
    """The answer in one word, for its badge: the strongest outcome among the controls."""
    found = {"applies" if one.binds else one.outcome for one in answer.controls if one.field != WATCH}
    if not found and answer.identity.doubt:
        return "cannot_tell"  # not sure what is meant: nothing found is no "no hit"
    return "applies" if "applies" in found else "cannot_tell" if found else "none"


def understood(answer: Answer, most: int = 4) -> list[str]:
    """What a question is understood as, what is listed first, where its own words head the answer: goods of no number or
    structure, words that name several things, and a commodity code, which covers other goods too."""
    found = answer.identity.candidates
    several = len(found) > 1 or answer.identity.rung == "commodity code"
    if answer.identity.rung == "structure" or not (several or all(map(is_merchandise, found))):
        return []
    return [one.name or one.smiles for one in sorted(found, key=lambda one: not one.substance)][:most]


def with_names(sentence: str, names: dict[str, str]) -> str:
    """A sentence with territories by their names: "Listed on 2026-11-30: Canada, China"."""
    return re.sub(r"\b[A-Z]{2}\b", lambda code: names.get(code[0], code[0]), sentence)


def tiles(answer: Answer, store: Store) -> list[Tile]:
    """Every territory that the lawbook holds, and those asked that it does not."""
    held = set(store.territories)
    asked = set(answer.question.jurisdictions)
    extra = sorted((asked | held) - set(PLACES))
    names = store.vocabulary["territories"]
    return [_tile(code, names.get(code, code), answer, store, asked) for code in (*PLACES, *extra)]


_SILENT = {
    "read": ("read", "not listed"),
    "not_held": ("unheld", "law not held"),
    "not_found": ("none", "not found"),
}


def _tile(code: str, name: str, answer: Answer, store: Store, asked: set[str]) -> Tile:
    tile = _verdict_tile(code, name, answer, store, asked)
    fresh = next((item for item in answer.freshness if item.jurisdiction == code), None)
    if fresh is None or tile.state in ("off", "unheld"):
        return tile
    read_to = f"{fresh.read_through:%Y-%m}"
    return tile._replace(read_to=read_to, level=fresh.level, words=f"{tile.words}; {fresh.sentence}")


def _verdict_tile(code: str, name: str, answer: Answer, store: Store, asked: set[str]) -> Tile:
    tile = partial(Tile, code, name)
    if code not in asked:
        return tile("off", "not asked", "not asked", "")
    mine = [control for control in answer.controls if control.jurisdiction == code]
    if mine:
        if all(control.field == WATCH and control.outcome == "applies" for control in mine):
            lists = ", ".join(dict.fromkeys(control.list for control in mine))
            return tile("read", "watched only", f"on a watch list, no control: {lists}", f"at-{code}")
        sure = [one for one in mine if one.outcome == "applies" and one.field != WATCH]
        first = min((control.since for control in sure or mine), key=lambda since: since.day)
        lists = ", ".join(dict.fromkeys(control.list for control in sure or mine))
        if sure:
            return tile(
                "applies", f"listed since {in_words(first)}", f"listed since {first}, {lists}", f"at-{code}"
            )
        if any(one.binds and one.field != WATCH for one in mine):
            words = f"listed since {first}, on one of {lists}"
            return tile("applies", f"listed since {in_words(first)}", words, f"at-{code}")
        return tile("cannot_tell", "cannot tell", f"cannot tell, {lists}", f"at-{code}")
    unions = [place for place in wider(code, answer.question.on, store) if place != code]
    over = [u for u in unions if any(c.jurisdiction == u for c in answer.controls)]
    if over:
        words = f"no control of its own; under the law of {over[0]}"
        bound = any(
            c.jurisdiction == over[0] and c.outcome == "applies" and c.field != WATCH for c in answer.controls
        )
        state = "applies" if bound else "cannot_tell"
        return tile(
            state, f"law of {over[0]}", with_names(words, store.vocabulary["territories"]), f"at-{over[0]}"
        )
    told = next((item for item in answer.silences if item.jurisdiction == code), None)
    if told is None:
        return tile("none", "not found", NO_HIT.lower(), "")
    if answer.identity.doubt and told.why != "not_held":
        return tile("cannot_tell", "not sure", f"not sure what is meant: {answer.identity.doubt}", "")
    state, short = _SILENT[told.why]
    return tile(state, short, f"{short}: {told.note}", "silences")


class Gaps(NamedTuple):
    """What of the law was not searched, or was read long ago: as a page shows it, folded."""

    unheld: list[tuple[str, str]]  # territories by name, and what of their law is not held
    old: list[tuple[str, Freshness]]


def gaps(answer: Answer, store: Store) -> Gaps:
    """The same as :attr:`tidewaiter.answer.Answer.gaps`, by the names of territories."""
    names = store.vocabulary["territories"]
    unheld = [
        (", ".join(names.get(place, place) for place in places), note)
        for note, places in answer.unheld.items()
    ]
    old = [
        (names.get(item.jurisdiction, item.jurisdiction), item)
        for item in answer.freshness
        if item.level == "old"
    ]
    return Gaps(unheld, old)


def unread_after(answer: Answer) -> str:
    """The newest day up to which a law of the answer was read, where the day asked is later; else ""."""
    read = [item.latest or item.read_through for item in answer.freshness]
    return str(max(read)) if read and max(read) < answer.question.on else ""


class Row(NamedTuple):
    """One field of law: where it controls the goods, and why it is silent elsewhere."""

    field: str
    state: str  # applies | cannot_tell | read | none
    speaks: tuple[str, ...]  # territories that control it
    open: tuple[str, ...]  # territories of which it cannot be told
    unheld: tuple[str, ...]  # territories whose law of the field is not held
    silent: tuple[str, ...]


def by_field(answer: Answer) -> tuple[list[Row], list[Row]]:
    """The fields of law that speak of the goods anywhere asked, and those that are silent everywhere."""
    rows: dict[str, dict[str, list[str]]] = {}
    for told in answer.fields:
        rows.setdefault(told.field, {}).setdefault(told.outcome, []).append(told.jurisdiction)
    speaking: list[Row] = []
    quiet: list[Row] = []
    for field, found in rows.items():
        sure, doubtful = found.get("applies", ()), found.get("cannot_tell", ())
        state = "read" if field == WATCH else "applies" if sure else "cannot_tell" if doubtful else "none"
        silent = (*found.get("read", ()), *found.get("not_found", ()))
        row = Row(field, state, tuple(sure), tuple(doubtful), tuple(found.get("not_held", ())), silent)
        (speaking if sure or doubtful else quiet).append(row)
    return speaking, quiet


def places(answer: Answer, plain: CheckAnswer, store: Store) -> list[dict[str, Any]]:
    """The cards by territory, in the order of the answer. ``plain`` is the answer as JSON."""
    names = store.vocabulary["territories"]
    pairs = list(zip(answer.controls, plain["controls"], strict=True))
    made = []
    for code, group in groupby(pairs, key=lambda pair: pair[0].jurisdiction):
        mine = list(group)
        cards = [_card(control, data, store) for control, data in mine[:MOST_CARDS]]
        made.append(
            {"code": code, "name": names.get(code, code), "controls": cards, "more": len(mine) - len(cards)}
        )
    return made


def _card(control: Control, data: ControlOf, store: Store) -> dict[str, Any]:
    count = Counter(item["direction"] for item in data["obligations"])
    law, reading = parted(data["note"], store.vocabulary.get("words of reading", ()))
    return {
        **data,
        "note": law,
        "reading": reading,
        "list_title": control.instrument.lists[control.entry.list].title,
        "class_id": control.entry.class_id,
        "directions": ", ".join(f"{n} {'import and export' if d == 'both' else d}" for d, n in count.items()),
        "weak": unverified(data["verified"], data["dates_verified"]),
    }


def names(substance: str, store: Store) -> dict[str, Any] | None:
    """Chinese and English to stand side by side, the others after them; None for what is not listed."""
    found = store.names_of(substance) if substance else []
    if not found:
        return None
    by_language: dict[str, list[str]] = {}
    for name, language in found:
        by_language.setdefault(language, []).append(name)
    chinese, english = by_language.pop("zh", []), by_language.pop("en", [])
    words = store.vocabulary.get("languages", {})
    others = [(code, words.get(code, code), sorted(mine)) for code, mine in sorted(by_language.items())]
    return {"zh": chinese, "en": english, "others": others}


def listed_as_drawn(answer: Answer) -> str:
    """The listed substance that a structure is, where the lists name just this: not its salt or isomer."""
    if len(answer.identity.candidates) > 1 or "." in answer.smiles:
        return ""
    found = {
        c.entry.substance
        for c in answer.controls
        if c.basis == "named" and c.outcome == "applies" and not c.entry.class_id
    }
    return found.pop() if len(found) == 1 else ""


def chinese_name(answer: Answer, store: Store) -> str:
    """The Chinese name to stand beside the English one: as China's list writes it, or another known one."""
    for control in answer.controls:
        if control.jurisdiction == "CN" and control.entry.as_listed and not control.entry.class_id:
            return control.entry.as_listed
    substance = answer.identity.whole.substance
    known = store.names_of(substance) if substance else []
    return min((name for name, language in known if language == "zh"), key=len, default="")


# drawings ------------------------------------------------------------------------------------------------


def pictures(answer: Answer) -> list[Picture]:
    """One drawing a class that was met, coloured; or the plain molecule where no class was."""
    drawn: dict[tuple[Any, ...], list[Control]] = {}
    for control in sorted(answer.controls, key=lambda c: c.outcome != "applies"):
        reach = control.reach
        if reach and reach.limbs:
            drawn.setdefault((reach.component, reach.core, reach.limbs), []).append(control)
    made = [_picture(*key, _caption(controls)) for key, controls in list(drawn.items())[:MOST_PICTURES]]
    if made:
        return made
    shown = _shown(answer)
    return [_picture(shown.smiles, (), (), _plain_caption(answer, shown))] if shown.smiles else []


def _shown(answer: Answer) -> Candidate:
    """What is drawn: the goods as one; of several that are named, one that a list surely holds before one that it may hold, and
    both before the others: where what is listed has no structure, nothing is drawn, and not the harmless part."""
    whole, several = answer.identity.whole, answer.identity.candidates
    if len(several) == 1 or whole not in several:
        return whole._replace(smiles=answer.smiles or whole.smiles)
    sure, open_ = (
        {one.entry.substance for one in answer.controls if (one.outcome == "applies") is firm}
        for firm in (True, False)
    )

    def rank(one: Candidate) -> int:
        return 0 if one.substance in sure else 1 if one.substance in open_ else 2 if one.substance else 3

    return min(several, key=lambda one: (rank(one), not one.smiles))


def _plain_caption(answer: Answer, shown: Candidate) -> str:
    several = answer.identity.candidates
    if answer.identity.rung == "commodity code":
        return f"{shown.name}, recorded under this code, which covers other goods too."
    if len(several) > 1 and shown.name:
        return f"{shown.name}: one of {len(several)} things understood."
    return "The structure as understood." if answer.controls else answer.summary


def _caption(controls: list[Control]) -> str:
    where = [f"{c.jurisdiction}: {c.entry.clause}, {c.instrument.title}" for c in controls[:3]]
    return f"What met the definition: {'; '.join(dict.fromkeys(where))}."


@lru_cache(maxsize=512)
def _picture(smiles: str, core: tuple[int, ...], traces: tuple[Trace, ...], caption: str) -> Picture:
    from rdkit import Chem

    from tidewaiter.classes.draw import SCAFFOLD, coloured

    svg, legend = coloured(Chem.MolFromSmiles(smiles), Verdict("", "", core=core, traces=traces))
    key = [(_rgb(SCAFFOLD), "scaffold")] if core and traces else []
    key += [(_rgb(colour), part_of(words)) for colour, words in legend]
    return Picture(inline_svg(svg, f"Drawing of {smiles[:120]}"), caption, tuple(key))


@lru_cache(maxsize=512)
def plain_picture(smiles: str, caption: str = "") -> Picture | None:
    """The molecule without colours; None where it cannot be drawn."""
    from rdkit import Chem

    return _picture(smiles, (), (), caption) if smiles and Chem.MolFromSmiles(smiles) is not None else None


def formula_picture(text: str, caption: str) -> Picture:
    """A scaffold of a class definition with its open sites."""
    from tidewaiter.classes.draw import formula

    svg, sites = formula(text)
    words = f"Formula: {caption}, open at {', '.join(sites)}"
    return Picture(inline_svg(svg, words), caption, ())


def _rgb(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


@lru_cache(maxsize=1024)
def row_picture(structure: str) -> Markup | None:
    """A small drawing of a catalogue's row (SMILES or MOL block); None where there is nothing to draw."""
    from rdkit import Chem, rdBase
    from rdkit.Chem.Draw import rdMolDraw2D

    with rdBase.BlockLogs():
        mol = Chem.MolFromMolBlock(structure) if "M  END" in structure else Chem.MolFromSmiles(structure)
    if not structure or mol is None or not 0 < mol.GetNumAtoms() <= MOST_ATOMS:
        return None
    drawer = rdMolDraw2D.MolDraw2DSVG(240, 170)
    look = drawer.drawOptions()
    look.useBWAtomPalette()
    look.fixedBondLength = 26  # type: ignore[assignment]  # RDKit's stubs have the wrong type
    look.clearBackground = False  # type: ignore[assignment]
    rdMolDraw2D.PrepareAndDrawMolecule(drawer, mol)
    drawer.FinishDrawing()
    return inline_svg(str(drawer.GetDrawingText()))
