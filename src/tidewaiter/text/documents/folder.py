"""A folder of documents, read once and kept in SQLite: what changed is read again, words are found, and what shares
measures or substances is named with the reason.

Words are indexed by FTS5 (unicode61); each character of Chinese, Japanese and Korean is a word of its own, and a query
of several stands as a phrase, so that two characters are found as well as twenty.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from math import log
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter.errors import BadDay, QuestionError, Unreadable
from tidewaiter.text.documents.formats import Decoded, read_source
from tidewaiter.text.documents.reader import Document, Reader
from tidewaiter.text.mentions import find_mentions
from tidewaiter.text.statements.pieces import cut
from tidewaiter.version import __version__

NAME = ".tidewaiter-read.sqlite"
SUFFIXES = (".txt", ".md", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx")
MOST_RELATED = 8
MOST_HOLDERS = 200  # what more documents share tells nothing of any two, and would cost their square
_FORM = 1  # of the tables below: another number is another index
_MARK = 0x74776472  # "twdr": what tells our file from another's
_TABLES = """
create table document(id integer primary key, path text unique, sha256 text, state text, title text, format text,
  published text, how text, error text, verdicts text);
create table statement(document integer, piece integer, number integer, start integer, end integer, text text,
  kind text, verdict text, measure text, clause text, since text);
