"""Numbers of trade beside the CAS number: EC numbers (EINECS, ELINCS, NLP) and UN numbers of dangerous goods."""

from __future__ import annotations

import re
import unicodedata

# Text, compiled when a question comes to it.
_LABEL = (
    r"(?:[\s-]*(?:no|nr|num(?:ber|mer|ero|éro)?|n[°ºo]|id|№)\.?|[号號]码?|编号|編號|番号|번호)?[\s.:#=№-]*"
)
_EC = rf"(?:(?:ec|ce|eg|ес|einecs|elincs|nlp)(?:\s*/\s*(?:ec|einecs|elincs|list))?{_LABEL})?(\d{{3}})\s?[-‐‑‒–—−]\s?(\d{{3}})\s?[-‐‑‒–—−]\s?(\d)"
_UN = rf"(?:un|onu|оон|联合国|聯合國|国連|유엔){_LABEL}(\d{{4}})"
_LONGEST = 40


def ec_digits(text: str) -> str | None:
    """A text that is nothing but an EC number, in the form ``203-564-8``; None for any other text.

    >>> ec_digits("EC 203-564-8"), ec_digits("EINECS-Nr.: 203-564-8"), ec_digits("２０３–564–8"), ec_digits("203-56-4")
    ('203-564-8', '203-564-8', '203-564-8', None)
    """
    found = _found(_EC, text)
    return "-".join(found.groups()) if found else None


def un_digits(text: str) -> str | None:
    """The four digits of a text that is nothing but a UN number; None for any other text.

    >>> un_digits("UN1715"), un_digits("UN No. 1715"), un_digits("ONU 1715"), un_digits("1715"), un_digits("UNII1715")
    ('1715', '1715', '1715', None, None)
    """
    found = _found(_UN, text)
    return found[1] if found else None


def _found(pattern: str, text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]（）.,;").casefold()
    return re.fullmatch(pattern, plain) if plain[-1:].isdigit() else None
