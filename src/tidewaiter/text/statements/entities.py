"""What a sentence names besides substances: states and authorities, instruments, parties, quantities, money, rates
with what they are on, groups of substances with their number, days, and who is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tidewaiter.text.statements.days import find_days
from tidewaiter.text.statements.words import find_states, number_of, patterns, state_code, words


class Entity(NamedTuple):
    """Something named: what kind, where (characters of the text it was found in), and as what it is understood.

    ``kind`` is state, authority, instrument, party, quantity, money, rate, count, group, day or speaker; ``id`` what it is
    understood as: a territory's code, a group's id, a number.
    """

    start: int
    end: int
    text: str
    kind: str
    id: str


_P = patterns("entities")
LET_OUT = _P["let_out"]  # goods that a duty, or its end, does not reach


def find_entities(text: str) -> list[Entity]:
    """Everything named in one sentence, in order. A word may be read in two ways: a rate and a number.

    >>> [(e.kind, e.id) for e in find_entities("Beijing added two more fentanyl precursors; the US set a 20% duty.")]
    [('state', 'CN'), ('count', '2'), ('group', 'fentanyl precursors'), ('state', 'US'), ('rate', '20'), ('instrument', 'duty')]
    """
    found = [*_states(text), *_plain(text), *_groups(text)]
    rates = [e for e in found if e.kind in ("rate", "share", "money", "quantity")]
    days = find_days(text)
    found += [Entity(p.start, p.end, p.text, "day", p.kind) for p in days]
    blocked = [(e.start, e.end) for e in rates] + [(p.start, p.end) for p in days]
    for match in _P["count"].finditer(text):
        word = (match["w"] or match["zh"]).lower()
        number = number_of(word)
        near = match["noun"] or match["zh"] or match["between"] or word == "both"
        where = match.start(), match.start() + len(word)
        if (
            number
            and (near or not word.isdigit())
            and not _P["about"].search(text[: match.start()])
            and not (word.isdigit() and _P["of_a_list"].search(text[: match.start()]))
            and not any(a < where[1] and where[0] < b for a, b in blocked)
        ):
            found.append(Entity(*where, text[where[0] : where[1]], "count", str(number)))
    return sorted(dict.fromkeys(found), key=lambda e: (e.start, -e.end, e.kind))


def states_in(text: str) -> set[str]:
    """The codes of the states that a text names."""
    return {one.id for one in find_entities(text) if one.kind == "state"}


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with a blank in the place of some spans.

    >>> without("duties of China on goods", [(10, 15)])
    'duties of   on goods'
    """
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def goods_of(text: str) -> tuple[str, ...]:
    """The goods that words name: words that titles of duties have for them, else what stands behind "duty on" and is no
    word for goods in general, nor a state.

    >>> goods_of("China imposes 15 % on chicken and wheat"), goods_of("a 25 % tariff on Chinese toys")
    (('chicken', 'wheat'), ('toys',))
    >>> goods_of("a 25 % tariff on most imports from China")
    ()
    """
    known = words()
    text = LET_OUT.sub("", text)
    said = _P["because"].sub("", text)
    named = tuple(key for key, pattern in known.goods.items() if pattern.search(said))
    if len(named) > 1:  # "certain goods of steel": goods that are named
        named = tuple(key for key in named if key != "listed goods")
    found = _P["on_goods"].search(_without_states(text))
    if special := known.special_duties.search(said):
        return (*named, special[0].lower())
    if named or found is None:
        return named
    return tuple(w for w in re.findall(r"(?<![A-Za-z])[a-z][a-z-]{2,}", found[1]) if w not in known.any_goods)


def goods_known(text: str) -> tuple[str, ...]:
    """Those of the goods that words name for which titles of duties have a word."""
    return tuple(one for one in goods_of(text) if one in words().goods)


def goods_let_out(text: str) -> tuple[str, ...]:
    """The goods of which an exception tells, by the words that titles of duties have for them.

    >>> goods_let_out("lifted its duties of 25 % except those on copper, steel and timber")
    ('steel', 'copper', 'timber')
    """
    return goods_known(" ".join(m[0].partition(" ")[2] for m in LET_OUT.finditer(text)))


