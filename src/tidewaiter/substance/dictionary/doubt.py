"""How far a name of the general dictionary, or one read by rule, may be believed.

Its 900,000 names stand in the order in which they are used. The first few of a compound are its own; far down stand
brands of mixtures under their harmless part, slang, codes, and plain errors. A name that may mean something else is
never answered with "no hit": what is told here as a doubt is shown, and the answer is that it cannot be told.
"""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import OF_GREEK, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.formulas import atoms_of, formulas
from tidewaiter.substance.dictionary.general import OWN_NAMES, Compound
from tidewaiter.substance.names import european
from tidewaiter.substance.names.salts import split
from tidewaiter.substance.tables.spelt import latin
from tidewaiter.substance.tables.table import words_in
from tidewaiter.substance.tables.wording import either, pattern

SHORT = 4  # letters: what is as short stands for many things
_MOST_WORDS = 5  # of a listed name within another name

# words that stand between the parts of a mixture
_MIXED = frozenset(
    ("with", "w", "and", "plus", "compound", "component", "mix", "mixture", "combination", "comp")
)
# words that tell of a salt or a form, and take nothing from what a name means
_FORM = pattern("salt or form", 0)
# words of a class that name one member of it as well: of what our own tables call by a longer name ("petroleum ether"), they say the class
CLASSES = frozenset(("ether", "eter", "etere", "ather"))
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
    text = name.casefold().translate(OF_GREEK)
    return name_key("".join(part for part in re.split(r"[\W_]+", text) if not _LOCANT.fullmatch(part)))


def siblings(text: str, store: Store) -> list[str]:
    """Listed substances of which a name says everything but the positions, of a salt of its base; the number of an isotope is none: helium-3."""
    for name in (text, *(base for base, _ in split(text))):
        key = bare_key(name)
        if len(key) > SHORT and key == name_key(name):  # it gives no positions of its own
            found = (store.substance(one) for one in store.record("bare", key) or ())
            if named := [one.id for one in found if one and one.kind != "element"]:
                return named
    return []


# listed names within a name ------------------------------------------------------------------------------


def within(text: str, store: Store, *, own: bool = False) -> list[tuple[list[str], list[str]]]:
    """Listed names that stand as words within a longer name, the longest first: (substances, the other words).

    Of a name of our ``own`` tables, not those that say a class there.
    """
    words = [word.strip(_ROUND_IT) for word in _BETWEEN.split(text)]
    words = [word for word in words if word]
    found: list[tuple[list[str], list[str]]] = []
    used: set[int] = set()
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            span = range(start, start + size)
            run = " ".join(words[start : start + size])
            if used.isdisjoint(span) and len(name_key(run)) >= SHORT and (keys := store.by_name(run)):
                if own and latin(run) in CLASSES:
                    continue
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
        # what is drawn in one piece is no salt: "1,4-butanediol diacetate" is its ester
        return "." not in compound.smiles or any(is_part(compound.smiles, key, store) for key in derived)
    return bool(derived)


def _formula_of(key: str, store: Store) -> str:
    substance = store.substance(key)
    return substance.formula if substance else ""


def _can_hold(whole: str, part: str) -> bool:
    """Whether a formula has all atoms of another, hydrogen aside; of an element, one."""
    needed = {symbol: number for symbol, number in atoms_of(part).items() if symbol != "H"}
    if _is_element(part):
        needed = dict.fromkeys(needed, 1)
    held = atoms_of(whole)
    return bool(needed) and all(held[symbol] >= number for symbol, number in needed.items())


def _is_element(formula: str) -> bool:
    return len(atoms_of(formula)) == 1 and "C" not in atoms_of(formula)


def is_part(smiles: str, key: str, store: Store) -> bool:
    """Whether a structure has a listed one among its components, however drawn."""
    from tidewaiter.errors import QuestionError
    from tidewaiter.substance.structures.structure import read_structure

    substance = store.substance(key)
    if substance is None or not substance.smiles:
        return False
    try:
        parts = {part.flat for part in read_structure(smiles).components}
        return parts.issuperset(part.flat for part in read_structure(substance.smiles).components)
    except QuestionError:
        return False


def is_of_another_form(smiles: str, key: str, store: Store) -> bool:
    """Whether a structure has a listed one among its components but for its stereochemistry, and so is drawn of another form."""
    try:
        from rdkit import Chem
    except ImportError:
        return False  # then no drawing is compared at all, and that is told
    from tidewaiter.substance.structures.stereo import covers

    listed, drawn = (
        Chem.MolFromSmiles(getattr(store.substance(key), "smiles", "")),
        Chem.MolFromSmiles(smiles),
    )
    if not listed or not drawn or not is_part(smiles, key, store):
        return False
    same = [one for one in Chem.GetMolFrags(drawn, asMols=True) if one.HasSubstructMatch(listed)]
    return bool(same) and all(covers(listed, one) is False for one in same)


