"""The record in a database: SQLite by default, PostgreSQL by address.

Writers take turns: SQLite by ``BEGIN IMMEDIATE``, PostgreSQL by a lock on the one row of ``head``. Besides, no two entries
may follow the same one (a unique column), so that the chain cannot fork whatever a writer does.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from tidewaiter.errors import QuestionError, RecordFault, TidewaiterError
from tidewaiter.record import chain
from tidewaiter.record.chain import Entry, Look, Problem, canonical
from tidewaiter.record.tables import REVISION, entry, head

_LOCK = 0x7469646577  # of PostgreSQL, while a record is made or brought up to date
_PATIENCE = 60  # seconds that a writer waits for its turn


class Head(NamedTuple):
    """The last entry: kept elsewhere, it shows a tail that was cut off."""

    seq: int
    hash: str

    @classmethod
    def read(cls, line: str) -> Head:
        """Read ``SEQ HASH`` as ``record anchor`` prints it.

        >>> Head.read("7 " + "ab" * 32).seq
        7
        """
        words = line.replace(":", " ").split()
        if len(words) < 2 or not words[0].isdigit() or len(words[1]) != 64:
            raise QuestionError(
                f"{line[:80]!r} is not an anchor.", "Give what `tidewaiter record anchor` printed."
            )
        return cls(int(words[0]), words[1].lower())

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


def default_address() -> str:
    """``TIDEWAITER_RECORD``, or a file in the user's data folder."""
    from tidewaiter.duty.book import data_folder

    return os.environ.get("TIDEWAITER_RECORD") or str(data_folder() / "record.sqlite")


def url_of(address: str) -> URL:
    """A path, ``sqlite:///...`` or ``postgresql://...`` as SQLAlchemy takes it.

    >>> str(url_of("/tmp/r.sqlite")), url_of("postgresql://me@db/record").drivername
    ('sqlite:////tmp/r.sqlite', 'postgresql+psycopg')
    """
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = make_url(address)
    except ArgumentError as why:
        raise QuestionError(
            "This is no address of a record.", "Give a file, or postgresql://user@host/name."
        ) from why
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise QuestionError(f"Records are not kept in {url.get_backend_name()}.", "Use SQLite or PostgreSQL.")
    return url


