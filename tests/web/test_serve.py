"""``tidewaiter serve`` itself: its keys, and where it will not serve without them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.cli import main


def test_keys_are_made_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path)]
    assert main(["serve", *data, "key", "add", "forwarder"]) == 0
    key = capsys.readouterr().out.strip()
    assert key.startswith("tw_")
    assert main(["serve", *data, "--json", "key", "list"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["revoked"]) == ("forwarder", "")
    assert key.split("_")[1] == listed["id"]
    assert main(["serve", *data, "key", "revoke", listed["id"]]) == 0
    assert main(["serve", *data, "key", "revoke", listed["id"]]) == 2
    assert main(["serve", *data, "key", "list"]) == 0
    assert "in use" not in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    "words", [["key"], ["key", "add"], ["key", "add", " "], ["run"], ["key", "revoke", "x"]]
)
def test_what_is_not_understood(tmp_path: Path, words: list[str]) -> None:
    assert main(["serve", "--data", str(tmp_path), *words]) == 2


def test_it_does_not_serve_others_without_a_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path), "--host", "0.0.0.0"]) == 2
    assert "key add" in capsys.readouterr().err


def test_it_serves_others_with_a_key(
    serve: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "key", "add", "me"]) == 0
    key = capsys.readouterr().out.strip()
    served = serve("--host", "0.0.0.0", "--quiet")
    url = served.url.replace("0.0.0.0", "127.0.0.1") + "/check.json?q=fentanyl"
    assert served.client.get(url).status_code == 401
    assert served.client.get(url, headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_ctrl_c_ends_it_in_order(serve: Callable[..., Any]) -> None:
    served = serve()
    served.client.get("/check.json?q=fentanyl")
    log = served.log
    assert served.stop() == 0
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text
    assert '"route": "/check.json"' in text
    assert "fentanyl" not in text
