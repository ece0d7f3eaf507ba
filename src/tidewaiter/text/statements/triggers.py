"""The triggers of statements.yml, and where they stand in a sentence: each says that a clause speaks of a control, a duty, a list."""

from __future__ import annotations

import re
from functools import cache

from tidewaiter.text.statements.claims import LET_OUT, Read
from tidewaiter.text.statements.roles import Hit
from tidewaiter.text.statements.words import data, patterns

_P = patterns("triggers")
NOUN_ACT = _P["noun_act"]
# kinds that speak of a duty: within one clause the first of these found holds, and the later ones are silent
DUTY_KINDS = ("threat", "truce", "exemption", "answers", "repeal", "reduction", "duty")
LIST_KINDS = ("total", "removal", "control", "in_force")
LAST = ("ban", "process", "power")  # sought where nothing else is told
OTHER = ("other",)  # sought last of all
_GAP = r"(?:(?:[^\s.;:–—]|(?<=\b[A-Z])\.|\.(?=[\w-]))+\s){0,12}?"  # "U.S.", "K.O.-" end no clause


@cache
def triggers(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The triggers of every kind that are read in a language, compiled: those of all, and its own."""
    raw = dict(data("statements.yml"))
    macros, out = raw.pop("macros"), {}
    for kind, found in raw.items():
        own = (one if isinstance(one, str) else one.get(language, "") for one in found)
        out[kind] = tuple(_trigger(pattern, macros) for pattern in own if pattern)
    return out


def _trigger(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    for name, meaning in {**macros, "DUTY": r"(?:(?<!\w)\w{1,30}-)?DUTY"}.items():
        pattern = pattern.replace(name, meaning)
    body = re.sub(r"~(?: (?=\))| \?)?", lambda _: _GAP, pattern)
    return re.compile(rf"(?<![A-Za-z])(?:{body})(?![a-z])" if pattern.isascii() else body, re.I)


def hits_of(read: Read, last: tuple[str, ...] = ()) -> list[Hit]:
    """Triggers found, clause by clause, in each the more particular kind first; ``last``: those sought where no other is found."""
    known = triggers(read.language)
    others = (k for k in known if k not in (*DUTY_KINDS, "removal", *LAST, *OTHER))
    order = last or (*DUTY_KINDS[:-1], "removal", *others, "duty")
    if _P["refund"].search(read.sentence.text):
        order = tuple(kind for kind in order if kind != "duty")  # what is paid back: a rule of another law
    hits: list[tuple[int, int, Hit]] = []
    let_out = [m.span() for m in LET_OUT.finditer(read.sentence.text)]
    let_out += [m.span() for m in _P["titled"].finditer(read.sentence.text)]
    for rank, kind in enumerate(order):
        for pattern in known[kind]:
            for match in pattern.finditer(read.tagged):
                if _adjective(kind, match, read) or any(a < read.at(match.start()) < b for a, b in let_out):
                    continue
                hit = Hit(kind, read.at(match.start()), read.at(match.end() - 1) + 1, match[0])
                hits.append((read.clause(hit.start)[0], rank, hit))
    # "controls and criminal sanctions"
    own = [(hit.start, hit.end) for *_, hit in hits if hit.kind == "control"]
    hits = [one for one in hits if one[2].kind != "penalty" or not any(a <= one[2].start < b for a, b in own)]
    return [hit for *_, hit in sorted(hits, key=lambda one: (one[0], one[1], one[2].start))]


def _adjective(kind: str, match: re.Match[str], read: Read) -> bool:
    """A "controlled substance" is a thing, not an act; an addition is one only to a list."""
    if kind == "exemption" and _P["but_for"].search(read.tagged[: match.start()] + "\n" + match[0]):
        return True  # "lifted them, except those on steel": what is let out of that
    if kind == "control" and NOUN_ACT.match(match[0]):
        own = read.tagged[max(match.start() - 8, 0) : match.start()]
        rest = read.tagged if read.sentence.number == 0 else read.tagged[match.end() :]
        return not (_P["to_a_list"].search(rest) or _P["of_a_state"].search(own))
    if kind == "control" and _P["dealt_zh"].search(read.tagged[: match.start()]):
        return True  # "查获列管物质": of what kind it is
    if kind != "control" or not _P["controlled"].fullmatch(match[0]):
        return False
    noun = _P["noun_after"].match(read.tagged[match.end() :])
    done = _P["now_controlled"].search(match[0])
    return noun is not None and done is None
