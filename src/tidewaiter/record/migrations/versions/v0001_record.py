"""The first form of the record: entries, their head, and what keeps the database from changing them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

_FIXED = (
    "seq",
    "at",
    "kind",
    "lawbook_version",
    "lawbook_sha256",
    "engine",
    "content_sha256",
    "previous",
    "hash",
)
_CONTENT = ("who", "question", "answer", "salt")
# An update may only take a whole content away and leave a note.
_GUARD = " OR ".join(
    [f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _FIXED]
    + [f"NEW.{name} IS NOT NULL" for name in _CONTENT]
    + ["NEW.note IS NULL", "OLD.note IS NOT NULL"]
)
_SAYS = "the record is append-only"


def upgrade() -> None:
    """Make the tables and their guards."""
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "entry",
        sa.Column("seq", seq, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("lawbook_version", sa.String(40), nullable=False),
        sa.Column("lawbook_sha256", sa.String(64), nullable=False),
        sa.Column("engine", sa.String(40), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("who", sa.Text()),
        sa.Column("question", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("salt", sa.String(32)),
        sa.Column("note", sa.Text()),
    )
    made = op.create_table(
        "head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", seq, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(made, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    guard = _GUARD.replace("IS DISTINCT FROM", "IS NOT")
    op.execute(
        f"CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    )
    op.execute(
        f"CREATE TRIGGER entry_update BEFORE UPDATE ON entry WHEN {guard} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP <> 'UPDATE' OR {_GUARD} THEN RAISE EXCEPTION '{_SAYS}'; END IF;
          RETURN NEW;
        END $$"""
    )
    op.execute(
        "CREATE TRIGGER entry_guard BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_guard()"
    )
    op.execute(
        "CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION entry_guard()"
    )


def downgrade() -> None:
    """Refused: a record is not unmade."""
    raise NotImplementedError("a record is not unmade: copy the file or the database before an upgrade")
