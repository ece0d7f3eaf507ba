"""Numbers in a phrase: CAS and EC numbers say what the goods are, UN numbers what they are carried as; a name beside them is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import (
    EC_IN_TEXT,
    NUMBER_IN_TEXT,
    cas_check,
    cas_numbers,
    name_key,
    with_closed_numbers,
)
from tidewaiter.substance.dictionary.trade_numbers import DYES, labelled_code
from tidewaiter.substance.identity import Candidate, Identity, Look, identity, not_understood
from tidewaiter.substance.known.told import put_up
from tidewaiter.substance.phrases.by_parts import by_parts
from tidewaiter.substance.tables.wording import either, pattern
from tidewaiter.substance.words.part import is_merchandise, is_no_active
from tidewaiter.substance.words.words import Words

_NAMES_BRACKETS = re.compile(r"\d-?[(\[]\w|\w[)\]]-?[a-z\d]")  # those of a systematic name are its own
_EMPTY = re.compile(r"[(（\[【]\s*[)）\]】]")  # brackets that held a number alone
_WATER = "O"
_UN, _BETWEEN = pattern("UN number"), pattern("between numbers")
_FURTHER_UN = re.compile(f"{either('UN number')}(?:{either('before a further UN number')})", re.IGNORECASE)
_DANGER = pattern("danger")
_OF_A_GROUP = pattern("of a group")

Reader = Callable[[str, str, Words, Look], Identity | None]  # of a phrase


def beside_a_strange_number(query: str, text: str, words: Words, look: Look, read: Reader) -> Identity | None:
    """A chemical that is named without a doubt beside a CAS number that nothing consulted has: the name speaks, and that is told."""
    numbers = dict.fromkeys(cas_numbers(text))
    if not numbers or any(map(look, numbers)):
        return None
    rest = without_numbers(text)
    goods = look(rest) or read(query, rest, words, look) if words.names(rest) else None
    if not goods or goods.doubt:
        return None
    if all(is_merchandise(one) and not one.of for one in goods.candidates):
        return goods._replace(query=query, doubt=not_understood(*numbers), left=tuple(numbers))
    strange = f"CAS {', '.join(numbers)} is not known here, so it was not compared with the name"
    return put_up(goods, text, words)._replace(query=query, doubt=strange)


def without_numbers(text: str) -> str:
    """A text without the CAS numbers in it, which are right but may be known to nobody."""
    return " ".join(
        NUMBER_IN_TEXT.sub(
            lambda found: " " if cas_check(found[1]) else found[0], with_closed_numbers(text)
        ).split()
    ).strip(" ,;.-#()")


def by_cas_numbers(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """A text with CAS numbers in it: they say what the goods are; a name beside them that says otherwise is looked at too."""
    numbers = cas_numbers(text)
    numbers += (one for one in EC_IN_TEXT.findall(text) if look(one))
    known = [found for number in dict.fromkeys(numbers) if (found := look(number))]
    if not known:
        return None
    unnumbered = labelled_code(EC_IN_TEXT.sub(" ", NUMBER_IN_TEXT.sub(" ", text)))[1]
    if _UN.search(text):
        unnumbered = _DANGER.sub(" ", unnumbered)
    whole = " ".join(_EMPTY.sub(" ", unnumbered).split()).strip(" ,;#")
    beside = " ".join(re.sub(r"[()（）\[\]【】]", " ", unnumbered).split()).strip(" ,;#")
    rest = whole if _NAMES_BRACKETS.search(whole) else words.bare(beside)
    tried = dict.fromkeys((whole, beside, *words.trimmed(beside), rest)) if name_key(rest) else ()
    one_name = next(filter(None, map(look, tried)), None)
    named = one_name or (by_parts(query, rest, words, look, partly=True) if name_key(rest) else None)
    every = dict.fromkeys(one for found in known for one in found.candidates)
    doubts: list[str] = []
    if named and all(one.name == DYES for one in named.candidates):
        return identity(query, "CAS number", every, f"read by the number {', '.join(numbers)}", doubts)
    if named and named.left and not any(one.substance for one in named.candidates):
        named = None
    itself = rest.casefold() in {one.name.casefold() for one in every}  # an ester by its whole name
    if named and (itself or _same_goods(named.candidates, every) or _hydrates(named.candidates, every)):
        # the number tells which of the things that one name means; of several names it is one
        more = () if one_name and one_name.rung != "phrase" else _others(named.candidates, every, words)
        every |= dict.fromkeys(more)
        doubts += [named.doubt] if more or named.left else []
    elif named:
        of_the_number = {one.substance for one in every} - {""}
        every |= dict.fromkeys(named.candidates)
        doubts += [named.doubt] if named.left else []
        if not all(
            one.base in of_the_number for one in named.candidates
        ):  # a salt under the number of its base: both are answered
            doubts.append(f"the name {rest!r} and the number {', '.join(numbers)} are not of one substance")
    elif name_key(rest) and not named:
        doubts.append(not_understood(rest))
    for number in _UN.findall(_with_each_label(text)):
        covered = look(f"UN {number}")
        if covered and not _same_goods(covered.candidates, every):
            every |= dict.fromkeys(covered.candidates)
            doubts.append(f"the numbers {', '.join(numbers)} and UN {number} are not of one substance")
    note = f"read by the number {', '.join(numbers)}"
    return identity(query, "CAS number", every, note, doubts)


def _same_goods(some: Iterable[Candidate], others: Iterable[Candidate]) -> bool:
    """Whether any of some goods is one of others; of what no list names, those of one constitution are the same drawn twice."""
    some, others = tuple(some), tuple(others)
    first, second = ({one.substance or one.cas or one.name for one in goods} for goods in (some, others))
    if not first.isdisjoint(second):
        return True
    drawn = [one for one in (*some, *others) if one.smiles and not (one.substance or one.base)]
    if len(drawn) < len(some) + len(others):
        return False
    drawings = [{_constitution(one.smiles) for one in goods} for goods in (some, others)]
    return not drawings[0].isdisjoint(drawings[1])


def _hydrates(some: Iterable[Candidate], others: Iterable[Candidate]) -> bool:
    """Whether any of some goods is one of others but for water of crystallisation: the trade names a salt and numbers its hydrate."""
    drawn = [(one.smiles, other.smiles) for one in some for other in others if one.smiles and other.smiles]
    wet = [pair for pair in drawn if any(_WATER in smiles.split(".") for smiles in pair)]
    return any(_dry(one) == _dry(other) for one, other in wet)


def _dry(smiles: str) -> frozenset[str]:
    """The parts of a drawing but water, each once."""
    try:
        from rdkit import Chem
    except ImportError:
        return frozenset(smiles.split(".")) - {_WATER}

    parts = (Chem.CanonSmiles(one) if Chem.MolFromSmiles(one) else one for one in smiles.split("."))
    return frozenset(parts) - {_WATER}


def _constitution(smiles: str) -> str:
    """What is drawn, whatever its stereochemistry; of what has no carbon its formula, however its bonds are drawn."""
    try:
        from rdkit import Chem
        from rdkit.Chem.rdMolDescriptors import CalcMolFormula
    except ImportError:
        return smiles  # then drawings are compared as they are written

    mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        return smiles
    organic = any(atom.GetAtomicNum() == 6 for atom in mol.GetAtoms())
    return str(Chem.MolToSmiles(mol, isomericSmiles=False) if organic else CalcMolFormula(mol))


def _others(named: Iterable[Candidate], numbered: Iterable[Candidate], words: Words) -> tuple[Candidate, ...]:
    """What is named for sure beside the goods of a number: "CAS 69-65-8 mannitol and fentanyl"."""
    return tuple(
        one
        for one in named
        if not (one.unsure or words.mixture(one) or _same_goods((one,), numbered) or is_no_active(one, words))
    )


def _with_each_label(text: str) -> str:
    """A text in which each of several UN numbers has the label of the first.

    >>> _with_each_label("UN 1748, 2880, or 2208"), _with_each_label("UN 1090, 200 kg"), _with_each_label("UN 1090, 2000 kg")
    ('UN 1748, UN 2880, or UN 2208', 'UN 1090, 200 kg', 'UN 1090, 2000 kg')
    """
    while (labelled := _FURTHER_UN.sub(r"\g<0>UN ", text, count=1)) != text:
        text = labelled
    return text


def by_un_numbers(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """A text with UN numbers, class and packing group: what the numbers cover, and what is named beside them."""
    text = _with_each_label(text)
    numbers = {number: look(f"UN {number}") for number in _UN.findall(text)}
    known = [covered for covered in numbers.values() if covered]
    goods = _DANGER.sub(" ", _UN.sub(" ", text)) if numbers else ""
    rest = goods.strip(" ,.-:/()")
    rest = "" if _BETWEEN.fullmatch(rest) else rest
    meant = _OF_A_GROUP.sub(r"\1", goods).strip()
    rest = meant if meant != goods.strip() and (look(meant) or by_parts(query, meant, words, look)) else rest
    named = (look(rest) or by_parts(query, rest, words, look)) if words.names(rest) else None
    if not known:  # a group of goods: what is named tells which
        return named and named._replace(query=query)
    told = dict.fromkeys(one for covered in known for one in covered.candidates)
    every = dict.fromkeys((*told, *(named.candidates if named else ())))
    unread = [f"UN {number}" for number, covered in numbers.items() if not covered]
    unread += [] if named or not words.names(rest) else [words.bare(rest)]
    doubts = [named.doubt if named else known[0].doubt, not_understood(*unread)]
    if named and len(numbers) == len(told) == 1 and not _same_goods(named.candidates, tuple(told)):
        doubts.append(f"the name {rest!r} and the number UN {next(iter(numbers))} are not of one substance")
    return identity(query, "UN number", every, known[0].note, doubts)
