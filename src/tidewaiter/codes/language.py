"""The small language of conditions: ``amine and not unfused(pyridine) and alcohol >= 2``.

Words, ``and``, ``or``, ``not``, brackets, a word compared with a number, and questions with arguments. Python's own parser
reads it, and everything else that Python knows is refused.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any

Asked = Callable[[Any], bool]

# with names or texts
ASKED = frozenset(("has", "only", "ring", "unfused", "system", "is_", "isotope", "acid", "free", "binary"))
COUNT = "#"  # before a word: how many there are
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
        asked = ast.Subscript(_piece(), ast.Constant(COUNT + node.left.id), ast.Load())
        return ast.Compare(asked, node.ops, node.comparators)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in NESTED and len(node.args) == 1:
            return ast.Call(_of(name), [ast.Lambda(_one_piece(), self.visit(node.args[0]))], [])
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


def _one_piece() -> ast.arguments:
    return ast.arguments([], [ast.arg("piece")], None, [], [], None, [])


def _piece() -> ast.Name:
    return ast.Name("piece", ast.Load())


def _of(name: str) -> ast.Attribute:
    return ast.Attribute(_piece(), name, ast.Load())


def _parsed(text: str) -> ast.Expression:
    try:
        return ast.parse(" ".join(text.split()), mode="eval")
    except SyntaxError as why:
        raise BadCondition(f"{text!r} cannot be read: {why.msg}") from why


class Condition:
    """A condition, to be asked of a piece: a mapping of words (``#word``: how many there are), with ``absent``.

    ``absent``: the bits (:func:`bit_of`) of words that the piece cannot have. What is left of the condition without them is
    compiled once and asked alone.
    """

    def __init__(self, text: str) -> None:
        """Raises :class:`BadCondition`."""
        self.body = _parsed(text).body
        self.mask = sum({bit_of(node.id) for node in ast.walk(self.body) if isinstance(node, ast.Name)})
        self.left: dict[int, Asked] = {0: _compiled(self.body)}
        compared = (node.left for node in ast.walk(self.body) if isinstance(node, ast.Compare))
        # words of which it asks how many
        self.counted = {left.id for left in compared if isinstance(left, ast.Name)}

    def __call__(self, piece: Any) -> bool:
        """Whether it holds of a piece."""
        absent = piece.absent & self.mask
        asked = self.left.get(absent)
        if asked is None:
            asked = self.left[absent] = self._without(absent)
        return asked(piece)

    def never(self, absent: int) -> bool:
        """Whether it is false wherever some words are absent, whatever else holds."""
        absent &= self.mask
        if absent not in self.left:
            self.left[absent] = self._without(absent)
        return self.left[absent] is _no

    def _without(self, absent: int) -> Asked:
        left = _folded(self.body, absent)
        if isinstance(left, bool):
            return _yes if left else _no
        return _compiled(left)


def _no(_: Any) -> bool:
    return False


def _yes(_: Any) -> bool:
    return True


def bit_of(word: str) -> int:
    """The bit of a word, the same in all conditions."""
    return _BITS.setdefault(word, 1 << len(_BITS))


_BITS: dict[str, int] = {}


def _compiled(body: ast.expr) -> Asked:
    made = ast.Lambda(_one_piece(), _Compile().visit(copy.deepcopy(body)))
    function: Asked = eval(
        compile(ast.fix_missing_locations(ast.Expression(made)), "<condition>", "eval"), {"__builtins__": {}}
    )
    return function


def read_condition(text: str) -> Condition:
    """Compile a condition. Raises :class:`BadCondition`.

    >>> class Stub(dict): absent = 0
    >>> condition = read_condition("amine and not (ketone or alcohol >= 2)")
    >>> condition(Stub({"amine": True, "ketone": False, "#alcohol": 1}))
    True
    >>> condition.never(bit_of("amine")), condition.never(bit_of("ketone"))
    (True, False)
    >>> read_condition("amine and")
    Traceback (most recent call last):
    tidewaiter.codes.language.BadCondition: 'amine and' cannot be read: invalid syntax
    """
    return Condition(text)


def _folded(node: ast.expr, absent: int) -> ast.expr | bool:
    """What is left of a condition without some words; True or False where nothing is."""
    if isinstance(node, ast.Name):
        return node if not bit_of(node.id) & absent else False
    if isinstance(node, ast.UnaryOp):
        left = _folded(node.operand, absent)
        return not left if isinstance(left, bool) else ast.UnaryOp(node.op, left)
    if isinstance(node, ast.BoolOp):
        settles = isinstance(node.op, ast.Or)
        parts = [_folded(one, absent) for one in node.values]
        if any(one is settles for one in parts):
            return settles
        kept = [one for one in parts if not isinstance(one, bool)]
        if len(kept) < 2:  # nothing to join
            return kept[0] if kept else not settles
        return ast.BoolOp(node.op, kept)
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and bit_of(node.left.id) & absent:
        return bool(eval(ast.unparse(ast.Compare(ast.Constant(0), node.ops, node.comparators))))
    return node


def words_of(text: str) -> Iterator[tuple[str, str]]:
    """What a condition asks: ("", word) or (question, name or text).

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
                    elif isinstance(one, ast.Constant):
                        yield node.func.id, str(one.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in asked:
            yield "", node.id