class Record:
    """A record. Open it with :meth:`open`; it may be used by several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, address: str | os.PathLike[str] | None = None, *, make: bool = True) -> Self:
        """Open a record; ``make``: make it, or bring it up to date, where need be. Who only reads makes none.

        Raises :class:`QuestionError` for an address that is none, :class:`TidewaiterError` where it cannot be reached,
        :class:`RecordFault` where there is none and none is to be made.
        """
        url = url_of(os.fspath(address) if address else default_address())
        shown = url.render_as_string(hide_password=True)
        try:
            if url.get_backend_name() == "sqlite":
                engine = _sqlite(url, make, shown)
            else:
                engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
            record = cls(engine)
            if make:
                record._migrate()
            elif record._revision() != REVISION:
                raise RecordFault(
                    f"There is no record in {shown}.", "Check the address; nothing was made there."
                )
        except (SQLAlchemyError, NoSuchModuleError, ModuleNotFoundError, OSError) as why:
            kind = TidewaiterError if make else RecordFault
            raise kind(f"The record {shown} cannot be opened: {_reason(why)}.", "Check the address.") from why
        return record

    @property
    def shown(self) -> str:
        """The address as it may be shown: without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of a record that is one."""
        name = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        return Path(name) if name else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # writing -------------------------------------------------------------------------------------

    def keep(
        self, kind: str, question: Mapping[str, Any], answer: Mapping[str, Any], *, who: str, at: datetime
    ) -> Entry:
        """Append one question with its answer; it is on the disk when this returns.

        ``answer`` holds ``lawbook`` (``version``, ``sha256``) as every answer does; ``at`` must have a zone.
        """
        from tidewaiter.version import __version__

        lawbook = answer.get("lawbook") or answer.get("before", {}).get("lawbook") or {}
        with self._writing() as connection:
            return self._append(
                connection, kind, canonical(question), canonical(answer), who, at,
                (lawbook.get("version", ""), lawbook.get("sha256", ""), __version__),
            )  # fmt: skip

    def retain(
        self, days: int, *, kinds: tuple[str, ...] = (), who: str, at: datetime, dry: bool = False
    ) -> list[int]:
        """Remove the contents of entries older than ``days``; hash and note stay, and an entry says what was done.

        Returns the entries concerned. Entries of retention themselves are kept for ever.
        """
        from tidewaiter.version import __version__

        if days < 0:
            raise QuestionError("A policy cannot reach into the future.", "Give 0 days or more.")
        limit = chain.stamp(at - timedelta(days=days))
        with self._writing() as connection:
            # what is kept meanwhile is not of the old ones
            connection.execute(select(head.c.seq).with_for_update())
            asked = select(entry.c.seq).where(
                entry.c.at < limit, entry.c.note.is_(None), entry.c.kind != chain.RETENTION
            )
            if kinds:
                asked = asked.where(entry.c.kind.in_(kinds))
            old = [int(seq) for (seq,) in connection.execute(asked.order_by(entry.c.seq))]
            if dry or not old:
                return old
            policy = {"days": days, "kinds": list(kinds)}
            said = self._append(
                connection,
                chain.RETENTION,
                canonical(policy),
                canonical({"removed": _spans(old)}),
                who,
                at,
                ("", "", __version__),
            )
            gone = {
                "who": None,
                "question": None,
                "answer": None,
                "salt": None,
                "note": chain.removal_note(said.seq),
            }
            for first, last in _spans(old):
                connection.execute(update(entry).where(entry.c.seq.between(first, last)).values(gone))
        return old

    def _append(
        self, connection: Connection, kind: str, question: str, answer: str, who: str, at: datetime,
        made_by: tuple[str, str, str],
    ) -> Entry:  # fmt: skip
        last = connection.execute(select(head.c.seq, head.c.hash).with_for_update()).one()
        who = who.encode("utf-8", "backslashreplace").decode().replace("\x00", "")
        salt = secrets.token_hex(16)
        values: dict[str, Any] = {
            "seq": last.seq + 1, "at": chain.stamp(at), "kind": kind,
            **dict(zip(("lawbook_version", "lawbook_sha256", "engine"), made_by, strict=True)),
            "content_sha256": chain.content_hash(kind, who, question, answer, salt), "previous": last.hash,
        }  # fmt: skip
        values["hash"] = chain.entry_hash(values)
        values.update(who=who, question=question, answer=answer, salt=salt, note=None)
        connection.execute(insert(entry).values(values))
        connection.execute(update(head).values(seq=values["seq"], hash=values["hash"]))
        return Entry(**values)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection whose changes happen together or not at all. Raises :class:`RecordFault`."""
        with (
            self._told("written"),
            self.engine.execution_options(tidewaiter_write=True).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises :class:`RecordFault`."""
        with self._told("read"), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """What a disk, a network or a server refuses, in words."""
        try:
            yield
        except (SQLAlchemyError, UnicodeDecodeError) as why:
            raise RecordFault(
                f"The record {self.shown} cannot be {done}: {_reason(why)}.",
                "Try again; where something was to be kept, `tidewaiter record list` shows whether it was.",
            ) from why

    # reading -------------------------------------------------------------------------------------

    def head(self) -> Head:
        """The last entry, as the record says."""
        with self._reading() as connection:
            found = connection.execute(select(head.c.seq, head.c.hash)).all()
        if len(found) != 1:
            raise RecordFault(
                f"The record's head has {len(found)} rows.", "Look with `tidewaiter record verify`."
            )
        return Head(*found[0])

    def count(self) -> int:
        """How many entries there are."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(entry)).scalar_one())

    def get(self, seq: int) -> Entry:
        """One entry. Raises :class:`QuestionError` where there is none."""
        with self._reading() as connection:
            row = (
                connection.execute(select(entry).where(entry.c.seq == seq)).one_or_none()
                if seq < 2**63
                else None
            )
        if row is None:
            raise QuestionError(f"The record has no entry {seq}.", "See `tidewaiter record list`.")
        return Entry(*row)

    def entries(
        self, *, kinds: tuple[str, ...] = (), since: str = "", until: str = "", who: str = "", last: int = 0
    ) -> Iterator[Entry]:
        """Entries in order; ``since`` and ``until`` are days, half-open; ``last``: only so many, the latest."""
        asked = select(entry)
        if kinds:
            asked = asked.where(entry.c.kind.in_(kinds))
        if since:
            asked = asked.where(entry.c.at >= since)
        if until:
            asked = asked.where(entry.c.at < until)
        if who:
            asked = asked.where(entry.c.who == who)
        if last:
            asked = select(asked.order_by(entry.c.seq.desc()).limit(last).subquery())
            asked = asked.order_by(text("seq"))
        else:
            asked = asked.order_by(entry.c.seq)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(asked):
                yield Entry(*row)

    def verify(self, anchors: list[Head] | None = None) -> list[Problem]:
        """Everything that is wrong: the problems of :meth:`look_over`."""
        return self.look_over(anchors).problems

    def look_over(self, anchors: list[Head] | None = None, policy: Mapping[str, int] | None = None) -> Look:
        """Everything that is wrong and how far the chain goes, in one state of the record (writers may go on meanwhile).

        Raises :class:`RecordFault` where the file itself is broken.
        """
        level = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        try:
            with self.engine.connect().execution_options(yield_per=500, **level) as connection:
                heads = [Head(*row) for row in connection.execute(select(head.c.seq, head.c.hash))]
                rows = (Entry(*row) for row in connection.execute(select(entry).order_by(entry.c.seq)))
                found = chain.look_over(rows, heads[0] if len(heads) == 1 else None, anchors or (), policy)
        except (SQLAlchemyError, UnicodeDecodeError) as why:
            raise RecordFault(
                f"The record cannot be read to its end: {_reason(why)}.", "Restore it from a copy."
            ) from why
        if len(heads) != 1:
            found.problems.append(Problem(0, f"the record's head has {len(heads)} rows: it must have one"))
        return found

    # making --------------------------------------------------------------------------------------

    def _migrate(self) -> None:
        if self._revision() == REVISION:
            return
        with self._writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            from alembic import command
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")  # does nothing where another process was faster

    def _revision(self) -> str:
        from sqlalchemy import inspect

        with self.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        if found is not None and found > REVISION:
            raise TidewaiterError(
                "The record was written by a later version of Tidewaiter.", "Update Tidewaiter to read it."
            )
        return str(found or "")


def _reason(why: BaseException) -> str:
    """What a database says, in a line."""
    return str(getattr(why, "orig", None) or why).strip().splitlines()[0].rstrip(".")


def _spans(seqs: list[int]) -> list[tuple[int, int]]:
    """Numbers in order as closed spans.

    >>> _spans([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    spans: list[tuple[int, int]] = []
    for seq in seqs:
        if spans and seq == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], seq)
        else:
            spans.append((seq, seq))
    return spans


def _sqlite(url: URL, make: bool, shown: str) -> Engine:
    settings = [f"busy_timeout={_PATIENCE * 1000}"]
    if make:
        settings.append("synchronous=FULL")
    if make and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    elif not make and not (
        url.database and Path(url.database).is_file() and Path(url.database).stat().st_size
    ):
        raise RecordFault(f"There is no record in {shown}.", "Check the address; nothing was made there.")
    engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
        if make:
            _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("tidewaiter_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set the journal to write ahead. SQLite refuses this at once where another process does the same, so we wait here."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as why:
            if why.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return
