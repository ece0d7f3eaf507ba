"""A phrase as somebody typed it, made plain before it is read: numbers that are torn apart, brackets, words that two goods share."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import cas_check
from tidewaiter.substance.words import Look

_PARTED = re.compile(
    r"(?<![\d-])(\d{2,7})\s?-\s?(\d{2})\s?-\s?(\d)(?![\d-])"
)  # with a blank within: 302-17- 0
_INTERNATIONAL = re.compile(r"(?<!\w)(?:INS|SIN)[\s.-]+(\d{3,4}[a-d]?)(?!\w)")  # a food additive's number
_GERMAN = re.compile(  # one word of two: Morphintabletten
    r"(?:(?<=\w{4})-?|(?<=\w)-)(tabletten?|(?<!hart)(?<!weich)kapseln?|ampullen?|tropfen"
    r"|(?<!injektions)(?<!infusions)(?<!referenz)(?<!kalibrier)(?<!standard)(?<!kontroll)lösung"
    r"|(?:injektions|infusions|referenz|kalibrier|standard|kontroll)lösung|pflaster|hustensaft|saft|sirup|zäpfchen|gemische?s?|zubereitung(?:en)?)\b",
    re.IGNORECASE,
)
_HAN_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[(（]|[)）](?=[\u4e00-\u9fff\d])")
_SHARE_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff])[\[【]([^\[\]【】]*[%％][^\[\]【】]*)[\]】]"
)  # 硝酸[含硝酸≥70%], but 苯并[d]咪唑
_AND_SOME = re.compile(r"(\d[\d.,]*\s*[百千万萬]?)[余餘多](?=[\u4e00-\u9fff])")  # 300余克: more than 300 g
_SIDE_BY_SIDE = re.compile(r"(?<=[”“\"»])\s*(?=[“«])|(?<=[”»])\s*(?=[“\"«])")  # “A”“B”
_COMMA = re.compile(r"(?<=\w)\s+,\s*")
_SHARED = re.compile(
    r"(?<!\w)([^\W\d_]{3,})-\s*(,|und|oder|bzw\.|sowie|en|of)\s+([^\W\d_]{6,})"
)  # Ameisen- und Schwefelsäure
_SHORTEST = 3  # letters of what two words share


def as_typed(text: str, look: Look) -> str:
    """A text with its numbers closed, its brackets and commas set apart, and what two words share told of both.

    >>> as_typed("302-17- 0", lambda name: None), as_typed("冰毒300余克", lambda name: None), as_typed("“A”“B”", lambda name: None)
    ('302-17-0', '冰毒超过300克', '“A”, “B”')
    """
    text = with_closed_numbers(text.replace("_", " "))
    text = _COMMA.sub(", ", _SIDE_BY_SIDE.sub(", ", _AND_SOME.sub(r"超过\1", text)))
    text = _INTERNATIONAL.sub(lambda found: f", E{found[1]}, " if look(f"E{found[1]}") else found[0], text)
    text = _SHARED.sub(lambda found: _told_of_both(found, look), text.strip(" ,"))
    text = _SHARE_BRACKET.sub(r" (\1)", text)
    return _HAN_BRACKET.sub(lambda found: f" {found[0]}" if found[0] in "(（" else f"{found[0]} ", text)


def with_closed_numbers(text: str) -> str:
    """A text whose CAS numbers have no blank within.

    >>> with_closed_numbers("302-17- 0 10 - 20 - 3")
    '302-17-0 10 - 20 - 3'
    """
    return _PARTED.sub(_closed, text)


def _closed(found: re.Match[str]) -> str:
    number = "-".join(found.groups())
    return number if cas_check(number) else found[0]


def _told_of_both(found: re.Match[str], look: Look) -> str:
    """ "Ameisensäure und Schwefelsäure" of "Ameisen- und Schwefelsäure": the longest end of the second that makes a known name of the first."""
    first, joint, second = found.groups()
    ends = (second[n:] for n in range(1, len(second) - _SHORTEST + 1))
    whole = next((f"{first}{end}" for end in ends if look(f"{first}{end}")), "")
    return f"{whole}{'' if joint == ',' else ' '}{joint} {second}" if whole else found[0]


def forms_apart(text: str, look: Look) -> str:
    """A text with its German words of form apart: "Morphin tabletten"; "Mohnkapseln" is a name of its own.

    >>> forms_apart("Morphintabletten 10 mg", lambda name: None)
    'Morphin tabletten 10 mg'
    """
    if not _GERMAN.search(text):
        return text
    return " ".join(one if look(one) else _GERMAN.sub(r" \1", one) for one in text.split(" "))
