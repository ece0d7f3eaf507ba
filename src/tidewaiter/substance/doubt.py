"""How far a name of the general dictionary, or one read by rule, may be believed.

Its 900,000 names stand in the order in which they are used. The first few of a compound are its own; far down stand
brands of mixtures under their harmless part, slang, codes, and plain errors. A name that may mean something else is
never answered with "no hit": what is told here as a doubt is shown, and the answer is that it cannot be told.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tidewaiter.lawbook.names import GREEK, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import OWN_NAMES, Compound

SHORT = 4  # letters: what is as short stands for many things
_MOST_WORDS = 5  # of a listed name within another name

# words that stand between the parts of a mixture
_MIXED = frozenset(
    ("with", "w", "and", "plus", "compound", "component", "mix", "mixture", "combination", "comp")
)
# words that tell of a salt or a form, and take nothing from what a name means
_FORM = re.compile(
    r"(?:hydro|mono|di|tri|hemi|sesqui|bi|penta|tetra|an)*(?:chloride|bromide|iodide|sulph?ate|phosphate|nitrate|tartrate|"
    r"citrate|maleate|fumarate|oxalate|acetate|succinate|lactate|mesylate|tosylate|besylate|hydrate|hydrous|salt|base|"
    r"hcl|hbr|hi|free|acid|solution|powder|crystals?|sodium|potassium|lithium|calcium|magnesium|ammonium|racemic|"
    r"usp|bp|jp|ep|inn|ban|usan|jan)|d|l|dl|rac|the|\W*"
)
_BETWEEN = re.compile(r"[\s;/+&|]+")
_ROUND_IT = "()[]{},.:'\"*®™"

# names without positions -----------------------------------------------------------------------------------

_LOCANT = re.compile(
    r"\d+\w?['′]*|[nosmpezrs]|rs|sn|h|alpha|beta|gamma|delta|epsilon|omega|ortho|meta|para|tert|sec"
)


def bare_key(name: str) -> str:
    """The key of a name without its positions.

    >>> bare_key("1-(1-Phenylcyclohexyl)piperidine"), bare_key("γ-hydroxybutyric acid"), bare_key("butanediol")
    ('phenylcyclohexylpiperidine', 'hydroxybutyricacid', 'butanediol')
    """
    text = "".join(GREEK.get(letter, letter) for letter in name.casefold())
    return name_key("".join(part for part in re.split(r"[\W_]+", text) if not _LOCANT.fullmatch(part)))


def siblings(text: str, store: Store) -> list[str]:
    """Listed substances of which a name says everything but the positions."""
    key = bare_key(text)
    if len(key) <= SHORT or key != name_key(text):  # it gives positions of its own
        return []
    return list(store.record("bare", key) or ())


# listed names within a name ------------------------------------------------------------------------------


def within(text: str, store: Store) -> list[tuple[list[str], list[str]]]:
    """Listed names that stand as words within a longer name, the longest first: (substances, the other words)."""
    words = [word.strip(_ROUND_IT) for word in _BETWEEN.split(text)]
    words = [word for word in words if word]
    found: list[tuple[list[str], list[str]]] = []
    used: set[int] = set()
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            span = range(start, start + size)
            run = " ".join(words[start : start + size])
            if used.isdisjoint(span) and len(name_key(run)) >= SHORT and (keys := store.by_name(run)):
                used.update(span)
                found.append((keys, [word for n, word in enumerate(words) if n not in span]))
    return found


def explained(rest: list[str], compound: Compound, keys: list[str], store: Store) -> bool:
    """Whether a compound can be what a name says that holds a listed name: a derivative of it, or its salt."""
    words = [word.casefold() for word in rest]
    if not _MIXED.isdisjoint(words):
        return False
    derived = [key for key in keys if _can_hold(compound.formula, _formula_of(key, store))]
    if any(_is_element(_formula_of(key, store)) for key in derived):
        return True  # "iodine monochloride" is a compound of it, and no salt
    if derived and all(_FORM.fullmatch(word) for word in words):
        return any(_is_part(compound.smiles, key, store) for key in derived)
    return bool(derived)


def _formula_of(key: str, store: Store) -> str:
    substance = store.substance(key)
    return substance.formula if substance else ""


@cache
def _atoms(formula: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for symbol, number in re.findall(r"([A-Z][a-z]?)(\d*)", formula):
        found[symbol] += int(number or 1)
    return found


def _can_hold(whole: str, part: str) -> bool:
    """Whether a formula has all atoms of another, hydrogen aside; of an element, one."""
    needed = {symbol: number for symbol, number in _atoms(part).items() if symbol != "H"}
    if _is_element(part):
        needed = dict.fromkeys(needed, 1)
    held = _atoms(whole)
    return bool(needed) and all(held[symbol] >= number for symbol, number in needed.items())


def _is_element(formula: str) -> bool:
    return len(_atoms(formula)) == 1 and "C" not in _atoms(formula)


def _is_part(smiles: str, key: str, store: Store) -> bool:
    """Whether a structure has a listed one among its components, however drawn."""
    from tidewaiter.errors import QuestionError
    from tidewaiter.substance.structure import read_structure

    substance = store.substance(key)
    if substance is None or not substance.smiles:
        return False
    try:
        parts = {part.flat for part in read_structure(smiles).components}
        return parts.issuperset(part.flat for part in read_structure(substance.smiles).components)
    except QuestionError:
        return False


# brands, slang, codes --------------------------------------------------------------------------------------


def of_name(text: str, compound: Compound) -> str:
    """Why a name may mean something else than the compound of the dictionary that carries it; "" where it is sure."""
    key = name_key(text)
    if key.startswith("poly") and not any(name_key(name).startswith("poly") for name in compound.own[:2]):
        return f"a polymer, or a mixture of many; the general dictionary has it under {compound.name}"
    if compound.sure or compound.place < OWN_NAMES or key == name_key(compound.name):
        return ""
    if text.strip() == compound.formula or compound.formula in formulas(text):
        return ""
    if any(bare_key(name) == key != name_key(name) for name in compound.own):
        return f"the name gives no positions; it stands far down among the names of {compound.name}"
    if len(key) > SHORT and (_systematic(text) or _near(key, compound)):
        return ""
    what = "so short a word" if len(key) <= SHORT else "it may be a brand of several parts, or slang"
    return f"{text[:60]!r} stands far down among the names of {compound.name}: {what}"


def _near(key: str, compound: Compound) -> bool:
    """Whether a name is one that the compound is known by, in another spelling or language."""
    from rapidfuzz import fuzz

    return any(fuzz.ratio(key, name_key(name)) >= 75 for name in compound.own)


@cache
def _morphemes() -> re.Pattern[str]:
    metals = (
        "sodium|potassium|lithium|calcium|magnesium|ammonium|zinc|iron|copper|silver|lead|mercury|barium|nickel|cobalt|"
        "aluminium|aluminum|strontium|manganese|cadmium|tin|titanium|bismuth|ferric|ferrous|cupric|cuprous|stannous|"
        "stannic|mercuric|mercurous|hydrogen|nitrogen|oxygen|carbon|sulfur|sulphur|phosphorus|chlorine|bromine|iodine"
    )
    counts = "mono|di|bi|tri|tetra|tetr|penta|hexa|hepta|octa|nona|deca|dodeca|bis|tris|tetrakis|sesqui|hemi"
    stems = (
        "meth|eth|prop|but|pent|hex|hept|oct|non|dec|undec|dodec|hexadec|octadec|cet|stear|palmit|ole|laur|myrist|form|"
        "acet|propion|butyr|valer|capr|capro|benz|benzo|tolu|tol|phen|phenyl|naphth|naphthal|anthr|anthran|pyrid|pyrrol|"
        "pyrrolid|furan|furfur|thio|thien|imidazol|piperid|piperaz|morphol|quinol|indol|anil|cres|xyl|styr|vin|all|cyclo|"
        "iso|neo|tert|sec|normal|amin|amino|imin|imino|nitro|nitr|nitroso|azo|az|diaz|hydraz|hydroxy|hydrox|hydro|hydr|"
        "oxy|oxo|ox|perox|per|hypo|ortho|meta|para|pyro|chlor|brom|fluor|iod|sulf|sulph|phosph|phosphor|phosphon|carb|"
        "carbam|carbox|cyan|thiocyan|silic|bor|arsen|chrom|mangan|permangan|molybd|tungst|vanad|citr|tartr|mal|male|fumar|"
        "succin|adip|glutar|phthal|terephthal|lact|oxal|malon|salicyl|glycer|glycol|ascorb|gluc|sorb|mann|ur|guanid"
    )
    ends = (
        "yl|ylene|ylidene|yne|ane|ene|an|en|ol|al|one|oic|ic|ous|ate|ite|ide|oxide|ine|in|amine|amide|imide|nitrile|acid|"
        "ester|ether|anhydride|salt|hydrate|aldehyde|ketone|alcohol|oxime|lactone|lactam|quinone|ium|io|o|a|e|y"
    )
    return re.compile(rf"(?:{metals}|{counts}|{stems}|{ends})+")


def _systematic(text: str) -> bool:
    """Whether a name is made of the words of chemistry, gives positions, or is a long code: such names mean one thing."""
    plain = re.sub(r"\[[a-z: -]+\]", "", text.casefold())  # "simazine [iso]": whose name it is
    if re.search(r"\d[,.'′)\]]*[-, ]\s*[a-z(\[]|[a-z)\]][-,(]\d", plain) and len(name_key(text)) > 2 * SHORT:
        return True
    if re.fullmatch(r"[a-z]{1,6}[- ]?\d{3,}[a-z-]*", plain):
        return True
    words = [word for word in re.split(r"[\W\d_]+", plain) if len(word) > 1]
    return bool(words) and all(_morphemes().fullmatch(word) for word in words)


# formulas --------------------------------------------------------------------------------------------------

_GROUPS = {
    "me": "CH3", "et": "C2H5", "pr": "C3H7", "bu": "C4H9", "ph": "C6H5", "ac": "C2H3O", "bz": "C7H5O",
}  # fmt: skip
_SYMBOLS = [
    "he",
    "li",
    "be",
    "ne",
    "na",
    "mg",
    "al",
    "si",
    "cl",
    "ar",
    "ca",
    "ti",
    "cr",
    "mn",
    "fe",
    "co",
    "ni",
    "cu",
    "zn",
    "ga",
    "ge",
    "as",
    "se",
    "br",
    "kr",
    "rb",
    "sr",
    "zr",
    "nb",
    "mo",
    "ru",
    "rh",
    "pd",
    "ag",
    "cd",
    "in",
    "sn",
    "sb",
    "te",
    "xe",
    "cs",
    "ba",
    "pt",
    "au",
    "hg",
    "tl",
    "pb",
    "bi",
    "h",
    "b",
    "c",
    "n",
    "o",
    "f",
    "p",
    "s",
    "k",
    "v",
    "y",
    "i",
    "w",
    "u",
]
_MOST_FORMULA = 40


def formulas(text: str) -> frozenset[str]:
    """Every formula that a text may be read as, in Hill's order; none where it is not written as one.

    >>> sorted(formulas("CH3NH2")), sorted(formulas("(CH3NH)2")), sorted(formulas("MeNH2")), sorted(formulas("Percocet"))
    (['CH5N'], ['C2H8N2'], ['CH5N'], [])
    >>> sorted(formulas("Co2")), sorted(formulas("CO2"))
    (['Co2'], ['CO2'])
    """
    plain = "".join(text.split()).replace("-", "")
    if not plain or len(plain) > _MOST_FORMULA or not re.fullmatch(r"[A-Za-z0-9()\[\]]+", plain):
        return frozenset()
    return frozenset(_hill(dict(one)) for one in _readings(plain))


def _readings(text: str) -> set[tuple[tuple[str, int], ...]]:
    """The sums of atoms that a formula may mean: as it is written where that can be read, else whatever its case."""
    as_written = (text != text.lower() and text != text.upper()) or len(text) < 3  # "MeNH2": the case tells
    for sensitive in (True, False) if as_written or text == text.upper() else (False,):
        found = {end for start, end in _sums(text, 0, sensitive) if start == len(text)}
        if found:
            return found
    return set()


def _sums(text: str, at: int, sensitive: bool) -> list[tuple[int, tuple[tuple[str, int], ...]]]:
    """Where a reading from a place can end, and the atoms up to there; brackets nest."""
    ends: list[tuple[int, tuple[tuple[str, int], ...]]] = []
    waiting: list[tuple[int, Counter[str]]] = [(at, Counter())]
    seen: set[tuple[int, tuple[tuple[str, int], ...]]] = set()
    while waiting:
        place, held = waiting.pop()
        mark = (place, tuple(sorted(held.items())))
        if mark in seen or len(seen) > 500:
            continue
        seen.add(mark)
        if place == len(text) or text[place] in ")]":
            ends.append(mark)
            continue
        for stop, atoms in _tokens(text, place, sensitive):
            number = re.match(r"\d{0,3}", text[stop:])
            digits = number[0] if number else ""
            if digits.startswith("0"):
                continue
            more = Counter({symbol: count * int(digits or 1) for symbol, count in atoms.items()})
            waiting.append((stop + len(digits), held + more))
    return ends


def _tokens(text: str, at: int, sensitive: bool) -> list[tuple[int, Counter[str]]]:
    if text[at] in "([":
        return [
            (end + 1, Counter(dict(atoms)))
            for end, atoms in _sums(text, at + 1, sensitive)
            if end < len(text) and text[end] in ")]" and atoms
        ]
    found = []
    for size in (2, 1):
        piece = text[at : at + size]
        if len(piece) < size or (sensitive and piece != piece.capitalize()):
            continue
        low = piece.lower()
        if low in _GROUPS:
            found.append((at + size, Counter(_atoms(_GROUPS[low]))))
        elif low in _SYMBOLS:
            found.append((at + size, Counter({piece.capitalize(): 1})))
    return found


def _hill(atoms: dict[str, int]) -> str:
    first = ("C", "H") if "C" in atoms else ()
    order = [*(symbol for symbol in first if symbol in atoms), *sorted(set(atoms) - set(first))]
    return "".join(f"{symbol}{atoms[symbol] if atoms[symbol] > 1 else ''}" for symbol in order)


def contradicts(text: str, formula: str) -> bool:
    """Whether a text is written as a formula, with its hydrogens, and as another than a compound's."""
    if not re.search(r"[Hh]\d|(?:Me|Et|Pr|Bu|Ph)[A-Z0-9]", text):
        return False
    found = formulas(text)
    return bool(found) and not any(_atoms(one) == _atoms(formula) for one in found)
