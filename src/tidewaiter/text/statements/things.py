"""What a control is about: the things of a clause that are joined, before its verb or behind it."""

from __future__ import annotations

import itertools
import re

from tidewaiter.text.statements.claims import Claim, Read, What
from tidewaiter.text.statements.roles import PASSIVE, Hit
from tidewaiter.text.statements.words import patterns

_P = patterns("things")
_Thing = tuple[int, int, What]
_BESIDE = 3  # characters between a thing and the clause that tells of it
# groups that say of what kind things are, when these are named
WIDE = ("new psychoactive substances", "precursors", "explosives precursors", "nerve agents")


def whats_of(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[list[What], int]:
    """The things that a control is about, and where the first stands: coordinated ones together."""
    text = read.sentence.text
    if re.search(r"[\u4e00-\u9fff]", hit.words):
        return _whats_zh(hit, clause, read)
    things = [t for t in read.things if not titled(t[0], text) and not _P["compared"].search(text[: t[0]])]
    if read.of("count", *clause):  # it counts
        among = [m.span() for m in _P["among"].finditer(text)]
        things = [t for t in things if not any(a <= t[0] < b for a, b in among)]
    relative = _P["relative"].match(text[clause[0] :]) is not None
    before, after = _around(things, hit, clause, text, relative)
    inside = any(hit.start <= t[0] < hit.end for t in things)
    if relative and not (before or after):  # what "which" stands for
        row = [t for t in things if t[0] < clause[0]]
        return chained_back(row if row and clause[0] <= row[-1][1] + _BESIDE else [], text)
    if hit.words.endswith(":"):  # "these substances are controlled: A and B"
        return chained([t for t in things if t[0] >= hit.end], text)
    if "adding" in hit.words:  # "Schedule V is amended by adding the following": before it stands the list
        return chained(after, text)
    if before and PASSIVE.search(hit.words) and not inside:  # "A and B were listed": all that is joined
        colon = re.match(r"[^:;.]{0,25}:\s*", text[hit.end : clause[1]])
        if not (colon and after and before[-1][2].kind == "group"):
            return chained_back(before, text)
        before = []  # "the following precursors were listed: A, B and C"
    if read.language != "en" and not after and not PASSIVE.search(text[clause[0] : hit.end]):
        return [], -1  # what stands before a verb acts
    if not (after and after[0][0] == hit.start):
        return chained(after, text) if after else chained_back(before, text)
    row = next(one for one in _chains([*before, *after], text) if after[0] in one)
    # the verb begins with the last of a row
    return _whole([t for t in row if t[2].kind != "group"] or row, text)


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


def chained(things: list[_Thing], text: str) -> tuple[list[What], int]:
    """The first of some things, and those that are joined to it."""
    return _whole(_chains(things, text)[0], text)


def _chains(things: list[_Thing], text: str) -> list[list[_Thing]]:
    """Some things in order, those that are joined together; one empty chain where there are none."""
    chains = [things[:1]]
    for before, thing in itertools.pairwise(things):
        if _linked(text[before[1] : thing[0]]):
            chains[-1].append(thing)
        else:
            chains.append([thing])
    return chains


def _linked(between: str) -> bool:
    """Whether what stands between two things joins them, with names between that nobody knows."""
    plain = _P["enumerator"].sub(" ", _P["joined_name"].sub("", between))
    return _P["link"].fullmatch(plain) is not None


def _whole(chain: list[_Thing], text: str) -> tuple[list[What], int]:
    """Some joined things, each once, and where the first stands; with the names among or beside them that are not known:
    confirmed whole or not at all."""
    if not chain:
        return [], -1
    begin = chain[0][0]
    ends = tuple(thing[2].kind for thing in chain[-2:])
    if ends == ("substance", "group") and _P["in_brief"].fullmatch(text[chain[-2][1] : chain[-1][0]]):
        chain = chain[:-1]  # "A and B, precursors of C"
    edges = [(a[1], b[0]) for a, b in itertools.pairwise(chain)]
    names = [m["name"] for low, high in edges for m in _P["joined_name"].finditer(text[low:high])]
    last = _P["joined_name"].match(text, chain[-1][1])
    names += [last["name"]] if last else []
    unknown = [What("unknown", "", name.rstrip(".,")) for name in names]
    known = [*{(what.kind, what.id): what for _, _, what in reversed(chain)}.values()][::-1]
    return known + unknown, begin


def chained_back(before: list[_Thing], text: str) -> tuple[list[What], int]:
    """The last of some things, and those that are joined to it."""
    several = len(before) > 1 and before[-1][2].kind != "substance"
    if several and _P["apposed"].search(text[: before[-1][0]]):
        before = before[:-1]
    return _whole(_chains(before, text)[-1], text)


def _whats_zh(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[list[What], int]:
    """In Chinese what is listed stands between 将 and the verb, else before a verb of being put, else after the verb.

    What is followed by 的 says only of what kind it is; what follows 列入 and 列为 is the list.
    """
    text = read.sentence.text
    things = [t for t in read.things if clause[0] <= t[0] < clause[1] and not _of_kind(t, text)]
    lead = max(text.rfind(word, clause[0], hit.start) for word in "将把对")
    before = [t for t in things if max(lead, clause[0]) <= t[0] <= hit.start]
    after = [t for t in things if hit.end <= t[0] <= hit.end + 25]
    listed_in = _P["put_in_zh"].search(hit.words) is not None
    named = before if listed_in or before else after
    if not named and listed_in and lead < 0 and "的" in text[clause[0] : hit.start]:
        return [], -1
    own = [t for t in named if not (t[2].kind == "group" and t[2].id in WIDE)]
    named = own or named
    if any(t[2].kind != "group" for t in named):  # "A和B两种芬太尼类物质": the names say more
        kinds = [t for t in named if _P["kinds_zh"].search(text[: t[0]])]
        named = [t for t in named if t[2].kind != "group" or t not in kinds]
    parts = _unknown_zh(text[max(lead + 1, clause[0]) : hit.start], named)
    unknown = [What("unknown", "", part) for part in parts]
    return [t[2] for t in named] + (unknown if lead >= 0 and own else []), named[0][0] if named else -1


def _of_kind(thing: _Thing, text: str) -> bool:
    """Whether what stands behind a thing makes it a word for its kind: "X的...", of a substance "X类"; not the forms it is in."""
    if _P["form_zh"].match(text, thing[1]):
        return False
    found = _P["class_zh"].match(text, thing[1])
    return found is not None and (found[0] == "的" or thing[2].kind == "substance")


def _unknown_zh(between: str, named: list[_Thing]) -> list[str]:
    """The names among those joined by 、 that nobody knows."""
    known = [what.text for *_, what in named]
    parts = (part for part in re.split(r"[、和及与]", between) if _P["name_zh"].fullmatch(part))
    return [part for part in parts if not any(part in name or name in part for name in known)]


def titled(place: int, text: str) -> bool:
    """Whether a thing is part of a list's own name ("the catalogue of precursor chemicals")."""
    return bool(_P["title"].search(text[:place]))


def named_behind(
    whats: list[What], near: int, read: Read, hit: Hit, *, explosives: bool = False
) -> list[What]:
    """The things that are named behind a word for what they are ("precursors such as A and B"): the names say more. ``explosives``: the precursors
    of a piece on those are of explosives."""
    text = read.sentence.text
    behind = [t for t in read.things if t[0] > near and t[2].kind == "substance"]
    wide = whats and all(what.kind == "group" and what.id in WIDE for what in whats)
    like = wide and behind and _P["like"].search(text, max(behind[0][0] - 24, 0), behind[0][0])
    if like:
        return chained(behind, text)[0]
    before = [t for t in read.things if t[1] <= hit.start and t[2].kind == "substance"]
    if wide and before and _P["predicate"].match(hit.words):  # "A and B are precursors in Part 1"
        return chained_back(before, text)[0]
    of = {"precursors": "explosives precursors"} if explosives else {}
    return [what._replace(id=of.get(what.id, what.id)) if what.kind == "group" else what for what in whats]


def each_its_day(made: list[Claim], read: Read) -> list[Claim]:
    """The same, where several things have a day of their own: "A and B are controlled: A since 2006, B since 2010"."""
    text = read.sentence.text
    single = all(one.kind == "control" and len(one.what) == 1 for one in made)
    if single and 1 < len(made) == len(read.days) and _P["respectively"].search(text):
        return [one._replace(phrase=day, begins=False) for one, day in zip(made, read.days, strict=True)]
    own = {
        (behind[-1][2].kind, behind[-1][2].id): day
        for day in read.days
        if (behind := [one for one in read.things if one[1] <= day.start])
        and _P["own_day"].fullmatch(text, behind[-1][1], day.start)
    }
    if len(own) < 2 or not single:
        return made
    days = ((one, own.get((one.what[0].kind, one.what[0].id))) for one in made)
    return [one._replace(phrase=day, begins=day is not None) for one, day in days]
