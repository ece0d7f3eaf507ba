"""What the words around a mention make of it."""

from __future__ import annotations

from typing import NamedTuple

WHOLE = 700  # a text up to this length is read whole
SEVERAL = "several words of everyday that mean drugs"
CHAIN = "one word for a drug after another"
ASKED = "somebody asks for it: a request, and no offer"
FORBIDDEN = "a text that forbids or denies it"


class Judged(NamedTuple):
    """A judgement and the words it rests on."""

    judged: str
    why: str
