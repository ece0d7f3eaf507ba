"""Claims about lists: a control, how many things stand on them in all, which treaty they follow."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tidewaiter.text.statements import act_claims
from tidewaiter.text.statements.claims import Claim, Read, What, acts_named
from tidewaiter.text.statements.pauses import until_of
from tidewaiter.text.statements.roles import (
    IT_BINDS,
    PASSIVE,
    Hit,
    Told,
    actor_of,
    codes_of,
    count_of,
    governed,
    joined_counts,
    pointing,
    same_duty,
)
from tidewaiter.text.statements.things import (
    WIDE,
    chained,
    chained_back,
    each_its_day,
    named_behind,
    titled,
    whats_of,
)
from tidewaiter.text.statements.words import patterns, words

_P = patterns("list_claims")
WEAPONS, DIRECTED = _P["weapons"], _P["directed"]
HELD = _P["held"]  # states whose law the lawbook holds, in part
_MANY = 5  # things: so many are told by their number, and not by each


def _again(base: Claim, one: Claim, actor: str, name: str) -> Claim:
    """What was told before ("these precursors"), with what is said of it now: by whom, since when, on which list, denied or not."""
    same = actor in ("", one.actor)
    (told,) = bound_by(base, [one])
    if same and base.phrase is None:
        told = told._replace(phrase=one.phrase, days=one.days, begins=one.begins)
    if not same:
        told = told._replace(list="", instrument="")
    kind = one.kind if base.kind == "control" else base.kind
    return told._replace(kind=kind, actor=actor or one.actor, list=name or told.list)


def _on_the_first(base: Claim, text: str) -> Claim:
    """ "In A, not in B" is no denial: of A it is told, and where it tells of no other day, of the day of the text."""
    if against(text) is None:
        return base
    now = base.phrase is None and _P["stands_so"].search(text) is not None
    return base._replace(negated=False, still=base.still or now)


def _refers_back(read: Read) -> bool:
    return pointing(read.sentence.text) and not _P["list_name"].search(read.sentence.text)


def control(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state lists a substance, a class, a group, or a number of substances; or takes one off."""
    text = read.sentence.text
    base, actor = _by_whom(base, hit, clause, read, told)
    if DIRECTED.search(text[: max(hit.end, clause[1])]):
        return []  # an order to somebody to list it lists nothing
    base = act_claims.made_on(_decided_or_ending(base, read), text)
    own, clause = clause, _with_included(hit, clause, read)
    found, near = whats_of(hit, clause, read)
    whats = tuple(named_behind(found, near, read, hit, explosives=told.explosives))
    if _of_its_kind(hit, read):
        return []
    if any(_P[one].search(text) for one in ("punished", "void", "of_persons")) or _P["in_part"].search(
        text, *clause
    ):
        return []
    if near >= 0 and _P["deed"].search(text[:near]) and _P["barred"].search(hit.words):
        return [base._replace(kind="ban", actor=actor)]
    if base.negated and near >= 0 and _P["holds_it"].search(text[:near]):
        return []  # what holds a little of it is let out, and not the thing itself
    some = _P["some_of"].search(text) is not None
    if some and any(what.kind == "substance" for one in told.act for what in one.what):
        return []  # "two of these substances": which, is not told
    row = bool(told.row) and (not told.act or told.row[-1].start > told.act[-1].start)
    if (row or told.act) and whats and not some and _told_before(whats, near, read):
        if not row:
            return [_again(base, one, actor, list_words(read, clause)) for one in told.act]
        whats = told.what  # "these chemicals": those of the lines above
    number = count_of(hit, clause, read, near)
    name = list_words(read, clause if whats else own, whats)
    name = name or _kind_told(hit, read) or _same_list(read, told)
    base = base._replace(
        begins=base.begins or (base.phrase is None and _adds(hit, read)), actor=actor, list=name,
        also=joined_counts(hit, clause, read), as_class=_P["as_class"].search(text, *clause) is not None,
        instrument=_elsewhere(read, clause) or (told.elsewhere if _refers_back(read) else ""),
    )  # fmt: skip
    if apart := _apart(base, hit, clause if whats else own, read):
        return [_same_act(one, told) if one.kind == "count" else one for one in apart] if actor else []
    if not whats and (every := _every_one(number, clause, read, told)):
        return [base._replace(actor=actor, what=every, number=None, also=(), repeated=True)] if actor else []
    general = not whats and number is not None and _general(read, clause, hit)
    if not whats and not general:
        if not _points(hit, clause, read):
            return []
        base = base._replace(repeated=True)
        before = _meant_before(base, hit, clause, read, told, () if row else told.act)
        if before and isinstance(before[0], Claim):
            return [one for one in before if isinstance(one, Claim) and one.actor]
        whats = tuple(one for one in before if isinstance(one, What))
    if not actor or not (whats or general):
        return []
    if general:  # "six substances were added to the catalogue of precursors"
        whats = tuple(x[2] for x in read.things if x[2].kind == "group" and titled(x[0], text))[:1]
    if _lasting(base, number, text):
        return []
    wide = tuple(w for w in whats if w.kind == "group" and w.id in WIDE)
    if general or (number is not None and number >= _MANY and wide):
        return [_same_act(base._replace(kind="count", number=number, what=wide), told)]
    return each_its_day(_each(base, hit, clause, read, whats, number, near), read)


