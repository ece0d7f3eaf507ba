"""What the words around a mention make of it: an offer, a report, a denial, or another thing altogether.

The cues stand in ``cues.yml``; nothing is dropped here, each mention gets a judgement and the words it rests on.
"""

from __future__ import annotations

import re

from tidewaiter.text.mentions.cued import ASKED, CHAIN, SALE, SEVERAL, WHOLE, Context, Cue, Judged
from tidewaiter.text.mentions.cues import cues, patterns
from tidewaiter.text.mentions.stance import PRICED, asks, denied_no_more, forbids, namesake

WIDE = 260  # characters on each side that are read for cues
BRIEF = 120  # and so short is what one writes who asks for drugs
TITLE = 22  # a listing of so few letters besides a name offers what it names (a Chinese character: four)
COMMON = "a common word"  # why a word of the street is doubted; open where words of sale stand near it and none of another thing
FIGURES = "figures that no word calls a CAS number"
READS = "the text as a whole reads like an offer"
READS_NOT = "the text as a whole does not read like an offer"
TELLING = (
    1.0  # so much a text reads like an offer, or like none, that it tells what a word of two meanings means
)
SURELY = 1.5  # and so much that even a word of everyday may be meant otherwise
CERTAIN = 3.5  # and so much that a word that may be no more than the first of two is meant
RATHER = 2.5  # and so much that several words of everyday are
MODIFIED = 2  # words of sale must outweigh those of report by more where a name stands before an unknown word
_P = patterns("context").patterns
KIT = 120  # so far from a test stands what it tests
# a list of names that ends in a test
_LISTED = re.compile(r"[ )]*(?:[,/、和及+&] ?[\w-]+(?: [\w-]+)? ?\)?)*(?: [\w-]+){0,2}[ -]*")
_REACH = 6  # and in Chinese or Russian letters so close
_NEAR = 28  # a denial stands so close before what it denies
# none of it: "0 % THC", "THC 0,0 %"
_NONE_BEFORE = re.compile(r"(?<![\d.,])0(?:[.,]0+)?\s?%[ -]?\Z")
_NONE_AFTER = re.compile(r"[ :(=]{0,2}0(?:[.,]0+)?\s?%(?! ?[^\W\d_])")
_NEXT = re.compile(r"[ -]([a-z]{3,})(?![^\W\d_])")
_LIST = 90  # characters of a list of things
# three things and more, a few words each, and no sentence
_SET_OUT = re.compile(
    r"[^,.;:!?()\n\u2e80-\U0003ffff]{2,40}(?:, ?[^,.;:!?()\n\u2e80-\U0003ffff]{1,32}){2,}\W*"
)
_NUMBERED = re.compile(r"-?\d{3,}")  # "型号ETHER-2024"
# a name in quotation marks in a text with a year: the title of a book, a record, a film
_QUOTED = re.compile(r"[\"'«»“”„‘’《『「] ?\Z"), re.compile(r" ?[\"'«»“”„‘’》』」]")


def kind_of(ids: tuple[str, ...]) -> str:
    """What a find is by its kind, where that matters to a judgement: "chemical" for one of everyday trade, "seed" for one that
    food has, "hemp" for what is also sown, "metal" for one listed as a powder alone, "staple" for one that households use.
    """
    of = cues()
    if ids and of.antidotes.issuperset(ids):  # of a preparation with one the other substance tells
        return "antidote"
    kinds = {
        "chemical": of.chemicals,
        "seed": of.food_seeds,
        "hemp": of.hemp_seeds,
        "metal": of.powder_metals,
        "staple": of.staples,
    }
    return next((kind for kind, those in kinds.items() if not those.isdisjoint(ids)), "")


