"""Runs migrations on the connection that the program hands over; see nghs_desktop/storage/migrate.py."""

from __future__ import annotations

from alembic import context

from nghs_desktop.storage.tables import SEARCH_INDEXES, metadata


def ours(name: str | None, kind: str, parent: object) -> bool:
    """Leave the search index and its shadow tables out of comparisons."""
    return not (kind == "table" and str(name).startswith(SEARCH_INDEXES))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
