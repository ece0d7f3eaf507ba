"""Alembic's entry: it works on the connection that the record holds, inside its transaction."""

from __future__ import annotations

from alembic import context

from tidewaiter.record.tables import metadata


def run() -> None:
    """Run the migrations that are missing."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()


# Alembic runs this file; others, looking for examples in docstrings, only import it
if hasattr(context, "config"):
    run()
