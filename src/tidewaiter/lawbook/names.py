"""One key for all spellings of a name, in any script.

Full-width forms, accents, Greek letters, primes, dashes, spaces and brackets do not tell substances apart;
digits do, so a mark between two digits stays (``2,3`` is not ``23``), and so does the sign of optical
rotation (``(-)-`` is levomethorphan where ``(+)-`` is dextromethorphan; ``(±)-`` says no more than no sign).
"""

from __future__ import annotations

import re
import unicodedata

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
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w]+(?=\d)")
_MARKS = re.compile(r"[^\w.]+|_|(?<!\d)\.|\.(?!\d)")
_ROTATION = re.compile(r"\(\s*([+-])\s*\)")
_ROTATION_WORD = {"+": "(plus)", "-": "(minus)"}
_CAS = r"(\d{2,7})\W{1,3}(\d{2})\W{1,3}(\d)\Z"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
MAX_NAME = 500


def name_key(name: str) -> str:
    """The key under which a name is stored and looked up.

    >>> name_key("α-Methylfentanyl") == name_key("alpha methyl-fentanyl")
    True
    >>> name_key("3,4-Methylenedioxyamphetamine"), name_key("芬太尼")
    ('3.4methylenedioxyamphetamine', '芬太尼')
    >>> name_key("(-)-cathinone"), name_key("(+)-cathinone"), name_key("(±)-cathinone")
    ('minuscathinone', 'pluscathinone', 'cathinone')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    if "(" in text:
        text = _ROTATION.sub(lambda found: _ROTATION_WORD[found[1]], text.translate(_DASHES))
    if not text.isascii():
        text = "".join(GREEK.get(letter, letter) for letter in text)
        # accents fall, but only from Latin letters: in other scripts the mark can be the letter
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", text)
            if not (unicodedata.combining(letter) and ord(letter) < 0x370)
        )
        text = unicodedata.normalize("NFC", text)
    return _MARKS.sub("", _BETWEEN_DIGITS.sub(".", text))


def cas_digits(text: str) -> str | None:
    """A text that has the form of a CAS number, in the form ``437-38-7``; None for any other text.

    >>> cas_digits(" 437–38–7 "), cas_digits("４３７-３８-７"), cas_digits("fentanyl")
    ('437-38-7', '437-38-7', None)
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if not plain[-1:].isdigit():
        return None
    plain = re.sub(r"(?i)^cas(\s*(no|nr|number|rn)\.?)?\s*[:#]?\s*", "", plain)
    found = re.match(_CAS, plain)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else None