create table mention(document integer, piece integer, id text, kind text, name text, times integer);
create virtual table words using fts5(document unindexed, piece unindexed, title, body, tokenize='unicode61');
create index statement_of on statement(document); create index mention_of on mention(document);
create index mention_id on mention(id); create index statement_measure on statement(measure);
"""
_WIDE = r"\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_CHARACTER = re.compile(f"([{_WIDE}])")
_JOIN = re.compile(f"(?<=[{_WIDE}]) | (?=[{_WIDE}])")


class Entry(NamedTuple):
    """A document of the folder as the index holds it."""

    path: str  # from the folder
    title: str
    format: str
    published: str
    how: str
    error: str  # why its statements were not judged; "" where they were
    verdicts: dict[str, int]


class Related(NamedTuple):
    """A document that shares measures or substances with another."""

    path: str
    title: str
    score: float
    measures: tuple[str, ...]
    substances: tuple[str, ...]

    @property
    def reason(self) -> str:
        """What they share, in words."""
        parts = []
        if self.measures:
            parts.append(f"both rest on {_some(self.measures)}")
        if self.substances:
            parts.append(f"both mention {_some(self.substances)}")
        return "; ".join(parts)


class Found(NamedTuple):
    """A piece of a document that holds the words asked for."""

    path: str
    piece: int
    title: str
    published: str
    snippet: str
    score: float  # of FTS5's bm25, turned so that more is better


class Refreshed(NamedTuple):
    """What a run over a folder did."""

    read: int
    kept: int
    removed: int
    skipped: tuple[str, ...]  # files that are no document by their name


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


def spaced(text: str) -> str:
    """A text with each character of the wide scripts as a word.

    >>> spaced("列管46种")
    ' 列  管 46 种 '
    """
    return _CHARACTER.sub(r" \1 ", text)


class Folder:
    """The index of one folder. Raises :class:`Unreadable` where the file named is another's."""

    def __init__(self, folder: Path, index: Path | None = None) -> None:
        self.folder = folder
        self.index = index or folder / NAME
        made = not self.index.exists()
        try:
            self.base = sqlite3.connect(self.index)
            mark, form = (
                self.base.execute(f"pragma {p}").fetchone()[0] for p in ("application_id", "user_version")
            )
        except sqlite3.DatabaseError as why:
            raise Unreadable(f"{self.index} is no index ({why}).", "Name another file with --index.") from why
        tables = self.base.execute("select count(*) from sqlite_master").fetchone()[0]
        if not made and tables and mark != _MARK:
            raise Unreadable(
                f"{self.index} is a database of something else.", "Name another file with --index."
            )
        if tables and form != _FORM:
            self.base.close()
            self.index.unlink()
            self.base = sqlite3.connect(self.index)
            tables = 0
        if not tables:
            self.base.executescript(f"pragma application_id={_MARK}; pragma user_version={_FORM}; {_TABLES}")

    def close(self) -> None:
        """Close the file."""
        self.base.close()

    # reading --------------------------------------------------------------------------------------

    def refresh(
        self, reader: Reader, on: str | None = None, told: Callable[[str, int, int], None] | None = None
    ) -> Refreshed:
        """Read what is new or changed, forget what is gone. ``on`` is the day of documents that state none.

        ``told`` hears the file at hand, its number and how many there are. Each file is kept as soon as it is read.
        """
        files, skipped = self._files()
        state = f"{__version__} {reader.book.sha256} {on or ''}"
        known = {row[0]: row[1:] for row in self.base.execute("select path, sha256, state, id from document")}
        read = kept = 0
        for number, path in enumerate(files, 1):
            if told is not None:
                told(path, number, len(files))
            digest = _digest(self.folder / path)
            if path in known and known[path][:2] == (digest, state):
                kept += 1
                continue
            with self.base:
                self._forget(path)
                self._keep(path, digest, state, reader, on)
            read += 1
        gone = set(known) - set(files)
        with self.base:
            for path in gone:
                self._forget(path)
        return Refreshed(read, kept, len(gone), tuple(skipped))

    def _files(self) -> tuple[list[str], list[str]]:
        files: list[str] = []
        skipped: list[str] = []
        for top, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(top, name)
                if name.startswith(".") or path.is_symlink() or path.absolute() == self.index.absolute():
                    continue
                where = path.relative_to(self.folder).as_posix()
                (files if path.suffix.lower() in SUFFIXES else skipped).append(where)
        return files, skipped

    def _forget(self, path: str) -> None:
        for (number,) in self.base.execute("select id from document where path = ?", (path,)).fetchall():
            for table in ("statement", "mention", "words"):
                self.base.execute(f"delete from {table} where document = ?", (number,))
            self.base.execute("delete from document where id = ?", (number,))

    def _keep(self, path: str, digest: str, state: str, reader: Reader, on: str | None) -> None:
        document, error, bare = None, "", None
        try:
            bare = read_source(self.folder / path)
            document = _read(reader, bare, on)
        except (QuestionError, OSError) as why:
            error = str(why)
        day = document.published if document else None
        title = document.readings[0].piece.title if document and document.readings else ""
        title = title or (bare.title if bare else "") or _first(bare.text if bare else "") or Path(path).name
        row = (
            path, digest, state, title, bare.format if bare else "", str(day.day) if day else "", day.how if day else "", error, json.dumps(document.counts if document else {}),
        )  # fmt: skip
        number = self.base.execute(
            "insert into document(path, sha256, state, title, format, published, how, error, verdicts)"
            " values (?,?,?,?,?,?,?,?,?)",
            row,
        ).lastrowid
        assert number is not None
        if document is not None:
            self._statements(number, document)
        elif bare is not None:
            mentions = find_mentions(bare.text, reader.book)
            for piece in cut(bare.text, bare.title).pieces:
                mine = [m for m in mentions if piece.start <= m.start < piece.end]
                self._piece(number, piece.number, piece.title, bare.text[piece.start : piece.end], mine)

    def _statements(self, number: int, document: Document) -> None:
        for reading in document.readings:
            piece = reading.piece
            body = document.text[piece.start : piece.end]
            self._piece(number, piece.number, piece.title, body, list(reading.mentions))
            self.base.executemany(
                "insert into statement values (?,?,?,?,?,?,?,?,?,?,?)",
                [
                    (number, piece.number, n, s.start, s.end, s.text, s.kind, s.finding.verdict, s.finding.measure,
                     s.finding.clause, s.finding.since)
                    for n, s in enumerate(reading.statements, 1)
                ],
            )  # fmt: skip

    def _piece(self, document: int, piece: int, title: str, body: str, mentions: list[Any]) -> None:
        self.base.execute(
            "insert into words(document, piece, title, body) values (?,?,?,?)",
            (document, piece, spaced(title), spaced(body)),
        )
        times: dict[tuple[str, str, str], int] = defaultdict(int)
        for m in mentions:
            if m.judged != "other meaning":
                times[m.id, m.kind, m.name] += 1
        self.base.executemany(
            "insert into mention values (?,?,?,?,?,?)",
            [(document, piece, *key, number) for key, number in times.items()],
        )

    # asking ---------------------------------------------------------------------------------------

    def entries(self) -> list[Entry]:
        """Every document, by path."""
        rows = self.base.execute(
            "select path, title, format, published, how, error, verdicts from document order by path"
        )
        return [Entry(p, t, f, day, how, why, json.loads(v)) for p, t, f, day, how, why, v in rows]

    def search(
        self, words: str, *, substance: str = "", measure: str = "", verdict: str = "", most: int = 50
    ) -> list[Found]:
        """The pieces that hold all the words, best first; ``word*`` finds what begins so, no words find all.

        ``substance`` is an id or name as the lawbook prefers it, ``measure`` the beginning of a measure's id,
        ``verdict`` a verdict that one statement of the piece must have (with ``measure``: the same statement).
        """
        where, values = ["1"], []
        asked = _match(words)
        if asked:
            where.append("words match ?")
            values.append(asked)
        if substance:
            where.append(
                "exists (select 1 from mention m where m.document = w.document and m.piece = w.piece and"
                " ? in (m.id, lower(m.name)))"
            )
            values.append(substance.lower())
        if measure or verdict:
            where.append(
                "exists (select 1 from statement s where s.document = w.document and s.piece = w.piece"
                " and substr(s.measure, 1, length(?)) = ? and ? in ('', s.verdict))"
            )
            values += [measure, measure, verdict]
        rank = "bm25(words)" if asked else "0.0"
        cut_out = "snippet(words, 3, '', '', '…', 48)" if asked else "substr(body, 1, 160)"
        rows = self.base.execute(
            f"select d.path, w.piece, coalesce(nullif(w.title, ''), d.title), d.published, {cut_out}, -({rank}) as told from words w"
            f" join document d on d.id = w.document where {' and '.join(where)}"
            " order by told desc, d.path, w.piece limit ?",
            [*values, most],
        )
        return [Found(p, n, _tight(t), day, _tight(s), round(score, 3)) for p, n, t, day, s, score in rows]

    def related(self) -> dict[str, tuple[Related, ...]]:
        """Document -> those that share measures or substances with it, the most telling first.

        What is shared counts the more, the fewer documents have it: log(1 + documents / documents that have it),
        measures twice.
        """
        paths = dict(self.base.execute("select id, path from document"))
        titles = dict(self.base.execute("select path, title from document"))
        pairs: dict[tuple[str, str], tuple[list[str], list[str], float]] = {}
        for key, weight, name, holders in self._keys():
            told = weight * log(1 + len(paths) / len(holders))
            for one in holders:
                for other in holders:
                    if one != other:
                        pair = paths[one], paths[other]
                        measures, substances, score = pairs.get(pair, ([], [], 0.0))
                        (measures if key == "measure" else substances).append(name)
                        pairs[pair] = measures, substances, score + told
        out: dict[str, list[Related]] = {path: [] for path in paths.values()}
        for (path, near), (measures, substances, score) in pairs.items():
            shared = tuple(sorted(measures)), tuple(sorted(substances))
            out[path].append(Related(near, titles[near], round(score, 3), *shared))
        for found in out.values():
            found.sort(key=lambda r: (-r.score, r.path))
        return {path: tuple(found[:MOST_RELATED]) for path, found in out.items()}

    def _keys(self) -> Iterator[tuple[str, float, str, list[int]]]:
        """What documents can share: (measure or substance, weight, its name, the documents that have it)."""
        by: dict[tuple[str, str], set[int]] = defaultdict(set)
        names: dict[str, str] = {}
        for document, measure in self.base.execute(
            "select distinct document, measure from statement where measure != ''"
        ):
            by["measure", measure].add(document)
        for document, one, name in self.base.execute(
            "select distinct document, id, name from mention where kind in ('substance', 'class', 'cas')"
        ):
            by["substance", one].add(document)
            names[one] = name or one
        for (key, one), holders in by.items():
            if 1 < len(holders) <= MOST_HOLDERS:
                yield key, 2.0 if key == "measure" else 1.0, names.get(one, one), sorted(holders)


