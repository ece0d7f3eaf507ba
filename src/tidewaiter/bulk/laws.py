"""The listings of an answer in words, beside their ids, in the forms that a person reads: territory, law, list, clause.

laws: Canada: Controlled Drugs and Substances Act, Schedule VI (precursors), Sch. VI, Part 1, item 1
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyarrow as pa

from tidewaiter.bulk.batch import LAWS, PERHAPS
from tidewaiter.lawbook.store import Store

KINDS = (".csv", ".xlsx")  # read by people; what is read by programs has the ids alone
BETWEEN = " | "  # clauses hold semicolons


def with_laws(tables: Iterable[pa.Table], store: Store) -> Iterator[pa.Table]:
    """Answers with the laws of their listings behind ``doubts``: those that apply, and those that may."""
    told = wording(store)
    for table in tables:
        place = table.schema.get_field_index("doubts") + 1
        for name, of in ((PERHAPS, "doubts"), (LAWS, "measures")):
            cells = [BETWEEN.join(map(told, keys or ())) for keys in table.column(of).to_pylist()]
            table = table.add_column(place, name, pa.array(cells, pa.string()))
        yield table


def wording(store: Store) -> Callable[[str], str]:
    """What puts the id of a listing into words; one that the lawbook has no more stays as it is."""
    names = store.vocabulary["territories"]

    @lru_cache(maxsize=50_000)
    def told(key: str) -> str:
        try:
            entry = store.entry(key)
        except LookupError:
            return key
        law = store.instruments[entry.instrument]
        place = names.get(law.territory, law.territory)
        return f"{place}: {law.title}, {law.lists[entry.list].title}, {entry.clause}"

    return told
