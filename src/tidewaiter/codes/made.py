"""The codes of known structures, worked out by all processors when a wheel is packed: :mod:`tidewaiter.codes.held` tells them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from functools import cache
from multiprocessing import Pool
from pathlib import Path

from tidewaiter.codes.answer import Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.held import SCHEMA
from tidewaiter.codes.tables import Tables
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.place import sha256_of
from tidewaiter.staging import staged

_AT_ONCE = 200  # structures that a process is given


def make(path: Path, folder: Path, texts: Iterable[str]) -> None:
    """Write the codes of structures in all tariffs of a lawbook, as far as nothing but the structure is asked."""
    ids: dict[str, int] = {}
    with staged(path) as stage, closing(sqlite3.connect(stage)) as connection, Pool() as pool:
        connection.executescript(SCHEMA)
        given = ((str(folder), text) for text in dict.fromkeys(texts))
        for text, told in pool.imap(_told, given, _AT_ONCE):
            if told:
                numbers = " ".join(str(ids.setdefault(one, len(ids))) for one in told)
                connection.execute("INSERT INTO drawn VALUES (?, ?)", (text, numbers))
        connection.executemany("INSERT INTO coded VALUES (?, ?)", ((at, told) for told, at in ids.items()))
        connection.execute("INSERT INTO meta VALUES ('sha256', ?)", (sha256_of(folder),))
        connection.commit()


@cache
def _coders(folder: str) -> list[Coder]:
    tables = Tables(Path(folder))
    return [Coder(tables, to, date.max) for to in tables.editions]


def _told(asked: tuple[str, str]) -> tuple[str, list[str]]:
    """A structure's codes, one a tariff; none where it cannot be read."""
    folder, text = asked
    coders = _coders(folder)
    try:
        goods = Goods.read(text, coders[0].tables.words)
        return text, [json.dumps(coder.undated(goods), ensure_ascii=False) for coder in coders]
    except QuestionError:
        return text, []
