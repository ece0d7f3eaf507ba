"""Medicines that Chinese names tell by their parts: patent medicines of herbs, and international names by how they end.

A patent medicine (中成药) is called by its formula and its form, 六味地黄丸: one whose published formula has nothing that a list reaches is
ordinary goods. Those with ephedra, poppy capsule, cinnabar and the like are products of the lawbook, which are known before.

An international name tells its class by its end, 替雷利珠单抗 is a monoclonal antibody. A name that nothing knows is read by it where no list
names any member of the class, and where it is no slip away from a listed name and has none in it; every other name stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity
from tidewaiter.substance.tables.table import by_word, longest_of

_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_NAME = re.compile("[\u4e00-\u9fffαβⅧ]{3,14}")
_SUBTYPE = re.compile(r"(?<=[\u4e00-\u9fff])[αβγ]?-?\d?[ab]?$")  # 干扰素α2b
_FEWEST = 2  # letters before an ending
_MEDICINE = re.compile(r".*\(medicines\)|Chinese patent medicines of .*|\w{4,}(?:mab|kinra|cept)(?: \w+)*")


_words = partial(by_word, "han-medicines")


@cache
def _form() -> re.Pattern[str]:
    return re.compile(f"(.+?)(?:{longest_of(_words('form'))})")


def are_medicines(name: str) -> bool:
    """Whether ordinary goods of a name are medicines: a form beside them is theirs, and no medicine of another name.

    >>> are_medicines("statins (medicines)"), are_medicines("tislelizumab"), are_medicines("lamps")
    (True, True, False)
    """
    return _MEDICINE.fullmatch(name) is not None


def patent(text: str) -> str:
    """What a Chinese patent medicine is one of by its stem and form; "" for any other text.

    >>> patent("逍遥丸(浓缩丸)") == patent("六味地黄丸") != "", patent("逍遥"), patent("逍遥丸(含麻黄)"), patent("大麻丸")
    (True, '', '', '')
    """
    inside = [found[1] for found in _BRACKETS.finditer(text)]
    if not all(one in _words("packed") or one in _words("form") for one in inside):
        return ""
    bare = _BRACKETS.sub("", text)
    found = _form().fullmatch(bare)
    return _words("patent").get(found[1], "") if found else ""


def by_ending(text: str, store: Store) -> str:
    """The class of medicines that a name which nothing knows is of by its end; "" for any other text, and near a listed name."""
    text = _SUBTYPE.sub("", text)
    if not _NAME.fullmatch(text):
        return ""
    ends = (_words("ending").get(text[n:]) for n in range(_FEWEST, len(text)))
    kind = next(filter(None, ends), "")
    begun = next(
        (word for word in _words("begins") if text.startswith(word) and len(text) > len(word) + 1), ""
    )
    kind = kind or _words("begins").get(begun, "")
    if not kind or _may_be_listed(text, store):
        return ""
    return kind


def _may_be_listed(text: str, store: Store) -> bool:
    """Whether a name is a slip away from a listed one, or has one in it."""
    from tidewaiter.substance.known.close_names import suggest

    pieces = (text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1))
    return bool(suggest(text, store)) or any(store.by_name(piece) for piece in pieces)


def _holds_a_name(text: str, knows: Callable[[str], bool]) -> bool:
    """Whether three letters or more of a text are a name by themselves: the 硝苯地平 of 每次服用硝苯地平."""
    ends = range(len(text) + 1)
    return any(
        knows(text[start:end]) for start in ends for end in ends[start + 3 :] if end - start < len(text)
    )


def read(query: str, text: str, store: Store, knows: Callable[[str], bool]) -> Identity | None:
    """The medicine that a Chinese name tells by its parts; None for any other text."""
    if not re.search("[\u4e00-\u9fff]", text):
        return None
    if name := patent(text):
        return Identity(
            query, "resolved", "known synonym", (Candidate(name, "", "", ""),), f"read as {text!r}"
        )
    if (kind := by_ending(text, store)) and not _holds_a_name(text, knows):
        note = f"{text!r} is known to nothing that was consulted; by its end it is one of the {kind}, none of which a list names"
        return Identity(query, "resolved", "known synonym", (Candidate(kind, "", "", ""),), note)
    return None
