"""Rows with named fields that cost next to nothing to declare.

``typing.NamedTuple`` compiles every annotation and writes a constructor when a class is declared: a tenth of what a first
answer takes. Here annotations stay text, and the constructor is written when a dozen rows of a class were made. For mypy, and
in all else, it is ``typing.NamedTuple``; rows that only a second command needs may be declared either way.
"""

from __future__ import annotations

from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter

    _FEW = 12  # rows, for which writing a constructor takes longer than it saves
    _rows = {}  # of each class, as far as they are few

    class _Row(tuple):
        """What all rows share; ``_fields`` and ``_field_defaults`` are of each class."""

        __slots__ = ()

        def __new__(cls, *values, **named):
            own = next(kind for kind in cls.__mro__ if "_fields" in kind.__dict__)
            rest, known = own._fields[len(values) :], own._field_defaults | named
            _rows[own] = _rows.get(own, 0) + 1
            whole = len(values) + len(rest) == len(own._fields) and known.keys() >= {*rest} >= named.keys()
            if whole and _rows[own] <= _FEW:
                return tuple.__new__(cls, (*values, *map(known.__getitem__, rest)))
            names = ", ".join(own._fields)
            made = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})
            made.__defaults__ = tuple(own._field_defaults.values())
            own.__new__ = staticmethod(made)
            return made(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **new):
            made = self._make(map(new.pop, self._fields, self))
            if new:
                raise ValueError(f"Got unexpected field names: {list(new)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            told = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(told)})"

        def __getnewargs__(self):
            return tuple(self)

    class _Declared(type):
        def __new__(cls, name, bases, held):
            fields = tuple(held.get("__annotations__", ()))
            given = [field in held for field in fields]
            if given != sorted(given):
                raise TypeError(f"{name}: a field without a default stands behind one with")
            defaults = {field: held[field] for field in fields if field in held}
            for place, field in enumerate(fields):
                held[field] = _tuplegetter(place, f"Alias for field number {place}")
            held |= {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
            }
            return type(name, (_Row,), held)

    NamedTuple = type.__new__(_Declared, "NamedTuple", (), {})