@contextmanager
def opened(folder: Path, index: Path | None = None) -> Iterator[Folder]:
    """A folder's index, closed afterwards."""
    with closing(Folder(folder, index)) as one:
        yield one


def related_to(path: Path, index: Path | None = None) -> tuple[Related, ...]:
    """The documents related to one file, where its folder (or ``index``) has been read before; else none."""
    where = index or path.parent / NAME
    if not where.is_file():
        return ()
    with opened(path.parent, index) as folder:
        found = folder.related()
        below = (near for one, near in found.items() if path.as_posix().endswith("/" + one))
        return found.get(path.name) or next(below, ())


def _read(reader: Reader, decoded: Decoded, on: str | None) -> Document:
    """A document on its own day; on one given, where it states none."""
    try:
        return reader.read(decoded)
    except BadDay:
        if on is None:
            raise
        return reader.read(decoded, on)


def _match(words: str) -> str:
    """A query of FTS5: each word quoted, so that none of its own signs means anything; a star at its end stays."""
    terms = []
    for word in words.split():
        body = " ".join(spaced(word.rstrip("*")).replace('"', " ").split())
        if re.search(r"\w", body):
            terms.append(f'"{body}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def _tight(text: str) -> str:
    """A text without the blanks that :func:`spaced` set."""
    return _JOIN.sub("", " ".join(_JOIN.sub(" ", text).split()))


def _first(text: str) -> str:
    """The beginning of a text that has no title."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 100 else line[:99] + "…"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
