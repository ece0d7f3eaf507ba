"""What the tests of names and goods share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.fixture
def is_told(book: Any) -> Callable[..., bool]:
    """Whether a text is not passed over: something is held, or a doubt, or a question. What else is given goes to ``check``."""

    def told(text: str, **given: Any) -> bool:
        try:
            answer = book.check(text, **given)
        except Unresolved:
            return True
        return bool(answer.controls or answer.identity.doubt)

    return told


@pytest.fixture
def is_doubted(book: Any) -> Callable[[str], bool]:
    """Whether a text is not understood, or with a doubt."""

    def doubted(text: str) -> bool:
        try:
            answer = book.check(text)
        except Unresolved:
            return True
        return bool(answer.identity.doubt)

    return doubted
