"""The compiled tables as the bytes of one file: where all stands, what names and numbers mean, and the tables themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property

from tidewaiter.typed import Any

_ALIGNED = 64  # bytes
_HEAD = 16  # bytes: the length of the whole, and of what says where all stands


def _told(name: str, says: str, made: Callable[[Any], Any] = lambda told: told) -> Any:
    """What names and numbers mean: a part of the file that is read when it is first asked for."""
    found = cached_property(lambda compiled: made(compiled.told(name)))
    found.__doc__ = says
    return found


class Compiled:
    """Everything that the reader looks up. What names and numbers mean is read when it is asked for."""

    def __init__(self, held: Any) -> None:
        """``held``: the bytes of a file, writable in memory only."""
        import ctypes

        self.held = held
        self._at = ctypes.addressof(ctypes.c_char.from_buffer(held))
        size = int.from_bytes(held[8:_HEAD], "little")
        self._words, self.places = json.loads(held[_HEAD : _HEAD + size])

    def told(self, name: str) -> Any:
        """One of those parts."""
        start, size = self._words[name]
        return json.loads(self.held[start : start + size])

    @cached_property
    def tables(self) -> dict[str, tuple[int, int]]:
        """Of each table where it stands in memory, and how many numbers it has."""
        return {name: (self._at + offset, count) for name, (_, offset, count) in self.places.items()}

    definitions: list[str] = _told("definitions", "The definitions, as verdicts count them.")
    yields: dict[str, list[str]] = _told("yields", "Classes to which a class leaves what they reach.")
    # of each scaffold its definition, and its number there (-1, -2 ...: exclusions)
    owners: list[tuple[str, int]] = _told(
        "owners", "Whose each scaffold is.", lambda told: [(key, n) for key, n in told]
    )
    names: list[str] = _told("names", "The name of each scaffold.")
    strings: list[str] = _told("strings", "What the judge tells by number.")
    groups: list[list[str]] = _told("groups", "Listed substances drawn alike but for stereochemistry.")
    tautomers: frozenset[int] = _told(
        "tautomers", "Which groups are of tautomers of what is listed.", frozenset
    )
    # to those that are listed with their positional isomers
    isomers: dict[str, list[list[Any]]] = _told("isomers", "What listed substances are to others.")
    within: frozenset[tuple[str, str]] = _told(
        "within", "Pairs of a substance and an exception that its entry names, or part of it.",
        lambda told: frozenset((own, excepted) for own, excepted in told),
    )  # fmt: skip
    # by their code, in hexadecimal: of those that the lawbook's structures have
    residues: dict[str, str] = _told("residues", "Names of residues.")
    shapes: dict[str, str] = _told("shapes", "The same names by :func:`tidewaiter.met.shapes.shape_of`.")
    entries: list[str] = _told("entries", "The entries, as the keys of listed structures count them.")
    prints: list[str] = _told("prints", "The substances whose fingerprints are held.")

    def drawing(self, group: int) -> str:
        """How a group's first substance is drawn."""
        structures, texts, text = (self.array(f"listed_{name}") for name in ("structures", "texts", "text"))
        first = structures[group]
        return bytes(text[texts[first] : texts[first + 1]]).decode()

    def array(self, name: str) -> Any:
        """A table as numbers in memory."""
        import ctypes

        of = {"i4": ctypes.c_int32, "i8": ctypes.c_int64, "u1": ctypes.c_uint8, "u8": ctypes.c_uint64}
        kind, offset, count = self.places[name]
        return (of[kind] * count).from_address(self._at + offset)

    def numpy(self) -> dict[str, Any]:
        """All tables as NumPy's arrays, in place."""
        import numpy as np

        return {
            name: np.frombuffer(self.held, kind, count, offset)
            for name, (kind, offset, count) in self.places.items()
        }


def written(words: Mapping[str, Any], tables: Mapping[str, Any]) -> bytes:
    """The bytes of a file: where all stands, what names and numbers mean, and the tables."""
    blocks = {name: json.dumps(value, ensure_ascii=False).encode() for name, value in words.items()}
    blocks |= {f" {name}": table.tobytes() for name, table in tables.items()}
    at, starts = -(-(_HEAD + 60 * len(blocks)) // _ALIGNED) * _ALIGNED, {}
    for name, data in blocks.items():
        starts[name] = at
        at += -(-len(data) // _ALIGNED) * _ALIGNED
    first = {name: [starts[name], len(blocks[name])] for name in words}
    second = {name: [table.dtype.str[1:], starts[f" {name}"], table.size] for name, table in tables.items()}
    head = json.dumps([first, second], separators=(",", ":")).encode()
    out = bytearray(at)
    out[: _HEAD + len(head)] = at.to_bytes(8, "little") + len(head).to_bytes(8, "little") + head
    assert _HEAD + len(head) <= min(starts.values()), "the head has no room"
    for name, data in blocks.items():
        out[starts[name] : starts[name] + len(data)] = data
    return bytes(out)
