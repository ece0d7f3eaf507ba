"""Notes of entries: what they say of the law, and what of how it was read."""

from __future__ import annotations

import re
from collections.abc import Collection

_MARKS = re.compile(r"[^\w=]+")
_PARTS = re.compile(r"; (?![^()]*\))")  # not within brackets


def parted(note: str, reading: Collection[str]) -> tuple[str, str]:
    """A note as what it says of the law and what it says of its reading: the parts with a word of ``reading``.

    The words are the section ``words of reading`` of ``vocabulary.yml``.

    >>> parted("uses: p ban; the annex of 2012 was not read (copy; no day)", ("not read",))
    ('uses: p ban', 'the annex of 2012 was not read (copy; no day)')
    """
    law: list[str] = []
    told: list[str] = []
    for part in _PARTS.split(note) if note else ():
        plain = f" {_MARKS.sub(' ', part.casefold())} "
        (told if any(f" {word} " in plain for word in reading) else law).append(part)
    return "; ".join(law), "; ".join(told)
