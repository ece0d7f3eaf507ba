"""Rows are named tuples in all that Python says of them."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from tidewaiter.rows import NamedTuple


class Ours(NamedTuple):
    """A row."""

    name: str
    days: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """Of its days."""
        return self.days[0]


class Theirs(typing.NamedTuple):
    """A row."""

    name: str
    days: tuple[int, ...] = ()


def test_a_row_is_what_python_declares() -> None:
    ours, theirs = Ours("a", (1, 2)), Theirs("a", (1, 2))
    assert ours == theirs == ("a", (1, 2)) and hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours.name, ours.days, ours.first) == ("a", (1, 2), 1)
    assert ours._replace(name="b") == theirs._replace(name="b") and ours._asdict() == theirs._asdict()
    for word in ("_fields", "_field_defaults", "__match_args__", "__doc__"):
        assert getattr(Ours, word) == getattr(Theirs, word)
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == Ours._make(["a", (1, 2)]) == ours
    assert type(pickle.loads(pickle.dumps(ours))) is Ours and not hasattr(ours, "__dict__")


def test_a_field_too_many_or_too_few_is_an_error() -> None:
    for wrong in ((), ("a", (), 1)):
        with pytest.raises(TypeError):
            Ours(*wrong)
        with pytest.raises(TypeError):
            Ours._make(wrong)
    with pytest.raises(ValueError, match="unexpected field names"):
        Ours("a")._replace(names="b")
    assert Ours(days=(3,), name="c") == ("c", (3,)) and Ours("c").days == ()
