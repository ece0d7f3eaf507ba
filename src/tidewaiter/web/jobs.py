"""Catalogues that were handed in: kept on the disk, screened one after another, found again after a restart.

A job is accepted only when its file and its row are on the disk (fsync): what was answered with 202 is never lost.
Each job has a folder of its own, named by us; the name that came with the upload is shown and never used as a path.
The screening runs in a process of its own, resumes where it was killed, and ends when the service ends.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from tidewaiter.errors import Unreadable
from tidewaiter.files import opening
from tidewaiter.plain import picked
from tidewaiter.staging import sync
from tidewaiter.substance.structures.drawings import KINDS as DRAWINGS
from tidewaiter.web.lanes import Full
from tidewaiter.web.settings import Settings
from tidewaiter.web.state import State

if TYPE_CHECKING:
    from tidewaiter.contract.service import JobOf

PACKED = (*opening.TEXT, *opening.SMILES, *opening.SD)  # those that may end in .gz
KINDS = (*PACKED, *DRAWINGS, *opening.PARQUET, ".xlsx")
FORMS = ("csv", "parquet", "xlsx", "sdf")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sdf": "chemical/x-mdl-sdfile",
}


# what a job has, beside its question, when it is accepted
_GIVEN = ("id", "owner", "state", "name", "suffix", "form", "size", "made")
_NONE_RUNS = "UPDATE job SET state = 'waiting' WHERE state = 'running'"
_AGAIN = 5.0  # seconds until what a machine refused is tried once more
# Owners take turns: first who was never served or was served longest ago, of his the oldest.
_NEXT = """SELECT * FROM job WHERE state = 'waiting' ORDER BY
  coalesce((SELECT max(other.begun) FROM job other WHERE other.owner = job.owner), ''), number LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Job:
    """One catalogue."""

    id: str
    owner: str  # id of the key that handed it in; "" without keys
    state: str  # waiting | running | done | failed
    name: str
    suffix: str
    form: str
    size: int
    question: dict[str, Any]
    made: str
    begun: str = ""
    ended: str = ""
    rows: int = 0
    status: dict[str, int] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    error: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> JobOf:
        """As plain data."""
        names = "id state name size form made begun ended rows status summary error result"
        empty = {name: getattr(self, name) or None for name in ("begun", "ended", "summary", "error")}
        result = f"/catalogue/{self.id}/result" if self.state == "done" else None
        return cast("JobOf", picked(names, self, **empty, result=result))


def suffix_of(name: str) -> str:
    """The kind of a file by its name, one of a closed set. Raises :class:`Unreadable`.

    >>> suffix_of("../../etc/Stock 2026.CSV.gz")
    '.csv.gz'
    """
    lower = name.strip().lower()
    packed = lower.endswith(".gz")
    kind = Path(lower.removesuffix(".gz")).suffix
    if kind not in (PACKED if packed else KINDS):
        raise Unreadable(
            "Files of this kind are not read.",
            "Give CSV, TSV, SMI, SDF (these also as .gz), Parquet or XLSX.",
        )
    return kind + (".gz" if packed else "")


