"""Days as a text writes them, and what they mean in a piece of a given day.

"Late last month", "last year", "March", "the 1st of August": each is a :class:`Phrase`, resolved against the day of publication
to a :class:`Window` of days, both ends included. A month or day without a year is the last one before
publication, unless the words around it look ahead (``by``, ``before``, ``from``, "will").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {  # English, German and French, by their first letters
    **{name: n for n, name in enumerate(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)},
    **{name: n for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)},
    **{name: n for n, name in enumerate(["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"], 1)},
    **{name: n for n, name in enumerate(["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], 1)},
    "sept": 9,
}  # fmt: skip
_NUMBERS = {
    name: n
    for n, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
_ORDINALS = {
    name: n
    for n, name in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_MONTH = (
    "(?:"
    + "|".join(
        name
        + (r"\.?" if len(name) < 5 and name not in ("may", "june", "july", "juni", "juli", "mai") else "")
        for name in sorted(MONTHS, key=len, reverse=True)
    )
    + ")"
)
_NUMBER = "(?:" + "|".join(_NUMBERS) + r"|\d{1,3})"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?:19|20)\d\d"
_PART = r"(?P<part>early|late|mid|middle of|end of|beginning of|start of|the end of|the beginning of|the start of)"

_PATTERNS = [
    ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)"),
    ("zh", r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?"),
    ("zh_year", r"(?P<y>\d{4})\s*年"),
    ("dmy", rf"(?:the )?(?P<d>{_DAY})(?: of)? (?P<mon>{_MONTH})(?:,? (?P<y>{_YEAR}))?"),
    ("mdy", rf"(?P<mon>{_MONTH}) (?:the )?(?P<d>{_DAY}(?!\d)|{'|'.join(_ORDINALS)})(?!\s*%)(?:,? (?P<y>{_YEAR}))?"),
    ("my", rf"(?:{_PART}[ -])?(?P<mon>{_MONTH}),? (?P<y>{_YEAR})"),
    ("term", r"(?:during|in) (?:his|(?P<who>Trump|Biden)'s|the) (?P<n>first|second|current|previous) term"),
    ("last_month_name", rf"(?P<which>last|next|this past|this) (?P<mon>{_MONTH})"),
    ("season", r"(?P<which>last|this|next) (?P<season>spring|summer|fall|autumn|winter)"),
    ("unit", rf"(?:{_PART} |earlier |later |the end of |by the end of )?(?P<which>last|this|next|previous) (?P<unit>week|month|year|quarter)"),
    ("ago", rf"(?P<n>{_NUMBER}|a few|several|some) (?P<unit>day|week|month|year)s? ago"),
    ("weekday", r"(?:on |last |next )?(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"),
    ("near", r"(?P<word>today|yesterday|tomorrow|last night|tonight|今天|昨天|今日|昨日)"),
    ("zh_near", r"(?P<word>今年|去年|明年|上个?月|本月|下个?月)"),
    ("same", r"(?:on )?(?:the|that) same day"),
    ("earlier", rf"(?P<n>{_NUMBER} |a few |several |some )?(?P<unit>day|week|month|year)s? (?P<which>earlier|before|later|after)"),
    ("part_year", rf"{_PART}[ -](?P<y>{_YEAR})"),
    ("month", rf"(?:{_PART}[ -])?(?P<mon>{_MONTH})"),
    ("year", rf"(?P<y>{_YEAR})"),
]  # fmt: skip
_ALL = [
    (
        kind,
        re.compile(
            rf"(?<![A-Za-z0-9/])(?:{pattern})(?![A-Za-z0-9/])" if not kind.startswith("zh") else pattern, re.I
        ),
    )
    for kind, pattern in _PATTERNS
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_AHEAD = re.compile(
    r"\b(?:by|before|until|till|from|starting|as of|effective|beginning|no later than|deadline (?:now )?(?:of|on|is))\s+(?:the\s+)?$|(?:自|从|截至)$",
    re.I,
)


class Window(NamedTuple):
    """The days that a phrase may mean, both ends included.

    >>> Window(date(2025, 6, 1), date(2025, 6, 30)).holds(date(2025, 6, 20))
    True
    """

    first: date
    last: date

    def holds(self, day: date, slack: int = 0) -> bool:
        """Whether a day lies within, give or take ``slack`` days."""
        return self.first - timedelta(slack) <= day <= self.last + timedelta(slack)

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
        return self.kind not in ("iso", "my", "part_year", "year", "zh_year", "term") and not self.part("y")


def find_days(text: str) -> list[Phrase]:
    """Every phrase of a day in a text, in order, the longest at each place.

    >>> [(p.text, p.kind) for p in find_days("In 2019, and late last month, and by the 1st of August.")]
    [('2019', 'year'), ('late last month', 'unit'), ('the 1st of August', 'dmy')]
    """
    found: list[Phrase] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _ALL:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or not _sensible(kind, match, text):
                continue
            taken.append((start, end))
            parts = tuple((k, v) for k, v in match.groupdict().items() if v)
            found.append(Phrase(start, end, match[0], kind, parts, bool(_AHEAD.search(text[:start]))))
    return sorted(found)


def _sensible(kind: str, match: re.Match[str], text: str) -> bool:
    """Refuse words that are also other things: the verbs may and march, 2024 as a number."""
    word = match.groupdict().get("mon")
    if word and kind in ("month", "last_month_name"):
        if not word[0].isupper() or word.rstrip(".").lower() in ("mar", "jan", "dec", "sep", "mai"):
            return False
        before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        if word.isupper() or (
            word.lower() in ("may", "march") and match["mon"] == match[0] and before not in _BEFORE_MONTH
        ):
            return False
    if kind == "year":
        after = text[match.end() : match.end() + 8].lstrip().lower()
        before = text[max(match.start() - 1, 0) : match.start()]
        if _of_a_title(
            text[max(match.start() - 160, 0) : match.start()], text[match.end() : match.end() + 80]
        ):
            return False
        return not after.startswith(
            (
                "%",
                "kg",
                "tons",
                "tonnes",
                "substances",
                "usd",
                "convent",
                "treaty",
                "protocol",
                "act,",
                "act ",
                "single",
            )
        ) and before not in ("$", "€", "£", ".", ",")
    return True


_GOVERNS = re.compile(
    r"\b(?:in|since|by|until|till|from|during|before|after|early|late|mid|through|to|for|between|around|than)\s+$",
    re.I,
)
_TITLE_ENDS = re.compile(  # "the Misuse of Drugs Act 1971", "the Convention on Psychotropic Substances (1971)", "Trade Act of 1974"
    r"(?:\b(?:Acts?|Orders?|Regulations?|Rules|Ordinance|Directive|Decree|Statute|Law|Code|Scheme|Bill|Protocol)"
    r"|\b(?:[Cc]onvention|[Tt]reaty|[Pp]rotocol)(?: (?:on|against|for) [\w ,-]{3,90}?)?|\bSI)"
    r"(?: \([^()]{1,60}\))*,?\s*(?:\(|of )?$"
)
_TITLE_FOLLOWS = re.compile(
    r"\s*(?:(?:or|and) \d{4} )?(?:(?:\w+ ){0,2}(?i:convention|treaty|protocol)s?\b|(?:[A-Z]\w+ ){0,3}(?:Acts?|Orders?|Regulations?|Rules|Directive)\b)"
)


def _of_a_title(before: str, after: str) -> bool:
    """Whether a year is part of the title of an instrument ("the 2024 Order", "the MDR 2001") and no day that is told."""
    if _TITLE_FOLLOWS.match(after):
        return True
    if _GOVERNS.search(before):
        return False  # "under the Act in 2019"
    if _TITLE_ENDS.search(before):
        return True
    from tidewaiter.text.statements.words import words

    short = re.search(r"(?<![A-Za-z.])([A-Z]{3,6}) $", before)  # the short title of an instrument
    return short is not None and short[1] not in words().states


_BEFORE_MONTH = {
    "in",
    "since",
    "by",
    "until",
    "from",
    "of",
    "last",
    "this",
    "next",
    "during",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "through",
    "and",
    "released",
    "for",
}


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
    handler = globals().get(f"_{phrase.kind}")
    if handler is None:  # pragma: no cover (each kind has one)
        return None
    try:
        found = handler(phrase, published, told, looks)
    except ValueError:  # 31 June
        return None
    assert found is None or isinstance(found, Window)
    return found


def _window(year: int, month: int, part: str = "") -> Window:
    last = monthrange(year, month)[1]
    part = part.removeprefix("the ").removesuffix(" of").lower()
    if part in ("early", "beginning", "start"):
        return Window(date(year, month, 1), date(year, month, 13))
    if part in ("mid", "middle"):
        return Window(date(year, month, 8), date(year, month, 23))
    if part in ("late", "end"):
        return Window(date(year, month, 18), date(year, month, last))
    return Window(date(year, month, 1), date(year, month, last))


def _year_window(year: int, part: str = "") -> Window:
    part = part.removeprefix("the ").removesuffix(" of").lower()
    months = {
        "early": (1, 4),
        "beginning": (1, 3),
        "start": (1, 3),
        "mid": (5, 8),
        "middle": (5, 8),
        "late": (9, 12),
        "end": (10, 12),
    }
    first, last = months.get(part, (1, 12))
    return Window(date(year, first, 1), _window(year, last).last)


def _month_of(phrase: Phrase) -> int:
    return MONTHS[phrase.part("mon").rstrip(".").lower()]


def _day_of(phrase: Phrase) -> int:
    word = phrase.part("d").lower()
    return _ORDINALS.get(word) or int(re.sub(r"\D", "", word))


def _iso(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    day = date(int(p.part("y")), int(p.part("m")), int(p.part("d")))
    return Window(day, day)


def _zh(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month, day = int(p.part("m")), p.part("d")
    year = int(p.part("y")) if p.part("y") else _near_year(month, int(day or 1), published, ahead)
    if not day:
        return _window(year, month)
    exact = date(year, month, int(day))
    return Window(exact, exact)


def _dmy(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month, day = _month_of(p), _day_of(p)
    year = int(p.part("y")) if p.part("y") else _near_year(month, day, published, ahead)
    exact = date(year, month, day)
    return Window(exact, exact)


_mdy = _dmy


def _near_year(month: int, day: int, published: date, ahead: bool) -> int:
    """The last such day before publication; if the words look ahead, or it is less than 70 days away, the next."""
    this = date(published.year, month, min(day, 28))
    if this < published:
        return published.year + (1 if ahead and (published - this).days > 180 else 0)
    return published.year if ahead or (this - published).days < 70 else published.year - 1


def _my(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    return _window(int(p.part("y")), _month_of(p), p.part("part"))


def _month(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month = _month_of(p)
    year = published.year
    if ahead and month < published.month:
        year += 1
    elif not ahead and month > published.month:
        year -= 1
    return _window(year, month, p.part("part"))


def _last_month_name(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    month, which = _month_of(p), p.part("which").lower()
    year = published.year
    if which == "last":
        year -= month >= published.month
    elif which == "next":
        year += month <= published.month
    return _window(year, month)


def _season(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    first, last = _SEASONS[p.part("season").lower()]
    year = (
        published.year
        - (p.part("which").lower() == "last" and last >= published.month)
        + (p.part("which").lower() == "next")
    )
    return Window(date(year, first, 1), _window(year + (last < first), last).last)


def _unit(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    which, unit = p.part("which").lower(), p.part("unit").lower()
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = published - timedelta(published.weekday()) + timedelta(7 * step)
        return Window(monday, monday + timedelta(6))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        found = _window(months // 12, months % 12 + 1, p.part("part"))
    elif unit == "quarter":
        months = published.year * 12 + (published.month - 1) // 3 * 3 + 3 * step
        found = Window(
            _window(months // 12, months % 12 + 1).first,
            _window((months + 2) // 12, (months + 2) % 12 + 1).last,
        )
    else:
        found = _year_window(published.year + step, p.part("part"))
    if p.text.lower().startswith("earlier") and step == 0:
        return Window(found.first, min(found.last, published))
    return found


def _ago(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    return _about(published, p.part("n"), p.part("unit"), -1)


def _about(day: date, number: str, unit: str, sign: int) -> Window:
    word = number.strip().lower()
    count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
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
    away = (published.weekday() - _WEEKDAYS.index(p.part("w").lower())) % 7
    day = published - timedelta(away)
    if ahead or p.text.lower().startswith("next"):
        day += timedelta(7 if away else 0)
    return Window(day, day)


def _near(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    step = {"yesterday": -1, "last night": -1, "昨天": -1, "昨日": -1, "tomorrow": 1}.get(
        p.part("word").lower(), 0
    )
    day = published + timedelta(step)
    return Window(day, day)


def _zh_near(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    word = p.part("word")
    step = {"去": -1, "上": -1, "明": 1, "下": 1}.get(word[0], 0)
    if word.endswith("年"):
        return _year_window(published.year + step)
    months = published.year * 12 + published.month - 1 + step
    return _window(months // 12, months % 12 + 1)


def _same(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    return told


def _earlier(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    if told is None:
        return None
    sign = -1 if p.part("which").lower() in ("earlier", "before") else 1
    near = _about(told.first, p.part("n"), p.part("unit"), sign)
    far = _about(told.last, p.part("n"), p.part("unit"), sign)
    return Window(near.first, far.last)


def _term(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window | None:
    from tidewaiter.text.statements.words import words

    who, which = p.part("who") or "Trump", p.part("n").lower()
    spans = words().heads.get(who.capitalize(), [])
    place = {"first": 0, "second": 1, "current": -1, "previous": -2}[which]
    if not spans or place >= len(spans) or -place > len(spans):
        return None
    return Window(date.fromisoformat(spans[place][0]), date.fromisoformat(spans[place][1]) - timedelta(1))


def _part_year(p: Phrase, published: date, told: Window | None, ahead: bool) -> Window:
    return _year_window(int(p.part("y")), p.part("part"))


_year = _part_year
_zh_year = _part_year


def windows(phrases: list[Phrase], published: date, ahead: bool = False) -> Iterator[tuple[Phrase, Window]]:
    """Phrases of a running text resolved in order, each against what was told before it."""
    told: Window | None = None
    for phrase in phrases:
        found = resolve(phrase, published, told, ahead or None)
        if found is not None:
            told = found
            yield phrase, found
