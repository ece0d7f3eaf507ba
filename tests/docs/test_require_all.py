"""The switch that a build machine sets: skipping is failing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPS = {
    "a test": "import pytest\ndef test_skips():\n    pytest.skip('component missing: x')\n",
    "a module": "import pytest\npytest.skip('component missing: x', allow_module_level=True)\n",
}


@pytest.mark.parametrize("what", SKIPS)
@pytest.mark.parametrize(("switch", "fails"), [("1", True), ("", False)])
def test_a_skip_fails_where_all_is_required(what: str, switch: str, fails: bool, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_it.py").write_text(SKIPS[what], encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
    call = [sys.executable, "-m", "pytest", *options, "."]
    env = {**os.environ, "TIDEWAITER_REQUIRE_ALL": switch}
    run = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (run.returncode not in (0, 5)) is fails, run.stdout
    assert "component missing" in run.stdout or not fails
