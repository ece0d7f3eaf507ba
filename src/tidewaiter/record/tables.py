"""The record's tables, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

REVISION = "0001"  # the latest migration: a record that is at it is opened without loading Alembic

metadata = MetaData()
_Seq = BigInteger().with_variant(Integer(), "sqlite")

entry = Table(
    "entry",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("lawbook_version", String(40), nullable=False),
    Column("lawbook_sha256", String(64), nullable=False),
    Column("engine", String(40), nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("previous", String(64), nullable=False, unique=True),  # the chain cannot fork
    Column("hash", String(64), nullable=False, unique=True),
    Column("who", Text),
    Column("question", Text),
    Column("answer", Text),
    Column("salt", String(32)),
    Column("note", Text),
)

head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row; writers lock it
    Column("seq", _Seq, nullable=False),
    Column("hash", String(64), nullable=False),
)
