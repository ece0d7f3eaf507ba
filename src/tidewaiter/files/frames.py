"""Tables in memory: polars, pandas and Arrow in, the same kind out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa


def is_frame(table: Any) -> bool:
    """Whether something is a table of one of the three libraries."""
    return type(table).__module__.partition(".")[0] in ("polars", "pandas", "pyarrow")


def from_frame(table: Any) -> tuple[pa.Table, Callable[[pa.Table], Any]]:
    """A table as Arrow, and what makes of an Arrow table one of the same kind.

    >>> arrow, back = from_frame(pa.record_batch({"a": [1]}))
    >>> arrow.column_names, back(arrow).num_rows
    (['a'], 1)
    """
    kind = type(table).__module__.partition(".")[0]
    if kind == "polars":
        import polars

        return table.to_arrow(), polars.from_arrow
    if kind == "pandas":
        return pa.Table.from_pandas(table, preserve_index=False), pa.Table.to_pandas
    return pa.table(table) if isinstance(table, pa.RecordBatch) else table, lambda out: out
