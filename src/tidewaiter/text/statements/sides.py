"""Who charges a duty, and on whose goods: what each state of a clause is to it."""

from __future__ import annotations

import re
from decimal import Decimal

from tidewaiter.text.statements.claims import Read
from tidewaiter.text.statements.entities import Entity
from tidewaiter.text.statements.roles import OFFICE, Hit, Told, governed
from tidewaiter.text.statements.words import patterns, words

_P = patterns("sides")
CHINESE = _P["chinese"]
_JOINED = 12  # characters
_LET_OUT = 40  # characters before a state in which it is let out
_BESIDE = 20  # characters beside the adjective of a people in which goods are named


def sides(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> tuple[str, tuple[str, ...]]:
    """Who charges, and on whose goods. "On X", "imports from X", "X goods" name the goods; "into X", "X's tariffs" and the
    subject the one who charges; the subject of "faces" and "pays" bears the duty."""
    text = read.sentence.text
    low, high = clause
    roles: dict[str, list[str]] = {"origin": [], "owner": [], "subject": [], "": []}
    last = 0  # where the last origin ended
    every = read.of("state")
    let_out = [e for e in every if _P["let_out_state"].search(text[max(e.start - _LET_OUT, 0) : e.start])]
    every = [e for e in every if e not in let_out]
    for e in every:
        if not low <= e.start < high:
            continue
        near = read.language in ("en", "zh") or not re.search(r"\w{4,}", text[last : e.start])
        role = _role(e, text, hit, near and bool(roles["origin"]), read.language)
        last = e.end if role == "origin" else last
        roles[role].append(e.id)
    outside: list[str] = []
    earlier: list[str] = []
    for e in every:
        if low <= e.start < high or e.id == "UN":
            continue
        joins = bool(roles["origin"]) and high <= e.start < high + _JOINED and not _own_rate(e, clause, read)
        role = _role(e, text, hit, joins, read.language)
        if role != "origin" and (role or read.language == "en"):
            outside.append(e.id)
            earlier += [e.id] if e.start < low or not _P["acts_there"].match(text, high) else []
        elif role and (joins or _topic(e, low, read)):  # "from A, B, and C": a clause is cut before "and"
            roles["origin"].append(e.id)
    origins, subjects = roles["origin"], roles["subject"]
    bears = _bears(hit, high, read)
    if bears and (subjects or read.language in ("es", "fr")):
        rest = [e for e in read.of("state", hit.start, high) if e.id in origins]
        there = [e.id for e in rest if _P["charged_in"].search(text[: e.start]) and e.id in words().charging]
        roles["owner"] = roles["owner"] or there[-1:]
        if not subjects:  # "les voitures européennes sont soumises à un droit de 15 % aux États-Unis"
            origins = [one for one in origins if one not in there]
        origins, subjects = [*subjects[-1:], *origins], subjects[:-1]
    if read.language not in ("en", "zh") and len(subjects) > 1:  # "X warns Y that duties ...": the first acts
        origins, subjects = origins or subjects[1:], subjects[:1]
    # "citing China's word, the President cuts the duty on its goods", "Mexico & Canada: 25 % on goods from Mexico and Canada"
    free = [s for s in subjects if s not in origins] or ([] if _P["heads"].match(text) else subjects)
    actor = (roles["owner"] or free[::-1] or [""])[0]
    if not actor and origins:
        notice = (told.actor, "CN") if CHINESE.search(text) and not bears else ()
        actor = next((s for s in (*outside, *notice) if s and s not in origins), "")
    origins = [o for o in dict.fromkeys(origins) if o != actor]
    if not actor and read.language == "zh":  # the subject of the clauses before acts in this one
        ahead = read.of("state", 0, low)
        starts = [e.start for e in ahead]  # of "中美" neither acts alone
        alone = [e for e in ahead if starts.count(e.start) == 1 and e.id not in origins]
        before = [e for e in alone if not governed(text, e, "zh")]
        actor = before[-1].id if before else ""
    if actor and not origins and not _P["pointing"].search(text[low:high]):
        origins = [s for s in (*subjects, *earlier) if s != actor][:1]
    return actor, tuple(origins)


def _topic(state: Entity, low: int, read: Read) -> bool:
    """Whether Chinese goods of a state stand before the clause that tells what is charged on them ("对原产于X的商品，在...上加征")."""
    between = read.sentence.text[state.end : low] if read.language == "zh" else ""
    return bool(between) and _P["charges_zh"].search(between) is None


def _own_rate(state: Entity, clause: tuple[int, int], read: Read) -> bool:
    """Whether a state stands beside a rate in another clause, and the clause has one too: "20 % on A, and 25 % on B"."""
    return all(read.of("rate", *one) for one in (clause, read.clause(state.start)))


def assumed_actor(origins: tuple[str, ...], rate: Decimal | None, text: str) -> str:
    """The state that charges a duty which goods of another are said to bear, where that is not told: only the United States'
    fall on goods of many states. "" where nothing is said to be borne."""
    foreign = bool(origins) and "US" not in origins
    return "US" if rate is not None and foreign and _P["suffered"].search(text) else ""


def _bears(hit: Hit, high: int, read: Read) -> bool:
    """Whether a verb says that its subject bears the duty: "faces", "muss ... zahlen", "被征收"."""
    text, behind = read.sentence.text, _P.get(f"bears_behind_{read.language}")
    if _P["bears"].match(hit.words) or _P["bears_before"].search(text[: hit.start]):
        return True
    if hit.kind == "exemption" and _P["passive"].search(text[: hit.start]):
        return True  # "Brazilian coffee was exempted"
    return behind is not None and behind.search(text, hit.start, high) is not None


def _role(state: Entity, text: str, hit: Hit, joins: bool, language: str) -> str:
    """What a state is to a duty: its owner, the origin of the goods, a subject; "" for none of these.

    ``joins``: an origin stands before it, to which "and" may join it.
    """
    before, after = text[: state.start], text[state.end :]
    if OFFICE.search(before):
        return "subject"  # "the Ministry of Finance of China said that ..."
    if language == "de" and _P["from_de"].search(before):
        return "origin"
    if language == "de" and _P["owner_de"].match(after):
        return "owner"
    if language == "de" and _P["goods_joined_de"].match(after):
        return "origin"
    if after[:1] in ("-", "–") or before[-1:] in ("-", "–"):
        return ""  # the U.S.-Mexico-Canada Agreement
    if _P["over"].search(before):
        return ""  # "over Russian oil": why, and not whose goods
    if _P["into"].search(before) or _P["owner"].match(after):
        return "owner"
    adjective = state.text[:1].islower() or _P["adjective"].search(state.text) is not None
    if language != "en" and (own := _role_in(language, before, after, adjective)):
        return own
    if after.startswith(": ") and _P["heading"].search(before):
        return "origin"
    named = _P["of_origin"].search(before) or _P["goods"].match(after) or _P["on"].search(before)
    if named or (joins and _P["joined"].search(before)):
        return "origin"
    behind = language == "en" and state.start > hit.end
    return "subject" if not governed(text, state, language) and not behind else ""


def _role_in(language: str, before: str, after: str, people: bool) -> str:
    """The same by the words of another language, as ``patterns.yml`` has them. ``people``: an adjective, written small."""
    for role, name, text in (
        ("owner", "into", before), ("owner", "owner_of", before), ("origin", "goods", after), ("owner", "owner", after), ("origin", "on", before),
    ):  # fmt: skip
        found = _P.get(f"{name}_{language}")
        if found is not None and (found.search(text) if text is before else found.match(text)):
            return role
    if language in ("es", "fr") and _P["goods_before"].search(before):
        return "origin"
    beside = after[:_BESIDE] if language == "de" else before[-_BESIDE:]
    if not people or _P["rulers"].search(before) or _P["rulers_de"].match(after):
        return ""
    return "origin" if any(one.search(beside) for one in words().goods.values()) else ""
