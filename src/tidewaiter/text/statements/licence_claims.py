"""Claims about papers: a licence at the border, a registration, records, a report."""

from __future__ import annotations

from decimal import Decimal

from tidewaiter.text.statements.claims import Claim, Read, What
from tidewaiter.text.statements.list_claims import DIRECTED, list_words, state_of_list
from tidewaiter.text.statements.roles import PUT_ON_A_LIST, Hit, Told, actor_of, codes_of, count_of, pointing
from tidewaiter.text.statements.things import WIDE, chained, chained_back, named_behind
from tidewaiter.text.statements.words import number_of, patterns, words

_P = patterns("licence_claims")
EXPLOSIVES = _P["explosives"]
_MANY = 2  # states
_BESIDE_PAPER = 12  # characters before a trigger in which it is told which paper


def licence(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state asks for a paper where goods cross its border, or of those who handle them: a licence, records, a report."""
    text, (low, high) = read.sentence.text, clause
    if of_states := _of_a_rule(base, read, told):
        return of_states
    inside = [t for t in read.things if low <= t[0] < high]
    described = (w.kind == "group" and _P["described"].search(text[:start]) for start, _, w in read.things)
    if (read.things and all(described)) or any(
        _P[one].search(text) for one in ("handed_over", "unaffected", "lifted")
    ):
        return []  # the name before it is not known; what is given away needs no paper
    things = [t for t in inside if hit.start <= t[0] < hit.end] or inside or list(read.things[-1:])
    named = [t for t in inside if t[2].kind == "substance" and _P["such_as"].search(text[: t[0]])]
    whats = tuple(chained(named or things, text)[0])
    whats = tuple(named_behind([*whats], low, read, hit)) if told.explosives else whats
    near = low if told.explosives else max(low, hit.start - _BESIDE_PAPER)
    papers = tuple(  # of whom, or of what, it is asked for may stand anywhere in the clause
        key for key, one in words().papers.items() if one.pattern.search(text[low if one.of else near : high])
    )
    plain = bool({"licence", "registration", "record", "public"} & {*papers}) and bool(told.act or told.what)
    # "that it will ask for a licence": who, and not for what
    named_ = _P["it"].sub("", text) if things else text
    points, back = pointing(named_), _P["handlers"].search(text[low:high]) is not None
    if (not things and (points or back)) or (points and all(w.id in WIDE for w in whats)):
        held = tuple(dict.fromkeys(w for one in told.act for w in one.what)) or told.controlled or told.what
        whats = held if points else tuple(w for w in held if w.kind != "group")
    name = list_words(read, clause if inside else (0, len(text)))
    of_explosives = {"public", "suspicion"} & {*papers} or (papers and _P["handed_on"].search(text))
    if not whats and told.explosives and of_explosives:
        whats = (What("group", "explosives precursors", "explosives precursors"),)
    if (base.negated and _P["qualified"].search(text)) or (base.phrase and _P["further"].search(text)):
        return []  # "no licence is needed for small quantities", "since 2013 private users need one too"
    states = read.of("state")
    listed = PUT_ON_A_LIST.search(text) or _P["same_states"].search(text)
    if not (whats or name or points or back or plain or read.of("group") or listed):
        return []
    to, home, many = _whither(read, told)
    into = next((e.id for e in states if _P["brought_into"].search(text[: e.start])), "")
    actor = home or into or state_of_list(read, clause) or actor_of(hit, clause, read, told) or told.numbered
    ways = [way for way in ("import", "export") if _P[way].search(text[low:high])]
    ways = ways or [way for way in ("export", "import") if _P[way].search(text)][:1]
    if not ways or _P["supply_and"].search(text[low:high]):  # "to possess and import": both are said
        ways += ["domestic"] * bool(_P["supply"].search(text))
    number = count_of(hit, clause, read, things[0][0]) if things and not name else None
    number = many if many is not None else number
    shares = [e for e in read.found if e.kind in ("rate", "share") and low <= e.start < high]
    rate = next((Decimal(e.id) for e in shares), None)
    ways_of_bounds = (_P["above"], _P["let_up_to"])
    above = len(shares) == 1 and any(one.search(text[: shares[0].start]) for one in ways_of_bounds)
    base = base._replace(
        actor=actor, what=whats, list=name, papers=papers, number=number, rate=rate, rate_from=rate if above else None, goods=tuple(key for key, one in words().doings.items() if one.search(text)), negated=base.negated and "public" not in papers,
        origins=tuple(s for s in dict.fromkeys(to) if s != actor),
    )  # fmt: skip
    return [base._replace(way=way) for way in ways or [""]]


def _whither(read: Read, told: Told) -> tuple[list[str], str, int | None]:
    """Towards which states, by which one it is asked for where that is told so, and for how many things."""
    text, states = read.sentence.text, read.of("state")
    same = _P["same_states"].search(text) is not None
    if listed := PUT_ON_A_LIST.search(text):
        return [e.id for e in states if e.end <= listed.start()], "", None
    row = codes_of(states) if same else ()
    if len(row) >= _MANY and told.actor not in row:  # "to those three states", which the sentence names
        many = (int(e.id) for e in read.of("count") if text[e.end : e.end + 1] == "种")
        return [*row], told.actor, next(many, None)
    to = list(dict.fromkeys(told.states[::-1]))[:3][::-1] if same else []
    to += [e.id for e in states if _P["towards"].search(text[: e.start])]
    return to, next((e.id for e in states if _P["exported_from"].search(text[: e.start])), ""), None


def _of_a_rule(base: Claim, read: Read, told: Told) -> list[Claim]:
    """What is told of the states that a rule names, or of all others."""
    text = read.sentence.text
    if _P["other_states"].search(text):  # "to other states no licence is needed": by the rule that was told
        number = next((int(e.id) for e in read.of("count")), None)
        denied = base.negated or _P["no_need"].search(text) is not None
        return [
            base._replace(
                actor=told.actor, way="elsewhere", papers=("licence",), number=number, negated=denied
            )
        ]
    found = _P["all_states"].search(text) if len(read.of("state")) >= _MANY else None
    codes = tuple(dict.fromkeys(e.id for e in read.of("state")))
    number = number_of(found["n"]) if found else None
    return (
        [base._replace(actor=told.actor, way="destinations", origins=codes, number=number)] if found else []
    )


def needed(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """What must not be done without a paper: two denials that say that it is asked for."""
    hit = hit._replace(end=hit.start + 1)  # the states within it are those towards which
    made = licence(base._replace(kind="licence", negated=False), hit, clause, read, told)
    return [one._replace(number=None) for one in made]


def limit(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """Above which share the public may not have an explosives precursor: each share with the things behind it ("12 % for A"),
    else with those before it; none where of some share it is not understood of what it is told."""
    text, made = read.sentence.text, []
    if DIRECTED.search(text):
        return []  # what a state may set
    shares = [e for e in read.found if e.kind in ("rate", "share")] if told.explosives else []
    for place, share in enumerate(shares):
        low = shares[place - 1].end if place else 0
        high = shares[place + 1].start if place + 1 < len(shares) else len(text)
        behind = _P["share_of"].match(text, share.end) is not None
        own = [t for t in read.things if (share.end <= t[0] < high if behind else low <= t[0] < share.start)]
        whats = tuple((chained if behind else chained_back)(own, text)[0])
        if not whats or any(what.kind != "substance" for what in whats):
            return []
        rate, actor = Decimal(share.id), actor_of(hit, clause, read, told) or told.numbered
        way = (
            "content" if _P["threshold"].search(text) else ""
        )  # that it is the limit, and not what lies above it
        public = base._replace(kind="licence", actor=actor, papers=("public",), way=way)
        made.append(public._replace(what=whats, rate=rate, rate_from=rate))
    return made if not base.negated else []