# polymers ------------------------------------------------------------------------------------------------

_OF_MONOMERS = re.compile(r"polymers? with|copolymer|homopolymer|poly\(|(?<!\w)polymer(?!\w)", re.IGNORECASE)


def is_drawn_as_monomers(compound: Compound) -> bool:
    """Whether a compound is a polymer by its names that its source draws as what it is made from.

    >>> drawn = Compound("nitrile rubber", "9003-18-3", "C=CC=C.C=CC#N", "C7H9N", ("2-propenenitrile, polymer with 1,3-butadiene",))
    >>> is_drawn_as_monomers(drawn), is_drawn_as_monomers(drawn._replace(own=("a mixture",)))
    (True, False)
    """
    several = "." in compound.smiles and "+" not in compound.smiles and "-]" not in compound.smiles
    return several and any(map(_OF_MONOMERS.search, compound.own))


# brands, slang, codes --------------------------------------------------------------------------------------


def of_name(text: str, compound: Compound) -> str:
    """Why a name may mean something else than the compound of the dictionary that carries it; "" where it is sure."""
    key = name_key(text)
    goods = not (compound.cas or compound.smiles)  # polyester fabric, by our own tables
    if (
        key.startswith("poly")
        and not goods
        and not any(name_key(name).startswith("poly") for name in compound.own[:2])
    ):
        return f"a polymer, or a mixture of many; the general dictionary has it under {compound.name}"
    if key == name_key(compound.name):
        return ""
    if text.casefold() in words_in("ordinary-words"):
        return f"{text[:60]!r} is an ordinary word, and a trade name of {compound.name}"
    if compound.sure or compound.place < OWN_NAMES:
        return ""
    if text.strip() == compound.formula or compound.formula in formulas(text):
        return ""
    if _without_state(text) in {name_key(name) for name in (compound.name, *compound.own)}:
        return ""  # "iodine crystals"
    if any(bare_key(name) == key != name_key(name) for name in compound.own):
        return f"the name gives no positions; it stands far down among the names of {compound.name}"
    if len(key) > SHORT and (_systematic(text) or _near(key, compound)):
        return ""
    what = "so short a word" if len(key) <= SHORT else "it may be a brand of several parts, or slang"
    return f"{text[:60]!r} stands far down among the names of {compound.name}: {what}"


_STATE = re.compile(r"crystals?|crystalline|powder|flakes?|granules?|pellets?|solution", re.IGNORECASE)


def _without_state(text: str) -> str:
    """The key of a name without the words of what the goods look like."""
    return name_key(" ".join(word for word in text.split() if not _STATE.fullmatch(word.strip(_ROUND_IT))))


def _near(key: str, compound: Compound) -> bool:
    """Whether a name is one that the compound is known by, in another spelling or language."""
    from rapidfuzz import fuzz

    return any(fuzz.ratio(key, name_key(name)) >= 75 for name in compound.own)


@cache
def _morphemes() -> re.Pattern[str]:
    return re.compile(f"(?:{either('chemistry')})+")


def is_chemical(word: str) -> bool:
    """Whether a word is made of the words of chemistry, or ends as the name of a group does.

    >>> [is_chemical(word) for word in ("furanoyl", "methoxyacetyl", "fluoro", "Nytol", "Chinese")]
    [True, True, True, False, False]
    """
    low = re.sub(r"[\W\d_]+", "", word.casefold())
    return (
        low.endswith(("yl", "oxy", "oro", "omo", "odo", "hydro")) or _morphemes().fullmatch(low) is not None
    )


def is_of_chemistry(word: str) -> bool:
    """Whether a word is one of chemistry in English or another language of Europe."""
    return is_chemical(word) or european.is_chemical(word)


def _systematic(text: str) -> bool:
    """Whether a name is made of the words of chemistry, gives positions, or is a long code: such names mean one thing."""
    plain = re.sub(r"\[[a-z: -]+\]", "", text.casefold())  # "simazine [iso]": whose name it is
    if re.search(r"\d[,.'′)\]]*[-, ]\s*[a-z(\[]|[a-z)\]][-,(]\d", plain) and len(name_key(text)) > 2 * SHORT:
        return True
    if re.fullmatch(r"[a-z]{1,6}[- ]?\d{3,}[a-z-]*", plain):
        return True
    words = [word for word in re.split(r"[\W\d_]+", plain) if len(word) > 1]
    return bool(words) and all(_morphemes().fullmatch(word) for word in words)
