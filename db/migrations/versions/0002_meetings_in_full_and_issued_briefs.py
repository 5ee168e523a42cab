"""meetings in full and issued briefs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "protocol_template",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("roles", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_template")),
    )
    op.create_table(
        "protocol_step",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("protocol_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("say", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["protocol_id"],
            ["protocol_template.id"],
            name=op.f("fk_protocol_step_protocol_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_step")),
    )
    with op.batch_alter_table("protocol_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_protocol_step_protocol_id"), ["protocol_id"], unique=False
        )

    op.create_table(
        "meeting_series",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("until_day", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("zone", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("skipped", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_meeting_series_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("series_id", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("presenter_id", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("recurring", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("closed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_topic_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"],
            ["person.id"],
            name=op.f("fk_topic_presenter_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["meeting_series.id"],
            name=op.f("fk_topic_series_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_group_id"), ["group_id"], unique=False)

    op.create_table(
        "conflict_of_interest",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("about_noun", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("about_id", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_conflict_of_interest_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_conflict_of_interest_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_of_interest")),
    )
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conflict_of_interest_about_id"), ["about_id"], unique=False
        )

    op.create_table(
        "issued_brief",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("brief_id", sa.Text(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("template", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("pdf", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("digest", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["brief_id"],
            ["brief.id"],
            name=op.f("fk_issued_brief_brief_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_issued_brief_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_brief")),
    )
    with op.batch_alter_table("issued_brief", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_brief_brief_id"), ["brief_id"], unique=False)

    op.create_table(
        "parked",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("details", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("parked_on", sa.Text(), nullable=True),
        sa.Column("revisit_on", sa.Text(), nullable=True),
        sa.Column("settled", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("outcome", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_parked_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["work_group.id"],
            name=op.f("fk_parked_group_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_parked_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_parked_owner_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
    )
    with op.batch_alter_table("parked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parked_group_id"), ["group_id"], unique=False)

    op.create_table(
        "privacy_confirmation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("brief_id", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["brief_id"],
            ["brief.id"],
            name=op.f("fk_privacy_confirmation_brief_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_confirmation")),
    )
    op.create_table(
        "protocol_run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("protocol_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("script", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("roles", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("began", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_protocol_run_agenda_item_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_protocol_run_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"],
            ["protocol_template.id"],
            name=op.f("fk_protocol_run_protocol_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_run")),
    )
    with op.batch_alter_table("protocol_run", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_protocol_run_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "stay",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("attendance_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("remote", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_stay_attendance_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_stay_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_stay_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    with op.batch_alter_table("stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stay_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("attended", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("circulated_at", sa.Text(), nullable=True),
        sa.Column("corrections_due", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("sealed_at", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_minutes_decision_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_minutes_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "vote_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("position", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("typed", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("answers", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_vote_line_decision_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_vote_line_meeting_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_line")),
    )
    with op.batch_alter_table("vote_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_line_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "minutes_addendum",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("minutes_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("seal", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"],
            ["minutes.id"],
            name=op.f("fk_minutes_addendum_minutes_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_minutes_addendum_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_addendum")),
    )
    with op.batch_alter_table("minutes_addendum", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_minutes_addendum_minutes_id"), ["minutes_id"], unique=False
        )

    op.create_table(
        "minutes_correction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("minutes_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"],
            ["minutes.id"],
            name=op.f("fk_minutes_correction_minutes_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_minutes_correction_person_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_correction")),
    )
    with op.batch_alter_table("minutes_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_minutes_correction_minutes_id"), ["minutes_id"], unique=False
        )

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic_id", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("section", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("locked_start", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("pulled_by_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("protocol_id", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("private_notes", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_agenda_item_topic_id"), ["topic_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_pulled_by_id"),
            "person",
            ["pulled_by_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_protocol_id"),
            "protocol_template",
            ["protocol_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_topic_id"),
            "topic",
            ["topic_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alternate_for_id", sa.Text(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attendance_alternate_for_id"),
            "person",
            ["alternate_for_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("barrier", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("brief", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("template", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("subject_noun", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("subject_id", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("audience", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("intent", sa.Text(), server_default="inform", nullable=False))
        batch_op.add_column(
            sa.Column("language", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("large_print", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("print_safe", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("filter", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("texts", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("status", sa.Text(), server_default="draft", nullable=False))

    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("proposal", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("method", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("rule", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("options", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("round", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opened_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("result", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("words", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("quorum", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("review_on", sa.Text(), nullable=True))

    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.Text(), server_default="regular", nullable=False))
        batch_op.add_column(
            sa.Column("attribution", sa.Text(), server_default="named", nullable=False)
        )
        batch_op.add_column(
            sa.Column("zone", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("paused_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("chair_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("facilitator_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("recorder_id", sa.Text(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_chair_id"),
            "person",
            ["chair_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_recorder_id"),
            "person",
            ["recorder_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_series_id"),
            "meeting_series",
            ["series_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_facilitator_id"),
            "person",
            ["facilitator_id"],
            ["id"],
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("minor", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("work_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("decision_rule", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )

    # What every row has, the program says; a default was needed for the rows that were there.
    with op.batch_alter_table("brief", schema=None) as batch_op:
        batch_op.alter_column("intent", server_default=None)
        batch_op.alter_column("status", server_default=None)

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("attribution", server_default=None)
