"""The record: every answer that was worth keeping, in a chain that shows when it was touched."""

from tidewaiter.record.chain import GENESIS, Entry, Look, Problem, canonical, look_over
from tidewaiter.record.store import Head, Record, default_address

__all__ = [
    "GENESIS",
    "Entry",
    "Head",
    "Look",
    "Problem",
    "Record",
    "canonical",
    "default_address",
    "look_over",
]
