"""The part files of a run: a folder beside the result, of one run at a time, of one question and one input.

A ledger in it holds each part's number of rows and the hash of its bytes; a part that is not what the ledger says was not
written whole, or was changed, and is made again. What is not ours in the folder is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from tidewaiter.errors import TidewaiterError, Unreadable
from tidewaiter.staging import staged

PATIENCE = 8.0  # seconds: the workers of a run that was killed hold its lock until they have noticed
_OURS = re.compile(r"(?:part-\d{7}\.arrow|question\.json)(?:\.stage\d+)?|ledger|lock")


class Part(NamedTuple):
    """What is known of a part that was written."""

    number: int
    rows: int
    mark: str  # hash of its bytes
    status: dict[str, int]  # how its rows came out


class Parts:
    """The folder of part files beside a result. Locked until :meth:`close`."""

    def __init__(self, out: Path, mark: dict[str, Any], resume: bool) -> None:
        """Take the folder. Raises :class:`Unreadable` where another run has it, where it holds what is not ours, or,
        with ``resume``, where it belongs to another question."""
        self.folder = out.with_name(out.name + ".parts")
        text = json.dumps(mark, sort_keys=True, ensure_ascii=False)
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise Unreadable(
                f"{self.folder} is in the way.", "It is no folder of ours: move it, or write elsewhere."
            )
        self._check_ours()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.folder)
        try:
            self._check_ours()
            note = self.folder / "question.json"
            if resume:
                self._check_same(note, text)
            else:
                self._clear()
            with staged(note) as stage:
                stage.write_text(text, encoding="utf-8")
            self.held = self._read_ledger()
        except BaseException:
            self._lock.close()
            raise

    def _names(self) -> list[str]:
        return [item.name for item in self.folder.iterdir()] if self.folder.is_dir() else []

    def _check_ours(self) -> None:
        strange = [name for name in self._names() if not _OURS.fullmatch(name)]
        if strange:
            raise Unreadable(
                f"{self.folder} holds what is no part of ours: {', '.join(sorted(strange)[:3])}.",
                "Move it, or write elsewhere: nothing of it is deleted.",
            )

    def _check_same(self, note: Path, text: str) -> None:
        if note.exists() and note.read_text(encoding="utf-8", errors="replace") != text:
            raise Unreadable(
                f"{self.folder.name} belongs to another question, file or lawbook.",
                "Start again without --resume.",
            )

    def _clear(self) -> None:
        for name in self._names():
            if name != "lock":
                (self.folder / name).unlink(missing_ok=True)

    def _read_ledger(self) -> dict[int, Part]:
        found: dict[int, Part] = {}
        with suppress(FileNotFoundError):
            for line in (self.folder / "ledger").read_text(encoding="utf-8", errors="replace").splitlines():
                # a line that the machine stopped in: the part is made again
                with suppress(ValueError, TypeError):
                    part = Part(*json.loads(line))
                    found[part.number] = part
        return found

    def path(self, number: int) -> Path:
        """Where part ``number`` stands."""
        return self.folder / f"part-{number:07d}.arrow"

    def write(self, number: int, batch: pa.RecordBatch) -> Part:
        """Write one part, whole or not at all. Raises :class:`TidewaiterError` where it cannot be written."""
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, batch.schema, options=options) as writer:
            writer.write(batch)
        held = sink.getvalue()
        part = Part(number, batch.num_rows, _mark(held), statuses(batch))
        try:
            self._enter(part)  # before the part appears: one that is there is known
            with staged(self.path(number)) as stage, stage.open("wb") as file:
                file.write(held)
        except OSError as why:
            raise TidewaiterError(
                f"{self.path(number)} cannot be written: {why.strerror or why}.",
                "Make room, or put the folder back, and run again with --resume.",
            ) from why
        return part

    def _enter(self, part: Part) -> None:
        """Enter a part in the ledger, whole: several processes write to it, and one may have been stopped in a line."""
        ledger = os.open(self.folder / "ledger", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(ledger, f"\n{json.dumps(part)}\n".encode())
        finally:
            os.close(ledger)

    def read(self, number: int) -> pa.Table | None:
        """One part; None where it is not there, or is not what the ledger says."""
        known = self.held.get(number)
        try:
            held = self.path(number).read_bytes() if known else b""
            if known is None or _mark(held) != known.mark:
                return None
            with pa.ipc.open_file(pa.BufferReader(held)) as reader:
                table = reader.read_all()
        except (FileNotFoundError, NotADirectoryError, pa.ArrowInvalid):
            return None
        return table if table.num_rows == known.rows else None

    def close(self) -> None:
        """Let another run have the folder; what is in it stays."""
        self._lock.close()

    def remove_empty(self) -> None:
        """Remove the folder if it holds no part."""
        if not any(self.folder.glob("part-*")):
            self.remove()

    def remove(self) -> None:
        """Remove what is ours, and the folder where nothing else is in it."""
        self._clear()
        # another run that waits for it notices that it is gone
        (self.folder / "lock").unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()
        self._lock.close()


def statuses(batch: pa.RecordBatch | pa.Table) -> dict[str, int]:
    """How many rows of a batch of answers came out how."""
    return {item["values"]: item["counts"] for item in batch.column("status").value_counts().to_pylist()}


def _mark(held: Any) -> str:
    return hashlib.blake2b(held, digest_size=16).hexdigest()


def _locked(folder: Path) -> Any:
    """The lock of a folder, with its owner written in it. Raises :class:`Unreadable` where another run has it."""
    try:
        import fcntl
    except (
        ModuleNotFoundError
    ):  # Windows: a file that is open cannot be removed there, and no two runs were ever seen
        return (folder / "lock").open("a+", encoding="utf-8")
    path, end = folder / "lock", time.monotonic() + PATIENCE
    while True:
        folder.mkdir(parents=True, exist_ok=True)  # the run that had it may have just removed it
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                break
        except BlockingIOError:
            if time.monotonic() > end:
                file.seek(0)
                owner = " ".join(file.read(200).split()) or "a process that does not say which"
                file.close()
                raise Unreadable(
                    f"Another run writes this result: {owner}.", "Wait for its end, or write to another file."
                ) from None
            time.sleep(0.1)
        except FileNotFoundError:
            pass
        file.close()
    file.truncate(0)
    file.write(
        f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}\n"
    )
    file.flush()
    return file
