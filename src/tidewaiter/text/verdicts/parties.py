"""Statements on listed parties put to the lawbook: who was designated, by whom, as what, when."""

from __future__ import annotations

from datetime import date

from tidewaiter.lawbook.beside import Party
from tidewaiter.lawbook.store import Store
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.verdicts.finding import CONFIRMED, DIFFERS, OUTSIDE, Finding, asked

_SHORTEST = 5  # letters; a shorter alias (CU, TdA) is a word of other things, too


def judge_designation(claim: Claim, on: date, store: Store) -> Finding:
    """An authority is said to have listed parties: by name, or as those of a country ("Mexican cartels")."""
    window = claim.window(on)
    kind, text = claim.more
    question = asked(
        claim, window, on, "designation", by=claim.actor, party=claim.party, of=list(claim.origins), list=kind
    )
    meant = [party for party in _meant(claim, kind, text, store) if party.period.since.day <= on]
    days: dict[date, list[Party]] = {}
    for party in meant:
        days.setdefault(party.period.since.day, []).append(party)
    fits = [day for day in sorted(days) if window is None or window.holds(day)]
    if not days:
        return Finding(question, OUTSIDE, answer="no such party is on a list that is held")
    day = fits[-1] if fits else max(days)
    found = days[day]
    names = list(dict.fromkeys(party.name for party in found))
    event = next(
        (
            e
            for e in store.events
            if e.kind == "designation" and e.day.first == day and claim.actor in e.territories
        ),
        None,
    )
    text_of = store.party_instruments[found[0].instrument]
    finding = Finding(
        question,
        CONFIRMED if fits else DIFFERS,
        event.id if event else f"{found[0].instrument}/{found[0].list}",
        text_of.lists[found[0].list].clause,
        day.isoformat(),
        f"{', '.join(names[:4])}{' ...' if len(names) > 4 else ''}: {text_of.lists[found[0].list].title}, from {day}",
        f"{len(names)} of these on that day" if len(names) > 1 else "",
    )
    return finding if fits else finding.noted(f"{window} claimed, {day} in the lawbook")


def _meant(claim: Claim, kind: str, text: str, store: Store) -> list[Party]:
    """The listed parties that a text names; where it names none, those of the countries it names."""
    listed = []
    for party in store.parties:
        act = store.party_instruments[party.instrument]
        if act.territory == claim.actor and (
            kind != "terrorist" or "terrorist" in act.lists[party.list].kind
        ):
            listed.append(party)
    low = text.casefold()
    named = [
        p
        for p in listed
        if any(len(name) >= _SHORTEST and name.casefold() in low for name in (p.name, *p.aliases))
    ]
    if named:
        return named
    of_states = [p for p in listed if set(p.countries) & set(claim.origins)]
    if "cartel" in claim.party.lower():
        of_states = [p for p in of_states or listed if "cartel" in " ".join((p.name, *p.aliases)).lower()]
    return of_states
