"""The shapes between finding a statement and judging it: a sentence read, a claim, and what it is about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tidewaiter.text.mentions import Mention
from tidewaiter.text.mentions.given_names import GIVEN
from tidewaiter.text.statements.days import Phrase, Window, resolve
from tidewaiter.text.statements.entities import Entity
from tidewaiter.text.statements.pieces import Sentence
from tidewaiter.text.statements.words import patterns, words

OTHER = "other goods"  # of which no title of a duty tells
SPARED = "≠"  # before the code of a state whose goods are told to be let out
UNREAD = "unread"  # the kind of a claim that is but a sentence that may state law, and is not understood


class What(NamedTuple):
    """What a claim is about: a substance or class of the lawbook by id, or a group by its word."""

    kind: str  # substance, class, group; form (halides of a substance), act (what an act of this number lists), unknown
    id: str
    text: str


class Claim(NamedTuple):
    """One statement as it was understood, before the lawbook is asked. Spans count characters of the page.

    Whoever finds it (the finder, a person, a model), all that the verdict turns on stands in these fields; no words are read again.
    """

    kind: str  # a key of statements.yml, or opinion
    start: int = 0
    end: int = 0
    sentence: int = 0
    actor: str = ""  # the state that acts: whose law it is
    what: tuple[What, ...] = ()
    number: int | None = None
    origins: tuple[str, ...] = ()  # whose goods a duty falls on
    rate: Decimal | None = None
    rate_from: Decimal | None = None
    money: str = ""
    authority: str = ""  # the ground of a duty, as words.yml names it
    goods: tuple[str, ...] = ()  # words of titles of duties ("steel"), or words that none of them has
    parties: tuple[str, ...] = ()  # names; or a word for their kind ("cartels"), where none is named
    list: str = ""  # "Schedule I"
    act: str = ""  # the words that name a single act: its number, its title, who made it and what it does
    instrument: str = ""  # an instrument that is known to be none of the lawbook's
    papers: tuple[str, ...] = ()  # what is asked for, as words.yml names it; none: a paper at the border
    as_class: bool = False
    way: str = ""  # export, import; up, down; suspension, resumption; terrorist, sanctions; content; what was done with an act
    assumed: bool = False  # who acts is not told: the one state whose law of such a kind is held
    made_known: bool = False  # a duty is told to have been announced, not charged
    begins: bool = False  # the days told are its first
    made: Phrase | None = None  # the day on which its act was made, told beside its first day
    days: Window | None = None  # where they are given, and not to be worked out from a phrase
    phrase: Phrase | None = None
    told: tuple[Phrase, ...] = ()  # the phrases of days told before it in the piece
    modality: str = "fact"  # fact, announced, proposed, opinion
    negated: bool = False
    still: bool = False  # said to be in force now
    repeated: bool = False  # what, or how much, was taken over from an earlier sentence
    said_by: str = ""
    also: tuple[int, ...] = ()  # numbers joined to the number: "five substances and one medicine"
    beside: tuple[tuple[str, str], ...] = ()  # what its clause states and nothing of it holds: (field, words)

    @property
    def worth(self) -> Decimal | None:
        """The money told, in thousand millions."""
        return Decimal(self.money.split()[1]) / 10**9 if self.money else None

    @property
    def goods_let_out(self) -> tuple[str, ...]:
        """The goods told to be let out of it, by the words that titles of duties have for them."""
        return tuple(dict.fromkeys(w for field, w in self.beside if field == "goods" and w in words().goods))

    @property
    def states_let_out(self) -> tuple[str, ...]:
        """The states whose goods are told to be let out of it."""
        return tuple(w.removeprefix(SPARED) for _, w in self.beside if w.startswith(SPARED))

    def window(self, published: date) -> Window | None:
        """The days that the claim names, in a piece published on a day."""
        if self.days is not None or self.phrase is None:
            return self.days
        before: Window | None = None
        if self.phrase.kind in ("same", "earlier"):  # the others need nothing told before
            for phrase in self.told:
                found = resolve(phrase, published, before)
                if found is not None and (self.phrase.kind != "same" or found.first == found.last):
                    before = found  # "that same day" is a day, no year told in between
        ahead = True if self.modality == "announced" and self.phrase.ahead else None
        return resolve(self.phrase, published, before, ahead=ahead)


class Read(NamedTuple):
    """One sentence with everything that was found in it; spans of ``found`` and ``things`` count from its start."""

    sentence: Sentence
    found: tuple[Entity, ...]
    things: tuple[tuple[int, int, What], ...]
    days: tuple[Phrase, ...]
    tagged: str
    back: tuple[int, ...]  # place in the tagged text -> place in the sentence
    clauses: tuple[tuple[int, int], ...]
    language: str = "en"

    def of(self, kind: str, low: int = 0, high: int | None = None) -> list[Entity]:
        """What is named of a kind, from one place of the sentence to another, in order."""
        ends = len(self.sentence.text) if high is None else high
        return [e for e in self.found if e.kind == kind and low <= e.start < ends]

    def first(self, kind: str, low: int = 0, high: int | None = None) -> str:
        """The first of these, as it is understood; "" where there is none."""
        return next((e.id for e in self.of(kind, low, high)), "")

    @property
    def day(self) -> Phrase | None:
        """The first day told that is no year of an act's number."""
        return next((day for day in self.days if day.kind != "zh_year"), None)

    def at(self, place: int) -> int:
        """The place in the sentence of a place in the tagged text."""
        return self.back[place] if place < len(self.back) else len(self.sentence.text)

    def clause(self, place: int) -> tuple[int, int]:
        """The clause in which a place of the sentence stands."""
        for start, end in self.clauses:
            if start <= place < end:
                return start, end
        return 0, len(self.sentence.text)