def judge(
    context: Context,
    start: int,
    end: int,
    *,
    doubtful: str,
    listing: bool,
    company: frozenset[str],
    street: bool,
    kind: str,
    odds: float,
) -> Judged:
    """Judge the mention at [start, end) of the folded text.

    ``doubtful``: why the word may be another thing ("" for one that has no other meaning); ``listing``: whether the
    text stands in a list of goods, where a bare name is an offer; ``company``: the other drugs that the text names;
    ``street``: whether it is a word of sellers and users, which a report seldom has, or a name beside other drugs;
    ``kind``: what :func:`kind_of` says, or "drug" for one that the street has words for; ``odds``: how much the whole
    text reads like an offer, below nought like none.
    """
    text = context.text
    verdict = _by_its_place(context, start, end, doubtful, street)
    if verdict:
        return verdict
    whole = len(text) <= WHOLE
    near = _around(context, start, end, whole)
    if listing and (goods := namesake(context, start, end, near, company)):
        return Judged("other meaning", f"'{goods}' near it: goods that are called so")
    banned = forbids(context, near, whole and listing)
    if isinstance(banned, Judged):
        return banned
    if verdict := _of_kind(context, start, end, near, kind):
        return verdict
    if not (chained := CHAIN in company and any(c.group in _SOLD for c in near)):
        company -= {CHAIN}
    modifies = _modifies(context, end)
    word = text[start:end] if text[start] < "\u2e80" else text[start:end].replace(" ", "")
    if word in cues().asked_of_shops:  # the question leaves such a word open, and settles nothing
        near = [c for c in near if c.word != "asked" or (doubtful and c.group != "drug")]
    if doubtful:
        unread = word in cues().shop_words or (modifies and odds < CERTAIN)
        told = min(odds, 0) if unread else odds  # "spice rack": the next word may be what is sold
        if verdict := _doubted(near, doubtful, company, listing, word, told, street and len(text) <= BRIEF):
            return verdict
    beside = _beside(text[:start] + text[end:]) if len(text) < WHOLE else WHOLE
    question = whole and text.rstrip().endswith(("?", "？"))
    if kind == "chemical":
        near = _lawful_for(text, near)
    alone = company <= {SEVERAL} and _stands_alone(context, start, end, whole)
    if kind == "drug" and listing and not doubtful and _set_out(text, near):
        modifies = False
        near = [*near, Cue(len(text), len(text), "offer", "set out like a menu")]
    for_use = kind in ("drug", "") or street
    street = (street and not doubtful) or chained
    found = _weighed(near, beside, listing, question, street, modifies, alone, odds)
    left = _left_open(context, near, kind, banned, listing and for_use) if found.judged == "offer" else None
    return left or found


def _left_open(context: Context, near: list[Cue], kind: str, banned: str, asked: bool) -> Judged | None:
    """Why what reads like an offer is left open, or None: a seed, an antidote, a text that forbids, one that asks."""
    if kind == "antidote" and any(c.group == "antidote for" for c in near):
        return Judged("unclear", "an antidote, and the text tells what against")
    if banned:
        return Judged("unclear", banned)
    if asked and asks(context, near):
        return Judged("unclear", ASKED)
    if kind == "seed" and not _P["bulk"].search(context.text) and not _drugs(near):
        return Judged("unclear", "a seed or an oil that food has, and nothing near it tells of drugs")
    return None


def _by_its_place(context: Context, start: int, end: int, doubtful: str, street: bool) -> Judged | None:
    """What the words right beside a mention settle."""
    if end - start == 1 and _P["to"].match(context.text, start):
        return Judged("other meaning", "a word of grammar before what follows")
    return (
        _of_another(context.text, start, end, street)
        or _denied(context, start, end)
        or _title(context.text, start, end)
        or _thing(context, start, end, doubtful)
        or _tested(context, start, end, doubtful)
    )


_ACIDS = ("acid", "acido", "ácido", "acide")


def _of_another(text: str, start: int, end: int, street: bool) -> Judged | None:
    if _of_a_part(text, start, end, street):
        return Judged("other meaning", "the number of a model")
    if text[start:end] in _ACIDS and _of_a_longer_acid(text, start, end):
        return Judged("other meaning", "the acid of a longer name")
    return None


def _of_a_longer_acid(text: str, start: int, end: int) -> bool:
    """Whether a word for acid is the end or the beginning of the name of one."""
    near = _P["acid"].finditer(text, max(start - 40, 0), end + 40)
    return any(one.start() <= start and end <= one.end() for one in near)


def _of_a_part(text: str, start: int, end: int, street: bool) -> bool:
    """Whether a figure behind a word, or behind one with figures in it, makes the number of a part of it."""
    model = _P["model"].search(text, max(0, start - 12), start) or (street and not text[start:end].isalpha())
    return bool(model and _NUMBERED.match(text, end))


def _around(context: Context, start: int, end: int, whole: bool) -> list[Cue]:
    """The cues that are read with a mention: those of a short text, else the near ones."""
    left, right = (0, len(context.text)) if whole else (max(0, start - WIDE), end + WIDE)
    return [c for c in context.between(left, right) if c.end <= start or c.start >= end]


