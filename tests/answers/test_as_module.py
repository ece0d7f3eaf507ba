"""``python -m tidewaiter`` is the installed command."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tidewaiter

CALL = [sys.executable, "-m", "tidewaiter"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--version"], 0, f"tidewaiter {tidewaiter.__version__}"),
        (["check", "fentanyl", "-j", "UN", "--on", "2020-01-01"], 0, "Listed on 2020-01-01: UN."),
        (["check", "437-38-8"], 2, "its check digit should be 7"),
    ],
)
def test_python_m_answers_as_the_command_does(words: list[str], code: int, said: str) -> None:
    run = subprocess.run([*CALL, *words], capture_output=True, encoding="utf-8")
    assert run.returncode == code
    assert said in run.stdout + run.stderr
