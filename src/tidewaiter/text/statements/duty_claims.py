"""Claims about duties and what states do about them: imposed, cut, exempted, answered, threatened, agreed."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.roles import STILL, Hit, Told, actor_of, governed, states_of
from tidewaiter.text.statements.words import patterns, words

_P = patterns("duty_claims")


def cooperation(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """Two states break off working together, or take it up again."""
    text = read.sentence.text
    own = [
        e.id
        for e in states_of(read, 0, len(text))
        if not governed(text, e)
        or re.search(r"\b(?:with|between|and)\s+(?:the\s+)?(?:former\s+)?$", text[: e.start])
    ]
    near = [s for s in told.states[::-1] if s not in own and s != "UN"]
    both = list(dict.fromkeys([*own, *near]))[:2]
    if re.search(r"counter-?\s?measures?|tariff|dut(?:y|ies)", text[hit.start : hit.end], re.I):
        return []  # "halts counter-measures for talks"
    word = "suspension" if hit.kind == "suspended" else "resumption"
    return [base._replace(kind="event", actor=(both or [""])[0], origins=tuple(both[1:2]), more=(word,))]


def threat(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state says what would follow: no law."""
    states = list(dict.fromkeys(e.id for e in read.found if e.kind == "state"))
    actor = actor_of(hit, clause, read, told)
    return [
        base._replace(
            actor=actor,
            origins=tuple(s for s in states if s != actor),
            modality="fact",
            rate=_rate(clause, read)[0],
        )
    ]


