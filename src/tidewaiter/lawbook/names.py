"""One key for all spellings of a name, in any script.

Full-width forms, accents, Greek letters, primes, dashes, spaces and brackets do not tell substances apart;
digits do, so a mark between two digits stays (``2,3`` is not ``23``), and so does the sign of optical
rotation (``(-)-`` is levomethorphan where ``(+)-`` is dextromethorphan, and ``(±)-`` the racemate of both, where no sign
leaves open which is meant).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tidewaiter.lawbook import patterns as re

# what Python makes of bytes that it cannot read, and JSON of half a character
_HALF = re.compile("[\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether all of a text is one: no disk, database or page takes half a character.

    >>> is_text("fentanyl 芬太尼"), is_text("fentanyl \\ud83d")
    (True, False)
    """
    return text.isascii() or _HALF.search(text) is None


GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ω": "omega",
    "ß": "ss",
    "ψ": "psi",
    "φ": "phi",
}
OF_GREEK = str.maketrans(GREEK)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w]+(?=\d)")
_SIGNS = "\u0900-\u0903\u093a\u093b\u093e-\u094d"  # vowels and the like of Devanagari, no letters to Python; not the dot below
_MARKS = re.compile(rf"[^\w.{_SIGNS}]+|_|(?<!\d)\.|\.(?!\d)")
BOTH_WAYS = r"\(\s*(?:±|\+\s*/?\s*[-−–]|[-−–]\s*/\s*\+)\s*\)"  # the sign of a racemate, as people write it
_ROTATION = re.compile(rf"\(\s*([+-])\s*\)|{BOTH_WAYS}")
_ROTATION_WORD = {"+": "(plus)", "-": "(minus)"}
_RACEMIC = "(racemic)"
# A CAS number as people write it, after its label: 0108-24-7, 108.24.7, 108_24_7, 108-24-07, 1O8-24-7.
_CAS = r"0*(\d{2,7})[\W_]{1,3}(\d{2})[\W_]{1,3}0?(\d)"
# what calls the digits behind it a CAS number; text, compiled when a question comes to it
_CALLED = r"(?<![^\W_])cas(?:[\s_.:#=№°º(（\[-]|[号號码碼编編登記记录錄]|n[or°º]|rn|num(?:bers?|mer|ero)?|registry|reg){0,9}?"
_LOOKS = str.maketrans("oliı|", "01111")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
MAX_NAME = 500


@lru_cache(maxsize=1 << 14)  # a text is cut in many ways, and each piece is asked of several tables
def name_key(name: str) -> str:
    """The key under which a name is stored and looked up.

    >>> name_key("α-Methylfentanyl") == name_key("alpha methyl-fentanyl")
    True
    >>> name_key("3,4-Methylenedioxyamphetamine"), name_key("芬太尼")
    ('3.4methylenedioxyamphetamine', '芬太尼')
    >>> name_key("(-)-cathinone"), name_key("(+)-cathinone"), name_key("(±)-cathinone")
    ('minuscathinone', 'pluscathinone', 'racemiccathinone')
    >>> name_key("खात") == name_key("खत"), name_key("अल्प्राज़ोलम") == name_key("अल्प्राजोलम")
    (False, True)
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    if "(" in text:
        text = _ROTATION.sub(lambda found: _ROTATION_WORD.get(found[1], _RACEMIC), text.translate(_DASHES))
    if not text.isascii():
        # accents fall, but only from Latin letters: in other scripts the mark can be the letter
        text = unaccented(text).replace("ँ", "ं")  # Hindi writes a nasal vowel with either sign
        text = unicodedata.normalize("NFC", text).translate(OF_GREEK)
    return _MARKS.sub("", _BETWEEN_DIGITS.sub(".", text))


def unaccented(text: str) -> str:
    """A text whose Latin letters have no accents, in compatibility forms taken apart.

    >>> unaccented("técnico, sódica, à")
    'tecnico, sodica, a'
    """
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not (unicodedata.combining(letter) and ord(letter) < 0x370)
    )


def tells_rotation(name: str) -> bool:
    """Whether a name has a sign that tells which way a substance turns light, or that of a racemate.

    >>> tells_rotation("(−)-ephedrine"), tells_rotation("(+/-) methadone"), tells_rotation("1-(4-chlorophenyl)")
    (True, True, False)
    """
    return _ROTATION.search(name.translate(_DASHES)) is not None


def unsigned(name: str) -> str:
    """A name without the sign of a racemate.

    >>> unsigned("(±)-N-ethyl-MDA"), unsigned("(-)-cathinone")
    ('N-ethyl-MDA', '(-)-cathinone')
    """
    return _ROTATION.sub(lambda found: found[0] if found[1] in _ROTATION_WORD else "", name).lstrip("-")


_TARIFF = re.compile(r"\d{4}([ .-])\d\d\1\d\d")


def cas_digits(text: str) -> str | None:
    """A text that is nothing but a CAS number, in the form ``437-38-7``; None for any other text.

    Labels, odd marks, noughts before and letters that look like digits are set aside; where letters were, or where a
    nought stands before the last digit, only if the check digit is right.

    >>> cas_digits(" 437–38–7 "), cas_digits("４３７-３８-７"), cas_digits("fentanyl")
    ('437-38-7', '437-38-7', None)
    >>> cas_digits("CAS号 108-24-7"), cas_digits("CAS-Nr.: 0108.24.7"), cas_digits("1O8-24-7"), cas_digits("1O8-24-8")
    ('108-24-7', '108-24-7', '108-24-7', None)
    >>> cas_digits("2939.62.00"), cas_digits("2903 12 00")  # lines of a tariff, whose last digit may be the right one by chance
    (None, None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]（）.,;").casefold()
    if not plain[-1:].isdigit() and plain[-1:] not in "oliı|":
        return None
    plain = plain.translate(_DASHES)
    plain = re.sub(rf"{_CALLED}(?=[\doli])", "", plain, count=1) if plain.startswith("cas") else plain
    if _TARIFF.fullmatch(plain):
        return None
    if found := re.fullmatch(_CAS, plain):
        digits = f"{found[1]}-{found[2]}-{found[3]}"
        return digits if plain[-2:-1] != "0" or cas_check(digits) else None
    found = re.fullmatch(_CAS, plain.translate(_LOOKS))
    digits = f"{found[1]}-{found[2]}-{found[3]}" if found else ""
    return digits if found and cas_check(digits) else None


