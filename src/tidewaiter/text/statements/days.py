"""Days as a text writes them, and what they mean in a piece of a given day.

"Late last month", "last year", "March", "the 1st of August": each is a :class:`Phrase`, resolved against the day of publication
to a :class:`Window` of days, both ends included. A month or day without a year is the last one before
publication, unless the words around it look ahead (``by``, ``before``, ``from``, "will"). The words and forms stand in
``days.yml``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from tidewaiter.text.statements.words import data, words

# kinds of phrases that are told with their year
_OWN_YEAR = ("iso", "num", "mdn", "my", "part_year", "year", "zh_year", "term")
_BEFORE = 40  # characters: more than the words before a day take up
_DOT = r"\.?"
_BEHIND, _ZH_BEHIND = (
    180,
    270,
)  # days: a day of this year so long past is, where the words look ahead, one of the next


class _Forms(NamedTuple):
    """``days.yml``, ready to match."""

    months: dict[str, int]
    ordinals: dict[str, int]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    words: dict[str, Any]

    def pair(self, *keys: str) -> tuple[int, int]:
        """Two numbers: the first and last month of a season, or of a part of a year."""
        found: Any = self.words
        for key in keys:
            found = found[key]
        return int(found[0]), int(found[1])

    def number(self, table: str, word: str) -> int:
        """The number that a table gives to a word, or 0."""
        return int(self.words[table].get(word, 0))


@cache
def _forms() -> _Forms:
    raw = dict(data("days.yml"))
    months = {name: int(number) for number, names in raw["months"].items() for name in names}
    dotted = {name for name in months if len(name) < 5 and name not in raw["undotted"]}
    by_length = sorted(months, key=len, reverse=True)
    macros = {
        "MONTH": f"(?:{'|'.join(name + _DOT * (name in dotted) for name in by_length)})",
        "NUMBER": rf"(?:{'|'.join(raw['numbers'])}|\d{{1,3}})",
        "ORDINAL": "|".join(raw["ordinals"]),
        "WEEKDAY": "|".join(name for names in raw["weekdays"] for name in names),
        "HEAD": "|".join(words().heads),
        **raw["macros"],
    }
    patterns = []
    for kind, pattern in raw["patterns"].items():
        for name, meaning in macros.items():
            pattern = pattern.replace(name, meaning)
        edged = pattern if kind.startswith("zh") else rf"(?<![A-Za-z0-9/])(?:{pattern})(?![A-Za-z0-9/])"
        patterns.append((kind, re.compile(edged, re.I)))
    for key in ("ahead", "since", "governs", "title_ends", "title_follows"):
        raw[key] = re.compile(raw[key])
    ordinals = {name: number for number, name in enumerate(raw["ordinals"], 1)}
    return _Forms(months, ordinals, tuple(patterns), raw)


class Window(NamedTuple):
    """The days that a phrase may mean, both ends included.

    >>> Window(date(2025, 6, 1), date(2025, 6, 30)).holds(date(2025, 6, 20))
    True
    """

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Window:
        """One day."""
        return cls(day, day)

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.first.isoformat() if self.first == self.last else f"{self.first} to {self.last}"


class Phrase(NamedTuple):
    """A day, month, year or relative day in a text, with its span in that text."""

    start: int
    end: int
    text: str
    kind: str
    parts: tuple[tuple[str, str], ...]
    ahead: bool  # the word before it looks ahead

    def part(self, name: str) -> str:
        """A named part of the phrase, or ""."""
        return dict(self.parts).get(name, "")

    @property
    def relative(self) -> bool:
        """Whether it needs the day of publication, or the day told before."""
        return self.kind not in _OWN_YEAR and not self.part("y")


def find_days(text: str) -> list[Phrase]:
    """Every phrase of a day in a text, in order, the longest at each place.

    >>> [(p.text, p.kind) for p in find_days("In 2019, and late last month, and by the 1st of August.")]
    [('2019', 'year'), ('late last month', 'unit'), ('the 1st of August', 'dmy')]
    """
    found: list[Phrase] = []
    taken: list[tuple[int, int]] = []
    ahead = _forms().words["ahead"]
    for kind, pattern in _forms().patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or not _sensible(kind, match, text):
                continue
            if kind == "weekday" and any(a > end and not text[end:a].strip(" ,(") for a, _ in taken):
                continue  # "Monday, November 10", "sábado 1 de febrero": the date says it
            taken.append((start, end))
            parts = tuple((k, _in_digits(k, v)) for k, v in match.groupdict().items() if v)
            looks = ahead.search(text, max(start - _BEFORE, 0), start) is not None
            found.append(Phrase(start, end, match[0], kind, parts, looks))
    return sorted(found)


def _in_digits(name: str, number: str) -> str:
    """The number of a month that is told by Chinese numerals (三月)."""
    return str(words().counts.get(number, number)) if name == "m" and not number.isascii() else number


def with_years(days: list[Phrase]) -> list[Phrase]:
    """The days of a sentence, those without a year with one that fits the day before them that has one.

    Words that look ahead mean the next such day; others the one nearest to that day.

    >>> [p.part("y") for p in with_years(find_days("On May 12, 2025 it was cut, effective May 14 until January 2."))]
    ['2025', '2025', '2026']
    >>> [p.part("y") for p in with_years(find_days("On January 5, 2026 it replaced the act of December 20."))]
    ['2026', '2025']
    """
    out: list[Phrase] = []
    told = (0, 0, 0)  # year, month and day of what was told before; 0: not told
    for one in days:
        own = _month_told(one)
        if own and one.part("d") and not one.part("y") and told[0]:
            one = one._replace(parts=(*one.parts, ("y", str(_year_beside(one, told)))))
        if one.part("y").isdigit():
            told = int(one.part("y")), own, _day_of(one) if own and one.part("d") else 0
        out.append(one)
    return out


def _year_beside(phrase: Phrase, told: tuple[int, int, int]) -> int:
    """The year of a day beside another that was told with its year."""
    year, month, day = told
    own = _month_told(phrase)
    if not month:
        return year
    if phrase.ahead:
        return year + (own < month)
    beside = date(year, month, min(day or 15, 28))
    near = (date(year + step, own, min(_day_of(phrase), 28)) for step in (-1, 0, 1))
    return min(near, key=lambda one: abs(one - beside)).year


def _month_told(phrase: Phrase) -> int:
    if phrase.part("m").isdigit():
        return int(phrase.part("m"))
    return _month_of(phrase) if phrase.part("mon") else 0


def begins(phrase: Phrase | None, text: str) -> bool:
    """Whether a phrase of a text tells a first day: one since which, or from which, something holds.

    >>> text = "The duty has stood since August."
    >>> begins(find_days(text)[0], text)
    True
    """
    if phrase is None:
        return False
    since = _forms().words["since"].search(text[: phrase.start])
    as_it_stands = phrase.kind == "my" and since is not None and since[0].strip().casefold() == "as of"
    return since is not None and not as_it_stands


def _sensible(kind: str, match: re.Match[str], text: str) -> bool:
    """Refuse words that are also other things: the verbs may and march, 2024 as a number."""
    if kind in ("month", "last_month_name"):
        return _is_month(match, text)
    if kind in ("num", "mdn"):  # 05/10/2022 is two days, and is not taken for either
        return int(match["m"]) <= 12 < int(match["d"]) or match["d"] == match["m"]
    if kind == "zh_year":
        return _forms().words["title_follows"].match(text[match.end() :]) is None
    return kind != "year" or _is_year(match, text)


def _is_month(match: re.Match[str], text: str) -> bool:
    word, known = match["mon"], _forms().words
    small = word[0].islower() and (len(word) < 4 or word in ("march", "mars"))  # "may", "march": verbs
    if small or word.isupper() or word.rstrip(".").lower() in known["no_month_alone"]:
        return False
    before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    verb = word.lower() in ("may", "march") and word == match[0]
    return not verb or before in known["before_month"]


def _is_year(match: re.Match[str], text: str) -> bool:
    start, end, known = match.start(), match.end(), _forms().words
    if _of_a_title(text[max(start - 160, 0) : start], text[end : end + 80]):
        return False
    after = text[end : end + 8].lstrip().lower()
    return not after.startswith(tuple(known["no_year_before"])) and (
        text[max(start - 1, 0) : start] not in known["no_year_behind"]
    )


def _of_a_title(before: str, after: str) -> bool:
    """Whether a year is part of the title of an instrument ("the 2024 Order", "the MDR 2001") and no day that is told."""
    known = _forms().words
    if known["title_follows"].match(after):
        return True
    if known["governs"].search(before):
        return False  # "under the Act in 2019"
    if known["title_ends"].search(before):
        return True
    short = re.search(r"(?<![A-Za-z.])([A-Z]{3,6}) $", before)  # the short title of an instrument
    return short is not None and short[1] not in words().states


def resolve(
    phrase: Phrase, published: date, told: Window | None = None, ahead: bool | None = None
) -> Window | None:
    """The days that a phrase means in a piece published on a day; ``told``: the days told of just before.

    None where it rests on a day that was not told.

    >>> phrase = find_days("late last month")[0]
    >>> str(resolve(phrase, date(2025, 7, 15)))
    '2025-06-18 to 2025-06-30'
    >>> str(resolve(find_days("by August the first")[0], date(2025, 7, 15)))
    '2025-08-01'
    """
    looks = phrase.ahead if ahead is None else ahead or phrase.ahead
    try:
        return _MEANS[phrase.kind](phrase, published, told, looks)
    except ValueError:  # 31 June
        return None


def month_window(year: int, month: int, part: str = "") -> Window:
    """The days of a month, or of a part of it ("early")."""
    last = monthrange(year, month)[1]
    first, end = _forms().pair("parts", _part(part), "days") if part else (1, last)
    return Window(date(year, month, first), date(year, month, min(end, last)))


def year_window(year: int, part: str = "") -> Window:
    """The days of a year, or of a part of it."""
    first, last = _forms().pair("parts", _part(part), "months") if part else (1, 12)
    return Window(date(year, first, 1), month_window(year, last).last)


def _part(part: str) -> str:
    return part.lower().removeprefix("the ").removesuffix(" of")


def _month_of(phrase: Phrase) -> int:
    return _forms().months[phrase.part("mon").rstrip(".").lower()]


def _day_of(phrase: Phrase) -> int:
    word = phrase.part("d").lower()
    return _forms().ordinals.get(word) or int(re.sub(r"\D", "", word))


def _exact(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    """A day of a month, or where no day is told the month, or a part of it; of the year told, or of one that is near."""
    month, day = _month_told(p), _day_of(p) if p.part("d") else 0
    # 自3月10日起 begins a day that is past as well: months behind us it is one ahead only where that is near
    behind = _ZH_BEHIND if p.kind == "zh" else _BEHIND
    year = int(p.part("y")) if p.part("y") else _near_year(month, day or 1, published, ahead, behind)
    return Window.of(date(year, month, day)) if p.part("d") else month_window(year, month, p.part("part"))


def _zh_day(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    day = date(published.year, published.month, int(p.part("d")))
    if day > published and not ahead:
        last = month_window(published.year, published.month).first - timedelta(1)
        day = last.replace(day=int(p.part("d")))
    return Window.of(day)


def _near_year(month: int, day: int, published: date, ahead: bool, behind: int) -> int:
    """The last such day before publication; if the words look ahead and it is more than so many days behind, or it is less than 70
    days away, the next."""
    this = date(published.year, month, min(day, 28))
    if this < published:
        return published.year + (1 if ahead and (published - this).days > behind else 0)
    return published.year if ahead or (this - published).days < 70 else published.year - 1


def _month(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month = _month_of(p)
    year = published.year
    if ahead and month < published.month:
        year += 1
    elif not ahead and month > published.month:
        year -= 1
    return month_window(year, month, p.part("part"))


def _last_month_name(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month, which = _month_of(p), p.part("which").lower()
    year = published.year
    if which == "last":
        year -= month >= published.month
    elif which == "next":
        year += month <= published.month
    return month_window(year, month)


def _season(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    first, last = _forms().pair("seasons", p.part("season").lower())
    which = p.part("which").lower()
    year = published.year - (which == "last" and last >= published.month) + (which == "next")
    return Window(date(year, first, 1), month_window(year + (last < first), last).last)


def _unit(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    which, unit = p.part("which").lower(), p.part("unit").lower()
    step = _forms().number("steps", which)
    if unit == "week":
        monday = published - timedelta(published.weekday()) + timedelta(7 * step)
        return Window(monday, monday + timedelta(6))
    if unit == "month":
        found = _months_off(published, step, p.part("part"))
    elif unit == "quarter":
        first = 3 * step - (published.month - 1) % 3
        found = Window(_months_off(published, first).first, _months_off(published, first + 2).last)
    else:
        found = year_window(published.year + step, p.part("part"))
    if p.text.lower().startswith("earlier") and step == 0:
        return Window(found.first, min(found.last, published))
    return found


def _months_off(day: date, step: int, part: str = "") -> Window:
    """The month so many months after that of a day, or a part of it."""
    months = day.year * 12 + day.month - 1 + step
    return month_window(months // 12, months % 12 + 1, part)


def _ago(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    return _about(published, p.part("n"), p.part("unit"), -1)


def _about(day: date, number: str, unit: str, sign: int) -> Window:
    word = number.strip().lower()
    count = int(word) if word.isdigit() else _forms().number("numbers", word)
    length = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit.lower()]
    if not count:  # "days earlier", "a few months later"
        low, high = (1, 14) if unit == "day" else (2, 12) if unit == "month" else (2, 9)
        a, b = (day + timedelta(sign * round(low * length)), day + timedelta(sign * round(high * length)))
    else:
        slack = 0 if unit == "day" else round(length * 0.6)
        middle = day + timedelta(sign * round(count * length))
        a, b = middle - timedelta(slack), middle + timedelta(slack)
    return Window(min(a, b), max(a, b))


def _weekday(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    names = _forms().words["weekdays"]
    place = next(n for n, same in enumerate(names) if p.part("w").lower() in same)
    if p.part("past"):  # of the week before
        return Window.of(published - timedelta(published.weekday() + 7 - place))
    day = published - timedelta((published.weekday() - place) % 7)
    away = (published - day).days
    if ahead or p.text.lower().startswith("next"):
        day += timedelta(7 if away else 0)
    return Window.of(day)


def _near(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    return Window.of(published + timedelta(_forms().number("near", p.part("word").lower())))


def _zh_near(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    word = p.part("word")
    step = _forms().number("zh_steps", word[0])
    return year_window(published.year + step) if word.endswith("年") else _months_off(published, step)


def _same(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    """The day just told; where that lies ahead, and this does not, the day of the text, on which both were done."""
    return Window.of(published) if told and told.first > published and not ahead else told


def _earlier(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    if told is None:
        return None
    sign = -1 if p.part("which").lower() in ("earlier", "before") else 1
    near = _about(told.first, p.part("n"), p.part("unit"), sign)
    far = _about(told.last, p.part("n"), p.part("unit"), sign)
    return Window(near.first, far.last)


def _term(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    who, which = p.part("who") or words().head_meant, p.part("n").lower()
    spans = words().heads.get(who.capitalize(), [])
    place = {"first": 0, "second": 1, "current": -1, "previous": -2}[which]
    if not spans or place >= len(spans) or -place > len(spans):
        return None
    return Window(date.fromisoformat(spans[place][0]), date.fromisoformat(spans[place][1]) - timedelta(1))


def _part_year(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    year = year_window(int(p.part("y")), p.part("part"))
    return year._replace(last=max(published, year.last)) if p.part("on") else year


_Meaning = Callable[[Phrase, date, Window | None, bool], Window | None]
_MEANS: dict[str, _Meaning] = {  # by the name of the pattern
    **dict.fromkeys(("iso", "num", "mdn", "my", "zh", "dmy", "mdy"), _exact), "zh_day": _zh_day, "zh_year": _part_year, "term": _term,
    "last_month_name": _last_month_name, "season": _season, "unit": _unit, "ago": _ago, "weekday": _weekday, "near": _near,
    "zh_near": _zh_near, "same": _same, "earlier": _earlier, "part_year": _part_year, "month": _month, "year": _part_year,
}  # fmt: skip


def windows(phrases: list[Phrase], published: date) -> Iterator[tuple[Phrase, Window]]:
    """Phrases of a running text resolved in order, each against what was told before it."""
    told: Window | None = None
    for phrase in phrases:
        found = resolve(phrase, published, told)
        if found is not None:
            told = found
            yield phrase, found
