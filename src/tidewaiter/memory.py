"""What is remembered between questions, within a bound, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Callable

from tidewaiter.typed import Any, TypeVar

Found = TypeVar("Found")


class Memory(dict[Any, Any]):
    """A dictionary of ``most`` keys: where one more comes, all the others are forgotten.

    None is forgotten by its age, so that looking one up costs what it does in any dictionary.

    >>> kept = Memory(2)
    >>> for word in ("opium", "coca", "cannabis"):
    ...     kept[word] = len(word)
    >>> kept.recalled("khat", lambda: 4), kept
    (4, {'cannabis': 8, 'khat': 4})
    """

    def __init__(self, most: int) -> None:
        self.most = most

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.most:
            self.clear()
        super().__setitem__(key, value)

    def recalled(self, key: Any, made: Callable[[], Found]) -> Found:
        """What is kept under a key, or else made and kept."""
        try:
            found: Found = self[key]
        except KeyError:
            found = self[key] = made()
        return found
