"""The words by which documents are read: states, authorities, groups, furniture. Read once from ``words.yml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from babel import Locale

from tidewaiter.lawbook.read import plain_yaml


class Group(NamedTuple):
    """A group of substances that a text names by one word, and how its members are found in the lawbook."""

    id: str
    pattern: re.Pattern[str]
    classes: tuple[str, ...]  # last parts of class ids
    kinds: tuple[str, ...]  # kinds of lists
    substances: tuple[str, ...]
    names: tuple[str, ...]  # endings of names
    any: bool
    own: tuple[str, ...]  # kinds of lists: where things came on these, those of the others are not meant


class Paper(NamedTuple):
    """What the law asks for, by the words for it."""

    effects: tuple[str, ...]  # of obligations of the lawbook
    of: tuple[str, ...]  # of whom, or of what, alone it is asked, as the lawbook has it
    pattern: re.Pattern[str]


class Words(NamedTuple):
    """``words.yml``, ready to match: each field is one of its keys, or part of one."""

    languages: dict[str, list[str]]  # small words
    furniture: re.Pattern[str]
    age: re.Pattern[str]
    states: dict[str, str]  # name -> code
    stems: dict[str, re.Pattern[str]]  # code -> peoples
    authorities: re.Pattern[str]
    groups: dict[str, Group]
    papers: dict[str, Paper]
    doings: dict[str, re.Pattern[str]]  # as titles of obligations call what is done -> words
    forms: dict[str, re.Pattern[str]]  # extensions of an entry -> words
    parties: dict[str, re.Pattern[str]]
    ownership: re.Pattern[str]  # parties told by who owns them
    parties_of: dict[str, re.Pattern[str]]  # kind of the lists -> words
    counts: dict[str, int]
    scales: dict[str, int]
    currencies: dict[str, str]  # sign -> code
    goods: dict[str, re.Pattern[str]]  # word of a title -> words for goods
    product_words: dict[str, str]  # products of a duty with periods of their own -> words for them
    among: dict[str, str]  # one of several goods -> the word of a title for them all
    all_of: dict[str, str]  # one of several goods -> the word of a text for them all
    special_duties: re.Pattern[str]  # duties on a kind of goods that no title names
    ordinary_duties: dict[str, str]  # word of a title -> code of the schedule
    several: dict[str, list[str]]  # one word -> several codes
    any_goods: frozenset[str]
    no_names: frozenset[str]  # words with a capital that name no party
    instruments: re.Pattern[str]
    not_held: re.Pattern[str]  # instruments that are none of the lawbook's
    elements: dict[str, str]  # sign -> id of a substance
    duties: dict[str, re.Pattern[str]]
    duty_states: dict[str, str]
    list_states: dict[str, re.Pattern[str]]
    charging: frozenset[str]  # states that charge such duties
    heads: dict[str, list[list[str]]]
    head_meant: str  # whose term "his first term" is
    cues: dict[str, re.Pattern[str]]  # opinion, future, announced, negated, topic


@cache
def data(name: str) -> Any:
    """One of the package's own YAML files; every scalar as it is written."""
    return plain_yaml(Path(__file__).with_name(name).read_text(encoding="utf-8"))


_PLAIN = (
    "languages",
    "product_words",
    "ordinary_duties",
    "several",
    "elements",
    "duty_states",
    "heads",
    "head_meant",
)
_SETS = ("any_goods", "no_names", "charging")
_ONE_PATTERN = ("ownership", "special_duties", "instruments", "not_held")
_PATTERNS = ("doings", "forms", "parties", "parties_of", "goods", "duties")
_CUES = ("opinion", "future", "announced", "proposed", "negated", "planned", "topic", "normative")


@cache
def words() -> Words:
    """The words, compiled.

    >>> words().states["Beijing"]
    'CN'
    """
    raw = data("words.yml")
    made: dict[str, Any] = {key: raw[key] for key in _PLAIN}
    made |= {key: frozenset(raw[key]) for key in _SETS}
    made |= {key: any_of(raw[key]) for key in _ONE_PATTERN}
    made |= {key: {one: any_of(some) for one, some in raw[key].items()} for key in _PATTERNS}
    return Words(
        **made,
        furniture=re.compile("|".join(f"(?:{line})" for line in raw["furniture"]), re.I),
        age=re.compile(raw["age"], re.I),
        states=_countries(raw) | _turned(raw["states"]),
        stems={code: re.compile(f"(?i:{'|'.join(found)}){_ENDING}") for code, found in raw["stems"].items()},
        authorities=_names(raw["authorities"]),
        groups={key: _group(key, value) for key, value in raw["groups"].items()},
        papers={
            key: Paper(tuple(value["effects"]), tuple(value.get("of", ())), any_of(value["words"]))
            for key, value in raw["papers"].items()
        },
        counts=_counts({key: int(value) for key, value in raw["counts"].items()}),
        scales={key: int(value) for key, value in raw["scales"].items()},
        currencies=_turned(raw["currencies"]),
        among=_turned(raw["goods_among"]),
        all_of=_turned(raw["goods_all_of"]),
        list_states={code: re.compile("|".join(some), re.I) for code, some in raw["list_states"].items()},
        cues={key: any_of(raw[key]) for key in _CUES},
    )


