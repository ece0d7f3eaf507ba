"""Records to test on: a file of SQLite, and a database of a PostgreSQL server that the tests start."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

sqlalchemy = pytest.importorskip("sqlalchemy", reason="component missing: tidewaiter[record]")


def _server_folder() -> Path | None:
    """Where Debian puts the server's programs, or where PATH has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_server(*call: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in call]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server of our own, in a folder of its own; it is stopped and removed at the end."""
    programs = _server_folder()
    if programs is None:
        pytest.skip("component missing: PostgreSQL's server (apt-get install postgresql)")
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        pytest.skip("component missing: runuser, to start PostgreSQL as another user than root")
    folder = Path(tempfile.mkdtemp(prefix="tw-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port, data = _free_port(), folder / "data"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        _as_server(programs / "initdb", "-D", data, "-U", "tw", "-A", "trust", "-E", "UTF8", "--no-sync"),
        **quiet,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = _as_server(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    subprocess.run(start, **quiet)
    yield f"postgresql://tw@127.0.0.1:{port}"
    subprocess.run(_as_server(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"), **quiet)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record that does not exist yet, on either kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.sqlite")
    server = request.getfixturevalue("postgresql")
    name = f"record_{uuid4().hex}"
    engine = sqlalchemy.create_engine(
        server.replace("://", "+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def tamper(address: str) -> Callable[..., None]:
    """Change the tables behind the record's back, as who owns the file can: the guards are taken down first."""

    def change(*statements: str) -> None:
        from tidewaiter.record.store import url_of

        url = url_of(address)
        guards = (
            ["entry_delete", "entry_update"]
            if url.get_backend_name() == "sqlite"
            else ["entry_guard", "entry_truncate"]
        )
        on = "" if url.get_backend_name() == "sqlite" else " ON entry"
        engine = sqlalchemy.create_engine(url)
        with engine.begin() as connection:
            for guard in guards:
                connection.execute(sqlalchemy.text(f"DROP TRIGGER IF EXISTS {guard}{on}"))
            for statement in statements:
                connection.execute(sqlalchemy.text(statement))
        engine.dispose()

    return change
