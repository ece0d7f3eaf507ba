"""What a question says is not in its goods: "contains no cocaine", "ohne weiteren Stoff der Anlagen", 不含咖啡因; and what it
says it does not tell: "content not stated", "ob mit Blüten, nicht angegeben", 是否批准不明.

Only what is known by name, or said in the words of "no other listed substance", is set aside; a text with more in it stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.strength import Contents
from tidewaiter.substance.identity import Identity, candidate, identity
from tidewaiter.substance.names.plants import plants_of
from tidewaiter.substance.tables.table import longest_of, words_in
from tidewaiter.substance.tables.wording import pattern

# "cas no 108-24-7", "No ONU 1715": a number, which denies nothing
_NUMBERED = re.compile(r"\d{4}|\d-\d{2,3}-\d")
# THC-free oil, "cocaine- and ecgonine-free"; but "cocaine free of heroin", "cocaine free base"
_FREE = re.compile(
    r"(?<![\w-])((?:[\w-]*\w-\s*(?:,|and|or|und|oder)\s+)*)([\w-]*\w)-(?:free|frei(?:e[nrsm]?)?)(?![\w-])(?![ -]?bas)",
    re.IGNORECASE,
)
# "lead free solder", of ordinary goods; but "cocaine free sample", "morphine free base"
_FREE_APART = re.compile(
    r"([\w-]*\w) free (?!(?:bas|of\b|from\b|deliver|ship|post|sampl|gift|trial|offer))(\w.*)", re.IGNORECASE
)

_ARTICLE = pattern("article before what is denied")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = words_in("denied-words", kind)
    latin, han = (longest_of(one for one in words if (one[0] < "\u3000") is latin) for latin in (True, False))
    return re.compile(rf"(?<![\w-])(?:{latin})(?![\w-])" + (rf"|{han}" if han else ""), re.IGNORECASE)


def parted(
    text: str, known: Callable[[str], bool], goods_known: Callable[..., bool] | None = None
) -> tuple[str, tuple[str, ...]]:
    """A text without what it denies or excepts, and what that is; ``known`` tells whether a name is one, ``goods_known``
    whether ordinary goods are, which are excepted but not denied: "shoes, other than boots", "without a box"; and with ``made`` any.

    >>> parted("coca leaf extract, contains no cocaine and no ecgonine", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaf extract', ('cocaine', 'ecgonine'))
    >>> parted("coca leaves, cocaine and ecgonine removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaves', ('cocaine', 'ecgonine'))
    >>> parted("coca leaf extract, all cocaine and ecgonine removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaf extract', ('cocaine', 'ecgonine'))
    >>> parted("Diazepam 10 mg, ohne weiteren Stoff der Anlagen", {"Diazepam"}.__contains__)
    ('Diazepam 10 mg', ('weiteren Stoff der Anlagen',))
    >>> parted("extract, containing no cocaine, ecgonine or derivative of ecgonine", {"cocaine", "ecgonine"}.__contains__)
    ('extract', ('cocaine', 'ecgonine', 'ecgonine'))
    >>> parted("coca extract from which cocaine and ecgonine have been removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca extract', ('cocaine', 'ecgonine'))
    >>> parted("coca leaf from which all ecgonine, cocaine and other ecgonine alkaloids have been removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaf', ('ecgonine', 'cocaine', 'ecgonine'))
    >>> parted("coca leaves from which all ecgonine alkaloids were removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaves', ('ecgonine', 'ecgonine'))
    >>> parted("coca extract from which cocaine, ecgonine and derivatives have been removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca extract', ('cocaine', 'ecgonine', 'ecgonine'))
    >>> parted("Tomaten, anders als mit Essig oder Essigsäure haltbar gemacht", {"Essig", "Essigsäure haltbar gemacht"}.__contains__)
    ('Tomaten', ('Essig', 'Essigsäure haltbar gemacht'))
    >>> parted("syrup with nothing in it, except codeine", {"codeine"}.__contains__)
    ('syrup with nothing in it, except codeine', ())
    >>> parted("THC-free hemp oil", {"THC"}.__contains__), parted("cocaine free base", {"cocaine"}.__contains__)
    (('hemp oil', ('THC',)), ('cocaine free base', ()))
    >>> parted("cocaine- and ecgonine-free coca leaves", {"cocaine", "ecgonine"}.__contains__), parted("gluten- and THC-free oil", {"THC"}.__contains__)
    (('coca leaves', ('cocaine', 'ecgonine')), ('gluten- and  oil', ('THC',)))
    >>> parted("lead free solder", {"lead"}.__contains__, {"solder"}.__contains__), parted("lead free acid", {"lead"}.__contains__, {"solder"}.__contains__)
    (('solder', ('lead',)), ('lead free acid', ()))
    >>> parted("cas no 108-24-7; 4L", {"108-24-7"}.__contains__), parted("No ONU 1715, bidón", {"ONU 1715"}.__contains__)
    (('cas no 108-24-7; 4L', ()), ('No ONU 1715, bidón', ()))
    >>> parted("pastillas sin receta oxicodona", {"oxicodona"}.__contains__)
    ('pastillas sin receta oxicodona', ())
    """
    apart = _FREE_APART.fullmatch(text)
    if apart and goods_known and known(apart[1]) and goods_known(apart[2]):
        text = f"{apart[1]}-free {apart[2]}"
    denied = [name for one in _FREE.finditer(text) for name in _freed(one, known)]
    text = _FREE.sub(lambda one: _but_freed(one, known), text).strip() if denied else text
    kept, gone = _but_denied(text, known, goods_known)
    denied += gone
    rest = re.sub(r"(?:[,;，；]\s*)+$", "", re.sub(r"([,;，；]\s*)+(?=[,;，；])", "", "".join(kept).strip()))
    return (rest.strip(), tuple(denied)) if denied and rest.strip() else (text, ())


def _but_denied(
    text: str, known: Callable[[str], bool], goods_known: Callable[..., bool] | None
) -> tuple[list[str], list[str]]:
    """The clauses of a text without what they deny or except, and what that is."""
    kept: list[str] = []
    denied: list[str] = []
    for clause in re.split(r"([,;，；()（）]\s*)", _in_one(text)):
        but = _pattern("but").search(clause)
        if but and _pattern("none").search("".join((*kept, clause[: but.start()]))):
            but = None  # "no active substance other than codeine"
        goods, gone = (clause[: but.start()], clause[but.end() :]) if but else _told(clause)
        is_known = (
            partial(goods_known, made=bool(_pattern("manner").fullmatch(but[0])))
            if but and goods_known
            else known
        )
        names = _denied(_pattern("joint").split(gone), known) if gone else []
        amount = but and any(letter.isdigit() for letter in gone)  # "sugar except 5 kg of it"
        if (
            names
            and not amount
            and not _NUMBERED.search(gone)
            and all(_is_other(name) or is_known(name) for name in names)
        ):
            kept.append(goods)
            denied += names
        else:
            kept.append(clause)
    return kept, denied


def _freed(found: re.Match[str], known: Callable[[str], bool]) -> list[str]:
    """The things of which goods are said to be free, all or else the last of them."""
    names = [*re.findall(r"[\w-]*\w(?=-[\s,])", found[1]), found[2]]
    return names if all(map(known, names)) else names[-1:] if known(found[2]) else []


def _but_freed(found: re.Match[str], known: Callable[[str], bool]) -> str:
    names = _freed(found, known)
    return found[0] if not names else f"{found[1]} " if found[1] and len(names) == 1 else " "


def untold(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the clauses, behind its goods, that say what is not told, and these: a fact untold is none that is told.

    >>> untold("cannabis leaves, not said whether with the tops"), untold("含伪麻黄碱的片剂，单方还是复方不明")
    (('cannabis leaves', ('not said whether with the tops',)), ('含伪麻黄碱的片剂', ('单方还是复方不明',)))
    >>> untold("Hanfblüten (Gehalt unbekannt), 5 kg"), untold("unknown powder, white")
    (('Hanfblüten, 5 kg', ('Gehalt unbekannt',)), ('unknown powder, white', ()))
    """
    joined = re.sub(r"[,，]\s*", " ", text)
    if not _pattern("untold").search(joined):
        return text, ()
    goods, *clauses = re.split(r"\s*([,;，；()（）])\s*(?!\d)", text)
    kept, facts = [goods], list[str]()
    for sign, clause in zip(clauses[::2], clauses[1::2], strict=True):
        if facts and facts[-1].endswith("\0"):  # "nicht angegeben, ob rückgewinnbar"
            facts[-1] = f"{facts[-1][:-1]}{sign} {clause}" if _asks(clause) else facts[-1][:-1]
            if _asks(clause):
                continue
        found = list(_pattern("untold").finditer(clause))
        alone = bool(found) and found[0].span() == (0, len(clause))
        ends = bool(found) and found[-1].end() == len(clause) and not alone
        if ends or (found and found[0].start() == 0 and (alone or _asks(clause[found[0].end() :]))):
            facts.append(clause + "\0" * alone)
        elif clause or sign not in "()（）":
            kept.append(f"{sign} {clause}" if sign in ",;，；" else f" {sign}{clause}")
    rest = re.sub(r"\s*[(（]\s*(?=[,;，；]|$)|\s+(?=[)）])", "", "".join(kept))
    return (rest.strip(" ,;，；"), tuple(one.rstrip("\0") for one in facts)) if facts else (text, ())


def left_open(query: str, goods: Identity, rest: str, facts: tuple[str, ...], store: Store) -> Identity:
    """Goods of which a text says what it does not tell: more may be in them, of a plant more of it, and nothing is a "no hit"."""
    told = f"not told: {', '.join(map(repr, facts))}"
    blank = Contents("", None, whole=False) if any(map(_measures, facts)) else None
    every = [
        one._replace(contents=one.contents._replace(whole=False) if one.contents else blank)
        for one in goods.candidates
    ]
    if any(map(_asks, facts)):
        keys = plants_of(rest, goods.candidates, store)
        every += [candidate(store, key)._replace(unsure=told) for key in keys]
    return identity(query, goods.rung, every, goods.note, (goods.doubt, told), goods.left)


def _asks(clause: str) -> bool:
    """Whether what is not told is a question of what the goods are: whether they hold a thing, or how much of it."""
    return _pattern("asked").search(clause) is not None or _measures(clause)


def _measures(clause: str) -> bool:
    """Whether what is not told is how much of a thing the goods hold."""
    return _pattern("measure").search(clause) is not None


def _in_one(text: str) -> str:
    """A text in which the things that one word denies stand in one clause: "no cocaine, ecgonine or tropine"."""
    if (whence := _pattern("whence").search(text)) and (gone := _pattern("gone").search(text, whence.end())):
        between, rest = text[whence.end() : gone.start()], text[gone.end() :]
        if not between.strip():  # "из которых удалены кокаин и экгонин": the verb stands first
            end = len(rest) if (stop := re.search(r"[;；()（）.]", rest)) is None else stop.start()
            between, rest = rest[:end], rest[end:]
        listed_so = re.sub(r"[,，]\s*", " and ", between).strip()
        text = f"{text[: whence.end()]} {listed_so} {gone[0]}{rest}"
    denial = _pattern("no").search(text)
    listed = re.match(r"[^;；()（）]*", text[denial.end() :]) if denial else None
    every = list(_pattern("either").finditer(listed[0])) if listed else []
    if not denial or not every:
        return text
    end = denial.end() + every[-1].start()
    return text[: denial.end()] + re.sub(r"[,，]\s*", " or ", text[denial.end() : end]) + text[end:]


def _denied(listed: list[str], known: Callable[[str], bool]) -> list[str]:
    """The things that are denied, as names; one that stands twice is denied with more of its kind, as of ecgonine its other alkaloids."""
    names: list[str] = []
    for one in listed:
        name = _plain(one, known)
        if names and _pattern("its_kin").fullmatch(name):
            name = names[-1]
        every = name not in names and _pattern("every").search(one) and _pattern("suffix").search(one)
        names += [name] * (2 if every else 1)
    return names


def _plain(name: str, known: Callable[[str], bool]) -> str:
    """One thing that is denied, without "all", "derivatives of" and "alkaloids"; without "other" where the rest is known."""
    for words in ("every", "kin", "suffix"):
        name = _pattern(words).sub("", name)
    name = _ARTICLE.sub("", name.strip())
    rest = _pattern("other").sub("", name).strip()
    return rest if rest != name.strip() and rest and known(rest) else name.strip()


def _told(clause: str) -> tuple[str, str]:
    """What a clause tells of its goods before it says what is not in them, and that; the latter empty where it says nothing so."""
    if found := _pattern("no").search(clause):
        return clause[: found.start()], clause[found.end() :]
    found = _pattern("gone").search(clause)
    if not found or clause[found.end() :].strip():
        return clause, ""
    goods, whence, gone = _pattern("whence").sub("\0", clause[: found.start()], count=1).partition("\0")
    return (goods, gone) if whence else ("", goods)


def _is_other(text: str) -> bool:
    """Whether a text is "other listed substance" and says no more."""
    if not _pattern("other").match(text):
        return False
    rest = _pattern("thing").sub(" ", _pattern("other").sub(" ", text))
    return not rest.strip()
