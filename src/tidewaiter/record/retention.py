"""A policy of retention: for how many days the content of each kind of entry is kept. A small YAML file.

```yaml
check: 90
assess: 3650
```
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tidewaiter.errors import LawbookError, QuestionError
from tidewaiter.lawbook.read import read_yaml
from tidewaiter.record.store import Record

KINDS = ("check", "duty", "assess", "screen")


def read_policy(path: Path) -> dict[str, int]:
    """The days of each kind that the file names; a kind that it does not name is kept for ever.

    Raises :class:`tidewaiter.errors.QuestionError` for a file that is not such a policy.
    """
    try:
        block = read_yaml(path)
        block.only((), KINDS)
    except (LawbookError, OSError) as why:
        raise QuestionError(
            f"The policy {path.name} cannot be read: {why}", "Write lines like check: 90."
        ) from why
    policy = {}
    for kind in block:
        days = block.text(kind)
        if not days.isascii() or not days.isdigit() or len(days) > 6:
            raise QuestionError(
                f"The policy {path.name}: {kind}: {days!r} is no number of days.", "Write 90."
            )
        policy[kind] = int(days)
    if not policy:
        raise QuestionError(f"The policy {path.name} names no kind.", f"Kinds: {', '.join(KINDS)}.")
    return policy


def apply(
    record: Record, policy: Mapping[str, int], *, who: str, at: datetime, dry: bool = False
) -> list[int]:
    """Remove what is older than the policy keeps; the entries concerned. Each kind's removal is an entry of its own."""
    gone = (record.retain(days, kinds=(kind,), who=who, at=at, dry=dry) for kind, days in policy.items())
    return sorted(seq for removed in gone for seq in removed)