_P = patterns("claims")
LET_OUT = _P["let_out"]
_LED = 40  # characters before a name in which a word that is a part of it stands
_TAGS = {"rate": "RATE", "day": "DAY", "state": "STATE"}


def read_sentence(
    sentence: Sentence, found: list[Entity], mentions: list[Mention], days: list[Phrase], language: str = "en"
) -> Read:
    """Put the findings of one sentence together: what is named, clause by clause, and the text with tags for names."""
    things = _things(sentence, found, mentions)
    glosses = _glosses(sentence.text, things)
    tagged, back = _tag(sentence.text, found, things, glosses)
    clauses = _clauses(sentence.text, days, {start: end for start, end, _ in things}, glosses)
    told = tuple(found), tuple(things), tuple(days)
    return Read(sentence, *told, tagged, back, tuple(clauses), language)


def acts_named(text: str) -> tuple[What, ...]:
    """The acts that a text names by their number.

    >>> [act.id for act in acts_named("S.I. 2015/1396 and Regulation (EU) 2019/1021")]
    ['2015/1396', '2019/1021']
    """
    return tuple(What("act", m[m.lastgroup or 0].replace("‑", "-"), m[0]) for m in _P["act"].finditer(text))


def _things(sentence: Sentence, found: list[Entity], mentions: list[Mention]) -> list[tuple[int, int, What]]:
    """Groups first, then single substances that no group's words hold."""
    groups = words().groups
    text = sentence.text
    out = [
        (e.start, e.end, What("group", e.id, e.text))
        for e in found
        if e.kind == "group" and not groups[e.id].any and not _part_zh(text, e.start) and not _of_one(e, sentence, mentions)
    ]  # fmt: skip
    out += _elements(text)

    def free(span: tuple[int, int]) -> bool:
        return not any(a < span[1] and span[0] < b for a, b, _ in out)

    let_out = [m.span() for m in LET_OUT.finditer(text)]
    for mention in mentions:
        span = start, end = mention.start - sentence.start, mention.end - sentence.start
        within = 0 <= start < sentence.end - sentence.start and not any(a < start < b for a, b in let_out)
        if not within or not _is_thing(mention, start, end, text):
            continue
        if mention.kind == "substance" and (led := _P["longer"].search(text, max(start - _LED, 0), start)):
            out.append(
                (led.start(), end, What("unknown", "", text[led.start() : end]))
            )  # a longer name that is not known
        elif kin := _kin(text, start, end):  # what lists it need not list these
            words_ = text[slice(*kin)]
            at = kin if free(kin) else span  # "esters of A and B"
            if free(at) and not _P["kin_named"].match(text[kin[1] :]):
                form = next((key for key, one in words().forms.items() if one.search(words_)), "")
                single = form and mention.kind == "substance"
                named = ("form", f"{form}:{mention.id}") if single else ("unknown", "")
                out.append((*at, What(*named, words_)))
        elif (
            mention.kind in ("substance", "class", "cas")
            and free(span)
            and not _other_name(mention, text[end:])
        ):
            kind = "class" if mention.kind == "class" else "substance"
            out.append((*span, What(kind, mention.id, mention.text)))
    return _spelt(_numbered(sorted(out), text), text)


