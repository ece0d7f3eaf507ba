"""Reading ``families.csv``: which classes, and which members named one by one, a family asked by its words stands for."""

from __future__ import annotations

from tidewaiter.lawbook.loading import Loading
from tidewaiter.lawbook.read import Row
from tidewaiter.lawbook.records import Member
from tidewaiter.lawbook.tables import FAMILIES


def read_families(loading: Loading) -> None:
    """Read what families hold, where the lawbook says it. Substances and the ids of classes have been read before."""
    path = loading.folder / "families.csv"
    if not path.is_file():
        return
    records = loading.records

    def use(row: Row) -> None:
        member: Member = loading.make(FAMILIES, row)
        loading.remember(f"family {member.family} {member.covers}", row)
        family = records.substances.get(member.family)
        if family is None or family.kind != "family":
            raise row.fault(
                f"'{member.family}' is no family of substances.csv.", "Add it there, or correct the id."
            )
        if member.covers not in records.classes and member.covers not in records.substances:
            raise row.fault(f"'{member.covers}' is neither a class nor a substance.", "Correct the id.")
        records.members.append(member)

    loading.rows(path, FAMILIES, use)