def _lawful_for(text: str, near: list[Cue]) -> list[Cue]:
    """The cues beside a chemical: papers of goods in bulk tell of no lawful sale, those of a pack do."""
    if _P["bulk"].search(text):
        return [c for c in near if c.group not in ("lawful", "papers")]
    if _P["pack"].search(text):
        return [c._replace(group="lawful") if c.group == "papers" else c for c in near]
    return near


def _stands_alone(context: Context, start: int, end: int, whole: bool) -> bool:
    """Whether a word of one piece ("pink cocaine" means one thing) has no word of sale about it ("se vende coca"), amount or price."""
    text = context.text
    return (
        " " not in text[start:end]
        and not any(c.group in SALE for c in context.between(start, end))
        and not (whole and any(c.isdigit() for c in text[:start] + text[end:]))
    )


def _set_out(text: str, near: list[Cue]) -> bool:
    """Whether a short text is no sentence but a list, and nothing in it tells of a report."""
    return (
        len(text) <= BRIEF
        and text.count(",") > 1
        and _SET_OUT.fullmatch(text) is not None
        and not any(cue.group in (*_ABOUT, "thing after") for cue in near)
    )


def _is_powder(context: Context, start: int, end: int, near: list[Cue]) -> bool:
    """Whether a word near a metal, in its name or a part of that ("Aluminiumpulver") calls it a powder."""
    if any(c.group == "powder" for c in (*near, *context.between(start, end))):
        return True
    return any(word in context.text[start:end] for word in cues().groups["powder"] if len(word) > 3)


def _of_kind(context: Context, start: int, end: int, near: list[Cue], kind: str) -> Judged | None:
    """What a seed in food, and a metal that nothing calls a powder, is by its kind alone."""
    if kind == "metal" and not _is_powder(context, start, end, near):
        return Judged("other meaning", "a metal, and no word calls it a powder")
    if any(name in context.text[start:end] for name in cues().hemp_names) and not _drugs(near):
        goods = next((c.word for c in context.cues if c.group == "hemp goods"), "")
        if goods:
            return Judged("about", f"'{goods}' near it: goods of hemp that are no drug")
    used = next((c.word for c in near if c.group in _USED), "") if kind == "staple" else ""
    if used and not _drugs(near):
        return Judged("about", f"'{used}' near it: a thing of every household or workshop")
    if kind in ("seed", "hemp") and not _drugs(near) and not _P["bulk"].search(context.text):
        return _eaten(context.text[start:end], near, kind)
    return None


def _eaten(name: str, near: list[Cue], kind: str) -> Judged | None:
    """What a word of food makes of a seed: counted or sown, it may be of a sort that is called after a food."""
    words = {c.group: c.word for c in reversed(near) if c.group in ("food", "sort", "sown")}
    food = words.get("food") or words.get("sort")
    if not food:
        return None
    if kind == "hemp" and "sown" in words and "food" not in words:
        why = f"'{food}' near it: a food that it is in, or the name of a sort that is sown"
        return None if any(word in name for word in cues().sown_names) else Judged("unclear", why)
    return Judged("about", f"'{food}' near it: a food that it is in")


def _drugs(near: list[Cue]) -> bool:
    """Whether anything tells of the drug trade."""
    return any(c.group in ("drug", "illicit") for c in near)


def _modifies(context: Context, end: int) -> bool:
    """Whether a word of which nothing is known follows a name: it may be what is sold ("acid tanker")."""
    after = _NEXT.match(context.text, end)
    if after is None or after[1] in cues().joins or after[1] in cues().salts:
        return False
    return all(cue.start != after.start(1) for cue in context.between(after.start(1), after.end(1) + WIDE))


def _beside(rest: str) -> int:
    """How much a text says besides a mention, in letters; a Chinese character counts four. Counted no further than
    it matters: a long text has many mentions.
    """
    said = 0
    for c in rest:
        if c.isalnum():
            said += 4 if c > "\u2e80" else 1
            if said > TITLE:
                break
    return said


