"""What a phrase says goods are of a listed substance: "an ester of morphine", "Amphetaminsalze", "a fentanyl not listed by name".

Such words name no molecule, yet laws use them: a list that extends to the esters of morphine reaches "an ester of morphine"
for sure. The words of the languages stand in ``kin-words.tsv``; what each listing makes of them, in ``reach/kin.py``.
"""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, Look, candidate, identity, kin_of
from tidewaiter.substance.names.salts import is_element, is_salt_former
from tidewaiter.substance.tables.table import by_word, longest_of, small
from tidewaiter.substance.tables.wording import pattern

_LOOSE = ("derivative", "analogue")
_OF = r"\s+(?:(?:of|from|von|vom|des|der|de|del|do|da|dos|das)\s+(?:(?:the|la|el|los|las)\s+)?|d['’])"
_ARTICLE = pattern("article")


_AND, _OF_FORMS = "and|or|und|oder|et|ou|y|o|e|и|или", "of|of its|of such|of their|von|de|de sus|des|del"

# "X in salt" is no salt of X
_JOINT = re.compile(rf"[\s,/+](?:{_AND}|with|in|mit|con|com|avec|dans|en|с|в)$", re.IGNORECASE)

_TAIL = pattern("described")


@cache
def _kinds() -> dict[str, str]:
    """The kind of each word."""
    return {word.casefold(): kind for word, kind in by_word("kin-words").items()}


@cache
def _pattern(*kinds: str) -> str:
    apart = ("unnamed", "group", "its")
    return longest_of(
        word for word, kind in _kinds().items() if kind in kinds or (not kinds and kind not in apart)
    )


def plainly(text: str) -> tuple[str, bool]:
    """A text without an article and without the words that say that no list names the goods; and whether it had such words.

    >>> plainly("a nitazene not listed by name"), plainly("unlisted fentanyl analogue"), plainly("nitazene")
    (('nitazene', True), ('fentanyl analogue', True), ('nitazene', False))
    """
    unnamed, group = _pattern("unnamed"), _pattern("group")
    edge = r"[^\W\d_\u4e00-\u9fff]"
    rest = re.sub(rf"(?<!{edge})(?:{unnamed})(?!{edge})", " ", text, flags=re.IGNORECASE)
    bare = _ARTICLE.sub("", " ".join(rest.split()).strip(" ,;:()"))
    bare = re.sub(rf"^(?:{group})\s+|\s+\(?(?:{group})\)?$", "", bare, flags=re.IGNORECASE)
    return bare, rest != text


_IN_IT = pattern("in ether")


def parted(text: str) -> tuple[str, str]:
    """The kind that a phrase says goods are, and of what: ("", "") for any other text.

    >>> parted("esters of morphine"), parted("Amphetaminsalze"), parted("麻黄素的盐类"), parted("sales de cocaína")
    (('ester', 'morphine'), ('salt', 'Amphetamin'), ('salt', '麻黄素'), ('salt', 'cocaína'))
    """
    words = _pattern()
    if found := re.fullmatch(rf"(?:\w+(?:yl|ic acid|ium)\s+)?({words}){_OF}(.+)", text, re.IGNORECASE):
        kind, bought = (
            _kinds()[small(found[1])],
            re.search(r"\bfrom\b", text[found.end(1) : found.start(2)]),
        )
        # "ethyl ether from India": what is from a place is no ether of it
        return ("", "") if bought and kind not in _LOOSE else (kind, found[2].strip())
    found = re.fullmatch(rf"(.*?[\u4e00-\u9fff\w)])[的之\s-]*({words})", text, re.IGNORECASE)
    if found and not (_JOINT.search(found[1]) or _IN_IT.search(found[1])):
        glued = text[found.end(1) : found.start(2)] == "" and found[2].isascii()
        stem = found[1].rpartition(" ")[2]  # "esketamine nasal spray" holds no German "Salz"
        if not glued or (found[2][:1].islower() and len(stem) > 4):
            return _kinds()[small(found[2])], found[1].strip()
    return "", ""


_ACID = pattern("acid of a salt")


def is_salt_of_an_acid(text: str) -> bool:
    """Whether words say of what acid goods are a salt, and no more: behind the name of a salt they tell nothing new.

    >>> is_salt_of_an_acid("sal del ácido sulfúrico"), is_salt_of_an_acid("salt of fentanyl")
    (True, False)
    """
    kind, whole = parted(text)
    return kind == "salt" and _ACID.fullmatch(_ARTICLE.sub("", whole)) is not None


def with_its_forms(text: str) -> tuple[str, str]:
    """A substance and the forms of it that are named with it, as laws and tariffs do: ("", "") for any other text.

    >>> with_its_forms("piperidine and its salts"), with_its_forms("2-乙氨基-2-苯基环己酮及其盐")
    (('piperidine', 'salts'), ('2-乙氨基-2-苯基环己酮', '盐'))
    >>> with_its_forms("norpseudoephedrine (including its optical isomers and their salts)")
    ('norpseudoephedrine', 'optical isomers and their salts')
    >>> with_its_forms("soap and its box")
    ('', '')
    """
    found = _its_forms().fullmatch(text)
    return (found[1].strip(" ,;"), found[2]) if found else ("", "")


