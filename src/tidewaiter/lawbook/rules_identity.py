"""One substance, one record: rules that keep a thing from standing under two ids, where one of them would be silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.rule import Rule, at, place
from tidewaiter.lawbook.whole import Records


def _drawn(smiles: str, *, flat: bool = False) -> str:
    """The canonical SMILES of a structure, without stereochemistry if ``flat``; empty where it cannot be read."""
    from rdkit import Chem, rdBase

    with rdBase.BlockLogs():
        mol: Any = Chem.MolFromSmiles(smiles) if smiles else None
        return str(Chem.MolToSmiles(mol, isomericSmiles=not flat)) if mol is not None else ""


class OneStructureOneSubstance(Rule):
    """Two substances never have one structure, stereochemistry included."""

    slow = True

    def faults(self, book: Records) -> Iterator[LawbookError]:
        recorded = [set(item.substances) for item in book.disagreements if item.kind == "same structure"]
        first: dict[str, str] = {}
        for item in book.substances.values():
            drawn = _drawn(item.smiles)
            other = first.setdefault(drawn, item.id) if drawn else item.id
            if other != item.id and not any({other, item.id} <= group for group in recorded):
                message = f"'{item.id}' has the structure of '{other}' ({place(book, f'substance {other}')})."
                mend = "Make them one substance: names and entries of both, one id."
                yield at(book, f"substance {item.id}", message, mend)


class DisagreementIsHeard(Rule):
    """A list whose name may also mean another listed substance names that one too: its silence would be an accident."""

    slow = True

    def faults(self, book: Records) -> Iterator[LawbookError]:
        lists: dict[str, set[str]] = {}
        for entry in book.entries:
            lists.setdefault(entry.substance, set()).add(entry.instrument)
        by_structure: dict[str, list[str]] = {}
        for item in book.substances.values():
            if drawn := _drawn(item.smiles, flat=True):
                by_structure.setdefault(drawn, []).append(item.id)
        for number, said in enumerate(book.disagreements):
            if said.kind != "structure" or not said.reads_as or not said.substances:
                continue
            own = said.substances[0]
            at_place = {key for key in lists.get(own, set()) if said.where.startswith(key)}
            others = [key for key in by_structure.get(_drawn(said.reads_as, flat=True), []) if key != own]
            if others and at_place and not any(at_place <= lists.get(key, set()) for key in others):
                message = f"{said.where} may mean {', '.join(others)}, which it does not list."
                mend = "List both, the one that the text leaves open with a 'doubt'."
                yield at(book, f"disagreement {number}", message, mend)


class SilenceIsNoListing(Rule):
    """A silence read in the text never covers the first sure day of a listing of that territory, former ones included."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        listed: dict[tuple[str, str], list[Entry]] = {}
        for entry in book.entries:
            if entry.substance and not entry.doubt:
                territory = book.instruments[entry.instrument].territory
                listed.setdefault((territory, entry.substance), []).append(entry)
        for number, reason in enumerate(book.reasons):
            if reason.why != "read":
                continue
            for key in reason.substances:
                for entry in listed.get((reason.territory, key), []):
                    first = entry.period.since.day
                    kinds = frozenset({book.instruments[entry.instrument].lists[entry.list].kind})
                    if reason.covers(frozenset({key}), kinds, first):
                        message = f"read as not listed, but {entry.instrument} lists '{key}' from {first}."
                        mend = "Limit the silence by 'from' or 'until'."
                        yield at(book, f"silence {number}", message, mend)