def shown_name(name: str) -> str:
    """A file's name fit to be shown: its last part, printable, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:120] or "catalogue"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Jobs:
    """The catalogues of one data folder. :meth:`start` begins to screen."""

    def __init__(self, settings: Settings, state: State) -> None:
        self.settings, self.state = settings, state
        self.folder = settings.data / "jobs"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._wake = threading.Condition()
        self._stopping = False
        self._live: dict[str, tuple[int, dict[str, int]]] = {}  # progress of the running job
        self._process: subprocess.Popen[str] | None = None
        self._running = ""
        self._thread: threading.Thread | None = None

    # the life of a job ---------------------------------------------------------------------------

    def accept(self, file: IO[bytes], name: str, form: str, question: dict[str, Any], owner: str) -> Job:
        """Keep an uploaded file and queue it. Raises :class:`Unreadable`, and :class:`Full` where too many wait."""
        suffix = suffix_of(name)
        if not file.read(1):
            raise Unreadable("The file is empty.", "Give a file with at least one row.")
        file.seek(0)
        self.room(owner)
        job = Job(
            secrets.token_urlsafe(16), owner, "waiting", shown_name(name), suffix, form, 0, question, _now()
        )
        place = self.place(job.id)
        place.mkdir(mode=0o700)
        try:
            with (place / f"input{suffix}").open("wb") as kept:
                shutil.copyfileobj(file, kept, 1 << 20)
                kept.flush()
                os.fsync(kept.fileno())
                job = replace(job, size=kept.tell())
            sync(place)
            sync(self.folder)
            with self.state.change() as change:
                values = [getattr(job, name) for name in _GIVEN] + [json.dumps(question)]
                change.execute(
                    f"INSERT INTO job({', '.join(_GIVEN)}, question) VALUES (?,?,?,?,?,?,?,?,?)", values
                )
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        self._stir()
        return job

    def room(self, owner: str = "") -> None:
        """Raise :class:`Full` where no more may wait, or no more of this owner: a key holds a fifth of the places."""
        rows = self.state.all("SELECT owner FROM job WHERE state IN ('waiting', 'running')")
        mine = sum(row["owner"] == owner for row in rows)
        if len(rows) >= self.settings.jobs or (owner and mine >= max(1, self.settings.jobs // 5)):
            raise Full(30.0)

    def place(self, key: str) -> Path:
        """The folder of a job."""
        return self.folder / key

    def result(self, job: Job) -> Path:
        """The file of answers."""
        return self.place(job.id) / f"result.{job.form}"

    def get(self, key: str, owner: str) -> Job | None:
        """A job of this owner."""
        rows = self.state.all("SELECT * FROM job WHERE id = ? AND owner = ?", key, owner)
        return self._job(rows[0]) if rows else None

    def listed(self, owner: str) -> list[Job]:
        """The jobs of this owner, latest first."""
        rows = self.state.all("SELECT * FROM job WHERE owner = ? ORDER BY number DESC LIMIT 200", owner)
        return [self._job(row) for row in rows]

    def _job(self, row: Any) -> Job:
        loaded = {key: json.loads(row[key]) for key in ("question", "status", "summary", "error")}
        plain = {key: row[key] for key in row.keys() if key != "number"}  # noqa: SIM118  # a row iterates values
        job = Job(**{**plain, **loaded})
        live = self._live.get(job.id)
        return replace(job, rows=live[0], status=live[1]) if live and job.state == "running" else job

    def delete(self, key: str, owner: str) -> bool:
        """Forget a job and its files; a running one is stopped."""
        if not self.state.do("DELETE FROM job WHERE id = ? AND owner = ?", key, owner):
            return False
        if self._running == key:
            self._kill()
        shutil.rmtree(self.place(key), ignore_errors=True)
        return True

    # the screening -------------------------------------------------------------------------------

    def start(self) -> None:
        """Pick up what a service before this one left, and screen what waits."""
        self.state.do(_NONE_RUNS)
        known = {row["id"] for row in self.state.all("SELECT id FROM job")}
        for place in self.folder.iterdir():
            if place.name not in known:  # an upload that was cut off before it was accepted, or a deleted job
                shutil.rmtree(place, ignore_errors=True)
        self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; a job that runs goes on after the next start."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self._kill()
        if self._thread:
            self._thread.join(timeout=20)

    def _stir(self) -> None:
        with self._wake:
            self._wake.notify_all()

    def _loop(self) -> None:
        unsure = False  # whether a job may stand as running that is not
        while not self._stopping:
            wait = 30.0
            try:
                if unsure:
                    self.state.do(_NONE_RUNS)
                    unsure = False
                self._forget_old()
                if rows := self.state.all(_NEXT):
                    self._screen(self._job(rows[0]))
                    continue
            except (OSError, sqlite3.Error):  # a full disk, say: it goes on when there is room again
                logging.getLogger("tidewaiter.web").exception("the catalogues have to wait")
                unsure, wait = True, _AGAIN
            with self._wake:
                if not self._stopping:
                    self._wake.wait(timeout=wait)

    def _forget_old(self) -> None:
        limit = (datetime.now(UTC) - timedelta(days=self.settings.kept_days)).isoformat(
            timespec="milliseconds"
        )
        for row in self.state.all("SELECT id, owner FROM job WHERE ended != '' AND ended < ?", limit):
            self.delete(row["id"], row["owner"])

    def _screen(self, job: Job) -> None:
        if not self.state.do("UPDATE job SET state = 'running', begun = ? WHERE id = ?", _now(), job.id):
            return
        last: dict[str, Any] = {}
        self._running = job.id
        try:
            last = self._follow(job)
        except OSError as why:
            message = f"The screening could not start: {why.strerror}."
            last = {"failed": {"code": "fault", "message": message, "mend": ""}}
        finally:
            self._running = ""
            self._live.pop(job.id, None)
        if self._stopping and "done" not in last:
            return  # it goes on after the next start
        if "done" in last:
            sql = "UPDATE job SET state = 'done', ended = ?, rows = ?, status = ?, summary = ? WHERE id = ?"
            done = last["done"]
            self.state.do(sql, _now(), done["rows"], json.dumps(done["status"]), json.dumps(done), job.id)
        else:
            fault = last.get("failed") or {
                "code": "fault", "message": "The screening ended before its time.", "mend": "Is there enough memory?"
            }  # fmt: skip
            sql = "UPDATE job SET state = 'failed', ended = ?, error = ? WHERE id = ?"
            self.state.do(sql, _now(), json.dumps(fault), job.id)
            shutil.rmtree(self.place(job.id) / f"result.{job.form}.parts", ignore_errors=True)

    def _follow(self, job: Job) -> dict[str, Any]:
        """Run the process to its end, taking note of how far it is. Returns its last words."""
        asked = {
            "source": str(self.place(job.id) / f"input{job.suffix}"), "out": str(self.result(job)), "question": job.question,
            "lawbook": self.settings.lawbook, "workers": self.settings.screening, "unpacked": self.settings.unpacked,
            "memory": self.settings.memory,
        }  # fmt: skip
        call = [sys.executable, "-m", "tidewaiter.web.worker", json.dumps(asked)]
        last: dict[str, Any] = {}
        with subprocess.Popen(
            call,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        ) as process:
            self._process = process
            if self._stopping:
                self._kill()
            assert process.stdout
            for line in process.stdout:
                with contextlib.suppress(ValueError):
                    last = json.loads(line)
                if "rows" in last:
                    self._live[job.id] = (last["rows"], last["status"])
        self._process = None
        return last

    def _kill(self) -> None:
        if self._process and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