def _denied(context: Context, start: int, end: int) -> Judged | None:
    for cue in context.between(max(0, start - _NEAR - 20), start):
        gap = context.text[cue.end : start]
        if cue.group == "not before" and len(gap) <= _NEAR and not _P["stop"].search(gap):
            if not cue.word.isascii() and not _han_denies(cue.word, gap):
                continue
            if denied_no_more(context, cue.end, start, end):
                continue
            return Judged("negated", f"'{cue.word}' before it")
    if refused := _not_sold(context, start, end):
        return Judged("negated", f"'{refused}' of all that is named there")
    if _NONE_BEFORE.search(context.text[max(0, start - 9) : start]) or _NONE_AFTER.match(context.text, end):
        return Judged("negated", "none of it, by the percentage beside it")
    for cue in context.between(end, end + 30):
        if cue.group == "not after" and context.text[end : cue.start] in ("", " ", "-", "-\n", "\n"):
            return Judged("negated", f"'{cue.word}' after it")
    return None


def _not_sold(context: Context, start: int, end: int) -> str:
    """The words by which a shop says that it does not sell a list of things, of which this is one: "we sell no A, B or C"; "" beside a price."""
    for cue in context.between(max(0, start - _LIST), end + _LIST):
        gap = {"not sold before": (cue.end, start), "not sold after": (end, cue.start)}.get(cue.group)
        if gap and _P["one_list"].fullmatch(context.text, *gap):
            near = context.between(max(0, start - WIDE), end + WIDE)
            return "" if any(other.word in PRICED for other in near) else cue.word
    return ""


def _han_denies(word: str, gap: str) -> bool:
    """Whether a denial that is no Latin word reaches a name over what stands between: a character alone may be a part of
    another word ("零售", "非凡"), and a blank behind other words parts two things as a comma does.
    """
    if word[0] < "\u2e80":
        return len(gap) <= _REACH and "," not in gap
    said = gap.strip()
    if len(word) == 1 and said not in ("", "任何", "添加", "含", "任何形式的"):
        return False
    return len(gap) <= _REACH and not ({",", "，"} & set(gap)) and not re.search(r"\S\s", gap)


def _thing(context: Context, start: int, end: int, doubtful: str) -> Judged | None:
    verdict = "other meaning" if doubtful else "about"
    for cue in context.between(end, end + 40):
        if cue.group == "thing after" and not context.text[end : cue.start].strip(" -'s)」』”\"’:"):
            return Judged(verdict, f"'{cue.word}' behind it: not the substance itself")
    for cue in context.between(max(0, start - 40), start):
        gap = context.text[cue.end : start].strip(" :'\"“「『»«‘")
        if cue.group == "thing before" and _P["leads_on"].fullmatch(gap):
            return Judged(verdict, f"'{cue.word}' before it: speaks about the substance")
    return None


def _title(text: str, start: int, end: int) -> Judged | None:
    """Whether a name stands alone in quotation marks, and a year tells that something bears it as its title."""
    opens, closes = _QUOTED
    if opens.search(text, max(0, start - 2), start) and closes.match(text, end) and _P["year"].search(text):
        return Judged("about", "a title, in quotation marks and with a year")
    return None


def _tested(context: Context, start: int, end: int, doubtful: str) -> Judged | None:
    """What a test sold in the same sentence finds: "a test for A, B (C)", or a list that ends in the test."""
    for cue in context.between(max(0, start - KIT), min(len(context.text), end + KIT)):
        if cue.group != "kit":
            continue
        before = cue.end <= start
        left, right = (cue.end, start) if before else (end, cue.start)
        gap, groups = context.text[left:right], context.between(left, right)
        leads = _P["many"].search(cue.word) or _P["tests_for"].search(gap)
        if not before:
            leads = None if _P["beside"].search(gap) else _LISTED.fullmatch(gap)
        if (
            not leads
            or _P["stop"].search(gap)
            or any(c.group in _TOLD or c.word in _MEASURES for c in groups)
        ):
            continue
        if not _P["passed"].search(context.text[max(0, cue.start - 20) : cue.start]):
            verdict = "other meaning" if doubtful else "about"
            return Judged(verdict, f"'{cue.word}' beside it: a test for the substance")
    return None


