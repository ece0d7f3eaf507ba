"""What the routes share: the books, the threads, the jobs, the record."""

from __future__ import annotations

import fcntl
import gc
import logging
import threading
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tidewaiter.asking import Books, ask
from tidewaiter.errors import QuestionError, TidewaiterError
from tidewaiter.web.jobs import Jobs
from tidewaiter.web.lanes import Pool
from tidewaiter.web.settings import Settings
from tidewaiter.web.state import State

if TYPE_CHECKING:
    from fastapi import Request

    from tidewaiter.record import Record

DAY = 86_400.0  # seconds
WARM = (  # one of each way to an answer
    ("check", {"query": "fentanyl"}),
    ("check", {"query": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"}),
    ("check", {"query": "aspirin"}),
    ("read", {"text": "acetone, 25 kg"}),
    ("assess", {"shipment": {"from": "CN", "to": "MX", "lines": ["acetone, 25 kg"]}}),
)


class Service:
    """One a process: one lawbook, loaded when the service starts."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.state = State(settings.data)
        self._lock = (settings.data / "lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise TidewaiterError(
                f"Another service works in {settings.data}.", "Stop it, or give this one its own --data."
            ) from None
        self.books = Books(settings.lawbook)
        self.pool = Pool(settings.slow, settings.waiting, settings.patience)
        self.jobs = Jobs(settings, self.state)
        self.record: Record | None = None
        self.policy: dict[str, int] = {}
        self._ended = threading.Event()
        if settings.record:
            from tidewaiter.record import Record

            self.record = Record.open(settings.record)
        if settings.retain:
            from tidewaiter.record.retention import read_policy

            if self.record is None:
                raise QuestionError("A policy of retention needs a record.", "Give --record as well.")
            self.policy = read_policy(settings.retain)

    def start(self) -> None:
        """Load what the first questions need, and go on with the jobs that wait."""
        for kind, question in WARM:
            with suppress(TidewaiterError, ModuleNotFoundError):  # of a room that is not installed
                ask(self.books, kind, question)
        with suppress(ModuleNotFoundError):
            from tidewaiter.text.mentions.finder import finder

            finder(self.books.law).names.keep_small()
        for _ in self.books.law.store.entries():  # typed once, here, not while someone waits
            pass
        _ = self.books.duties.tables
        gc.collect()
        gc.freeze()  # the lawbook stays: the collector need not walk over it again and again
        self.jobs.start()
        if self.policy:
            threading.Thread(target=self._retain, name="retention", daemon=True).start()

    def _retain(self) -> None:
        """Apply the policy of retention, now and once a day."""
        from tidewaiter.record.retention import apply

        assert self.record is not None
        while True:
            try:
                apply(self.record, self.policy, who="service", at=datetime.now(UTC))
            except Exception:  # a record that is away for an hour must not end the policy
                logging.getLogger("tidewaiter.web").exception("the policy of retention could not be applied")
            if self._ended.wait(DAY):
                return

    def kept(self, keep: bool, kind: str, question: dict[str, Any], answer: Any, request: Request) -> Any:
        """The answer, kept in the record where that was asked. Raises :class:`QuestionError` where none is kept here."""
        if not keep:
            return answer
        if self.record is None:
            raise QuestionError(
                "This service keeps no record.", "Start it with --record, or ask without keep."
            )
        entry = self.record.keep(kind, question, answer, who=self.caller(request), at=datetime.now(UTC))
        return {**answer, "record": {"seq": entry.seq, "hash": entry.hash}}

    def caller(self, request: Request) -> str:
        """Who asks, as the record writes it: the key, or the service itself where none is asked for."""
        key = getattr(request.state, "caller", "")
        return f"key {key}" if key else "service"

    def entry_of(self, seq: str, answer: dict[str, Any], request: Request) -> dict[str, Any] | None:
        """The entry that holds this very answer for this caller, or None."""
        if self.record is None or not seq.isascii() or not seq.isdigit():
            return None
        from tidewaiter.record import canonical

        try:
            entry = self.record.get(int(seq))
        except QuestionError:
            return None
        same = entry.who == self.caller(request) and entry.answer == canonical(answer)
        return {"seq": entry.seq, "hash": entry.hash} if same else None

    def close(self) -> None:
        """Stop; jobs go on after the next start."""
        self._ended.set()
        self.jobs.stop()
        self.pool.close()
        if self.record:
            self.record.close()
        self.state.close()
        self._lock.close()
