"""What must be asked before more can be told: each missing fact once, with what turns on it."""

from __future__ import annotations

from tidewaiter.contract.shipment import Ask
from tidewaiter.obligations import fact_words
from tidewaiter.shipment.result import Line
from tidewaiter.shipment.shipment import Shipment
from tidewaiter.shipment.way import Way

_BY_PLACE = "depends on the destination: "


def asks_of_line(line: Line, way: Way) -> tuple[Ask, ...]:
    """The questions that one line leaves open."""
    asked = [*_identity(line), *_controls(line), *_goods(line), *_duty(line)]
    found: dict[tuple[str, str], Ask] = {}
    for fact, text in asked:
        found.setdefault((fact, text), Ask(fact, text, (line.number,)))
    return tuple(found.values())


def _identity(line: Line) -> list[tuple[str, str]]:
    told = [(fault.field, f"Mend: {fault.message}") for fault in line.faults]
    understood = line.understood
    for one in understood.fields:
        if not one.candidates and not (one.field == "code" and understood.candidates):
            told.append((one.field, f"{one.message} {one.mend}".strip()))
        if one.partial:
            told.append(("description", f"What are the goods? {one.note[:1].upper()}{one.note[1:]}"))
        if one.forms:
            told.append(
                (
                    "form",
                    f"Are the goods a preparation ({', '.join(one.forms)})? Of what composition and dose?",
                )
            )
        if one.status == "ambiguous" and one.field != "code":
            names = ", ".join(c.name or c.smiles for c in one.candidates[:5])
            if one.rung == "product" and not one.doubt:
                told.append((one.field, f"A product with {names}: does a list except the preparation?"))
            elif one.doubt:
                told.append(
                    (one.field, f"Is {names} meant, or something else? Each was evaluated: {one.doubt}.")
                )
            else:
                told.append((one.field, f"Which of these is meant: {names}? Each was evaluated."))
    if not understood.fields:
        told.append(("description", "What are the goods? Give a name, a CAS number, a structure or a code."))
    if understood.candidates and all(fields == ("code",) for _, fields in understood.candidates):
        told.append(("substance", "Which substance is it? A commodity code covers many goods."))
    declared = line.code["declared"] if line.code else None
    if declared and declared["agrees"] is False:
        told.append(("code", f"Is the declared code right, or the description? {declared['why']}."))
    for left, right in understood.disagreements:
        told.append(("identity", f"Which is right: the {left} or the {right}? They name different things."))
    return told


def _controls(line: Line) -> list[tuple[str, str]]:
    told = []
    for met in line.controls:
        place = met.control.jurisdiction
        told += [
            (fact, f"{_sentence(fact)} It decides whether the {place} listing applies.")
            for fact in met.control.missing
        ]
        for item in met.control.obligations:
            turns = f"It decides: {item.measure.title} ({place})."
            told += [(fact.partition(" (")[0], f"{_sentence(fact)} {turns}") for fact in item.missing]
    return told


def _sentence(fact: str) -> str:
    """A missing fact as a question.

    >>> _sentence("threshold (depends on the destination: Parties that asked under art. 12(10)(a))")
    'Is the destination one of these: Parties that asked under art. 12(10)(a)?'
    >>> _sentence("threshold (only goods that a traveller carries)"), _sentence("substance")
    ('Are these goods that a traveller carries?', 'Which substance is it?')
    """
    word, _, condition = fact.partition(" (")
    if word == "threshold":
        condition = condition.removesuffix(")")
        if condition == f"{_BY_PLACE}its own law":
            return "What does the destination's own law require?"
        if condition.startswith(_BY_PLACE):
            return f"Is the destination one of these: {condition.removeprefix(_BY_PLACE)}?"
        if condition.startswith("only "):
            return f"Are these {condition.removeprefix('only ')}?"
        return f"Does this apply here: {condition}?"
    if fact == "substance":
        return "Which substance is it?"
    return f"To be found out: {fact_words(fact)}."


def _goods(line: Line) -> list[tuple[str, str]]:
    goods, told = line.goods, []
    if line.status not in ("hit", "cannot_tell"):
        return []
    if not goods.quantity:
        told.append(("quantity", "How much is it?"))
    elif goods.amount is None:
        told.append(("quantity", f"What does the substance in {goods.quantity} weigh?"))
    strengths = (one.contents and one.contents.strength for one, _ in line.understood.candidates)
    if not goods.concentration and not any(strengths):
        told.append(("concentration", "What is its concentration or purity?"))
    if not goods.use:
        told.append(("use", "What is it to be used for?"))
    if not goods.end_user:
        told.append(("end user", "Who will use it?"))
    return told


def _duty(line: Line) -> list[tuple[str, str]]:
    if line.duty is None:
        if line.goods.code or not line.codes:
            return []
        codes = ", ".join(f"{one['code']} ({one['nomenclature']})" for one in line.codes)
        return [("code", f"Under which commodity code is it declared? Recorded for the substance: {codes}.")]
    told = [(str(one["fact"]), str(one["question"])) for one in line.duty.get("questions", ())]
    if line.duty.get("origin_assumed"):
        told.append(("origin", f"Where were the goods made? Taken for the duty: {line.duty['origin']}."))
    if line.duty.get("status") == "cannot_tell" and line.duty.get("message"):
        told.append(("code", f"{line.duty['message']} {line.duty['mend']}".strip()))
    return told


def asks_of_shipment(shipment: Shipment, way: Way, lines: list[Line]) -> list[Ask]:
    """The questions that the shipment itself leaves open."""
    told = []
    days = shipment.dates
    if not (days.export or days.entry or days.loaded):
        told.append(Ask("dates", f"When do the goods leave and enter? Taken: {way.export}, today."))
    elif not days.export:
        told.append(Ask("dates.export", f"When do the goods leave? Taken: {way.export}."))
    elif not days.entry:
        told.append(Ask("dates.entry", f"When do the goods enter? Taken: {way.entry}."))
    if any(line.status != "no_hit" for line in lines) and not shipment.parties:
        told.append(Ask("parties", "Who are the exporter, the consignee and the end user?"))
    return told