def _doubted(
    near: list[Cue],
    doubtful: str,
    company: frozenset[str],
    listing: bool,
    word: str,
    odds: float,
    brief: bool,
) -> Judged | None:
    """Whether a word with other meanings is another thing here; None where it is the substance."""
    groups = {"drug", "illicit"} if doubtful == COMMON else {"chemical", "drug", "illicit"}
    groups |= {"offer+", "offer"} if doubtful == FIGURES else set()
    measured = ("purity", "quantity") if doubtful != COMMON else ()
    other = {c.word for c in near if c.group == "elsewhere" or (doubtful == FIGURES and c.group in _ABOUT)}
    drug = {c.word for c in near if c.group in groups or c.word in measured} | company
    everyday, pair = word in cues().everyday, word not in cues().persons
    for sign, counts in (("private", False), ("request", brief and not everyday)):
        told = drug - ({"menu"} if pair and sign == "private" else {"menu", SEVERAL})
        if (counts or told) and any(c.group == sign for c in near):
            drug.add(sign)
    if odds >= ((RATHER if SEVERAL in drug else CERTAIN) if everyday else TELLING):
        drug.add(READS)
    elif odds <= -TELLING and "deal" not in drug:
        other.add(READS_NOT)
    if other and (len(other) >= len(drug) or drug <= _LOOSE):
        return Judged("other meaning", f"{doubtful}; near it: {', '.join(sorted(other)[:4])}")
    if len(drug) > 1 or (drug and (not everyday or drug & (_SETTLES | (company - {SEVERAL})))):
        return None
    offered = odds >= SURELY if everyday else any(c.group == "offer+" for c in near)
    open_ = listing and (doubtful == FIGURES or (doubtful == COMMON and not other and offered))
    return Judged(
        "unclear" if open_ else "other meaning", f"{doubtful}; nothing near it tells that it is meant"
    )


def _weighed(
    near: list[Cue],
    beside: int,
    listing: bool,
    question: bool,
    street: bool,
    modifies: bool,
    alone: bool,
    odds: float,
) -> Judged:
    offer = _distinct(near, ("illicit", "offer+", "offer", "request"))
    about = _distinct(near, _ABOUT)
    # a text that reads like a report puts an offer in doubt; by itself it makes none of a name, only of a word of sellers
    reports = max(-odds, 0)
    for_ = sum(offer.values()) + street * listing + max(odds, 0)
    against = sum(about.values()) + reports * street
    lawful = [c.word for c in near if c.group == "lawful"]
    if lawful and for_ > against and not any(c.group == "illicit" for c in near):
        told = ", ".join(list(dict.fromkeys(lawful))[:4])
        return Judged("unclear", f"sold for an ordinary use, or against papers: {told}")
    if modifies and against < for_ <= against + MODIFIED and not any(c.word == "deal" for c in near):
        return Judged("unclear", "little tells of a sale, and the word behind it may be what is sold")
    if 0 < for_ - against <= reports:
        return Judged("unclear", READS_NOT)
    if for_ > against and not offer and (alone or not street) and odds < TELLING:
        return Judged("unclear", "one word of sellers, and nothing near it tells of a sale")
    if for_ > against:
        told = ", ".join(list(offer)[:4])
        plain = READS if odds > 0 else "a word of sellers, in a list of goods"
        return Judged("offer", f"words of sale near it: {told}" if told else plain)
    if against > for_:
        told = ", ".join(list(about)[:4])
        return Judged("about", f"words of report near it: {told}" if told else READS_NOT)
    if not listing:
        return Judged("about", "no word of sale near it")
    if question:
        return Judged("about", "a question, and nothing near it offers anything")
    if not for_ and beside <= TITLE:
        return Judged("offer", "a list of goods, and nothing else is said of it")
    return Judged("unclear", "nothing near it tells an offer from a report")


_ABOUT = ("about!", "about+", "about")
_USED = ("food", "sort", "lawful")
_TOLD = ("illicit", "offer+", "not after")  # between a drug and a test: both are sold
_SOLD = ("illicit", "drug", "offer+", "offer", "private", "request")
_LOOSE = {SEVERAL, CHAIN, READS, "private"}  # what one word of another thing makes nothing of
_SETTLES = {"deal", READS}  # what by itself makes the drug of a word of everyday
_MEASURES = ("deal", "purity", "price", "quantity")
_WEIGHTS = {"illicit": 4, "offer+": 2, "offer": 1, "request": 1, "about!": 4, "about+": 2, "about": 1}


def _distinct(near: list[Cue], groups: tuple[str, ...]) -> dict[str, int]:
    """The different words of some groups, heaviest first, with what each weighs."""
    out: dict[str, int] = {}
    for cue in sorted((c for c in near if c.group in groups), key=lambda c: groups.index(c.group)):
        out.setdefault(cue.word, _WEIGHTS[cue.group])
    return out