def counter_list(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A list of counter-measures: whose, on whose goods, of what size."""
    text = read.sentence.text
    speaks = bool(re.search(r"counter-?\s?measures?|retaliat", text, re.I))
    if not speaks and told.listed is None:
        return []
    negated = bool(re.search(r"(?:n't|not)\s+include", text[hit.start : hit.end + 12], re.I))
    if hit.words.lower().startswith("do") and not negated:
        return []
    money = next((e.id for e in read.found if e.kind == "money"), "")
    states = states_of(read, 0, len(text))
    actor = (
        actor_of(hit, (0, len(text)), read, told)
        if states
        else (told.listed.actor if told.listed else told.actor)
    )
    targets = [e.id for e in states if e.id != actor]
    if told.listed is not None and not speaks:
        actor = told.listed.actor
    origins = tuple(dict.fromkeys(targets[:1])) or (told.listed.origins if told.listed else ())
    hedged = re.search(r"\b(?:potential|if we have to)\b", text)
    again = told.listed is not None and (
        _P["held"].search(text[hit.start : hit.end]) or re.search(r"\b(?:such|these|those) measures", text)
    )
    bare = not (money or negated or hedged or states or again)
    if bare or (re.search(r"\bpotential\b", text) and not money):
        return []
    return [
        base._replace(
            actor=actor,
            origins=origins,
            money=money,
            modality="fact",
            negated=negated,
            more=("content",) if negated else (),
        )
    ]


def answers(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A duty answers another state's."""
    if "," in read.sentence.text[hit.start : hit.end] or _P["held"].search(read.sentence.text[: hit.start]):
        return []  # "halts retaliation for 90 days, raises its duty": two things
    states = states_of(read, 0, len(read.sentence.text))
    before = [e for e in states if e.start < hit.start]
    after = [e.id for e in states if e.start >= hit.start]
    ground = _ground(read, (hit.start, clause[1]))
    actor = before[-1].id if before else (told.listed.actor if told.listed else told.actor)
    return [
        base._replace(
            actor=actor,
            origins=tuple(after[:1]),
            authority="" if ground == "countermeasures" else ground,
            modality="fact",
        )
    ]


def deadline(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A day by which something is due."""
    days = [p for p in read.days if p.start >= hit.start and p.kind in ("dmy", "mdy", "iso", "zh")]
    if not days:
        return []
    states = list(dict.fromkeys([e.id for e in read.found if e.kind == "state"] + told.states[::-1]))
    phrase = days[0]._replace(ahead=True)
    return [
        base._replace(
            phrase=phrase, actor=states[0] if states else "", origins=tuple(states[1:2]), modality="announced"
        )
    ]


def _rate(clause: tuple[int, int], read: Read) -> tuple[Decimal | None, Decimal | None]:
    rates = [e for e in read.found if e.kind == "rate" and clause[0] <= e.start < clause[1]]
    if not rates:
        return None, None
    text = read.sentence.text
    for one, two in itertools.pairwise(rates):
        if re.search(r"\bfrom\s+$", text[: one.start]) and re.search(
            r"\bto\s+(?:[a-z]+\s)?$", text[: two.start]
        ):
            return Decimal(two.id), Decimal(one.id)
        if re.search(r"\bto\s+$", text[: one.start]) and re.search(r"\bfrom\s+$", text[: two.start]):
            return Decimal(one.id), Decimal(two.id)
    return Decimal(rates[0].id), None


def _ground(read: Read, clause: tuple[int, int]) -> str:
    """The ground of a duty that the words beside it name."""
    text = read.sentence.text[clause[0] : clause[1]]
    for match in re.finditer(r"tariffs?|duties|duty|lev(?:y|ies)|surcharges?", text, re.I):
        beside = text[max(match.start() - 40, 0) : match.start()] + "|" + text[match.end() : match.end() + 60]
        for key, pattern in words().duties.items():
            if pattern.search(beside.split(",")[0] if "," in beside.split("|")[0] else beside):
                return key
    return ""


def duty(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A duty is imposed, stands, is raised, cut, lifted, exempted, or lowered by a truce."""
    text = read.sentence.text[clause[0] : clause[1]]
    if hit.kind in ("repeal", "reduction", "duty") and re.search(
        r"counter-?\s?measures?", read.sentence.text[hit.start : hit.end], re.I
    ):
        return []
    if hit.kind == "exemption" and not re.search(
        r"tariff|dut(?:y|ies)|lev(?:y|ies)|rates?\b", read.sentence.text, re.I
    ):
        return []
    rate, rate_from = _rate(clause, read)
    actor, origins = _sides(hit, clause, read, told)
    pointing = bool(
        re.search(
            r"\b(?:those|these|such|the current|current|existing|the) (?:[\w%-]+ ){0,3}(?:tariff|dut|lev)",
            text,
            re.I,
        )
    )
    kind = hit.kind
    if (
        kind == "repeal"
        and rate is not None
        and re.search(r"lift", hit.words, re.I)
        and re.search(r"\bto\s+\d", text)
    ):
        kind = "duty"  # "lifted to 125 %" is a rise
    ground, repeated, same = _ground(read, clause), False, told.duty
    named = _P["on_state"].search(text) is not None
    again = same is not None and pointing and actor == same.actor and not origins and rate is None
    if same is not None and ((pointing and not named) or again or not (origins or actor)):
        origins, actor, repeated = same.origins, same.actor, True
        if rate is None and pointing and hit.kind == "duty" and STILL.search(text):
            rate = same.rate
        ground = ground or (same.authority if pointing else "")
    if hit.kind == "truce":
        ground = ""
        own = [e.id for e in states_of(read, 0, len(read.sentence.text))]
        pair = list(dict.fromkeys(s for s in (actor, *origins, *own, *told.states[::-1]) if s))[:2]
        actor, origins = ([*pair, "", ""])[0], tuple(pair[1:2])
    if hit.words.lower().startswith("invok"):
        ground = next((key for key, one in words().duties.items() if one.search(hit.words)), "")
    actor = actor or words().duty_states.get(ground, "")
    if not actor or (not origins and kind in ("duty", "repeal", "reduction") and rate is None and not ground):
        return []
    if ground == "countermeasures" and kind in ("repeal", "reduction"):
        return [base._replace(kind="list", actor=actor, origins=origins, modality="fact")]
    up = (
        "up"
        if kind != hit.kind or _P["up"].search(text)
        else "down"
        if kind in ("reduction", "repeal")
        else ""
    )
    claim = base._replace(
        kind=kind,
        actor=actor,
        origins=origins,
        rate=rate,
        rate_from=rate_from,
        authority=ground,
        repeated=repeated,
        more=(up, "made known") if re.search(r"\bannounc|\bwould\b", hit.words, re.I) else (up,),
    )
    return [replace_modality(claim, read, clause)]


def replace_modality(claim: Claim, read: Read, clause: tuple[int, int]) -> Claim:
    """A duty that will be charged, or that looks ahead to its day, is announced."""
    text = read.sentence.text[clause[0] : clause[1]]
    if (
        claim.modality == "fact"
        and claim.phrase is not None
        and claim.phrase.ahead
        and re.search(r"\b(?:will|would|to)\b", text)
    ):
        return claim._replace(modality="announced")
    return claim


def _sides(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> tuple[str, tuple[str, ...]]:
    """Who charges, and on whose goods. "On X", "imports from X", "X goods" name the goods; "into X", "X's tariffs" and the
    subject the one who charges; the subject of "faces" and "pays" bears the duty."""
    text = read.sentence.text
    low, high = clause
    origins: list[str] = []
    owners: list[str] = []
    subjects: list[str] = []
    for e in states_of(read, low, high):
        before, after = text[: e.start], text[e.end :]
        if after[:1] in ("-", "–") or before[-1:] in ("-", "–"):
            continue  # the U.S.-Mexico-Canada Agreement
        if _P["over"].search(before):
            continue  # "over Russian oil": why, and not whose goods
        if _P["into"].search(before) or _P["owner"].match(after):
            owners.append(e.id)
        elif (
            _P["of_origin"].search(before)
            or _P["goods"].match(after)
            or _P["on"].search(before)
            or (origins and _P["joined"].search(before))
        ):
            origins.append(e.id)
        elif not governed(text, e) and e.start <= hit.end:
            subjects.append(e.id)
    if subjects and re.match(r"fac|pay", hit.words, re.I):
        origins, subjects = [subjects[-1], *origins], subjects[:-1]
    actor = (owners or subjects[::-1] or [""])[0]
    outside = [
        e.id for e in states_of(read, 0, len(text)) if not low <= e.start < high and e.id not in ("UN",)
    ]
    if not actor and origins:
        notice = (told.actor, "CN") if _P["chinese"].search(text) else ()
        actor = next((s for s in (*outside, *notice) if s and s not in origins), "")
    origins = [o for o in dict.fromkeys(origins) if o != actor]
    rest = [s for s in (*subjects, *outside) if s != actor]
    if actor and not origins and not re.search(r"\b(?:those|these)\b", text[low:high], re.I):
        origins = rest[:1]
    return actor, tuple(origins)
