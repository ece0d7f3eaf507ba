"""Japanese labels made plain before they are read: lists joined by a middle dot, makers before a brand.

Japanese writes no blanks. A middle dot joins what is listed (コデイン・カフェイン), and stands within many a name as well (コカ・コーラ); a maker's short name
is written together with the brand (ホクコースミチオン). Both are cut only where what is left of the cut is known.
"""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.tables.wording import pattern

_KANA = re.compile("[\u30a1-\u30f6]")
_DOT = re.compile(r"\s*[・･]\s*")
_SALT = pattern("eastern salt")
_DRY = re.compile("^無水(?=[\u30a1-\u30f6]{3})")
_MAKER = pattern("maker in Japanese", 0)
_FORM = pattern("form of a pesticide in Japanese", 0)


def made_plain(text: str, look: Look) -> str:
    """A Japanese text with commas between the names that it lists, and without a maker's name before a brand.

    >>> made_plain("コデイン・無水カフェイン", {"コデイン", "カフェイン"}.__contains__), made_plain("コカ・コーラ", {"コカ"}.__contains__)
    ('コデイン、カフェイン', 'コカ・コーラ')
    >>> made_plain("ホクコースミチオン乳剤50", {"スミチオン"}.__contains__), made_plain("ホクコー乳剤", {"スミチオン"}.__contains__)
    ('スミチオン乳剤50', 'ホクコー乳剤')
    """
    if not _KANA.search(text):
        return text
    if _DOT.search(text):
        pieces = [_DRY.sub("", one) for one in _DOT.split(text)]
        if len([one for one in pieces if _is_known(one, look)]) > 1:
            text = "、".join(pieces)
    rest = _MAKER.sub("", text, count=1)
    return rest if rest != text and _is_known(rest, look) else text


def _is_known(name: str, look: Look) -> bool:
    """Whether a name is known, with its salt or its form or without."""
    return any(look(one) for one in (name, _SALT.sub(r"\1", name), _FORM.sub("", name)) if one)
