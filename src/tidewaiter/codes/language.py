"""The small language of conditions: ``amine and not unfused(pyridine) and alcohol >= 2``.

Words, ``and``, ``or``, ``not``, brackets, a word compared with a number, and questions with arguments. Python's own parser
reads it, and everything else that Python knows is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

Condition = Callable[[Any], bool]

ASKED = frozenset(
    ("has", "only", "ring", "unfused", "system", "is_", "isotope", "acid", "free", "binary")
)  # with names or texts
NESTED = frozenset(("part", "segment"))  # with a condition
_PLAIN = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.Load,
    ast.Gt,
    ast.GtE,
    ast.Lt,
    ast.LtE,
    ast.Eq,
)


class BadCondition(ValueError):
    """A condition that cannot be read; the message says why."""


class _Compile(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Subscript(_piece(), ast.Constant(node.id), ast.Load())

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        number = node.comparators[0]
        if not (
            isinstance(node.left, ast.Name) and isinstance(number, ast.Constant) and type(number.value) is int
        ):
            raise BadCondition("only a word is compared, and only with a whole number")
        asked = ast.Call(_of("count"), [ast.Constant(node.left.id)], [])
        return ast.Compare(asked, node.ops, node.comparators)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in NESTED and len(node.args) == 1:
            arguments = ast.arguments([], [ast.arg("piece")], None, [], [], None, [])
            return ast.Call(_of(name), [ast.Lambda(arguments, self.visit(node.args[0]))], [])
        if name not in ASKED or node.keywords:
            raise BadCondition(
                f"nothing is asked by {ast.unparse(node)!r}; ask one of {', '.join(sorted(ASKED | NESTED))}"
            )
        given: list[ast.expr] = []
        for one in node.args:
            if not isinstance(one, (ast.Name, ast.Constant)):
                raise BadCondition(f"{ast.unparse(one)!r} is no name")
            given.append(ast.Constant(one.id if isinstance(one, ast.Name) else str(one.value)))
        return ast.Call(_of(name), given, [])

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if not isinstance(node, (ast.Expression, *_PLAIN)):
            raise BadCondition(f"{ast.unparse(node)!r} is no condition")
        return super().generic_visit(node)


def _piece() -> ast.Name:
    return ast.Name("piece", ast.Load())


def _of(name: str) -> ast.Attribute:
    return ast.Attribute(_piece(), name, ast.Load())


def _parsed(text: str) -> ast.Expression:
    try:
        return ast.parse(" ".join(text.split()), mode="eval")
    except SyntaxError as why:
        raise BadCondition(f"{text!r} cannot be read: {why.msg}") from why


def read_condition(text: str) -> Condition:
    """Compile a condition to a function of a piece. Raises :class:`BadCondition`.

    >>> class Stub(dict):
    ...     def count(self, word): return self[word]
    >>> read_condition("amine and not (ketone or alcohol >= 2)")(Stub(amine=True, ketone=False, alcohol=1))
    True
    >>> read_condition("amine and")
    Traceback (most recent call last):
    tidewaiter.codes.language.BadCondition: 'amine and' cannot be read: invalid syntax
    """
    arguments = ast.arguments([], [ast.arg("piece")], None, [], [], None, [])
    body = _Compile().visit(_parsed(text)).body
    made = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    function: Condition = eval(compile(made, "<condition>", "eval"), {"__builtins__": {}})
    return function


def never_holds(text: str, absent: Callable[[str], bool]) -> bool:
    """Whether a condition is false wherever some words are (and counts of them nought), whatever else holds.

    >>> never_holds("amine and (ketone or alcohol >= 2)", {"ketone", "alcohol"}.__contains__)
    True
    >>> never_holds("amine or ketone", {"ketone"}.__contains__), never_holds("not ketone", {"ketone"}.__contains__)
    (False, False)
    """
    return _known(_parsed_once(text).body, absent) is False


def _known(node: ast.AST, absent: Callable[[str], bool]) -> bool | None:
    """What a condition is where some words are absent; None: that turns on the rest."""
    if isinstance(node, ast.Name):
        return False if absent(node.id) else None
    if isinstance(node, ast.UnaryOp):
        known = _known(node.operand, absent)
        return None if known is None else not known
    if isinstance(node, ast.BoolOp):
        settles = isinstance(node.op, ast.Or)
        known_parts = [_known(one, absent) for one in node.values]
        if settles in known_parts:
            return settles
        return None if None in known_parts else not settles
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and absent(node.left.id):
        least = node.comparators[0]
        number = least.value if isinstance(least, ast.Constant) else 0
        if isinstance(node.ops[0], ast.GtE) and isinstance(number, int) and number > 0:
            return False
    return None


@cache
def _parsed_once(text: str) -> ast.Expression:
    return _parsed(text)


def words_of(text: str) -> Iterator[tuple[str, str]]:
    """What a condition asks: ("", word) or (question, name).

    >>> sorted(words_of("amine and unfused(pyridine)"))
    [('', 'amine'), ('unfused', 'pyridine')]
    """
    tree = _parsed(text)
    asked = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            asked[id(node.func)] = ""
            if node.func.id in ASKED:
                for one in node.args:
                    asked[id(one)] = node.func.id
                    if isinstance(one, ast.Name):
                        yield node.func.id, one.id
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in asked:
            yield "", node.id
