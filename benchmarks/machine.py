"""What the drills do to a machine: its clock, a disk, a network, a server of PostgreSQL, each of our own."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
static long long jump(void) {
  static volatile long long* at;
  if (!at) {
    static long long none;
    const char* name = getenv("DRILL_CLOCK");
    int file = name ? open(name, O_RDONLY) : -1;
    void* seen = file < 0 ? MAP_FAILED : mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
    at = seen == MAP_FAILED ? &none : (volatile long long*)seen;
  }
  return *at;
}
int clock_gettime(clockid_t which, struct timespec* t) {
  static int (*real)(clockid_t, struct timespec*);
  if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  int told = real(which, t);
  if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE) t->tv_sec += jump();
  return told;
}
int gettimeofday(struct timeval* t, void* zone) {
  struct timespec now;
  int told = clock_gettime(CLOCK_REALTIME, &now);
  t->tv_sec = now.tv_sec, t->tv_usec = now.tv_nsec / 1000;
  return told;
}
time_t time(time_t* at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
"""


class Clock:
    """The clock of the processes that are started with :attr:`environment`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        source, library, self.file = folder / "clock.c", folder / "clock.so", folder / "clock"
        source.write_text(CLOCK)
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.set(0)
        self.environment = {"LD_PRELOAD": str(library), "DRILL_CLOCK": str(self.file)}

    def set(self, seconds: int) -> None:
        with self.file.open("r+b" if self.file.exists() else "wb") as stream:
            stream.write(struct.pack("q", seconds))

    def jumps(self, draw: random.Random) -> None:
        self.set(draw.randint(-172_800, 172_800))


class Disk:
    """A disk of so many bytes at a folder; :meth:`grow` gives it room."""

    def __init__(self, folder: Path, size: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._mount(f"size={size}")

    def _mount(self, options: str, *first: str) -> None:
        words = ["mount", "-t", "tmpfs", *first, "-o", options, "tmpfs", str(self.folder)]
        subprocess.run(words, check=True, capture_output=True)

    def grow(self) -> None:
        self._mount("remount,size=512m")

    def fill(self) -> None:
        """Leave no room at all."""
        with contextlib.suppress(OSError), (self.folder / "ballast").open("wb") as stream:
            while True:
                stream.write(bytes(4096))
                stream.flush()

    def free(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)

    def __enter__(self) -> Disk:
        return self

    def __exit__(self, *why: object) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)


class Cable:
    """A way to a port that breaks off after so many bytes, in either direction; for ever, until it is mended."""

    def __init__(self, port: int) -> None:
        self.port, self.left = port, -1
        self._open: list[socket.socket] = []
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.here = self._ear.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def break_after(self, some: int) -> None:
        self.left = some

    def mend(self) -> None:
        self.left = -1

    def _listen(self) -> None:
        while True:
            near, _ = self._ear.accept()
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                near.close()
                continue
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(4096):
                if self.left >= 0:
                    data, self.left = data[: self.left], max(0, self.left - len(data))
                    other.sendall(data)
                    if not self.left:
                        break
                else:
                    other.sendall(data)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class Server:
    """A server of PostgreSQL of our own, that syncs as it must."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        from record.conftest import _as_server, _free_port, _server_folder

        programs = _server_folder()
        if programs is None:
            raise RuntimeError("PostgreSQL's server is not here")
        self.folder, self.port, self.programs, self.as_server = folder, _free_port(), programs, _as_server
        self.environment = {**os.environ, **environment}
        folder.mkdir(exist_ok=True)
        for up in (folder, *folder.parents[: len(folder.parents) - 2]):
            up.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self.call("initdb", "-D", folder / "data", "-U", "tw", "-A", "trust", "-E", "UTF8")
        self.start()
        self.address = f"postgresql://tw@127.0.0.1:{self.port}/postgres"

    def call(self, program: str, *words: Any) -> None:
        done = subprocess.run(
            self.as_server(self.programs / program, *words), cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120,
        )  # fmt: skip
        if done.returncode and program != "pg_ctl":
            raise RuntimeError(done.stderr)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=8MB -c max_wal_size=64MB -c min_wal_size=32MB"
        self.call(
            "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start"
        )

    def stop(self, how: str = "immediate") -> None:
        self.call("pg_ctl", "-D", self.folder / "data", "-m", how, "stop")

    def kill(self) -> None:
        """kill -9 of the server and of all its own."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        own = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True).stdout.split()
        for one in (first, *map(int, own)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.2)
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def fresh(self) -> None:
        from sqlalchemy import create_engine, text

        engine = create_engine(self.address.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
