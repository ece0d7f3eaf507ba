"""Whether a sentence may state law at all, or is but a heading."""

from __future__ import annotations

from tidewaiter.text.statements.claims import Read
from tidewaiter.text.statements.modality import RULE
from tidewaiter.text.statements.roles import Told
from tidewaiter.text.statements.words import patterns, words

_SHORT = 30  # characters of a heading in Chinese
_P, _LISTS = patterns("finder"), patterns("list_claims")


def bare_heading(read: Read) -> bool:
    """Whether a line within a piece is but a heading."""
    return read.sentence.number > 1 and heading(read)


def heading(read: Read) -> bool:
    """Whether a line only names its matter: no stop, no substance, rate or day ("Tariff rate")."""
    text = read.sentence.text
    stopped = text.rstrip("'\"”’) ").endswith((".", "!", "?", "。", ";", ":", "；", "：", "，"))
    told = read.things or read.days or read.of("rate")
    deed = _P["headline"].match(text)  # "China bans exports of germanium": a statement
    rule = RULE.search(text)
    return not (stopped or told or deed or rule) and (text.isascii() or len(text) < _SHORT)


def may_state_law(read: Read) -> bool:
    """Whether a sentence names a substance, list, measure, authority or rate beside a word of what is to be."""
    text, cues = read.sentence.text, words().cues
    leans = read.days and cues["normative"].search(text)  # "increases for 2024 will apply from 27 September"
    if (leans or _P["leans"].search(text)) and cues["future"].search(text):
        return True
    named = read.things or any(e.kind in ("rate", "instrument", "authority", "group") for e in read.found)
    to_be = not read.language or cues["normative"].search(text)
    row = bool(read.sentence.leads and read.days)  # a line of a list: "Semiconductors: 50 % from 1 January"
    return bool((named or _P["measure"].search(text)) and (to_be or row))


def abroad(read: Read, told: Told) -> bool:
    """Whether a piece tells of states alone whose lists are not held, and a sentence of what is listed or banned."""
    if not told.around or any(map(_LISTS["held"].fullmatch, told.around)):
        return False
    row = read.things and read.sentence.leads
    return bool(row or _LISTS["of_lists"].search(read.sentence.text))
