"""The compiled part of the screen: what it remembers changes nothing, and one that is missing or stale is told."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from tidewaiter.errors import TidewaiterError
from tidewaiter.met import library


def marks(screen, texts):
    """Of each text its marks, and what is decided of it natively."""
    given = pa.array(texts, pa.string())
    marks, found = screen.filter.found(given).marks.tolist(), screen.filter.found(given, settle=True)
    settled = screen.filter.settled(found, given)
    return {text: (marks[i], settled.get(i)) for i, text in enumerate(texts)}


def test_company_does_not_matter(screen, listed, moses, nci):
    """A row is marked alike alone, among others, and in any order."""
    draw = random.Random(10)
    texts = sorted({*draw.sample(listed, 100), *draw.sample(moses, 2000), *draw.sample(nci, 500)})
    expected = marks(screen, texts)
    draw.shuffle(texts)
    assert marks(screen, texts) == expected
    for text in texts[:300]:
        assert marks(screen, [text])[text] == expected[text]


def test_threads_may_call_at_once(screen, moses):
    texts = random.Random(11).sample(moses, 4000)
    expected = marks(screen, texts)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(lambda _: marks(screen, texts), range(8)))


def test_a_missing_library_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "FILE", tmp_path / "_screen.so")
    with pytest.raises(TidewaiterError, match=r"cannot be loaded .* `make env`"):
        library.library.__wrapped__()


def test_a_library_of_other_sources_is_told(monkeypatch):
    monkeypatch.setattr(library, "sources", lambda: 1)
    with pytest.raises(TidewaiterError, match=r"built from other sources .* `make env`"):
        library.library.__wrapped__()