def traded(text: str) -> tuple[str, ...]:
    """The goods whose trade a sentence tells of, in small letters; no word for goods in general, and no substance or state.

    >>> traded("Importers of sugar will need a licence"), traded("the imports of these goods")
    (('sugar',), ())
    """
    found = (m["goods"].lower() for m in _P["traded"].finditer(_without_states(text)))
    return tuple(w for w in found if w not in words().any_goods and not find_entities(w))


def names_told(text: str) -> list[str]:
    """Proper names of a sentence that stand for no state, authority, day, instrument or kind of party.

    >>> names_told("OFAC sanctioned the Chinese company Qwertz Fine Chemicals and six Mexican cartels in May.")
    ['Qwertz Fine Chemicals']
    """
    known = words()
    taken = [(e.start, e.end) for e in _states(text)] + [(p.start, p.end) for p in find_days(text)]
    taken += [m.span() for m in known.authorities.finditer(text)]
    out = []
    for match in _P["name"].finditer(text):
        parts = re.finditer(r"[\w’'&-]+", match[0])
        free = [
            m[0]
            for m in parts
            if not m[0].endswith("-based")
            and not any(a < match.start() + m.end() and match.start() + m.start() < b for a, b in taken)
        ]
        begins = match.start() == 0 and len(free) == 1 and not _P["subject"].match(text[match.end() :])
        if not begins and any(word[0].isupper() and word not in known.no_names for word in free):
            out.append(" ".join(free))
    return out


def _states(text: str) -> Iterator[Entity]:
    # in capitals, "US" is also a pronoun
    shouted = text.upper() == text and len(re.findall(r"[A-Z]+", text)) > 3
    seen = text.title() if shouted else text
    treaties = [m.span() for m in _P["treaty"].finditer(text)]
    for start, end, code in find_states(seen):
        if any(low <= start < high for low, high in treaties):
            continue
        if shouted and end - start < 4 and "." not in seen[start:end]:
            continue
        if seen[end : end + 6].lower() == "-based":
            continue  # China-based suppliers are no act of China
        yield Entity(start, end, text[start:end], "state", code)


def _without_states(text: str) -> str:
    return without(text, (state[:2] for state in find_states(text)))


def _plain(text: str) -> Iterator[Entity]:
    known = words()
    for word, codes in known.several.items():
        for match in re.finditer(word, text):
            yield from (_named(match, "state", code) for code in codes)
    yield from (
        _named(match, "authority", state_code(match[0])) for match in known.authorities.finditer(text)
    )
    yield from (_named(match, "instrument", match[0].lower()) for match in known.instruments.finditer(text))
    for key, pattern in known.parties.items():
        yield from (_named(match, "party", key) for match in pattern.finditer(text))
    for match in _P["money"].finditer(text):
        value = _value(match["n"] or match["n2"], match["scale"] or match["scale2"] or "")
        currency = known.currencies.get((match["sign"] or match["sign2"]).upper(), "USD")
        yield _named(match, "money", f"{currency} {value:g}")
    for match in _P["rate"].finditer(text):
        number = match["n"] or match["n2"] or match["n4"] or str(known.counts[match["n3"].lower()])
        kind = "share" if _P["of_it"].match(text[match.end() :]) else "rate"  # 50 % of the goods
        yield _named(match, kind, f"{_value(number, ''):g}")
    for match in _P["quantity"].finditer(text):
        yield _named(match, "quantity", f"{_value(match['n'], ''):g} {match['unit']}")
    for pattern in (_P["speaker"], _P["according"]):
        for match in pattern.finditer(text):
            who = match["who"].rstrip(".,'\"”’ ")
            yield Entity(match.start("who"), match.start("who") + len(who), who, "speaker", who)


def _named(match: re.Match[str], kind: str, meant: str) -> Entity:
    return Entity(*match.span(), match[0], kind, meant)


def _value(number: str, scale: str) -> float:
    number = re.sub(r",(?=\d{1,2}$)", ".", number)
    return float(re.sub(r"[,\u202f ]", "", number)) * 10.0 ** words().scales.get(scale.lower(), 0)


def _groups(text: str) -> Iterator[Entity]:
    taken: list[tuple[int, int]] = []
    for key, group in words().groups.items():
        for match in group.pattern.finditer(text):
            if not any(match.start() < b and a < match.end() for a, b in taken):
                taken.append(match.span())
                yield _named(match, "group", key)
