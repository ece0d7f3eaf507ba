"""Claims about single acts: which act a sentence tells of, what is said to have been done with it, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tidewaiter.contract.claims import STEPS
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import Phrase
from tidewaiter.text.statements.entities import goods_known
from tidewaiter.text.statements.roles import Hit, Told
from tidewaiter.text.statements.words import patterns, words

_P = patterns("acts")
NUMBERS = {key: found for key, found in _P.items() if re.match(r"[A-Z]{2}(?:_|$)", key)}
# the order in which the steps are sought: a suspension that is prolonged is no more news than its prolongation
_STEPS = tuple(key for key in _P if key in STEPS and key not in ("until", "unlimited"))
_HELD = patterns("list_claims")["held"]  # states whose law the lawbook holds, in part
_NEAR = 40  # characters before a day in which "until" stands
MOST = 600  # characters that name an act
_LAWS = 8  # sentences that named a law of which one may be meant
_READ = 2_000  # characters of a sentence in which acts are sought: no sentence of prose is longer
_AS = {  # kinds of numbers, as the column ``numbers`` writes them: with the digits told, or as told
    "税委会": "{kind} {0}/{1}", "商务部": "{kind} {0}/{1}", "不可靠实体清单": "{kind} {0}/{1}", "药监": "{kind} {0}/{1}",
    "en": "商务部 {1}/{0}", "tc": "税委会 {1}/{0}", "tcy": "税委会 {0}/{1}",
    "SOR": "SOR/{n}", "SI/": "SI/{n}", "GSR": "GSR {0}(E)", "SO": "SO {0}(E)", "SI": "SI {0}/{1}", "PL": "PL {n}",
    "BGBl": "BGBl. {n}", "CND": "CND {n}", "FR doc": "FR doc {n}",
}  # fmt: skip
MADE = ("published", "made", "adopted", "signed")  # what is done with an act before it binds
TITLE = _P["title"]  # of an act
REPLACES = _P["replaces"]
TO_FOLLOW = _P["to_follow"]  # what is to come, told without a word for the future
SAME = _P["same"]  # words that mean the act just told
STATUTE = _P["statute"]  # what names a law that gives a power
APART = " ‖ "  # between a sentence and the one before it in which its act is named


class Step(NamedTuple):
    """What is said to have been done with an act, and where that is said."""

    way: str
    span: tuple[int, int]


def numbers(text: str) -> dict[str, str]:
    """The acts that a text names by number, as ``acts.csv`` writes them, each with the territory whose it is.

    >>> numbers("Executive Orders 14193 and 14194 and Regulation (EU) 2025/1564; SOR/2025-66; 商务部公告2025年第21号")
    {'EO 14193': 'US', 'EO 14194': 'US', 'SOR/2025-66': 'CA', '2025/1564': 'EU', '商务部 2025/21': 'CN'}
    """
    out: dict[str, str] = {}
    for key, pattern in NUMBERS.items():
        territory, _, kind = key.partition("_")
        for match in pattern.finditer(text):
            if _P["changed"].search(text[max(match.start() - _NEAR, 0) : match.start()]):
                continue
            for number in _written(kind, match["n"].replace("‑", "-"), text):
                out.setdefault(number, territory)
    return out


def laws(text: str) -> dict[str, str]:
    """The acts that a text names by number, those of the Union that put the number before the year, too.

    >>> laws("Regulation (EU) 2019/1148, which repealed Regulation (EU) No 98/2013"), laws("under Regulation (EC) No 273/2004")
    ({'2019/1148': 'EU'}, {'273/2004': 'EU'})
    """
    found = (
        m
        for m in _P["older"].finditer(text)
        if not _P["changed"].search(text[max(m.start() - _NEAR, 0) : m.start()])
    )
    return numbers(text) | {m["n"]: "EU" for m in found}


def acts_of(text: str) -> list[str]:
    """The acts by which a text says that something is done, by their numbers.

    >>> acts_of("It was listed by SI 2024/190, which amends SI 2001/3998.")
    ['SI 2024/190']
    """
    kinds = [*((key.partition("_")[2], one) for key, one in NUMBERS.items()), ("ordinal", _P["ordinal"])]
    found = [
        (kind, m)
        for kind, one in kinds
        for m in one.finditer(text)
        if _P["by_it"].search(text[: m.start()]) or _P["lists_it"].search(text[m.end() :])
    ]
    return [one for kind, m in found for one in _written(kind, m["n"].replace("‑", "-"), text)]


def made_on(base: Claim, text: str) -> Claim:
    """A claim with what was done on its day, where that is told beside the act that lists: "the Order, made on 18 December, controls"."""
    before = _P["made_on"].search(text[: base.phrase.start]) if base.phrase else None
    if before is None or base.phrase is None or not _P["then_lists"].match(text[base.phrase.end :]):
        return base
    done = step(before[0])
    return base._replace(way=done.way, begins=False) if done and done.way in MADE else base


def of_one_state(texts: Iterable[str]) -> str:
    """The one territory whose acts some texts name by number; "" where they are of none, or of several.

    >>> of_one_state(["Regulation (EU) 2019/1148 stands.", "It replaced Regulation (EU) No 98/2013."])
    'EU'
    """
    found = {code for text in texts for code in numbers(text).values()}
    return found.pop() if len(found) == 1 else ""


def headings(text: str) -> list[str]:
    """The headings of a tariff for additional duties that a text names.

    >>> headings("under HTSUS heading 9903.01.24")
    ['9903.01.24']
    """
    return [m[0] for m in _P["heading"].finditer(text)]


def _written(kind: str, found: str, text: str) -> list[str]:
    """The numbers in a run of them, as the lawbook writes them."""
    digits = re.findall(r"\d+", found)
    if kind in ("EO", "Proclamation"):
        return [f"{kind} {one}" for one in digits]
    if kind == "later":  # the year stands elsewhere
        years = set(re.findall(r"(20\d\d)年", text))
        return [f"商务部 {year}/{one}" for year in years for one in digits] if len(years) == 1 else []
    return [_AS.get(kind, "{n}").format(*digits, n=found.replace("Fed. Reg.", "FR"), kind=kind)]


def step(text: str) -> Step | None:
    """What a text says was done with an act: the first of the steps that is found. One that changes another is made, and none ends."""
    text = _P["in_title"].sub(lambda found: " " * len(found[0]), text)
    changes = REPLACES.search(text)
    for way in _STEPS:
        if (way != "ended" or changes is None) and (found := _P[way].search(text)):
            return Step(way, found.span())
    return Step("made", changes.span()) if changes else None


def with_act(claim: Claim, hit: Hit, read: Read, told: Told) -> list[Claim]:
    """A claim with the words that name its act, the step, and beside it until when, where that is told."""
    text = _P["enumerator"].sub("", read.sentence.text[:_READ])
    told_of = numbers(text)
    if claim.kind == "power":
        return [claim._replace(act=_law_named(text, told))]
    if claim.kind in ("duty", "reduction", "repeal"):  # of which act a duty is told to be
        by_itself = bool(told_of or headings(text))
        same = not by_itself and bool(SAME.search(text) and numbers(told.named))
        if claim.act or not (by_itself or same):
            return [claim]
        return [claim._replace(act=text[:MOST] + (APART + told.named if same else ""))]
    low, own = _part(text, hit, read) if len(told_of) > 1 else (0, text)  # of one act all is compared
    found = step(own)
    if found is None or claim.way or _P["unmade"].search(text):
        return [claim._replace(modality=_to_come(claim, text))]
    named = own[:MOST]
    changes = REPLACES.search(text)
    pointed = SAME.search(text) or (changes and _P["pronoun"].match(text))
    if not numbers(own) and pointed and told.named:
        named += APART + told.named
    else:
        told.named, told.named_at = named, read.sentence.number
    issuers = [key[-2:] for key, one in _P.items() if key.startswith("issuer_") and one.search(text)]
    actor = issuers[0] if len(issuers) == 1 else claim.actor
    made = claim._replace(act=named, way=found.way, actor=actor)
    if (
        not told_of
        and read.language != "zh"
        and _HELD.fullmatch(actor)
        and _to_come(claim, text) == "announced"
    ):
        made = made._replace(modality="announced")
    if claim.kind == "process" and not told_of and TO_FOLLOW.search(text):
        return [made._replace(modality=_to_come(claim, text))]
    # the year of a number is no day, nor that of what is meant, nor one of the act that is changed
    last = changes.start() if changes and found.span == changes.span() else low + len(own)
    within = (d for d in read.days if low <= d.start < last and d.kind != "zh_year")
    days = [d for d in within if not of_which(text, d, found.way)]
    ends = [day for day in days if _P["until"].search(_before(day, text))]
    others = [day for day in days if day not in ends]
    first = [day for day in others if _P["from_day"].search(_before(day, text))]
    if first or made.phrase not in others:
        made = made._replace(phrase=next(iter((*first, *others)), None))
    if first and found.way == "made":  # "imposes 10 % from 24 February"
        made = made._replace(way="in_force")
    if made.phrase and found.way in MADE and _P["own_day"].search(_before(made.phrase, text)):
        made = made._replace(way="signed")
    if found.way in ("suspended", "prolonged") and _P["unlimited"].search(text):
        return [made._replace(way="unlimited")]
    sure = "opinion" if made.modality == "opinion" else "fact"
    return [made, *(made._replace(way="until", phrase=day, modality=sure) for day in ends[:1])]


def bounded(read: Read, told: Told) -> list[Claim]:
    """What a law lets the President do at most ("Section 122 allows no more than 15 %"): a power, and no duty that is charged."""
    s, cues = read.sentence, words().cues
    rest = _P["at_most"].sub(" ", s.text)
    if not _P["limits"].search(s.text) or cues["proposed"].search(rest):
        return []
    denied = cues["negated"].search(rest) is not None
    law, goods = _law_named(s.text, told), goods_known(s.text)
    if APART in law:  # "the statute behind the tariff": of several the one that holds the figures
        law = APART.join((s.text[: 2 * MOST], " ".join([*told.statutes][-_LAWS:])))
    return [Claim("power", s.start, s.end, s.number, negated=denied, goods=goods, act=law)]


def _law_named(text: str, told: Told) -> str:
    """The words that name a law; behind them, where they only point to one, the sentence that named it."""
    before = "" if STATUTE.search(text) or not _P["this_law"].search(text) else told.statute
    return text[: 2 * MOST] + (APART + before if before else "")


def _to_come(claim: Claim, text: str) -> str:
    """Whether a step is told that is to be taken yet, or a text that is only proposed."""
    cues = words().cues
    if claim.kind != "process" or claim.modality != "fact" or _P["of_court"].search(text):
        return claim.modality
    ahead = "announced" if cues["future"].search(text) or TO_FOLLOW.search(text) else "fact"
    return "proposed" if cues["proposed"].search(text) else ahead


def of_which(text: str, day: Phrase, way: str) -> bool:
    """Whether a day only says which act is meant that rests, is prolonged or ended: "the controls announced on 9 October"."""
    falls = way in ("suspended", "prolonged", "ended", "until") and _P["which_day"].search(_before(day, text))
    return bool(falls or _P["of_which"].match(text, day.end))


def _before(day: Phrase, text: str) -> str:
    """The words before a day."""
    return text[max(day.start - _NEAR, 0) : day.start]


def _part(text: str, hit: Hit, read: Read) -> tuple[int, str]:
    """The part of a sentence that tells one step of one act, and where it begins: "No. 7 is suspended, No. 8 ended"; else all of it."""
    low, high = read.clause(hit.start)
    begin = max(text.rfind(mark, 0, hit.start) for mark in ";；") + 1
    parts = ((low, text[low:high]), (begin, re.split("[;；]", text[begin:])[0]))
    return next((one for one in parts if step(one[1]) and numbers(one[1])), (0, text))


def alone(read: Read) -> Hit | None:
    """Where a sentence in which nothing else was found tells of an act: by its number, or by a step and a word for one."""
    text = read.sentence.text[:_READ]
    found = step(text)
    if found is None:
        return None
    # "made to evade rules" tells of no act
    own = found.way != "made" or read.days or read.language == "zh"
    plain = own or TITLE.search(text) or REPLACES.search(text)
    told = numbers(text) or (plain and (_P["noun"].search(text) or SAME.match(text)))
    return Hit("process", *found.span, "") if told else None
