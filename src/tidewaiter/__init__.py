"""What the law says of this chemical, crossing this border, on this day.

The public face is small: load a lawbook, ask it.

>>> import tidewaiter
>>> book = tidewaiter.Lawbook.load()
>>> answer = book.check("levomethorphan", jurisdictions=["UN"], on="2020-01-01")
>>> [control.list for control in answer.controls][:1]
['I']
"""

from __future__ import annotations

from tidewaiter.typed import TYPE_CHECKING, Any
from tidewaiter.version import __version__

__all__ = ["Lawbook", "__version__"]

if TYPE_CHECKING:
    from tidewaiter.face import Lawbook


def __getattr__(name: str) -> Any:
    # Loaded on first use: `tidewaiter --help` must not pay for the lawbook.
    if name == "Lawbook":
        from tidewaiter.face import Lawbook

        return Lawbook
    raise AttributeError(f"module 'tidewaiter' has no attribute {name!r}")
