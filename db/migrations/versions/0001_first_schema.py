"""First schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment")),
    )
    op.create_table(
        "brief_issue",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("vv", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief_issue")),
    )
    op.create_table(
        "carrier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=True),
        sa.Column("last_ok", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier")),
    )
    op.create_table(
        "carrier_sent",
        sa.Column("carrier_id", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("carrier_id", "no", name=op.f("pk_carrier_sent")),
    )
    op.create_table(
        "change",
        sa.Column("dev", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.Integer(), nullable=False),
        sa.Column("txn", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("ver", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.Column("col", sa.Text(), nullable=False),
        sa.Column("bases", sa.Text(), nullable=True),
        sa.Column("old", sa.BLOB(), nullable=True),
        sa.Column("new", sa.BLOB(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.Column("resolves", sa.Integer(), nullable=True),
        sa.Column("cs", sa.Integer(), nullable=True),
        sa.Column("redacted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.UniqueConstraint("dev", "n", name=op.f("uq_change_dev_n")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_tbl_pk_col"), ["tbl", "pk", "col"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_change_txn"), ["txn"], unique=False)
        batch_op.create_index(
            "ix_change_unsealed", ["dev", "n"], unique=False, sqlite_where=sa.text("cs IS NULL")
        )

    op.create_table(
        "changeset",
        sa.Column("dev", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("n0", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("prev", sa.BLOB(), nullable=True),
        sa.Column("hash", sa.BLOB(), nullable=False),
        sa.Column("ver", sa.Integer(), nullable=False),
        sa.Column("minver", sa.Integer(), nullable=False),
        sa.Column("raw", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("dev", "no", name=op.f("pk_changeset")),
    )
    op.create_table(
        "device",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("pubkey", sa.BLOB(), nullable=True),
        sa.Column("nonce_hash", sa.BLOB(), nullable=True),
        sa.Column("incarnation_of", sa.Text(), nullable=True),
        sa.Column("app_version", sa.Text(), nullable=True),
        sa.Column("schema_ver", sa.Integer(), nullable=True),
        sa.Column("first_seen", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.Column("tip", sa.BLOB(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_device")),
        sa.UniqueConstraint("id", name=op.f("uq_device_id")),
    )
    op.create_table(
        "draft",
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.Column("col", sa.Text(), nullable=False),
        sa.Column("base_n", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("window", "tbl", "pk", "col", name=op.f("pk_draft")),
    )
    op.create_table(
        "head",
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.Column("col", sa.Text(), nullable=False),
        sa.Column("dev", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tbl", "pk", "col", "dev", "n", name=op.f("pk_head")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "inbox",
        sa.Column("dev", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("raw", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("dev", "no", name=op.f("pk_inbox")),
    )
    op.create_table(
        "lever",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("definition", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("accent", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("icon", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lever")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("from_noun", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("from_id", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("to_noun", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("to_id", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_to_id"), ["to_id"], unique=False)

    op.create_table(
        "organization",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("short_name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("url", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organization.id"],
            name=op.f("fk_organization_parent_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("noun", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("filter", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("sorted_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_table(
        "search_doc",
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name=op.f("pk_search_doc")),
        sa.UniqueConstraint("pk", name=op.f("uq_search_doc_pk")),
    )
    op.create_table(
        "step",
        sa.Column("txn", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("applied", sa.Integer(), nullable=False),
        sa.Column("session", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("txn", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("ix_step_state", ["state", "txn"], unique=False)

    op.create_table(
        "tally",
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "group_id", "status", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sync_state",
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("dev", sa.Integer(), nullable=False),
        sa.Column("ctr", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.Integer(), nullable=False),
        sa.Column("txn", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("ver", sa.Integer(), nullable=False),
        sa.Column("applying", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("k", name=op.f("pk_sync_state")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("vocabulary", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("code", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("definition", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_table(
        "text_doc",
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.Column("col", sa.Text(), nullable=False),
        sa.Column("state", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("tbl", "pk", "col", name=op.f("pk_text_doc")),
    )
    op.create_table(
        "vv",
        sa.Column("dev", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dev", name=op.f("pk_vv")),
    )
    op.create_table(
        "workspace_info",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("coalition", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("sample", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace_info")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("languages", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("expertise", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("photo_consent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("name_consent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("quote_consent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_person_organization_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "resource",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("developer", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("supporter", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("excerpt", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("truncated", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("url", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("states", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("rights", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("checked_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kind_id"],
            ["term.id"],
            name=op.f("fk_resource_kind_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("from_day", sa.Text(), nullable=True),
        sa.Column("to_day", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["organization.id"],
            name=op.f("fk_statement_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["statement.id"],
            name=op.f("fk_statement_parent_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_table(
        "work_group",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("coalition", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("charter", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("advises", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("recommends_to", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_work_group_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_group")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_meeting_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_group_id_starts_at"), ["group_id", "starts_at"], unique=False
        )

    op.create_table(
        "membership",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("organization_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("votes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("from_day", sa.Text(), nullable=True),
        sa.Column("to_day", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_membership_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_membership_organization_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_membership_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("captures", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("presenter_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_agenda_item_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"],
            ["person.id"],
            name=op.f("fk_agenda_item_presenter_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_attendance_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_attendance_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "brief",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("summary", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("sections", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("paper", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_brief_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_brief_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief")),
    )
    op.create_table(
        "barrier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("subtype_id", sa.Text(), nullable=True),
        sa.Column("hinders", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("root_cause", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("evidence", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("affected", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("reach_sites", sa.Integer(), nullable=True),
        sa.Column("reach_students", sa.Integer(), nullable=True),
        sa.Column("next_step", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("escalation", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_barrier_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_barrier_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_barrier_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_barrier_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_barrier_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_barrier_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["subtype_id"],
            ["term.id"],
            name=op.f("fk_barrier_subtype_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier")),
    )
    with op.batch_alter_table("barrier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_barrier_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_barrier_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_barrier_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_barrier_meeting_id_heard_at"), ["meeting_id", "heard_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_barrier_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_barrier_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "commitment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_commitment_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_commitment_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_commitment_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_commitment_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_commitment_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_commitment_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitment_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_meeting_id_heard_at"),
            ["meeting_id", "heard_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_commitment_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_commitment_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("dissent", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_decision_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_decision_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_decision_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_decision_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_decision_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_decision_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_decision_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_decision_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_decision_meeting_id_heard_at"), ["meeting_id", "heard_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_decision_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_decision_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "focus",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("hours_needed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_focus_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_focus_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_focus_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_focus_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_focus_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_focus_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus")),
    )
    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_focus_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_focus_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_focus_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_focus_meeting_id_heard_at"), ["meeting_id", "heard_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_focus_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_focus_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("problem", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_note_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_note_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_note_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_note_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_note_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_note_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_note_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_meeting_id_heard_at"), ["meeting_id", "heard_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_note_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "practice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("reach", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("population", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("core_components", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("supports_needed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("cost_note", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("evidence", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("scale_sites", sa.Integer(), nullable=True),
        sa.Column("scale_students", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_practice_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["person.id"],
            name=op.f("fk_practice_contact_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_practice_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_practice_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_practice_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_practice_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_practice_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
    )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_practice_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_practice_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_practice_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_practice_meeting_id_heard_at"), ["meeting_id", "heard_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_practice_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_practice_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    op.create_table(
        "recognition",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("lever_id", sa.Text(), nullable=True),
        sa.Column("said_by_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("for_brief", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pinned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("nominee_kind", sa.Text(), nullable=True),
        sa.Column("nominee", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("nominee_id", sa.Text(), nullable=True),
        sa.Column("practice_id", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("recognised_on", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_recognition_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_recognition_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lever_id"],
            ["lever.id"],
            name=op.f("fk_recognition_lever_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_recognition_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["person.id"],
            name=op.f("fk_recognition_nominee_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_recognition_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_recognition_practice_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_recognition_said_by_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
    )
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_group_id_deleted_dots"),
            ["group_id", "deleted", "dots"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_group_id_deleted_due"),
            ["group_id", "deleted", "due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_group_id_deleted_heard_at"),
            ["group_id", "deleted", "heard_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_meeting_id_heard_at"),
            ["meeting_id", "heard_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_recognition_number"), ["number"], unique=False)
        batch_op.create_index(
            "ix_recognition_trash", ["deleted"], unique=False, sqlite_where=sa.text("deleted = 1")
        )

    for index in ("search_title", "search_text"):
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='', detail=none, "
            "prefix='1 2 3 4 5', tokenize='unicode61 remove_diacritics 2')"
        )
