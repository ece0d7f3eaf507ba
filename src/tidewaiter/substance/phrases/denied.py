"""What a question says is not in its goods: "contains no cocaine", "ohne weiteren Stoff der Anlagen", 不含咖啡因; and what it
says it does not tell: "content not stated", "ob mit Blüten, nicht angegeben", 是否批准不明.

Only what is known by name, or said in the words of "no other listed substance", is set aside; a text with more in it stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.preparation import Contents
from tidewaiter.substance.identity import Candidate, Identity, Look, candidate, identity
from tidewaiter.substance.names.plants import constituents, found_with, natural_drugs, plants_of
from tidewaiter.substance.tables.table import longest_of, words_in
from tidewaiter.substance.tables.wording import either, pattern
from tidewaiter.substance.words.part import are_among
from tidewaiter.substance.words.words import Words

# "cas no 108-24-7", "No ONU 1715": a number, which denies nothing
_NUMBERED = re.compile(r"\d{4}|\d-\d{2,3}-\d")
_FREE_OF = r"(?:free|frei(?:e[nrsm]?)?|vrije?)"
# "cocaine free sample", "morphine-free base": the drug, given away or not bound
_NO_DENIAL = rf"(?![ -]?(?:{either('given away or not bound')}))"
# THC-free oil, "cocaine- and ecgonine-free"
_FREE = re.compile(
    rf"(?<![\w-])((?:[\w-]*\w-\s*(?:,|and|or|und|oder)\s+)*)([\w-]*\w)-{_FREE_OF}(?![\w-]){_NO_DENIAL}",
    re.IGNORECASE,
)
_FREE_JOINED = re.compile(  # bleifreies Benzin; what is free of water is its anhydrous form
    rf"(?<![\w-])(?!wasser|water)([^\W\d_]{{3,}}?){_FREE_OF}(?<!free)(?![\w-])", re.IGNORECASE
)
_FREE_APART = re.compile(rf"([\w-]*\w) free{_NO_DENIAL} (\w.*)", re.IGNORECASE)  # "lead free solder"
_FREE_BEHIND = re.compile(
    r"(\w.*?)(?:\s+|\s*[,;(]\s*)([\w-]*\w) free\)?(?P<many>(?:[\s,;]+\d[\d.,]*\s?[^\W\d_]{1,6}\.?)?)",
    re.IGNORECASE,
)  # "CBD oil (THC free)"
_FREE_ALONE = re.compile(r"([\w-]*\w(?: [\w-]*\w)?) free", re.IGNORECASE)  # "acetone free", and no goods
_NONE_OF_IT = re.compile(  # "0.00 % THC", "THC: 0 %"
    r"(?<![\d.,-])0(?:[.,]0+)?\s?(?:%|％|per ?cent\b|prozent\b|por ciento\b|pour cent\b|per cento\b)",
    re.IGNORECASE,
)
_LAST_NONE = re.compile(  # "CBD oil 10 % (0 % THC)"
    rf"(.+?)\s*[(,;]\s*(?:{_NONE_OF_IT.pattern}\s*(?P<behind>[\w-]*\w)|(?P<before>[\w-]*\w)\s*:?\s*{_NONE_OF_IT.pattern})\)?",
    re.IGNORECASE,
)
_MOST_WORDS = 3  # of the name of what goods hold none of

_ARTICLE = pattern("article before what is denied")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = words_in("denied-words", kind)
    latin, han = (longest_of(one for one in words if (one[0] < "\u3000") is latin) for latin in (True, False))
    return re.compile(
        rf"(?<![\w-])(?:{latin})(?![\w-]|[.:°º]\s?\w)" + (rf"|{han}" if han else ""), re.IGNORECASE
    )


def parted(
    text: str,
    known: Callable[[str], bool],
    goods_known: Callable[..., bool] | None = None,
    may_hold: Callable[[str, str], bool] | None = None,
) -> tuple[str, tuple[str, ...]]:
    """A text without what it denies or excepts, and what that is; ``known`` tells whether a name is one, ``goods_known``
    whether ordinary goods are, which are excepted but not denied: "shoes, other than boots", "without a box"; and with ``made`` any.
    ``may_hold``: whether goods are such as may hold a thing, or any where the thing is "". Where all is denied, no text is left.

    >>> parted("coca leaf extract, contains no cocaine and no ecgonine", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaf extract', ('cocaine', 'ecgonine'))
    >>> parted("coca leaves, cocaine and ecgonine removed", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaves', ('cocaine', 'ecgonine'))
    >>> parted("coca leaf (cocaine, ecgonine removed)", {"cocaine", "ecgonine"}.__contains__)
    ('coca leaf', ('cocaine', 'ecgonine'))
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
    text = _hyphened(text, known, goods_known, may_hold)
    denied = [name for one in _FREE.finditer(text) for name in _freed(one, known)]
    text = _FREE.sub(lambda one: _but_freed(one, known), text).strip() if denied else text
    kept, gone = _but_denied(text, known, goods_known)
    denied += gone
    rest = re.sub(r"(?:[,;，；]\s*)+$", "", re.sub(r"([,;，；]\s*)+(?=[,;，；])", "", "".join(kept).strip()))
    rest = rest.strip(" ,;，；") if denied else ""
    removed = not rest and _pattern("gone").search(text)  # "cocaine extracted" may be the drug
    return (rest, tuple(denied)) if denied and not removed else (text, ())


def _hyphened(
    text: str,
    known: Callable[[str], bool],
    goods_known: Callable[..., bool] | None,
    may_hold: Callable[[str, str], bool] | None,
) -> str:
    """A text with "-free" behind what it says goods are free of in one word, in two, behind them or by an amount of nothing.

    >>> known, holds = {"blei", "THC"}.__contains__, lambda goods, name: goods == "CBD oil"
    >>> _hyphened("bleifreies Benzin", known, None, None), _hyphened("eisfreies Benzin", known, None, None)
    ('blei-free Benzin', 'eisfreies Benzin')
    >>> [_hyphened(one, known, None, holds) for one in ("THC free CBD oil", "CBD oil (THC free)", "CBD oil 0.0% THC", "shirts THC free")]
    ['THC-free CBD oil', 'THC-free CBD oil', 'THC-free CBD oil', 'shirts THC free']
    """
    text = _FREE_JOINED.sub(lambda one: f"{one[1]}-free" if known(one[1]) else one[0], text)
    apart = _FREE_APART.fullmatch(text)
    goods = apart[2] if apart and known(apart[1]) else ""
    holds = may_hold and goods and apart and (may_hold(goods, "") or may_hold(goods, apart[1]))
    if apart and goods and ((goods_known and goods_known(goods)) or holds):
        return f"{apart[1]}-free {goods}"
    alone = _FREE_ALONE.fullmatch(text)
    if alone and known(alone[1]):
        return f"{'-'.join(alone[1].split())}-free"
    behind = _FREE_BEHIND.fullmatch(text)
    if behind and known(behind[2]):
        claimed = _pattern("claimed").fullmatch(behind[2]) and goods_known and goods_known(behind[1])
        if claimed or (may_hold and may_hold(behind[1], behind[2])):
            return f"{behind[2]}-free {behind[1]}{behind['many']}"
    return _but_nothing(text, known, may_hold)


def _but_nothing(text: str, known: Callable[[str], bool], may_hold: Callable[[str, str], bool] | None) -> str:
    """A text with "-free" behind that of which it says that goods hold 0 %; as it is where it tells another amount too, or where the goods
    beside are no such as hold several things: "THC 0% CBD" may tell of either.

    >>> [_but_nothing(one, {"THC", "CBD"}.__contains__, None) for one in ("0% THC", "THC: 0,00 %", "THC 0% CBD 5%", "THC 0% CBD")]
    ['THC-free', 'THC-free', 'THC 0% CBD 5%', 'THC 0% CBD']
    """
    last = _LAST_NONE.fullmatch(text)
    if last and may_hold and known(name := last["behind"] or last["before"]) and may_hold(last[1], name):
        return f"{name}-free {last[1]}"
    found = _NONE_OF_IT.search(text)
    if not found or re.search(r"[%％]", text[: found.start()] + text[found.end() :]):
        return text
    ahead, behind = text[: found.start()].strip(" ,;:("), text[found.end() :].strip(" ,;:)")
    behind = _ARTICLE.sub("", re.sub(r"^(?:of|von|an|de|di)\s", "", behind))
    if not ahead or not behind:
        if known(ahead or behind):
            return f"{ahead or behind}-free"
        said = (ahead or behind).split()
        for many in range(min(_MOST_WORDS, len(said) - 1), 0, -1):
            name, goods = (said[-many:], said[:-many]) if ahead else (said[:many], said[many:])
            if known(" ".join(name)) and may_hold and may_hold(" ".join(goods).strip(" ,;:("), ""):
                return f"{'-'.join(name)}-free {' '.join(goods).strip(' ,;:(')}"
        return text
    held = known(behind) and may_hold is not None and may_hold(ahead, "")
    return f"{behind}-free {ahead}" if held else text


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
            and all(_is_other(name) or _pattern("part").fullmatch(name) or is_known(name) for name in names)
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


def may_hold(goods: str, name: str, words: Words, look: Look) -> bool:
    """Whether goods are known for sure as some that hold a thing, or several things where no name is given: ordinary goods, a product, a plant.

    >>> from functools import partial
    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.unlisted import _look
    >>> from tidewaiter.substance.words.words import words_of
    >>> store = Lawbook.load().store
    >>> asked = partial(may_hold, words=words_of(store), look=partial(_look, store))
    >>> asked("CBD oil", "THC"), asked("CBD 99 %", "THC"), asked("shirts", "THC"), asked("shirts", ""), asked("acetone", "")
    (True, True, False, True, False)
    """
    bare = next((one for one in (goods, words.bare(goods)) if name_key(one) and look(one)), "")
    what = look(bare) if bare else None
    if what is None or what.doubt:
        return False
    if not name:
        kinds = (words.store.substance(one.substance) for one in what.candidates if one.substance)
        natural = all(held is not None and held.kind == "natural" for held in kinds)
        return what.rung == "product" or (natural and not any(one.smiles for one in what.candidates))
    held, own = look(name), constituents(bare, words.store)
    if what.candidates and all(_is_of_a_plant(one, words.store) for one in what.candidates):
        own |= natural_drugs()  # a part in which there may be traces: "poppy seeds, morphine free"
    own |= found_with([one.substance for one in what.candidates])
    return held is not None and all(
        one.substance in own or are_among((one,), what.candidates, words.store) for one in held.candidates
    )


def _is_of_a_plant(one: Candidate, store: Store) -> bool:
    """Whether goods are a plant of a list, or a part of one."""
    held = store.substance(one.substance) if one.substance else None
    return held is not None and held.kind == "natural" and not one.smiles


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
    """A text in which the things that one word denies stand in one clause: "no cocaine, ecgonine or tropine", "(cocaine, ecgonine removed)"."""
    aside = re.search(r"\s*[(（]([^()（）]+)[)）]", text)
    if aside and any(one.end() == len(aside[1]) for one in _pattern("gone").finditer(aside[1])):
        clause = re.sub(r"[,，]\s*", " and ", aside[1])
        text = f"{text[: aside.start()]}, {clause}{text[aside.end() :]}"
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
