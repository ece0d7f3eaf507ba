"""What a text mentions, as every reader of texts has it."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """One mention of something that the lawbook lists. Spans are [start, end) in characters of the text as given.

    ``kind`` is ``substance``, ``class``, ``code``, ``cas`` or ``smiles``; ``id`` the lawbook's own id (of the
    substance or class; for a code its digits); ``rung`` how it was found; ``judged`` what the words around it
    make of it (``offer``, ``about``, ``negated``, ``other meaning``, ``unclear``) and ``why``; ``name`` the
    lawbook's preferred name.

    >>> Mention(0, 8, "fentanyl", "substance", "fentanyl", "name", "about", "no word of sale near it", "fentanyl").end
    8
    """

    start: int
    end: int
    text: str
    kind: str
    id: str
    rung: str
    judged: str
    why: str
    name: str