def _adds(hit: Hit, read: Read) -> bool:
    """Whether a thing is added by the act of which the text tells, and has not long been on the list."""
    ways = ("adds", "adds_title") if read.sentence.number == 0 else ("adds",)
    return any(_P[one].match(hit.words) for one in ways)


def _of_its_kind(hit: Hit, read: Read) -> bool:
    """Whether it is only told of what family a thing is: "X is a nitazene", and not that a law lists it."""
    last = [what for start, end, what in read.things if hit.start < start and end == hit.end]
    family = any(what.id not in WIDE for what in last)
    return family and _P["is_a"].search(hit.words) is not None


def _lasting(base: Claim, number: int | None, text: str) -> bool:
    """Whether things are told to stay on a list, by number or from a day: they were listed before, and not then."""
    dated = base.modality != "announced" and (number is not None or base.phrase is not None)
    return dated and base.kind == "control" and _P["lasting"].search(text) is not None


def _by_whom(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> tuple[Claim, str]:
    """A claim, and whose list it speaks of: as told, else by the list's name, else the one law of that language that is held."""
    actor = _treatys(hit, read, clause, told) or state_of_list(read, clause)
    actor = actor or actor_of(hit, clause, read, told) or told.numbered
    if not actor and read.language == "de":
        base, actor = base._replace(assumed=True), "DE"
    return _on_the_first(base, read.sentence.text), actor


def _decided_or_ending(base: Claim, read: Read) -> Claim:
    """A removal that was decided stands; a day until which a thing is listed is its last, and not its first."""
    text = read.sentence.text
    if base.kind == "removal" and _P["all_lists"].search(text):
        ahead = words().cues["future"].search(text) or base.modality != "announced"
        return base if ahead else base._replace(modality="fact")
    if base.kind == "control" and base.modality != "proposed" and _P["prolongs"].search(text):
        return base._replace(way="prolonged", modality="fact", begins=False)
    ends = until_of(read.days, text) if base.kind == "control" else []
    last = next((day for day in ends if day == base.phrase), None)
    if last is not None and not _P["free_until"].search(text[: last.start]):
        return base._replace(way="until", begins=False)
    return base


def _treatys(hit: Hit, read: Read, clause: tuple[int, int], told: Told) -> str:
    """ "Schedule 1" where chemical weapons are spoken of and no state is: the Convention's, whose states follow it."""
    text = read.sentence.text
    spoken = told.weapons or _P["weapons"].search(text)
    meant = spoken and _P["weapons_list"].match(list_words(read, clause))
    states = (e for e in read.of("state", 0, hit.end) if e.id != "UN")
    return "" if not meant or any(not governed(text, e, read.language) for e in states) else "UN"


def state_of_list(read: Read, clause: tuple[int, int]) -> str:
    """Whose list a clause names, where its sentence names no state: classes of drugs are the United Kingdom's."""
    name = list_words(read, clause)
    if _P["of_precursors"].search(read.sentence.text):  # classes of precursors are no classes of drugs
        return ""
    code = next((code for code, one in words().list_states.items() if one.match(name)), "")
    return "" if codes_of(read.of("state"), code) else code


def _every_one(number: int | None, clause: tuple[int, int], read: Read, told: Told) -> tuple[What, ...]:
    """The substances listed before that "the five substances" means: as many as are told, and no fewer."""
    listed = tuple(dict.fromkeys(w for one in told.act for w in one.what if w.kind == "substance"))
    meant = number == len(listed) and _P["the_many"].search(read.sentence.text, *clause)
    return listed if meant else ()


def _meant_before(
    base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told, act: tuple[Claim, ...]
) -> tuple[Claim, ...] | tuple[What, ...]:
    """What words mean that only point back: claims of all that was counted or listed, or things that were told.

    ``act``: what was last listed; none where lines of a list were told since.
    """
    alone = _the_one(hit, clause, read, told)
    counted = [one for one in act if one.kind == "count" and alone is None]
    if counted and not base.instrument:  # "these substances": those that were counted
        one = counted[-1]._asdict()
        held = {key: one[key] for key in ("kind", "number", "also", "what")}
        return (base._replace(**held, actor=base.actor or one["actor"]),)
    named = _named_before(hit, read)
    if named or alone is not None:
        return named or alone or ()  # of "it" that may mean several: none
    listed = tuple(dict.fromkeys(w for one in told.act for w in one.what))
    if base.actor and act and len(listed) > 1:  # all that was listed: true if all are
        return (base._replace(what=listed),)
    return (told.controlled or told.what)[:1] if act or not told.row else told.what


def _the_one(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> tuple[What, ...] | None:
    """The one thing that "it", or "the substance", means; () where several were named last, None where no such word stands."""
    before = read.sentence.text[clause[0] : hit.start]
    if not _P["single"].search(before) or _P["plural"].search(before):
        return None
    return next((one for one in (told.what, told.controlled) if len(one) == 1), ())


def _named_before(hit: Hit, read: Read) -> tuple[What, ...]:
    """The substances that a sentence names before a trigger, joined to each other."""
    before = [t for t in read.things if t[1] <= hit.start and t[2].kind == "substance"]
    return tuple(chained_back(before, read.sentence.text)[0])


def _told_before(whats: tuple[What, ...], near: int, read: Read) -> bool:
    """Whether a group only points back: "these precursors"."""
    return all(what.id in WIDE for what in whats) and bool(_P["these"].search(read.sentence.text[:near]))


def _apart(base: Claim, hit: Hit, clause: tuple[int, int], read: Read) -> list[Claim]:
    """ "A in Class C and B in Class B": claims for each list that has things of its own before it; else none."""
    lists = list(_P["list_name"].finditer(read.sentence.text, *clause))
    edges = [clause[0], *(found.end() for found in lists)]
    if len(lists) < _SEVERAL:
        return []
    out: list[Claim] = []
    for low, found in zip(edges, lists, strict=False):
        inside = (t for t in read.things if low <= t[0] < found.start())
        things = [t for t in inside if not titled(t[0], read.sentence.text)]
        part = (low, found.end())
        if not things:  # "15 substances in Class A, four in Class B"
            number = count_of(hit, part, read, -1)
            if number is None and _P["a_single"].search(read.sentence.text, *part):
                number = 1  # "and one in Class C"
            if number is None and found.end() <= hit.start:
                continue  # "amends Schedule 2 so as to control 15 as Class A drugs"
            if number is None:
                return []
            out.append(base._replace(kind="count", number=number, list=found[0], also=()))
            continue
        whats, near = chained(things, read.sentence.text)
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
    passive = PASSIVE.search(hit.words if hit.kind == "control" else f"{before} {hit.words}")
    if not (passive or _P["goes"].match(hit.words)):  # "it controlled X": who acts, not on what
        before = _P["actors"].sub("", before)
    elif _P["single"].search(before):
        return True  # "the substance"
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


def own_list(text: str) -> bool:
    """Whether a line names a list of its own, of no instrument that is known to be none of the lawbook's."""
    return _P["list_name"].search(text) is not None and words().not_held.search(text) is None


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
    named = len(whats) > 1 and any(w.kind == "substance" for w in whats[1:])
    if named and whats[0].kind in ("group", "class") and not _and_after(near, read):
        whats = whats[1:]  # "the precursors A and B": the names say more
    if whats[0].kind != "group":
        number = None  # counted by their names
    listed = _and_more(hit, clause, read)
    if listed is not None:  # A and others, seven in all: the act counts, and what is named of it
        behind = (w for start, _, w in read.things if start >= hit.end)
        group = tuple(w for w in behind if w.kind == "group" and w.id in WIDE)
        single = tuple(w for w in whats if w.kind == "substance")
        act = base._replace(kind="count", number=listed, what=(*group, *single), also=())
        return [act, *(base._replace(what=(what,), number=None) for what in whats)]
    claims = [
        base._replace(what=(what,), number=number if place == 0 else None) for place, what in enumerate(whats)
    ]
    return claims[:1] if base.modality == "opinion" else claims


def _and_more(hit: Hit, clause: tuple[int, int], read: Read) -> int | None:
    """The number of what is listed where only some are named ("4-AP 等7种物质")."""
    found = _P["and_more"].search(read.sentence.text[clause[0] : clause[1]])
    return int(found[1]) if found and int(found[1]) >= _MANY else None


def _and_after(near: int, read: Read) -> bool:
    """Whether the first thing is joined to the next by "and": it is one of them, and no word for what they are."""
    ends = [(end, start) for start, end, _ in read.things if start >= near]
    joined = read.sentence.text[ends[0][0] : ends[1][1]] if len(ends) > 1 else ""
    return _P["joined"].search(joined) is not None


def _same_list(read: Read, told: Told) -> str:
    """The list of what was told last, where a sentence means it: "in the same Schedule"."""
    meant = told.act and _P["same_list"].search(read.sentence.text)
    return told.act[-1].list if meant else ""


def _kind_told(hit: Hit, read: Read) -> str:
    """The list, where what is put under control is said to become a narcotic drug, or a psychotropic substance; or to be none."""
    if hit.kind == "removal":
        return "narcotic list" if _P["all_lists"].search(read.sentence.text) else ""
    found = _P["as_kind"].search(read.sentence.text, hit.start)
    kind = found.lastgroup.split("_")[0] if found and found.lastgroup else ""
    return "list of drugs" if kind == "drugs" else f"{kind} list" if kind else ""


def against(text: str) -> tuple[int, int] | None:
    """Where the list is named that a thing is said not to be on, behind the list that it is on.

    >>> against("It is in Class B, not in Class C.")
    (25, 32)
    >>> against("It is not in Class B, and not in Class C.")
    """
    found = list(_P["list_name"].finditer(text))
    if not found or words().cues["negated"].search(text[: found[0].start()]):
        return None
    pairs = ((text[a.end() : b.start()], b.span()) for a, b in pairwise(found))
    return next((span for between, span in pairs if _P["against"].fullmatch(between)), None)


def list_words(read: Read, clause: tuple[int, int], whats: tuple[What, ...] = ()) -> str:
    """Which list is named: "Schedule I", "Table II"; of two the one to which a thing is moved; or the law whose lists are meant.

    None that is told of another thing than ``whats`` ("to make the schedule II substance fentanyl"), nor that it is not on.
    """
    low, high = (0, not_on[0]) if (not_on := against(read.sentence.text)) else clause
    text = read.sentence.text[low:high]
    others = {start - low for start, _, what in read.things if whats and what not in whats}
    named = ((m, _P["listed_thing"].match(text, m.end())) for m in _P["list_name"].finditer(text))
    found = [m for m, of in named if not (of and of.end() in others)]
    moved = [m for m in found if _P["moved_to"].search(text[: m.start()])]
    if not found:  # a law with lists of its own: "falls under the NpSG"
        law = _P["law_name"].search(text)
        return law["law"] if law else ""
    ends = [(end - low, what) for start, end, what in read.things if low <= start < high]
    own = [
        m for m in found if next((what in whats for end, what in reversed(ends) if end <= m.start()), False)
    ]
    one = (moved[-1:] or own[:1] or found[:1])[0]  # of what it is told, and not of another thing before it
    number = _P["of_number"].match(text, one.end())
    return _P["same_act"].sub("", one[0]) + (f" {number['n'].replace('/', '-')}" if number else "")


_SEVERAL = 2  # lists
_APART = 25  # characters between the names of one row


def _general(read: Read, clause: tuple[int, int], hit: Hit) -> bool:
    """Whether a number counts substances in general, not ones that were named before."""
    groups = read.of("group", *clause)
    last = groups[-1 if "sanctions" in hit.words else 0].end if groups else 0
    return bool(groups) and not pointing(read.sentence.text[clause[0] : max(hit.end, last)])


def in_force(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """An instrument begins to bind on a day: what was just said to be listed by it."""
    text = read.sentence.text[clause[0] : clause[1]]
    of_lines = _P["of_lines"].search(text)  # an act of its own: it changes a tariff
    if base.phrase is None or _P["of_duties" if of_lines else "act_of_duties"].search(text):
        return []
    if "ACTNO" not in hit.words and any(clause[0] <= t[0] < clause[1] for t in read.things):
        return []  # the words of a control say more
    if read.sentence.text.rstrip().endswith((":", "：")) and act_claims.numbers(read.sentence.text):
        told.act = ()  # an act that is told with what it lists below, and none of what was told before
    if not told.act and told.charged:
        return [same_duty(base, one) for one in told.charged] if IT_BINDS.search(text) else []
    acts = acts_named(read.sentence.text[: hit.end]) or told.law
    if (not told.act or "ACTNO" in hit.words) and len(acts) == 1 and not base.negated:
        actor = actor_of(hit, clause, read, told)
        made = [base._replace(kind="control", actor=actor, what=acts)] if actor else []
        lists = not _P["act_of_duties"].search(told.named)
        return made if lists or not made else act_claims.with_act(made[0], hit, read, told)
    if not told.act and not IT_BINDS.search(text):
        told.awaits += act_claims.with_act(base, hit, read, told)
    own = base.phrase.text if _P["excepted"].search(read.sentence.text) else ""
    return bound_by(base, (c for c in told.act if not own or c.phrase is None or c.phrase.text == own))


def bound_by(base: Claim, acts: Iterable[Claim]) -> list[Claim]:
    """What acts list, from the day on which an instrument binds."""
    keys = ("kind", "actor", "what", "number", "also", "list", "instrument", "as_class")
    return [base._replace(**{key: getattr(one, key) for key in keys}, repeated=True) for one in acts]


def named(read: Read, told: Told) -> list[Claim]:
    """A sentence that names what was told to be listed: "These are A, B and C", as many as are told."""
    if not told.act or not read.things or not _P["namely"].search(read.sentence.text):
        return []
    s, things, most = read.sentence, read.things, len(read.things)
    far = (n for n in range(1, most) if things[n][0] - things[n - 1][1] > _APART)
    row = things[: next(far, most)]
    single = [(start, what) for start, _, what in row if what.kind not in ("group", "class")]
    names = tuple(dict.fromkeys(what for _, what in single))
    number = int(read.first("count", 0, row[0][0]) or 0)
    if number not in (0, len(names)) and not _P["among"].search(read.sentence.text):
        return []  # names among them are not known
    one = told.act[-1]
    one = one._replace(
        list=list_words(read, (0, single[0][0] if single else 0)) or one.list, kind="control", start=s.start, end=s.end, sentence=s.number, number=None, also=(), repeated=True,
        begins=one.begins or (one.phrase is None and not one.still),
    )  # fmt: skip
    made = [one._replace(what=(what,)) for what in names]
    told.act = tuple(made) or told.act
    return made


def told_only(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """What a breach costs, a step in making law, who has the power: of whose law, and no more is asked.

    An act that is made, and named by its number, is asked what it lists.
    """
    text, base = read.sentence.text, base._replace(actor=actor_of(hit, clause, read, told))
    acts = acts_named(text) if base.kind == "process" and _P["made"].search(text) else ()
    plain = base.kind == "process" and base.phrase is not None and not act_claims.numbers(text)
    step = act_claims.step(text)
    way = step.way if step else "made"
    if plain and told.act and not base.negated and way in act_claims.MADE and _P["its_act"].search(text):
        return list(bound_by(base._replace(way=way), told.act))  # "the order was published on 2 May"
    if len(acts) != 1 or not base.actor or base.negated or _P["unmade"].search(read.tagged):
        return [base]
    return [base._replace(kind="control", what=acts)]


def total(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """How many things stand on the lists in all."""
    counts = read.of("count", hit.start, hit.end)
    number = int(counts[-1].id) if counts else None
    return [base._replace(actor=actor_of(hit, clause, read, told), number=number)]


def follow(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state follows a treaty with its own list."""
    states = [e for e in read.of("state") if e.id != "UN"]
    if any(hit.start <= e.start < hit.end for e in states):
        return []
    before = [e.id for e in states if e.start < hit.start]
    actor = before[-1] if before else (states[0].id if states else told.actor)
    whats = [w for _, _, w in read.things] or list(told.what[:1])
    number = count_of(hit, (0, len(read.sentence.text)), read, read.things[0][0] if read.things else -1)
    if not (actor and whats):
        return []
    return [base._replace(actor=actor, what=tuple(whats[:1]), number=number, phrase=None)]
