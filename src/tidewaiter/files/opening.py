"""What a file is, how it is opened, and what is said where it cannot be read."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from tidewaiter.errors import Unreadable

LINE = 16 << 20  # bytes: no record of a text file may be longer
_LOT = 1 << 20
SD = (".sdf", ".sd")
SMILES = (".smi", ".smiles")
PARQUET = (".parquet", ".pq")
OBJECTS = (".jsonl", ".ndjson")
TEXT = (".csv", ".tsv", ".txt")


def kind_of(path: Path) -> str:
    """The kind of a file by the end of its name, ``.gz`` set aside.

    >>> kind_of(Path("stock.CSV.gz")), kind_of(Path("stock.sdf"))
    ('.csv', '.sdf')
    """
    return Path(path.name.lower().removesuffix(".gz")).suffix


def packed(path: Path) -> bool:
    """Whether the file is packed with gzip, by its name."""
    return path.name.lower().endswith(".gz")


def check_file(path: Path) -> None:
    """Raise :class:`Unreadable` where there is no such file, or nothing in it."""
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise Unreadable(f"{path.name} is empty.", "Give a file with at least one row.")


def not_read(path: Path, kinds: str) -> Unreadable:
    """The fault of a file of no known kind; ``kinds`` are those that are read, in words."""
    return Unreadable(f"{path.name}: files of this kind are not read.", f"Give {kinds}.")


def open_bytes(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked."""
    return cast(IO[bytes], gzip.open(path, "rb")) if packed(path) else path.open("rb")


def encoding_of(path: Path) -> str:
    """The encoding of a file of text: UTF-16 where its first bytes say so, else UTF-8."""
    with open_bytes(path) as file:
        return "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def delimiter_of(head: str, kind: str = "") -> str:
    r"""What stands between the cells of a table, by its first line.

    >>> delimiter_of("id;smiles"), delimiter_of("id\tsmiles", ".txt"), delimiter_of("a,b\tc", ".tsv")
    (';', '\t', '\t')
    """
    if kind == ".tsv" or (kind == ".txt" and "\t" in head):
        return "\t"
    return max(",;\t|", key=head.count)


def head_of(path: Path) -> str:
    """The first line of a file of text. Raises ``UnicodeDecodeError`` where it is none."""
    encoding = encoding_of(path)
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding) as text:
        return text.readline(LINE).rstrip("\n")


def lots(path: Path) -> Iterator[str]:
    """Whole lines of a file of text in lots of about a megabyte, whatever ends them; without the last one's end.

    Raises :class:`Unreadable` for a line longer than :data:`LINE`.
    """
    with open_bytes(path) as stream:
        rest, begun, number = b"", False, 0
        while block := stream.read(_LOT):
            head, found, tail = block.rpartition(b"\n")
            if not found:
                rest += block
                if len(rest) > LINE:
                    raise _too_long(path, number + 1)
                continue
            text = _decoded(rest + head, begun)
            begun, rest = True, tail
            number += text.count("\n") + 1
            if len(text) > LINE and max(map(len, text.split("\n"))) > LINE:
                raise _too_long(path, number)
            yield text
        if rest:
            yield _decoded(rest, begun)


def _decoded(block: bytes, begun: bool) -> str:
    """The text of whole lines; a carriage return, alone or before a line feed, ends a line as well."""
    text = block.decode("utf-8" if begun else "utf-8-sig")
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r").replace("\r", "\n")
    return text


def _too_long(path: Path, number: int) -> Unreadable:
    return Unreadable(
        f"{path.name}, line {number}, is longer than {LINE >> 20} million characters.", "Is it a text file?"
    )


@contextmanager
def faults_told(path: Path, *also: type[Exception]) -> Iterator[None]:
    """Turn what readers raise (``also``: what a library of theirs raises) into :class:`Unreadable`, with the file and
    how to mend it."""
    try:
        yield
    except csv.Error as why:
        raise Unreadable(
            f"{path.name} cannot be read as a table: {why}.", "Is a quotation mark left open?"
        ) from why
    except Exception as why:
        if not isinstance(why, (*_FAULTS, *also)):
            raise
        raise Unreadable(f"{path.name} cannot be read: {_plain(why)}", _mend(why)) from why


_FAULTS = (UnicodeDecodeError, EOFError, zlib.error, OSError)  # of the standard library


def _plain(why: Exception) -> str:
    text = str(why).strip().rstrip(".") or type(why).__name__
    return text[:300] + "."


def _mend(why: Exception) -> str:
    text = str(why).lower()
    if isinstance(why, UnicodeDecodeError) or "utf" in text:
        return "Save the file as UTF-8."
    if isinstance(why, (EOFError, zlib.error)) or "truncated" in text or "compress" in text:
        return "The file is cut short: fetch it again."
    if "straddling" in text:
        return f"A row is longer than {LINE >> 20} million characters: is a quotation mark left open?"
    return "Check that the file is what its name says."


def likely_rows(path: Path) -> int | None:
    """About how many rows a file holds, for a progress bar; None where that would cost reading it."""
    kind = kind_of(path)
    if not path.is_file() or packed(path) or kind == ".xlsx":
        return None
    if kind in PARQUET:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return int(pq.read_metadata(path).num_rows)
        except (pa.ArrowException, OSError):
            return None  # it is told when it is read
    with path.open("rb") as stream:
        start = stream.read(_LOT)
    records = start.count(b"$$$$" if kind in SD else b"\n")
    return path.stat().st_size * records // len(start) if records else None