def _is_thing(mention: Mention, start: int, end: int, text: str) -> bool:
    """Whether a sentence may tell of what is mentioned: no number, part of a longer name, verb, or matter named after it."""
    before, behind = text[:start], text[end:]
    if _P["number_sign"].fullmatch(mention.text):
        return False  # "(No. 2)"
    if mention.judged == "other meaning" and not _meant(mention, text):
        return False
    if _part_zh(text, start) or _P["part"].search(before):
        return False  # the end of a longer name that is not known
    if _P["no_thing"].match(behind) or _P["made_of_it"].search(before):
        return False  # "the fentanyl crisis", "chemicals used to produce fentanyl"
    verb = mention.rung == "common word" and _P["verb_of"].search(before)
    return not (verb or _P["charges_a_duty"].match(text[start:]))  # a word of the street, and a verb


def _other_name(mention: Mention, behind: str) -> bool:
    """Whether it is an act by its initials (the MDA 1971), or a trade name that is a word (Control, Balance)."""
    if mention.text.isupper() and re.match(r" (?:19|20)\d\d\b", behind):
        return True
    return mention.rung == "known synonym" and mention.text.isalpha() and len(mention.text) < 9


def _elements(text: str) -> Iterator[tuple[int, int, What]]:
    """Elements by one Chinese sign, in a row of what is controlled: "对镓、锗相关物项". Rows with others are of their act alone."""
    for row in _row_of_elements().finditer(text):
        for place, sign in enumerate(row["row"], row.start("row")):
            if sign in words().elements:
                yield place, place + 1, What("substance", words().elements[sign], sign)


@cache
def _row_of_elements() -> re.Pattern[str]:
    one = f"[{''.join(words().elements)}]"
    return re.compile(f"[对将](?P<row>{one}(?:[、和及与]{one})*)(?=等|相关|物项|类|实施)")


def _numbered(things: list[tuple[int, int, What]], text: str) -> list[tuple[int, int, What]]:
    """Each thing as its CAS number behind it in brackets tells it, where its own name was not read whole."""
    numbers = [(start, what) for start, _, what in things if _P["cas"].fullmatch(what.text)]
    out = []
    for start, end, what in things:
        part = what.kind != "substance" or not _P["bracket"].match(text, end)
        own = (one for at, one in numbers if part and end < at and _P["to_cas"].fullmatch(text[end:at]))
        out.append((start, end, next(own, what)))
    return out


