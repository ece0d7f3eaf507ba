"""Claims about lists: a control, a paper at the border, a treaty that is followed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from decimal import Decimal

from tidewaiter.text.statements import act_claims
from tidewaiter.text.statements.claims import Claim, Read, What, acts_named
from tidewaiter.text.statements.roles import (
    IT_BINDS,
    PASSIVE,
    Hit,
    Told,
    actor_of,
    count_of,
    governed,
    joined_counts,
    pointing,
    same_duty,
    states_of,
)
from tidewaiter.text.statements.words import patterns, words

_P = patterns("list_claims")
WEAPONS = _P["weapons"]


def _again(base: Claim, one: Claim, actor: str, name: str) -> Claim:
    """What was told before ("these precursors"), with what is said of it now: by whom, since when, on which list, denied or not."""
    same = actor in ("", one.actor)
    base = base._replace(
        kind=one.kind if base.kind == "control" else base.kind, actor=actor or one.actor, what=one.what,
        number=one.number, also=one.also, as_class=one.as_class, repeated=True,
        list=name or (one.list if same else ""), instrument=one.instrument if same else "",
    )  # fmt: skip
    if same and base.phrase is None:
        base = base._replace(phrase=one.phrase, days=one.days, begins=one.begins)
    return base


def _refers_back(read: Read) -> bool:
    return pointing(read.sentence.text) and not _P["list_name"].search(read.sentence.text)


def control(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state lists a substance, a class, a group, or a number of substances; or takes one off."""
    actor = _treatys(hit, read, clause, told) or actor_of(hit, clause, read, told)
    own, clause = clause, _with_included(hit, clause, read)
    found, near = _whats(hit, clause, read)
    whats = tuple(found)
    if _P["in_part"].search(read.sentence.text, *clause):
        return []
    if near >= 0 and _P["deed"].search(read.sentence.text[:near]) and _P["barred"].search(hit.words):
        return [base._replace(kind="ban", actor=actor)]
    some = _P["some_of"].search(read.sentence.text) is not None
    if some and any(what.kind == "substance" for one in told.act for what in one.what):
        return []  # "two of these substances": which, is not told
    row = bool(told.row) and (not told.act or told.row[-1].start > told.act[-1].start)
    if (row or told.act) and whats and not some and _told_before(whats, near, read, clause, told):
        if not row:
            return [_again(base, one, actor, _list_words(read, clause)) for one in told.act]
        whats = told.what  # "these chemicals": those of the lines above
    number = count_of(hit, clause, read, near)
    base = base._replace(
        actor=actor,
        also=joined_counts(hit, clause, read),
        list=_list_words(read, clause if whats else own, whats),
        instrument=_elsewhere(read, clause) or (told.elsewhere if _refers_back(read) else ""),
        as_class=_P["as_class"].search(read.sentence.text, *clause) is not None,
    )
    if apart := _apart(base, hit, clause if whats else own, read):
        return [_same_act(one, told) if one.kind == "count" else one for one in apart] if actor else []
    general = not whats and number is not None and _general(read, clause, hit)
    if not whats and not general:
        if not _points(hit, clause, read):
            return []
        base = base._replace(repeated=True)
        counted = [one for one in told.act if one.kind == "count" and not row]
        if counted and not base.instrument:  # "these substances": those that were counted
            one = counted[-1]._asdict()
            held = {key: one[key] for key in ("kind", "number", "also", "what")}
            return [base._replace(**held, actor=actor or one["actor"])]
        before = [t for t in read.things if t[1] <= hit.start and t[2].kind == "substance"]
        named = tuple(_chained_back(before, read.sentence.text)[0])
        listed = tuple(dict.fromkeys(w for one in told.act for w in one.what))
        if actor and not (named or row) and len(listed) > 1:  # all that was listed: true if all are
            return [base._replace(actor=actor, what=listed)]
        whats = named or (told.what if row else (told.controlled or told.what)[:1])
    if not actor or not (whats or general):
        return []
    if general:  # "six substances were added to the catalogue of precursors"
        groups = [t for t in read.things if _titled(t[0], read.sentence.text) and t[2].kind == "group"]
        whats = tuple(t[2] for t in groups[:1])
    wide = tuple(w for w in whats if w.kind == "group" and w.id in WIDE)
    if general or (number is not None and number >= 5 and wide):
        return [_same_act(base._replace(kind="count", number=number, what=wide), told)]
    return _each(base, hit, clause, read, whats, number, near)


