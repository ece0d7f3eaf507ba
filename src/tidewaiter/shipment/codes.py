"""The commodity code of a line by its structure, held against the one that was declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.shipment.shipment import Goods
from tidewaiter.shipment.understanding import Understanding
from tidewaiter.shipment.way import Desk, Way
from tidewaiter.substance.identity import Identity

if TYPE_CHECKING:
    from tidewaiter.contract.code_beside import CodeBesideOf


def code_beside(desk: Desk, way: Way, goods: Goods, understood: Understanding) -> CodeBesideOf | None:
    """The code in the tariff of where the goods enter; None where nothing but a code says what they are."""
    meant = tuple(candidate for candidate, fields in understood.candidates if fields != ("code",))
    if not meant or not any(candidate.smiles for candidate in meant):
        return None
    question = desk.book.question(on=way.entry, jurisdictions=[way.destination])
    identity = Identity(goods.description, "", "", meant)
    return desk.book.beside(identity, question, goods.code).told
