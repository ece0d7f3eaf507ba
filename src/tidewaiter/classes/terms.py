"""The words of a definition: ``alkyl(1-6) substituted by halogen``, ``heterocyclyl(hetero 1-3) substituted
or not``.

Grammar, in the order in which a sentence is read::

    kind   := name [ "(" arg { ";" arg } ")" ] { tail }
    arg    := range | word range | ("elements" | "via") symbol { "," symbol }
    range  := n | n-m | n- | -m
    tail   := "substituted or not" | "substituted by" list | "optionally substituted by" list | "fused or not"
    list   := kind | "[" kind { "," kind } "]"

A name is either one of the engine's primitives (:mod:`tidewaiter.classes.residues`) or a word of the
glossary, which is a drawing or another expression. Each issuer's glossary goes before the common one,
because "alkyl", "acyl" or "ester" do not mean the same in every law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_WORD = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_'/-]*)")
_RANGE = re.compile(r"(\d*)-(\d*)$|(\d+)$")
NO_LIMIT = 10_000

Args = tuple[tuple[str, tuple[int, int] | tuple[str, ...]], ...]


class BadExpression(ValueError):
    """An expression that cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may stand on a residue's skeleton: ``kinds`` None means anything; ``least`` of them must."""

    kinds: tuple[Kind, ...] | None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One reading of one expression."""

    name: str
    args: Args = ()
    policy: Policy | None = None
    fused: bool = False

    def span(self, word: str) -> tuple[int, int] | None:
        """The range given under ``word`` ("" for the bare one), or None."""
        return dict(self.args).get(word)  # type: ignore[return-value]

    def symbols(self, word: str) -> tuple[str, ...] | None:
        """The chemical elements given under ``elements`` (of all atoms) or ``via`` (of the first), or
        None."""
        return dict(self.args).get(word)  # type: ignore[return-value]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def sees(self, words: str) -> bool:
        self.skip()
        if self.text.startswith(words, self.at):
            self.at += len(words)
            return True
        return False

    def fail(self, why: str) -> BadExpression:
        return BadExpression(f"'{self.text}': {why} at character {self.at + 1}")

    def kind(self) -> Kind:
        found = _WORD.match(self.text, self.at)
        if not found:
            raise self.fail("a word is expected")
        self.at = found.end()
        args: Args = ()
        if self.sees("("):
            close = self.text.find(")", self.at)
            if close < 0:
                raise self.fail("')' is missing")
            args = _args(self.text[self.at : close], self)
            self.at = close + 1
        policy: Policy | None = None
        fused = False
        while True:
            if self.sees("substituted or not"):
                policy = Policy(None)
            elif self.sees("optionally substituted by"):
                policy = Policy(self.kinds())
            elif self.sees("substituted by"):
                policy = Policy(self.kinds(), 1)
            elif self.sees("fused or not"):
                fused = True
            else:
                return Kind(found.group(1), args, policy, fused)

    def kinds(self) -> tuple[Kind, ...]:
        if not self.sees("["):
            return (self.kind(),)
        items = [self.kind()]
        while not self.sees("]"):
            if not self.sees(","):
                raise self.fail("',' or ']' is expected")
            items.append(self.kind())
        return tuple(items)


def _args(text: str, reader: _Reader) -> Args:
    found: list[tuple[str, tuple[int, int] | tuple[str, ...]]] = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        word, _, rest = part.partition(" ")
        if word not in ("elements", "via"):
            word, _, rest = part.rpartition(" ")
        else:
            found.append((word, tuple(s.strip() for s in rest.split(","))))
            continue
        match = _RANGE.match(rest)
        if not match:
            raise reader.fail(f"'{part}' is no range")
        if match[3]:
            low = high = int(match[3])
        else:
            low, high = int(match[1] or 0), int(match[2] or NO_LIMIT)
        found.append((word.strip(), (low, high)))
    return tuple(found)


def read_kind(text: str) -> Kind:
    """Read one expression.

    Raises :class:`BadExpression`.

    >>> read_kind("alkyl(1-6) substituted by halogen").policy
    Policy(kinds=(Kind(name='halogen', args=(), policy=None, fused=False),), least=1)
    """
    reader = _Reader(text)
    kind = reader.kind()
    reader.skip()
    if reader.at != len(text):
        raise reader.fail("nothing more is expected")
    return kind


def overlay(inner: Kind, outer: Kind) -> Kind:
    """A glossary word's own expression, with what the use of the word adds to it."""
    policy = inner.policy
    if outer.policy is not None:
        if policy is None:
            policy = outer.policy
        elif policy.kinds is None or outer.policy.kinds is None:
            policy = Policy(None)
        else:
            policy = Policy(policy.kinds + outer.policy.kinds, max(policy.least, outer.policy.least))
    return replace(inner, policy=policy, fused=inner.fused or outer.fused)


def fill_in(text: str, args: Args) -> str:
    """Put the size with which a word is used into its definition: ``#`` stands for it.

    >>> fill_in("-O{alkyl(#)}", (("", (1, 5)),))
    '-O{alkyl(1-5)}'
    """
    if "#)" not in text:
        return text
    parts = []
    for key, value in args:
        if key in ("elements", "via"):
            parts.append(f"{key} " + ",".join(str(v) for v in value))
        else:
            low, high = value
            parts.append(f"{key} {low}-{'' if high == NO_LIMIT else high}".strip())
    return text.replace("#)", "; ".join(parts) + ")")