def _treatys(hit: Hit, read: Read, clause: tuple[int, int], told: Told) -> str:
    """ "Schedule 1" where chemical weapons are spoken of and no state is: the Convention's, whose states follow it."""
    text = read.sentence.text
    meant = _P["weapons_list"].match(_list_words(read, clause)) and (
        told.weapons or _P["weapons"].search(text)
    )
    states = (e for e in states_of(read, 0, hit.end) if e.id != "UN")
    return "" if not meant or any(not governed(text, e, read.language) for e in states) else "UN"


def _told_before(whats: tuple[What, ...], near: int, read: Read, clause: tuple[int, int], told: Told) -> bool:
    """Whether a group only points back: "these precursors", "these chemicals, all of them fentanyl precursors"; or counts
    those that a title just named."""
    text = read.sentence.text
    counts = [
        e for e in read.found if e.kind == "count" and clause[0] <= e.start < near and near - e.end < _NAMED
    ]
    titled = len(told.act) >= _SEVERAL and all(c.sentence == 0 and c.kind == "control" for c in told.act)
    if titled and len(whats) == 1 and whats[0].kind == "group" and counts:
        return int(counts[-1].id) == len(told.act)
    if _P["these_first"].match(text):
        return all(what.kind == "group" for what in whats)
    return all(what.id in WIDE for what in whats) and _P["these"].search(text[:near]) is not None


def _apart(base: Claim, hit: Hit, clause: tuple[int, int], read: Read) -> list[Claim]:
    """ "A in Class C and B in Class B": claims for each list that has things of its own before it; else none."""
    lists = list(_P["list_name"].finditer(read.sentence.text, *clause))
    edges = [clause[0], *(found.end() for found in lists)]
    if len(lists) < _SEVERAL:
        return []
    out: list[Claim] = []
    for low, found in zip(edges, lists, strict=False):
        inside = (t for t in read.things if low <= t[0] < found.start())
        things = [t for t in inside if not _titled(t[0], read.sentence.text)]
        part = (low, found.end())
        if not things:  # "15 substances in Class A, four in Class B"
            if (number := count_of(hit, part, read, -1)) is None:
                return []
            out.append(base._replace(kind="count", number=number, list=found[0], also=()))
            continue
        whats, near = _chained(things, read.sentence.text)
        number = count_of(hit, part, read, near)
        out += _each(base._replace(list=found[0], also=()), hit, part, read, tuple(whats), number, near)
    return out