def _turned(raw: dict[str, list[str]]) -> dict[str, str]:
    """Each of some words -> the key under which it stands."""
    return {one: key for key, some in raw.items() for one in some}


def _group(key: str, raw: Any) -> Group:
    keys = ("class", "kinds", "substances", "names", "own")
    classes, kinds, substances, names, own = (tuple(raw.get(one, ())) for one in keys)
    return Group(key, any_of(raw["words"]), classes, kinds, substances, names, "any" in raw, own)


@cache
def patterns(module: str) -> dict[str, re.Pattern[str]]:
    """The patterns of ``patterns.yml`` that one module of this folder uses, by name.

    >>> bool(patterns("roles")["still"].search("it remains in force"))
    True
    """
    raw = data("patterns.yml")
    told = sorted((w for w in words().counts if w[0] < "\u4e00"), key=len, reverse=True)
    macros = {key: text for key, text in raw.items() if key.isupper()} | {"COUNTED": "|".join(told)}
    pattern = re.compile("|".join(macros))
    return {key: re.compile(pattern.sub(lambda m: macros[m[0]], text)) for key, text in raw[module].items()}


def number_of(word: str) -> int | None:
    """The number that a word or figures tell; None for another word.

    >>> number_of("12"), number_of("two"), number_of("some")
    (12, 2, None)
    """
    return int(word) if word.isdigit() else words().counts.get(word.lower())


def _counts(plain: dict[str, int]) -> dict[str, int]:
    """Words that count, up to ninety-nine: tens and ones in English with a dash, in Chinese around 十."""
    ones = [(word, number) for word, number in plain.items() if 0 < number < 10]
    tens = [(word, number) for word, number in plain.items() if word.endswith("ty")]
    chinese = [(word, number) for word, number in ones if not word.isascii() and len(word) == 1]
    out = {f"{ten}-{one}": a + b for ten, a in tens for one, b in ones} | plain
    for word, number in chinese:
        out |= {f"十{word}": 10 + number, f"{word}十": 10 * number}
        out |= {f"{word}十{one}": 10 * number + b for one, b in chinese}
    return out


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for whole words: an edge is asked only where the pattern begins or ends with a letter."""
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(patterns)})(?![A-Za-z0-9])", re.I)


_ENDING = "(?:e[nrsm]?|es|as|os|s)?"  # of a people, inflected


def _countries(raw: Any) -> dict[str, str]:
    """What all countries are called in the languages that are read (CLDR, from Babel); a code as the lawbook writes it."""
    out = {}
    for language in ("en", "zh_Hans", "es", "de", "fr"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB") and len(name) > 1:
                out[str(name)] = {"GB": "UK"}.get(code, code)
    return {name: code for name, code in out.items() if name not in raw["no_states"]}


def state_code(name: str) -> str:
    """The code of a state's name, or of a people, however inflected; "" for none.

    >>> state_code("Chile"), state_code("mexikanischen"), state_code("Qwertz")
    ('CL', 'MX', '')
    """
    known = words().states.get(name)
    if known:
        return known
    return next((code for code, pattern in words().stems.items() if pattern.fullmatch(name)), "")


@cache
def _automaton() -> tuple[AhoCorasick, list[str], re.Pattern[str]]:
    """All names of states at once, longest first at each place; and peoples as stems."""
    names = list(words().states)
    every = "|".join(stem for found in data("words.yml")["stems"].values() for stem in found)
    stems = re.compile(rf"(?<![\w’'-])(?i:{every}){_ENDING}(?![A-Za-z])")
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names, stems


@cache
def _short() -> re.Pattern[str]:
    sign = f"[{''.join(data('words.yml')['short'])}]"
    row = rf"{sign}(?=、{sign}[、和及外等])|(?<={sign}、){sign}(?=[、和及外等])"  # "美、墨、加"
    return re.compile(rf"(?<=[对输]){sign}(?![国洲元征])|(?<!其){sign}(?=对{sign})|{row}")


def find_states(text: str) -> list[tuple[int, int, str]]:
    """Where a text names states and peoples, and the code of each; whole words, a Chinese name needs no edge.

    >>> find_states("US duties on mexikanische Waren; the usage"), find_states("向墨西哥出口")
    ([(0, 2, 'US'), (13, 25, 'MX')], [(1, 4, 'MX')])
    """
    automaton, names, stems = _automaton()
    out = [
        (start, end, words().states[names[which]])
        for which, start, end in automaton.find_matches_as_indexes(text)
        if not _inside(text, start, end)
    ]
    out += [(*m.span(), data("words.yml")["short"][m[0]]) for m in _short().finditer(text)]
    for match in stems.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b, _ in out):
            out.append((*match.span(), state_code(match[0])))
    return sorted(out)


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is but a part of a word."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (text[start].isascii() and before.isascii() and before.isalnum()) or (
        text[end - 1].isascii() and after.isascii() and after.isalnum()
    )


def _names(names: Any) -> re.Pattern[str]:
    """Names as written, longest first; a Chinese name needs no edge."""
    parts = []
    for name in sorted(names, key=len, reverse=True):
        plain = re.escape(name)
        parts.append(plain if not name.isascii() else rf"(?<![A-Za-z0-9]){plain}(?![A-Za-z0-9])")
    return re.compile("|".join(parts))
