"""Numbers in a text: CAS numbers however they are written, and commodity codes, told from phone and part numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tidewaiter.lawbook.names import cas_check
from tidewaiter.lawbook.store import Store
from tidewaiter.text.mentions.cues import cues

_MARK = r"(?:\s{0,3}[-._~/*|:+一、;=#\\]\s{0,3}|\s{1,3})"
_CAS = re.compile(rf"(?<!\d)(?<!\d[-.])(\d{{2,7}})({_MARK})(\d{{2}})({_MARK})(\d)(?!\d)(?![-.]\d)", re.ASCII)
_RUN = re.compile(
    r"(?<![a-z])cas[ \-]?(?:no|nr|rn|number|号|登录号)?[.:#\s]{0,4}(\d{5,10})(?!\d|[-.]\d)", re.ASCII
)
# what traders call a thing by: the first part of its number, before the form in which it comes
_FIRST = re.compile(r"(\d(?<![\d.,/-]\d)\d{4,6})(?= ?(?:powder|oil|polvo|poudre|pulver|粉|油))", re.ASCII)
_HAN = "〇一二三四五六七八九"
_WRITTEN = re.compile(
    rf"([{_HAN}零]{{2,7}})[-杠 ]{{1,2}}([{_HAN}零]{{2}})[-杠 ]{{1,2}}([{_HAN}零])(?![{_HAN}零])"
)
_SPACED = re.compile(r"(?<![\d.,])(?<!\d )(\d(?: \d){1,6}) ?[-/.|_] ?(\d \d) ?[-/.|_] ?(\d)(?! ?\d)")
_ALIKE = re.compile(r"(?<=\d)[ol](?=[\d-])|(?<=-)[ol](?=\d-)")  # letters that stand for a nought and a one
_DIGIT_OF = str.maketrans(_HAN + "零ol", "0123456789001", " ")
_CODE = re.compile(
    r"(?<![\d.-])(\d{4})([. ]?)(\d{2})(?:[. ]?(\d{2}))?(?:[. ]?(\d{2}))?(?!\d|[.-]\d)", re.ASCII
)
_BEFORE, _AFTER = 45, 16  # how far a label stands from its number


class Number(NamedTuple):
    """A number found: span in the folded text, digits, and what its label and form say of it."""

    start: int
    end: int
    kind: str  # cas | code
    digits: str  # 437-38-7, or the digits of the code
    rung: str
    label: str  # cas | code | other | ""
    plain: bool  # written as such numbers are


def _label_of(words: tuple[str, ...]) -> str:
    latin = sorted((re.escape(w) for w in words if w.isascii()), key=len, reverse=True)
    other = sorted((re.escape(w) for w in words if not w.isascii()), key=len, reverse=True)
    return "|".join([rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])", *other])


class Numbers:
    """Finds the numbers that the lawbook holds."""

    def __init__(self, store: Store) -> None:
        self._cas: set[str] = {row[0] for row in store._all("SELECT DISTINCT cas FROM number")}
        self._bodies = {cas[:-1]: cas for cas in self._cas}
        firsts = Counter(cas.partition("-")[0] for cas in self._cas)
        self._firsts = {first: cas for cas in self._cas if firsts[first := cas.partition("-")[0]] == 1}
        self.codes: list[tuple[str, str, str, str]] = store._all(
            "SELECT code, substance, since, until FROM code ORDER BY code"
        )
        labels = cues().labels
        self._labels = {key: re.compile(_label_of(words)) for key, words in labels.items()}

    def finds(self, folded: str) -> Iterator[Number]:
        """All numbers of a folded text that may be CAS numbers or commodity codes."""
        for found in _CAS.finditer(_ALIKE.sub(lambda letter: letter[0].translate(_DIGIT_OF), folded)):
            digits = f"{found[1].lstrip('0') or '0'}-{found[3]}-{found[5]}"
            if len(digits) < 7:
                continue
            marks = found[2].strip() + found[4].strip()
            plain = marks == "--" and " " not in found[2] + found[4]
            label = self._label(folded, found.start(), found.end())
            if cas_check(digits) and (digits in self._cas or label == "cas" or plain):
                rung = "cas" if plain else "cas with odd marks"
                yield Number(found.start(), found.end(), "cas", digits, rung, label, "-" in marks)
            elif label == "cas" and digits[:-1] in self._bodies:
                yield Number(
                    found.start(), found.end(), "cas", digits, "cas with a wrong check digit", label, False
                )
        for found in _RUN.finditer(folded):
            run = found[1]
            digits = f"{run[:-3]}-{run[-3:-1]}-{run[-1]}"
            if digits in self._cas:
                yield Number(found.start(1), found.end(1), "cas", digits, "cas without marks", "cas", True)
            elif run in self._firsts:
                yield Number(*found.span(1), "cas", self._firsts[run], "cas cut short", "cas", True)
        for found in _FIRST.finditer(folded):
            if found[1] in self._firsts:
                yield Number(*found.span(), "cas", self._firsts[found[1]], "cas cut short", "", False)
        for found in (*_SPACED.finditer(folded), *(() if folded.isascii() else _WRITTEN.finditer(folded))):
            digits = "-".join(part.translate(_DIGIT_OF) for part in found.groups())
            if digits in self._cas:
                yield Number(found.start(), found.end(), "cas", digits, "cas in words", "cas", True)
        yield from self._coded(folded)

    def others(self, folded: str) -> list[str]:
        """CAS numbers of a folded text, in their usual form, that are of nothing that is listed."""
        made = (f"{m[1]}-{m[3]}-{m[5]}" for m in _CAS.finditer(folded) if m[2] == m[4] == "-")
        return [digits for digits in made if cas_check(digits) and digits not in self._cas]

    def _coded(self, folded: str) -> Iterator[Number]:
        for found in _CODE.finditer(folded):
            digits = "".join(part for part in (found[1], *found.groups()[2:]) if part)
            if not self.substances(digits):
                continue
            label = self._label(folded, found.start(), found.end())
            rung = "commodity code"
            yield Number(
                found.start(), found.end(), "code", digits, rung, label, bool(found[2]) and len(digits) > 6
            )

    def substances(self, digits: str, on: str = "") -> tuple[str, ...]:
        """The listed substances recorded under a code, or under the codes that it opens or lies under.

        ``on``: an ISO day, for the codes of that day; without it, those that have not ended.
        """
        out: dict[str, None] = {}
        for code, substance, since, until in self.codes:
            fits = code.startswith(digits) or digits.startswith(code)
            if fits and (since.lstrip("<>=") <= on < (until or "9999") if on else not until):
                out[substance] = None
        return tuple(out)

    def listed(self, cas: str) -> bool:
        """Whether a CAS number is one of a listed substance."""
        return cas in self._cas

    def near(self, cas: str) -> str:
        """The listed number of which only the check digit differs, or ``""``."""
        return self._bodies.get(cas[:-1], "")

    def _label(self, folded: str, start: int, end: int) -> str:
        """What the words right before (or, for CAS, right after) a number say that it is."""
        line = folded[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        best, place = "", -1
        for key, pattern in self._labels.items():
            for found in pattern.finditer(line):
                if found.end() > place:
                    best, place = key, found.end()
        if best == "other" and not re.fullmatch(r"[\W_]{0,5}(?:no|nr|n)?[\W_]{0,3}", line[place:]):
            best = ""  # a part number stands right behind its label
        if best != "cas" and re.match(r"[\s()\[\]【】,:]{0,3}cas\b", folded[end : end + _AFTER]):
            return "cas"
        return best