def _with_included(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[int, int]:
    """A clause with the one behind it that says what is among its things: ", including A and B"."""
    low, high = clause
    if _P["to_do"].search(hit.words):  # "unlawful to supply, and to import, X"
        return low, len(read.sentence.text)
    if _P["named_as"].match(hit.words) and _P["as_list"].search(read.sentence.text, hit.end):
        return low, len(read.sentence.text)
    behind = _P["including"].match(read.sentence.text[high:]) is not None
    return (low, read.clause(high)[1]) if behind else clause


def _points(hit: Hit, clause: tuple[int, int], read: Read) -> bool:
    before = read.sentence.text[clause[0] : hit.start]
    if not PASSIVE.search(hit.words):  # "it controlled X": who acts, not on what
        before = re.sub(r"\b(?:it|they)\b", "", before, flags=re.I)
    return pointing(read.sentence.text[hit.start : clause[1]]) or pointing(before)


def _same_act(claim: Claim, told: Told) -> Claim:
    """A number without a day that repeats, or breaks down by list, what was counted before: of the same day."""
    before = told.counted
    if claim.phrase is not None or before is None or before.actor != claim.actor:
        return claim
    if claim.number != before.number and not claim.list:
        return claim
    return claim._replace(phrase=before.phrase, told=before.told, modality=before.modality, repeated=True)


def _elsewhere(read: Read, clause: tuple[int, int]) -> str:
    """An instrument named in a clause that is known to be none of the lawbook's."""
    found = words().not_held.search(read.sentence.text, *clause)
    return found[0] if found else ""


def _each(
    base: Claim,
    hit: Hit,
    clause: tuple[int, int],
    read: Read,
    whats: tuple[What, ...],
    number: int | None,
    near: int,
) -> list[Claim]:
    """One claim for each thing that is named."""
    if (
        len(whats) > 1
        and whats[0].kind in ("group", "class")
        and any(w.kind == "substance" for w in whats[1:])
        and not _and_after(near, read)
    ):
        whats = whats[1:]  # "the precursors A and B": the names say more
    if whats[0].kind != "group":
        number = None  # counted by their names
    listed = _and_more(hit, clause, read)
    if listed is not None:  # A and others, seven in all: the act counts, and what is named of it
        group = tuple(
            w for start, _, w in read.things if start >= hit.end and w.kind == "group" and w.id in WIDE
        )
        return [base._replace(kind="count", number=listed, what=group, also=())] + [
            base._replace(what=(what,), number=None) for what in whats
        ]
    claims = [
        base._replace(what=(what,), number=number if place == 0 else None) for place, what in enumerate(whats)
    ]
    return claims[:1] if base.modality == "opinion" else claims


def _and_more(hit: Hit, clause: tuple[int, int], read: Read) -> int | None:
    """The number of what is listed where only some are named ("4-AP 等7种物质")."""
    found = re.search(r"等(\d{1,3})(?:余|多)?[种个]", read.sentence.text[clause[0] : clause[1]])
    return int(found[1]) if found and int(found[1]) >= 5 else None


def _and_after(near: int, read: Read) -> bool:
    """Whether the first thing is joined to the next by "and": it is one of them, and no word for what they are."""
    ends = [(end, start) for start, end, _ in read.things if start >= near]
    joined = read.sentence.text[ends[0][0] : ends[1][1]] if len(ends) > 1 else ""
    return bool(re.search(r"\band\b|和|、|及|&", joined))


def _list_words(read: Read, clause: tuple[int, int], whats: tuple[What, ...] = ()) -> str:
    """Which list is named: "Schedule I", "Table II"; of two the one to which a thing is moved.

    None that is told of another thing than ``whats`` ("to make the schedule II substance fentanyl").
    """
    text = read.sentence.text[clause[0] : clause[1]]
    others = {start - clause[0] for start, _, what in read.things if whats and what not in whats}
    found = [
        m
        for m in _P["list_name"].finditer(text)
        if not ((of := _P["listed_thing"].match(text, m.end())) and of.end() in others)
    ]
    moved = [m for m in found if _P["moved_to"].search(text[: m.start()])]
    return _P["same_act"].sub("", (moved[-1:] or found[:1])[0][0]) if found else ""


_Thing = tuple[int, int, What]
_SEVERAL = 2  # lists
_APART = 25  # characters between the names of one row
_BESIDE_PAPER = 12  # characters before a trigger in which it is told which paper
_NAMED = 30  # characters between a number and what it counts
_BESIDE = 3  # characters between a thing and the clause that tells of it


def _whats(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[list[What], int]:
    """The things that a control is about, and where the first stands: coordinated ones together."""
    text = read.sentence.text
    if re.search(r"[\u4e00-\u9fff]", hit.words):
        return _whats_zh(hit, clause, read)
    things = [t for t in read.things if not _titled(t[0], text) and not _P["compared"].search(text[: t[0]])]
    if any(e.kind == "count" and clause[0] <= e.start < clause[1] for e in read.found):  # it counts
        among = [m.span() for m in _P["among"].finditer(text)]
        things = [t for t in things if not any(a <= t[0] < b for a, b in among)]
    relative = re.match(r"[\s,]*(?:which|that)\b", text[clause[0] :]) is not None
    before, after = _around(things, hit, clause, text, relative)
    inside = any(hit.start <= t[0] < hit.end for t in things)
    if relative and not (before or after):  # what "which" stands for
        return _chained_back([t for t in things if t[0] < clause[0] <= t[1] + _BESIDE], text)
    if "adding" in hit.words:  # "Schedule V is amended by adding the following": before it stands the list
        return _chained(after, text)
    if before and PASSIVE.search(hit.words) and not inside:  # "A and B were listed": all that is joined
        colon = re.match(r"[^:;.]{0,25}:\s*", text[hit.end : clause[1]])
        if not (colon and after and before[-1][2].kind == "group"):
            return _chained_back(before, text)
        before = []  # "the following precursors were listed: A, B and C"
    if read.language != "en" and not after and not PASSIVE.search(text[clause[0] : hit.end]):
        return [], -1  # what stands before a verb acts
    return _chained(after, text) if after else _chained_back(before, text)


def _around(
    things: list[_Thing], hit: Hit, clause: tuple[int, int], text: str, relative: bool
) -> tuple[list[_Thing], list[_Thing]]:
    """The things of a clause before a trigger, and in or behind it."""
    comma = text.find(",", hit.end, clause[1]) if relative else -1  # where a relative clause ends
    after = [t for t in things if hit.start <= t[0] < (comma if comma >= 0 else clause[1])]
    before = [t for t in things if clause[0] <= t[0] < hit.start]
    if not (before or after) and _P["subjectless"].fullmatch(text[clause[0] : hit.start]):
        before = [t for t in things if t[0] < hit.start]  # a verb without its subject, after a dash
    return before, after


def _chained(things: list[_Thing], text: str) -> tuple[list[What], int]:
    """The first of some things, and those that are joined to it."""
    if not things:
        return [], -1
    chain = [things[0]]
    for thing in things[1:]:
        if not _linked(text[chain[-1][1] : thing[0]]):
            break
        chain.append(thing)
    return _whole(chain, text), chain[0][0]


def _linked(between: str) -> bool:
    """Whether what stands between two things joins them, with names between that nobody knows."""
    plain = _P["enumerator"].sub(" ", _P["joined_name"].sub("", between))
    return _P["link"].fullmatch(plain) is not None


def _whole(chain: list[_Thing], text: str) -> list[What]:
    """Some joined things, each once, and the names among or beside them that are not known: confirmed whole or not at all."""
    ends = tuple(thing[2].kind for thing in chain[-2:])
    if ends == ("substance", "group") and _P["in_brief"].fullmatch(text[chain[-2][1] : chain[-1][0]]):
        chain = chain[:-1]  # "A and B, precursors of C"
    edges = [(a[1], b[0]) for a, b in itertools.pairwise(chain)]
    names = [m["name"] for low, high in edges for m in _P["joined_name"].finditer(text[low:high])]
    last = _P["joined_name"].match(text, chain[-1][1])
    names += [last["name"]] if last else []
    unknown = [What("unknown", "", name.rstrip(".,")) for name in names]
    return [*{(what.kind, what.id): what for _, _, what in reversed(chain)}.values()][::-1] + unknown


def _chained_back(before: list[tuple[int, int, What]], text: str) -> tuple[list[What], int]:
    """The last of some things, and those that are joined to it."""
    if not before:
        return [], -1
    last = before[-1]
    if len(before) > 1 and last[2].kind != "substance" and _P["apposed"].search(text[: last[0]]):
        before = before[:-1]
    chain = [before[-1]]
    for thing in reversed(before[:-1]):
        if not _linked(text[thing[1] : chain[0][0]]):
            break
        chain.insert(0, thing)
    return _whole(chain, text), chain[0][0]


def _whats_zh(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[list[What], int]:
    """In Chinese what is listed stands between 将 and the verb, else before a verb of being put, else after the verb.

    What is followed by 的 says only of what kind it is; what follows 列入 and 列为 is the list.
    """
    text = read.sentence.text
    things = [t for t in read.things if text[t[1] : t[1] + 1] != "的" and clause[0] <= t[0] < clause[1]]
    lead = max(text.rfind(word, clause[0], hit.start) for word in "将把对")
    before = [t for t in things if max(lead, clause[0]) <= t[0] < hit.start]
    after = [t for t in things if hit.end <= t[0] <= hit.end + 25]
    listed_in = re.search(r"入|为|实施|予以|进行", hit.words) is not None
    named = before if listed_in or before else after
    if not named and listed_in and lead < 0 and "的" in text[clause[0] : hit.start]:
        return [], -1
    own = [t for t in named if not (t[2].kind == "group" and t[2].id in WIDE)]
    named = own or named
    if any(t[2].kind != "group" for t in named):  # "A和B两种芬太尼类物质": the names say more
        kinds = [t for t in named if re.search(r"[\d一两二三四五六七八九十]+种$", text[: t[0]])]
        named = [t for t in named if t[2].kind != "group" or t not in kinds]
    parts = _unknown_zh(text[max(lead + 1, clause[0]) : hit.start], named)
    unknown = [What("unknown", "", part) for part in parts]
    return [t[2] for t in named] + (unknown if lead >= 0 and own else []), named[0][0] if named else -1


def _unknown_zh(between: str, named: list[_Thing]) -> list[str]:
    """The names among those joined by 、 that nobody knows."""
    parts = re.split(r"[、和及与]", between)
    known = [what.text for *_, what in named]
    return [
        part
        for part in parts
        if _P["name_zh"].fullmatch(part) and not any(part in name or name in part for name in known)
    ]


# groups that say of what kind things are, when these are named
WIDE = ("new psychoactive substances", "precursors", "explosives precursors", "nerve agents")


def _titled(place: int, text: str) -> bool:
    """Whether a thing is part of a list's own name ("the catalogue of precursor chemicals")."""
    return bool(_P["title"].search(text[:place]))


def _general(read: Read, clause: tuple[int, int], hit: Hit) -> bool:
    """Whether a number counts substances in general, not ones that were named before."""
    if _P["of_which"].match(read.sentence.text, clause[0]):
        return True  # "22 substances were banned, six of which in Class A"
    groups = [e for e in read.found if e.kind == "group" and clause[0] <= e.start < clause[1]]
    return bool(groups) and not pointing(read.sentence.text[clause[0] : max(hit.end, groups[0].end)])


def in_force(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """An instrument begins to bind on a day: what was just said to be listed by it."""
    text = read.sentence.text[clause[0] : clause[1]]
    if base.phrase is None or re.search(r"tariff|dut(?:y|ies)|lev(?:y|ies)|counter-?measure", text, re.I):
        return []
    if "ACTNO" not in hit.words and any(clause[0] <= t[0] < clause[1] for t in read.things):
        return []  # the words of a control say more
    if not told.act and told.charged:
        return [same_duty(base, one) for one in told.charged] if IT_BINDS.search(text) else []
    acts = acts_named(read.sentence.text[: hit.end]) or told.law
    if (not told.act or "ACTNO" in hit.words) and len(acts) == 1 and not base.negated:
        actor = actor_of(hit, clause, read, told)
        return [base._replace(kind="control", actor=actor, what=acts)] if actor else []
    if not told.act and not IT_BINDS.search(text):
        told.awaits += act_claims.with_act(base, hit, read, told)
    own = base.phrase.text if _P["excepted"].search(read.sentence.text) else ""
    return bound_by(
        base, (one for one in told.act if not own or one.phrase is None or one.phrase.text == own)
    )


def bound_by(base: Claim, acts: Iterable[Claim]) -> list[Claim]:
    """What acts list, from the day on which an instrument binds."""
    return [
        base._replace(
            kind=one.kind, actor=one.actor, what=one.what, number=one.number, also=one.also, list=one.list,
            instrument=one.instrument, as_class=one.as_class, repeated=True,
        )
        for one in acts
    ]  # fmt: skip


def named(read: Read, told: Told) -> list[Claim]:
    """A sentence that names what was told to be listed: "These are A, B and C"."""
    if not told.act or not read.things or not _P["namely"].search(read.sentence.text):
        return []
    s, row = read.sentence, read.things[:1]
    for thing in read.things[1:]:
        if thing[0] - row[-1][1] > _APART:
            break
        row = (*row, thing)
    one = told.act[-1]._replace(
        kind="control", start=s.start, end=s.end, sentence=s.number, number=None, also=(), repeated=True
    )
    return [one._replace(what=(what,)) for _, _, what in row if what.kind not in ("group", "class")]


def told_only(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """What a breach costs, a step in making law, who has the power: of whose law, and no more is asked.

    An act that is made, and named by its number, is asked what it lists.
    """
    text, base = read.sentence.text, base._replace(actor=actor_of(hit, clause, read, told))
    acts = acts_named(text) if base.kind == "process" and _P["made"].search(text) else ()
    if len(acts) != 1 or not base.actor or base.negated or _P["unmade"].search(read.tagged):
        return [base]
    return [base._replace(kind="control", what=acts)]


def licence(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state asks for a paper where goods cross its border, or of those who handle them: a licence, records, a report."""
    text, (low, high) = read.sentence.text, clause
    if _P["other_states"].search(text[low:high]):
        return [base._replace(actor=told.actor)]  # "to other states no licence is needed": which, is not told
    inside = [t for t in read.things if low <= t[0] < high]
    if read.things and all(
        w.kind == "group" and _P["described"].search(text[:start]) for start, _, w in read.things
    ):
        return []  # the name before it is not known
    things = [t for t in inside if hit.start <= t[0] < hit.end] or inside or list(read.things[-1:])
    whats = tuple(_chained(things, text)[0])
    papers = tuple(
        key
        for key, one in words().papers.items()
        if one.pattern.search(text[max(low, hit.start - _BESIDE_PAPER) : high])
    )
    plain = bool({"licence", "registration", "record", "public"} & {*papers}) and bool(told.act or told.what)
    named_ = (
        _P["it"].sub("", text) if things else text
    )  # "that it will ask for a licence": who, and not for what
    points, back = pointing(named_), _P["handlers"].search(text[low:high]) is not None
    if (not things and (points or back)) or (points and all(w.id in WIDE for w in whats)):
        held = tuple(dict.fromkeys(w for one in told.act for w in one.what)) or told.controlled or told.what
        whats = held if points else tuple(w for w in held if w.kind != "group")
    name = _list_words(read, clause if inside else (0, len(text)))
    if (base.negated and _P["qualified"].search(text)) or (base.phrase and _P["further"].search(text)):
        return []  # "no licence is needed for small quantities", "since 2013 private users need one too"
    if not (whats or name or points or back or plain or any(e.kind == "group" for e in read.found)):
        return []
    states = states_of(read, 0, len(text))
    to = list(dict.fromkeys(told.states[::-1]))[:3][::-1] if _P["same_states"].search(text) else []
    to += [e.id for e in states if _P["towards"].search(text[: e.start])]
    home = next((e.id for e in states if _P["exported_from"].search(text[: e.start])), "")
    actor = home or actor_of(hit, clause, read, told)
    ways = [way for way in ("import", "export") if _P[way].search(text[low:high])]
    ways = ways or [way for way in ("export", "import") if _P[way].search(text)][:1]
    if not ways or _P["supply_and"].search(text[low:high]):  # "to possess and import": both are said
        ways += ["domestic"] * bool(_P["supply"].search(text))
    number = count_of(hit, clause, read, things[0][0]) if things and not name else None
    rate = next((Decimal(e.id) for e in read.found if e.kind == "rate" and low <= e.start < high), None)
    base = base._replace(
        actor=actor, what=whats, list=name, papers=papers, number=number, rate=rate, goods=tuple(key for key, one in words().doings.items() if one.search(text)), negated=base.negated and "public" not in papers,
        origins=tuple(s for s in dict.fromkeys(to) if s != actor),
    )  # fmt: skip
    return [base._replace(way=way) for way in ways or [""]]


def needed(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """What must not be done without a paper: two denials that say that it is asked for."""
    hit = hit._replace(end=hit.start + 1)  # the states within it are those towards which
    made = licence(base._replace(kind="licence", negated=False), hit, clause, read, told)
    return [one._replace(number=None) for one in made]
