"""Builds what the package takes along compiled: the native part of the bulk screen (`src/tidewaiter/bulk/native`), and,
for a wheel, the indexes of the lawbook, the duties and the general dictionary, so that the first question waits for nothing.

Run by itself (`python hatch_build.py`) it builds the native part in place, which is all that a changed source needs.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

HERE = Path(__file__).resolve().parent
ROOM = HERE / "src" / "tidewaiter" / "bulk"
INDEX = HERE / "src" / "tidewaiter" / "_index"
LIBRARY = ROOM / f"_screen{EXTENSION_SUFFIXES[-1]}"


def sources() -> int:
    """The state of what the library is built from; it knows it, so that `library.py` notices one built from others."""
    state = 0
    for item in sorted((ROOM / "native").glob("*.?pp")):
        state = crc32(item.read_bytes(), state)
    return state


def write_header() -> None:
    """Write what the C++ side takes from Python's tables: columns, and the kinds of residue."""
    sys.path.insert(0, str(ROOM.parents[1]))
    try:
        from tidewaiter.met.tables.header import header
    finally:
        sys.path.pop(0)
    place, text = ROOM / "native" / "made.hpp", header()
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        place.write_text(text, encoding="utf-8")


def is_built() -> bool:
    """Whether the library is there, of this platform and of these sources."""
    try:
        return bool(ctypes.CDLL(str(LIBRARY)).screen_sources() & 0xFFFFFFFF == sources())
    except (OSError, AttributeError):
        return False


def build(required: bool, library: Path = LIBRARY) -> None:
    """Compile the library; without a compiler end here, or say what does not work then."""
    write_header()
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    # the standard library inside: it is otherwise looked for and bound anew in each process that reads a structure
    own = ["-static-libstdc++", "-static-libgcc", "-Wl,--exclude-libs,ALL"] if sys.platform == "linux" else []
    newer = ["-march=x86-64-v2"] if platform.machine().lower() in ("x86_64", "amd64") else []
    stage = library.with_name(
        f"_screen{os.getpid()}.stage"
    )  # a running screen keeps the library that it has loaded
    command = [compiler[0], "-O3", *compiler[1:], "-std=c++17", "-fPIC", "-shared", *newer, *own, f"-DTIDEWAITER_SOURCES={sources()}u",
               "-o", str(stage), str(ROOM / "native" / "screen.cpp")]  # fmt: skip
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        mend = f"No C++ compiler ({compiler[0]}) is here: install one (Debian: apt install g++) or name it in CXX."
        if required:
            sys.exit(mend)
        print(
            f"`tidewaiter screen` will not work, all else does, questions by structure more slowly. {mend}",
            file=sys.stderr,
        )
        return
    except subprocess.CalledProcessError:
        sys.exit(f"The compiled part of the screen could not be built: {shlex.join(command)}")
    stage.replace(library)


def build_indexes() -> None:
    """Compile the lawbook, its duties and the dictionary into the package, under the names that they are opened by."""
    if find_spec("rdkit") is None:  # without build isolation
        sys.exit(
            "Compiling the indexes needs RDKit: pip install rdkit, or build without --no-build-isolation."
        )
    shutil.rmtree(INDEX, ignore_errors=True)
    with tempfile.TemporaryDirectory() as cache:
        # pip names the packages of its isolated build in PYTHONPATH
        paths = os.pathsep.join(filter(None, (str(HERE / "src"), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": paths, "TIDEWAITER_CACHE": cache}
        subprocess.run([sys.executable, "-c", _COMPILE, str(INDEX)], check=True, env=environment)


_COMPILE = """
import sys
from pathlib import Path
from tidewaiter.codes import held, made
from tidewaiter.compile import compile_lawbook
from tidewaiter.duty import book as duties
from tidewaiter.lawbook.place import lawbook_folder
from tidewaiter.errors import TidewaiterError
from tidewaiter.lawbook.store import FORMAT, Store
from tidewaiter.met.making import make
from tidewaiter.substance.dictionary import general as dictionary

index, lawbook = Path(sys.argv[1]), lawbook_folder("lawbook")
compile_lawbook(lawbook, index / f"lawbook-{FORMAT}.sqlite")
duties.compile_to(lawbook, index / f"duty-{duties.FORMAT}.sqlite")
names = index / f"dictionary-{dictionary.FORMAT}.sqlite"
dictionary.build(names)
store = Store(index / f"lawbook-{FORMAT}.sqlite")
texts = [one.smiles for one in store.substances() if one.smiles] + dictionary.Dictionary(names).ordinary()
made.make(index / f"codes-{held.FORMAT}.sqlite", lawbook, texts)
try:
    (index / f"lawbook-{FORMAT}.tables").write_bytes(make(store))
except TidewaiterError:
    pass  # without a compiler there is no native reader that would read them
"""


def get_build_hook() -> type:
    """What hatchling calls."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class Hook(BuildHookInterface[Any]):
        """Compiles, where there is a compiler, before a wheel is packed, an editable one too, and tags it for this platform."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile; the indexes for a wheel alone: a checkout's files change, and theirs are made on first use."""
            write_header()
            if not is_built():
                build(required=False)
            if version == "standard":
                build_indexes()
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    return Hook


if __name__ == "__main__":
    build(required="--if-possible" not in sys.argv)