@cache
def _its_forms() -> re.Pattern[str]:
    """A substance, and the forms that are named with it."""
    its, forms = _pattern("its"), _pattern()
    link = rf"(?:\s*[,、和及与]\s*|\s+(?:{_AND})\s+|\s*,\s*(?:{_AND})\s+)(?:(?:{its})\s*)?|\s*(?:{its})\s*"
    form = rf"(?:(?:{forms})(?:\s+(?:{_OF_FORMS})\s+(?:{forms}))?)"
    return re.compile(
        rf"(.{{2,}}?)(?:\s*,\s*|\s+|\s*\(\s*|(?<=[\u4e00-\u9fff]))(?:{its})\s*({form}(?:(?:{link}){form})*)类?\s*\)?",
        re.IGNORECASE,
    )


def is_isomer(forms: str) -> bool:
    """Whether some words name isomers of a substance."""
    kinds = [kind for kind in set(_kinds().values()) if kind.endswith("isomer")]
    return re.search(_pattern(*kinds), forms, re.IGNORECASE) is not None


def read(query: str, text: str, store: Store, look: Look) -> Identity | None:
    """What such a phrase means; None for any text without such words."""
    if (described := _TAIL.match(text)) and (family := _family(f"{described['head']} analogues", store)):
        _, unnamed = plainly(described["tail"])
        found = [candidate(store, key)._replace(unnamed=unnamed) for key in family]
        family_told = _read_as(query, described["head"], found)
        return family_told._replace(doubt="; ".join((family_told.doubt, f"not read: {described['tail']!r}")))
    bare, unnamed = plainly(text)
    if (unnamed or bare != text) and (family := _family(bare, store)):
        return _read_as(query, bare, [candidate(store, key)._replace(unnamed=unnamed) for key in family])
    kind, of = parted(bare)
    if not kind:
        if not unnamed or not (one_named := look(bare)):
            return None
        kin = [kin_of(one, "derivative", bare) for one in one_named.candidates if one.substance]
        return _read_as(query, bare, kin) if kin else None
    members = _family(of, store) if kind in (*_LOOSE, "salt") else []
    # "salts of barbiturates", "anabolic steroid derivatives"
    if members and set(store.by_name(of)) <= set(members):
        return _read_as(query, of, [candidate(store, key)._replace(unnamed=unnamed) for key in members])
    named = look(_ARTICLE.sub("", of))
    if named is None or named.doubt:
        return None
    if kind == "salt" and all(_is_ionic(one.smiles) for one in named.candidates):
        return named._replace(query=query, note=f"read as {of!r}")  # "ammonium nitrate salt"
    former = kind == "salt" and any(is_salt_former(one.smiles) for one in named.candidates)
    if former and not (bare.endswith(of) and all(one.substance for one in named.candidates)):
        return None  # of which base it is a salt is not told (laws do name "salts of hydrochloric acid")
    found = [kin_of(one, kind, of) for one in named.candidates if one.substance or one.smiles]
    if kind == "salt" and bare.startswith(of):  # "hexamine salt": itself, too
        found += (one for one in named.candidates if one.substance)
    families = [*_family(f"{of} derivatives", store), *(_family(of, store) if kind in _LOOSE else ())]
    kin = [candidate(store, key)._replace(unnamed=unnamed) for key in dict.fromkeys(families)]
    # a halide is a derivative too: a class may take it in, but which of the others a list names says nothing of it
    found += kin if kind in _LOOSE else [kin_of(one, kind, of) for one in kin]
    if not found:
        return None
    told = _read_as(query, bare, found, which=kind != "salt" or bool(kin))
    if kind == "salt" and any(is_element(one.smiles) for one in named.candidates):
        return told._replace(doubt="which salt of the metal it is")  # "salts of iron"
    return told._replace(doubt="of which base it is a salt") if former else told


def _is_ionic(smiles: str) -> bool:
    """Whether a structure is a salt already."""
    return "." in smiles and "+" in smiles


def _family(text: str, store: Store) -> list[str]:
    """The family that a text names, also in the singular."""
    keys = [*store.by_name(text), *store.by_name(f"{text}s"), *store.by_name(text.removesuffix("s"))]
    found = (
        key
        for key in dict.fromkeys(keys)
        if (one := store.substance(key)) and one.kind == "family" and not one.smiles
    )
    return list(found)


def _read_as(query: str, text: str, found: list[Candidate], *, which: bool = True) -> Identity:
    open_ = which and any(one.kin in _LOOSE or one.kin.endswith("isomer") or one.substance for one in found)
    doubt = "which of them is meant" if open_ else ""
    return identity(query, "phrase", found, f"read as {text!r}", [doubt])
