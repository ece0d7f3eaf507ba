"""What the service is told when it starts. Everything has a default fit for one person on one machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


def _data_folder() -> Path:
    from tidewaiter.duty.book import data_folder

    return data_folder() / "service"


@dataclass(frozen=True, slots=True)
class Settings:
    """The service's settings; sizes in bytes, times in seconds."""

    data: Path = field(default_factory=_data_folder)  # jobs, their files, the keys
    lawbook: str | None = None
    record: str = ""  # where answers are kept when a request asks for it; empty: they cannot be
    retain: Path | None = None  # a policy of retention for that record
    keys: bool = False  # whether every request must carry a key
    hosts: tuple[str, ...] = ()  # names under which the service may be called; empty: any
    rate: float = 250.0  # requests a second, for each key or address
    burst: int = 500
    body: int = 4 << 20  # of a question
    upload: int = 256 << 20  # of a catalogue
    unpacked: int = 4 << 30  # of a catalogue, unpacked
    running: int = 32  # requests that are answered at one time
    waiting: int = 256  # requests that may wait for their turn; more are told to come back
    slow: int = 4  # questions that need chemistry, answered at one time
    uploads: int = 4  # uploads at one time
    patience: float = 10.0  # how long a request waits for its turn
    reading: float = 15.0  # how long a question's body, or the head of any request, may take to arrive
    slowest: int = 32 << 10  # bytes a second that an upload must bring, over all
    held: int = 256 << 20  # bytes of questions' bodies that may be waiting at one time
    connections: int = 256  # of one address at one time
    jobs: int = 50  # catalogues waiting or being screened
    kept_days: int = 7  # how long a finished catalogue is kept
    memory: int = 8 << 30  # address space of the process that screens
    screening: int = 2  # worker processes of a screening
    log_queries: bool = False
