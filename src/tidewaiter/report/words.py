"""Days, numbers of lines and long texts as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NUMBERS = 12
_BOUNDS = {"<=": "or before", ">=": "or later"}


def in_words(day: object) -> str:
    """A first day as a person reads it; a bound is said, not signed.

    >>> in_words("<=2021-05-22"), in_words(">=2014-09-15"), in_words("2019-05-01")
    ('2021-05-22 or before', '2014-09-15 or later', '2019-05-01')
    >>> in_words("1987-06-29..1988-04-25")
    'between 1987-06-29 and 1988-04-25'
    """
    text = str(day)
    if ".." in text:
        first, _, last = text.partition("..")
        return f"between {first} and {last}"
    return f"{text[2:]} {_BOUNDS[text[:2]]}" if text[:2] in _BOUNDS else text


_UNREAD = {"memory": "was not checked against a text", "press": "is known from the press alone"}


def unverified(listing: str, day: str = "") -> str:
    """What of a record no text of law was read for, by how it and its day were verified; "" where one was.

    >>> unverified("text", "memory"), unverified("press", "memory"), unverified("official", "text")
    ('the day was not checked against a text', 'the listing is known from the press alone', '')
    """
    what, how = ("the listing", listing) if listing in _UNREAD else ("the day", day)
    return f"{what} {_UNREAD[how]}" if how in _UNREAD else ""


def brief(text: object, most: int) -> str:
    """A text in one line, of so many characters at the most.

    >>> brief("one  two three", 8)
    'one two…'
    """
    flat = " ".join(str(text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def numbers(lines: Sequence[int]) -> str:
    """Numbers of lines as a person reads them: runs together, the end of a long list counted.

    >>> numbers([1, 2, 4, 5, 6, 9]), numbers(range(1, 100, 2))
    ('1, 2, 4 to 6, 9', '1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 38 more')
    """
    runs: list[list[int]] = []
    for number in lines:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(one) for one in run])
    ]
    shown = parts[:MOST_NUMBERS]
    left = len(lines) - sum(int(p.split(" to ")[-1]) - int(p.split(" to ")[0]) + 1 for p in shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")


def sentence(text: str) -> str:
    """A note that stands alone, as a sentence.

    >>> sentence("read as 'x'"), sentence("Is it?"), sentence("")
    ("Read as 'x'.", 'Is it?', '')
    """
    plain = text.strip()
    return plain[:1].upper() + plain[1:] + ("" if not plain or plain[-1] in ".?!:…" else ".")
