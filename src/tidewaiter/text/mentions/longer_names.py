"""Names inside longer names: ``toluene`` in ``toluene diisocyanate``, 盐酸 in 盐酸二甲双胍, a stem in another drug's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tidewaiter.text.mentions.compounds import NOTHING, Compounds, Meaning
from tidewaiter.text.mentions.cues import cues, patterns
from tidewaiter.text.mentions.dictionary import Find, Names
from tidewaiter.text.mentions.systematic_names import Run, forms

UNKNOWN = "part of the longer name '{}', which is not known here"
_ATTACHED = re.compile(r"[a-z0-9,'()\[\]+\-]*[-)\]]\Z")
_PART = patterns("longer_names").patterns
_BEFORE = re.compile(r"([a-z0-9,'()\[\]-]{2,40}) \Z")
_NEXT = re.compile(r"[ -]([a-z0-9,'()\[\]-]{3,40})(?: ([a-z0-9,'()-]{3,40}))?")


class Other(NamedTuple):
    """A longer name that takes a find in: its span, what it means, and whether that is open."""

    start: int
    end: int
    name: str
    meaning: Meaning
    rung: str
    open: bool
    why: str


class Longer:
    """Looks at what stands right before and behind a find."""

    def __init__(self, names: Names, compounds: Compounds) -> None:
        self._names = names
        self._compounds = compounds

    def part_of(self, folded: str, find: Find) -> Other | None:
        """The longer name that a find is a part of, or None."""
        if folded[find.start] > "\u2e80" or folded[find.end - 1] > "\u2e80":
            return self._chinese(folded, find)
        before, after = self._before(folded, find), self._after(folded, find)
        spans = [(before, after)] if before < find.start and after > find.end else []
        spans += [(before, find.end)] if before < find.start else []
        spans += [(find.start, after)] if after > find.end else []
        for start, end in spans:
            known = self._compounds.by_name(folded[start:end])
            if known is None:
                continue
            if set(known.ids) & set(find.term.ids) and known.kind == "substance":
                return None
            why = f"part of '{folded[start:end]}', another compound"
            return Other(start, end, known.name, known, "known synonym", False, why)
        if before < find.start and folded[find.start - 1] in "-)]":
            for end in dict.fromkeys((after, find.end)):
                name = folded[before:end]
                meaning = self._compounds.read(_ways(name))
                if meaning is None:
                    continue
                if set(meaning.ids) & set(find.term.ids):
                    return None
                why = f"part of '{name}', another compound"
                return Other(before, end, name, meaning, "systematic name", False, why)
            return _left_open(folded, before, find.end, UNKNOWN)
        return self._unread(folded, find, after)

    def _unread(self, folded: str, find: Find, after: int) -> Other | None:
        """A longer name by its looks alone, which is left open."""
        told = folded[find.end : after]
        if told.startswith(" ") and self._names.look_up(told) is None:
            return _left_open(folded, find.start, after, "part of '{}', perhaps another compound")
        index = _PART["inverted"].match(folded, find.end)
        if index:
            why = "the first part of '{:.80}', perhaps another compound"
            return _left_open(folded, find.start, index.end(), why)
        if told and _PART["suffix"].match(folded, find.end):
            return _left_open(folded, find.start, after, UNKNOWN)
        return None

    def asks(self, folded: str, finds: list[Find]) -> Iterator[str]:
        """The longer names that OPSIN should have read before :meth:`part_of` is asked."""
        for find in finds:
            if find.term.kind == "substance" and folded[find.start - 1 : find.start] in ("-", ")", "]"):
                before = self._before(folded, find)
                if before < find.start:
                    for end in dict.fromkeys((self._after(folded, find), find.end)):
                        yield from _ways(folded[before:end])

    def _before(self, folded: str, find: Find) -> int:
        text = folded[max(0, find.start - 60) : find.start]
        attached = _ATTACHED.search(text)
        if attached and re.search(r"[a-z]{2}", attached[0]):
            group = _PART["group"].search(attached[0].rstrip("-)]"))
            return find.start - len(attached[0]) if group else find.start
        word = _BEFORE.search(text)
        if word and _PART["group"].search(word[1]):
            return find.start - len(word[0])
        return find.start

    def _after(self, folded: str, find: Find) -> int:
        found, chemical = _NEXT.match(folded, find.end), _PART["chemical"].search
        if found is None:
            return find.end
        if found[1].strip("-") not in cues().salts and chemical(found[1]):
            return found.end(1)
        second = found[2] and chemical(found[2]) and found[1].endswith(("ic", "yl", "di"))
        return found.end(2) if second else find.end

    def _chinese(self, folded: str, find: Find) -> Other | None:
        data = cues()
        written = folded[find.start : find.end]
        before, behind = folded[max(0, find.start - 6) : find.start], folded[find.end : find.end + 6]
        if written in data.zh_salts and behind[:1] > "\u2e80":
            if not _is_free(behind):
                return _other(folded, find, behind, "the salt in the name of another substance")
        elif (behind[:1] in data.zh_after or _PART["zh_after"].match(behind)) and not behind.startswith(
            data.zh_after_not
        ):
            return _other(folded, find, behind, "followed by more of a chemical name")
        if before and before[-1] in data.zh_before and not before.endswith((*data.zh_salts, *data.zh_words)):
            stem = any(written.endswith(end) for ends, _ in data.stems for end in ends)
            why = "preceded by more of a chemical name"
            return Other(find.start, find.end, written, NOTHING, "", stem, f"'{before[-1]}{written}': {why}")
        return None


def _left_open(folded: str, start: int, end: int, why: str) -> Other:
    return Other(start, end, folded[start:end], NOTHING, "", True, why.format(folded[start:end]))


def _ways(name: str) -> list[str]:
    return forms(Run(0, len(name), name), name)


def _other(folded: str, find: Find, behind: str, why: str) -> Other:
    why = f"'{folded[find.start : find.end]}{behind[:2]}': {why}"
    return Other(find.start, find.end, "", NOTHING, "", False, why)


def _is_free(behind: str) -> bool:
    """Whether what follows a Chinese acid's name can not be the base that it forms a salt with."""
    return behind[0] in cues().zh_free or behind.startswith(cues().zh_free_words)