def cas_check(digits: str) -> bool:
    """Whether the last digit of a CAS number is its check digit.

    >>> cas_check("67-64-1"), cas_check("67-64-2")
    (True, False)
    """
    body = [int(letter) for letter in digits if letter.isdigit()]
    return sum(place * digit for place, digit in enumerate(reversed(body[:-1]), 1)) % 10 == body[-1]


NUMBER_IN_TEXT = re.compile(  # a CAS number among words
    r"(?:cas(?:[\w\s.:#-]{0,12}?(?<![\d-])|-)|(?<![\d-]))(\d{2,7}-\d{2}-\d)(?![\d-])", re.IGNORECASE
)
EC_IN_TEXT = re.compile(r"(?<![\w-])[2-9]\d{2}-\d{3}-\d(?![\w-])")


def cas_numbers(text: str) -> list[str]:
    """The CAS numbers among the words of a text whose last digit is right.

    >>> cas_numbers("paint 537-46-2, sugar (537-46-3)")
    ['537-46-2']
    """
    return [found[1] for found in NUMBER_IN_TEXT.finditer(text) if cas_check(found[1])]


def holds_number(text: str) -> bool:
    """Whether a text has the number of a chemical among its words, CAS or EC.

    >>> [holds_number(text) for text in ("paint 537-46-2", "cosmetics 202-509-5", "2,4-dinitrotoluene", "tariff 2939.62")]
    [True, True, False, False]
    """
    return "-" in text and (bool(cas_numbers(text)) or EC_IN_TEXT.search(text) is not None)


_DASH = r"[-‐‑‒–—―−]"
_FEWEST_DIGITS = 5  # of a CAS number
_PARTED = re.compile(  # with a blank within, or other dashes: 302-17- 0
    rf"(?<![\d‐-―−-])()(\d{{2,7}})\s?{_DASH}\s?(\d{{2}})\s?{_DASH}\s?(\d)()(?![\d‐-―−-])"
)
_CALLED_CAS = re.compile(
    rf"({_CALLED})(\d{{2,7}})[\s._:-]{{0,2}}(\d{{2}})[\s._:-]{{0,2}}(\d)()(?!\d)", re.IGNORECASE
)
_JOINED_CAS = re.compile(r"((?<=[^\W\d_])-|(?<![\w-]))(\d{2,7})-(\d{2})-(\d)(-(?=[^\W\d_]{3})|(?![\w-]))")
_JOINED_EC = re.compile(  # EC203-786-5, EC-202-509-5-cleaner
    rf"(?<![^\W_])(?:EC|CE|EG|EINECS|ELINCS|NLP)-?([2-9]\d\d){_DASH}(\d{{3}}){_DASH}(\d)(?!\d)-?"
)


def with_closed_numbers(text: str) -> str:
    """A text whose CAS and EC numbers stand apart from its words and have no blank, dot or dash within; what a label calls a CAS number
    may be a run of digits. A CAS number is one whose last digit is right.

    >>> with_closed_numbers("302-17- 0 10 - 20 - 3")
    '302-17-0 10 - 20 - 3'
    >>> with_closed_numbers("tea CAS 50 36 2"), with_closed_numbers("sugar-28578-16-7"), with_closed_numbers("coffee 50–36–2, cas:28578167")
    ('tea CAS 50-36-2', 'sugar 28578-16-7', 'coffee 50-36-2, cas:28578-16-7')
    >>> with_closed_numbers("paint EC203-786-5")
    'paint EC 203-786-5'
    """
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return text
    for loose in (_PARTED, _CALLED_CAS, _JOINED_CAS):
        text = loose.sub(_closed, text)
    return _JOINED_EC.sub(r" EC \1-\2-\3 ", text).strip() if _JOINED_EC.search(text) else text


def _closed(found: re.Match[str]) -> str:
    label, *digits, behind = found.groups()
    number = "-".join(digits)
    label = "" if label == "-" else label
    return (
        f"{label}{' ' if found[1] == '-' else ''}{number}{' ' if behind else ''}"
        if cas_check(number)
        else found[0]
    )


_NO_CAS = re.compile(rf"{_CALLED}\d[\d\s._:‐-―−-]{{3,12}}\d(?!\d)", re.IGNORECASE)


def no_cas_number(text: str) -> str:
    """What a text with closed numbers calls a CAS number though its last digit is not right, or digits are missing; "" where there is none.

    >>> no_cas_number("tea CAS 50-36-3"), no_cas_number("tea CAS 50-36-2"), no_cas_number("cashew 12345")
    ('CAS 50-36-3', '', '')
    """
    found = _NO_CAS.search(text)
    return found[0] if found and not cas_numbers(found[0]) else ""
