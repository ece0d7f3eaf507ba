"""Letters that are short for the name of a chemical beside them, whatever they stand for elsewhere."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.names.letters import abbreviates, are_initials
from tidewaiter.substance.words.part import is_merchandise

SHORT_BEHIND = re.compile(r"(\S.{4,}\S)\s+[-–—]\s+([A-Z]{3,5})")  # Diisocianato de Tolueno – TDI
_OF = re.compile(r"(.+?) (?:de|di|do|da|d['’]) ?(.+)", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<name>(?:[^\s(),;]+ ){0,3}[^\s(),;]{4,}) ?\((?P<short>[A-Z]{3,5})\)")
_BEFORE = re.compile(
    r"(?P<short>[A-Z]{3,5})(?:[,:=]? |(?= ?\())[ (]*(?P<name>[^\s(),;]{4,}(?: [^\s(),;]+){0,3}?)\)?(?P<rest>(?:,? \d.*)?)"
)
_SALT_OF = re.compile(r"salt of\b", re.IGNORECASE)


def without_short(text: str, look: Look) -> str:
    """A text without letters that are short for the name beside them, whatever they stand for elsewhere: "Dimethylterephthalat (DMT)"
    and "DMT dimethyl terephthalate" are no tryptamine."""

    def kept(found: re.Match[str]) -> str:
        words = found["name"].split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            begins = re.sub(r"[\W\d_]+", "", name)[:1].casefold() == found["short"][0].casefold()
            if begins and are_initials(found["short"], name) and (what := look(name)):
                return found[0] if what.doubt or all(map(is_merchandise, what.candidates)) else found["name"]
        return found[0]

    told = _BEFORE.fullmatch(text)
    if told and are_initials(told["short"], told["name"]) and (what := look(told["name"])):
        return (
            text if what.doubt or all(map(is_merchandise, what.candidates)) else told["name"] + told["rest"]
        )
    return _BEHIND.sub(kept, text) if "(" in text else text


def is_short_for(short: str, name: str, written: str) -> bool:
    """Whether letters are short for a chemical: for its name, or for the name as it is written, in English order too."""
    behind = _OF.sub(r"\2 \1", written)
    return any(abbreviates(short, one) for one in (name, written, behind))


def tells_again(said: str, name: str, written: str) -> bool:
    """Whether what stands apart in a text only tells again of a chemical in it: its name or a part of that, letters short for it, or of
    which acid it is the salt."""
    again = said.casefold() in name.casefold() or _SALT_OF.match(said) is not None
    return again or is_short_for(said, name, written)