def _kin(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the kin of a substance is named by it: "analogues of fentanyl", "ephedrine salts"; none where it is itself."""
    before, behind = _P["kin_of"].search(text[:start]), _P["its_kin"].match(text[end:])
    if before is None and behind is None:
        return None
    return before.start() if before else start, end + behind.end() if behind else end


def _spelt(things: list[tuple[int, int, What]], text: str) -> list[tuple[int, int, What]]:
    """Without the signs that the text itself spells out as something else: "PCE (tetrachloroethylene)"."""
    out = []
    for place, (start, end, what) in enumerate(things):
        behind = things[place + 1] if place + 1 < len(things) else None
        spelt = _P["spelt"].match(text, end) if _P["sign"].fullmatch(text[start:end]) else None
        same = spelt and behind and behind[0] < spelt.end() and behind[2].id == what.id
        if not spelt or same:
            out.append((start, end, what))
    return out


def _of_one(group: Entity, sentence: Sentence, mentions: list[Mention]) -> bool:
    """Whether precursors are said to be those of one substance, of which no group tells ("ketamine precursors")."""
    if group.id != "precursors":
        return False
    start = group.start + sentence.start
    return sentence.text[max(group.start - 1, 0)] in " -" and any(m.end == start - 1 for m in mentions)


def _part_zh(text: str, start: int) -> bool:
    """Whether Chinese words are the end of a longer name, which is not known."""
    return (
        start > 0 and "\u4e00" <= text[start] <= "\u9fff" and _P["stem_zh"].match(text, start - 1) is not None
    )


def _meant(mention: Mention, text: str) -> bool:
    """Whether a short sign ("4-AP", "GBL") that may be other things is the substance: the sentence speaks of lists."""
    if mention.why.startswith(GIVEN):
        return False  # the text says what it means by it
    sign = bool(re.search(r"\d-|-\d", mention.text)) or (mention.text.isupper() and len(mention.text) >= 3)
    return sign and bool(_P["law"].search(text))


def _glosses(text: str, things: list[tuple[int, int, What]]) -> list[tuple[int, int]]:
    """Brackets behind a thing that hold other names of it: "N-ethylpentylone (ephylone; 1-(1,3-benzodioxol-5-yl)-...)"."""
    found = (m.span() for _, end, _ in things if (m := _P["gloss"].match(text, end)))
    return [
        (low, high) for low, high in found
        if any(low < start < high for start, _, _ in things) or _P["chemical"].search(text, low, high)
    ]  # fmt: skip


def _tag(
    text: str, found: list[Entity], things: list[tuple[int, int, What]], glosses: list[tuple[int, int]]
) -> tuple[str, tuple[int, ...]]:
    spans: list[tuple[int, int, str]] = []
    for start, end, _ in things:
        if not any(low < start < high for low, high in glosses):
            spans.append((start, next((high for low, high in glosses if low == end), end), "THING"))
    spans += [(*m.span(), "ACTNO") for m in _P["act"].finditer(text)]
    for e in found:
        tag = _TAGS.get(e.kind, "")
        if e.kind == "instrument" and _P["duty"].fullmatch(e.text) and not _P["owed"].match(text, e.start):
            tag = "DUTY"
        elif e.kind == "party" and e.id == "firms":
            tag = "FIRM"
        if tag and not any(a < e.end and e.start < b for a, b, _ in spans):
            spans.append((e.start, e.end, tag))
    out: list[str] = []
    back: list[int] = []
    place = 0
    for start, end, tag in sorted(spans):
        out.append(text[place:start])
        back.extend(range(place, start))
        out.append(tag)
        back.extend([start] * (len(tag) - 1) + [end - 1])
        place = end
    out.append(text[place:])
    back.extend(range(place, len(text)))
    return "".join(out), tuple(back)


def _in_a_row(text: str, cut: int, things: dict[int, int]) -> bool:
    """Whether "and" stands between two things of a row; behind a comma, where the second has no verb of its own."""
    joined = _P["and_thing"].match(text, cut)
    if joined is None or joined.end() not in things or cut not in things.values():
        return False
    return text[cut] != "," or _P["verb_behind"].match(text, things[joined.end()]) is None


def _clauses(
    text: str, days: list[Phrase], things: dict[int, int], glosses: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Clauses by their marks; a mark inside a phrase of a day ("15 July, 2025") is none, nor the number of a thing: "(ii) X".

    ``things``: where they begin and end; "A, B, and C" is one row of them.
    """
    cuts = [
        m.start()
        for m in _P["clause"].finditer(text)
        if not any(p.start < m.end() - 1 and m.start() < p.end for p in days)
        and not any(low < m.start() < high for low, high in glosses)
        and not _P["inserted"].match(text[m.start() :])
        and not ((number := _P["enumerator"].match(text, m.start())) and number.end() in things)
        and not _in_a_row(text, m.start(), things)
        and not (_P["row_ends"].match(text, m.start()) and _P["row"].search(text[: m.start()]))
    ]
    lead = _P["lead"].match(text)  # "Since the duty stands, ...": the first comma ends the clause
    head = text.split(" ", 1)[0]
    # "Since 1 July China controls A, B and C" is no clause beside another
    if lead and not any(
        (p.start < lead.end() and lead.end() - 1 < p.end)
        or p.start == len(head) + 1 < lead.end() - 1 - len(p.text)
        for p in days
    ):
        cuts.append(lead.end() - 1)
    edges = [0, *sorted({cut for cut in cuts if cut > 0}), len(text)]
    return [(a, b) for a, b in itertools.pairwise(edges) if b > a]
