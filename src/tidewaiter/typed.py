"""The words of :mod:`typing` for modules that a first answer needs: importing that module takes a twentieth of the answer.

For mypy they are typing's own. When Python runs they say nothing, since annotations stay text; where they are looked at
(pydantic, :func:`typing.get_type_hints`), and in modules of which no first answer needs any, typing itself is imported.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import Generic as Generic
    from typing import ParamSpec as ParamSpec
    from typing import Protocol as Protocol
    from typing import Self as Self
    from typing import TypeVar as TypeVar
    from typing import cast as cast
    from typing import overload as overload
else:
    Any = Self = object

    class Protocol:
        """Nothing is asked of what follows it."""

    class Generic:
        """Of whatever it is, it is the same class."""

        def __class_getitem__(cls, kinds):
            return cls

    def TypeVar(name):  # noqa: N802 (as typing calls it)
        """A name is all that a type variable has."""
        return name

    ParamSpec = TypeVar

    def cast(kind, value):
        """The value as it is."""
        return value

    def overload(declared):
        """The last declaration is the function."""
        return declared
