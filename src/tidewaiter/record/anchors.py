"""Anchors kept elsewhere than the record: in a file of another folder, or in a note of a git repository.

Whoever can write the record can write what lies beside it, so an anchor beside it shows nothing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from tidewaiter.errors import QuestionError

REF = "tidewaiter"  # refs/notes/tidewaiter


def append_to(out: Path, line: str, record: Path | None) -> None:
    """Append an anchor to a file. Raises :class:`QuestionError` where that is the record, or a file of its folder."""
    if record is not None and out.resolve().parent == record.resolve().parent:
        raise QuestionError(
            f"{out} lies beside the record: who can change one can change the other.",
            "Write the anchor to another folder, better to another machine.",
        )
    try:
        with out.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
    except OSError as why:
        raise QuestionError(f"{out} cannot be written: {why.strerror}.", "Check the folder.") from why


def add_git_note(folder: Path, line: str) -> None:
    """Append an anchor to the note on the last commit; push it with ``git push ORIGIN refs/notes/tidewaiter``."""
    _git(folder, "notes", "--ref", REF, "append", "-m", line, "HEAD")


def git_notes(folder: Path) -> str:
    """All anchors of a repository's notes, one a line."""
    listed = _git(folder, "notes", "--ref", REF, "list").split()
    return "\n".join(_git(folder, "cat-file", "blob", note) for note in listed[::2])


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True, timeout=60
        )
    except FileNotFoundError as why:
        raise QuestionError("git is not installed.", "Install it, or keep the anchor in a file.") from why
    except subprocess.SubprocessError as why:
        said = (getattr(why, "stderr", "") or str(why)).strip().splitlines()
        raise QuestionError(f"git in {folder}: {said[0] if said else why}.", "Is it a repository?") from why
    return done.stdout
