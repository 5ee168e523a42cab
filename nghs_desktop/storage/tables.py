"""The tables, generated from the nouns, and the tables of the change log.

Keys are text (UUIDv7, or UUIDv5 where two devices must agree), no REAL anywhere, no UNIQUE on what
people type, references RESTRICT and checked at commit. The change log holds from the first version
what sharing will need, so that sharing needs no new columns.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BLOB,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import NOUNS, Noun
from nghs_desktop.storage.search import SEARCH_DDL as SEARCH_DDL
from nghs_desktop.storage.search import SEARCH_INDEXES as SEARCH_INDEXES

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ORDERS: dict[str, str] = {"newest": "heard_at", "dots": "dots", "due": "due"}
"""Orders of lists with the column that carries each and has an index; ties go by row number."""


def _column(field: Described) -> Column[Any]:
    if field.name == "id":
        return Column("id", Text, primary_key=True)
    match field.about.kind:
        case FieldKind.LINE | FieldKind.PROSE:
            return Column(field.name, Text, nullable=False, server_default=text("''"))
        case FieldKind.FLAG:
            return Column(field.name, Integer, nullable=False, server_default=text("0"))
        case FieldKind.WHOLE if not field.optional:
            return Column(field.name, Integer, nullable=False, server_default=text("0"))
        case FieldKind.WHOLE:
            return Column(field.name, Integer)
        case FieldKind.REFERENCE:
            target = ForeignKey(
                f"{field.about.refers_to}.id",
                ondelete="RESTRICT",
                deferrable=True,
                initially="DEFERRED",
            )
            return Column(field.name, Text, target)
        case _:
            return Column(field.name, Text, nullable=field.optional)


def _table(noun: Noun) -> Table:
    table = Table(noun.name, metadata, *(_column(field) for field in noun.fields))
    if noun.captured:
        columns = table.c
        for order in ORDERS.values():
            Index(None, columns.group_id, columns.deleted, columns[order])
        Index(None, columns.meeting_id, columns.heard_at)
        Index(None, columns.number)
        Index(f"ix_{noun.name}_trash", columns.deleted, sqlite_where=text("deleted = 1"))
    return table


TABLES: dict[str, Table] = {noun.name: _table(noun) for noun in NOUNS}

for _name in ("from_id", "to_id"):
    Index(None, TABLES["link"].c[_name])
Index(None, TABLES["agenda_item"].c.meeting_id)
Index(None, TABLES["attendance"].c.meeting_id)
Index(None, TABLES["meeting"].c.group_id, TABLES["meeting"].c.starts_at)
for _noun, _name in (
    ("agenda_item", "topic_id"),
    ("topic", "group_id"),
    ("parked", "group_id"),
    ("stay", "meeting_id"),
    ("protocol_step", "protocol_id"),
    ("protocol_run", "meeting_id"),
    ("vote_line", "decision_id"),
    ("conflict_of_interest", "about_id"),
    ("minutes_correction", "minutes_id"),
    ("minutes_addendum", "minutes_id"),
    ("issued_brief", "brief_id"),
    ("framework_criterion", "framework_id"),
    ("study", "practice_id"),
    ("tier_assessment", "practice_id"),
    ("adoption", "practice_id"),
    ("classification", "practice_id"),
    ("review", "about_id"),
    ("nomination", "recognition_id"),
    ("sharing_record", "about_id"),
    ("attention", "barrier_id"),
    ("state_change", "about_id"),
    ("policy_item", "agenda_id"),
    ("organization_stand", "policy_item_id"),
    ("focus_candidate", "round_id"),
    ("focus_score", "candidate_id"),
    ("driver", "project_id"),
    ("cycle", "project_id"),
    ("measure_point", "project_id"),
):
    Index(None, TABLES[_noun].c[_name])

device = Table(
    "device", metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("person_id", Text),
    Column("name", Text),
    Column("pubkey", BLOB),
    Column("nonce_hash", BLOB),
    Column("incarnation_of", Text),
    Column("app_version", Text),
    Column("schema_ver", Integer),
    Column("first_seen", Integer),
    Column("revoked_at", Integer),
    Column("tip", BLOB),
    UniqueConstraint("id"),
)  # fmt: skip

sync_state = Table(
    "sync_state", metadata,
    Column("k", Integer, primary_key=True),
    Column("dev", Integer, nullable=False),
    Column("ctr", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("txn", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("applying", Integer, nullable=False),
)  # fmt: skip

version_vector = Table(
    "vv", metadata,
    Column("dev", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)  # fmt: skip

change = Table(
    "change", metadata,
    Column("dev", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("txn", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("tbl", Text, nullable=False),
    Column("pk", Text, nullable=False),
    Column("col", Text, nullable=False),
    Column("bases", Text),
    Column("old", BLOB),
    Column("new", BLOB),
    Column("seen", Text),
    Column("resolves", Integer),
    Column("cs", Integer),
    Column("redacted", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("dev", "n"),
    Index(None, "tbl", "pk", "col"),
    Index(None, "txn"),
    Index("ix_change_unsealed", "dev", "n", sqlite_where=text("cs IS NULL")),
)  # fmt: skip

head = Table(
    "head", metadata,
    Column("tbl", Text, nullable=False),
    Column("pk", Text, nullable=False),
    Column("col", Text, nullable=False),
    Column("dev", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("tbl", "pk", "col", "dev", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip

changeset = Table(
    "changeset", metadata,
    Column("dev", Integer, nullable=False),
    Column("no", Integer, nullable=False),
    Column("n0", Integer, nullable=False),
    Column("n1", Integer, nullable=False),
    Column("prev", BLOB),
    Column("hash", BLOB, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("minver", Integer, nullable=False),
    Column("raw", BLOB, nullable=False),
    PrimaryKeyConstraint("dev", "no"),
)  # fmt: skip

inbox = Table(
    "inbox", metadata,
    Column("dev", Text, nullable=False),
    Column("no", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("raw", BLOB, nullable=False),
    PrimaryKeyConstraint("dev", "no"),
)  # fmt: skip

text_doc = Table(
    "text_doc", metadata,
    Column("tbl", Text, nullable=False),
    Column("pk", Text, nullable=False),
    Column("col", Text, nullable=False),
    Column("state", BLOB, nullable=False),
    PrimaryKeyConstraint("tbl", "pk", "col"),
)  # fmt: skip

carrier = Table(
    "carrier", metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("epoch", Text),
    Column("last_ok", Integer),
    Column("last_error", Text),
)  # fmt: skip

carrier_sent = Table(
    "carrier_sent", metadata,
    Column("carrier_id", Text, nullable=False),
    Column("no", Integer, nullable=False),
    PrimaryKeyConstraint("carrier_id", "no"),
)  # fmt: skip

draft = Table(
    "draft", metadata,
    Column("window", Text, nullable=False),
    Column("tbl", Text, nullable=False),
    Column("pk", Text, nullable=False),
    Column("col", Text, nullable=False),
    Column("base_n", Integer),
    Column("body", Text, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    PrimaryKeyConstraint("window", "tbl", "pk", "col"),
)  # fmt: skip

attachment = Table(
    "attachment", metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("mime", Text, nullable=False),
)  # fmt: skip

brief_issue = Table(
    "brief_issue", metadata,
    Column("id", Text, primary_key=True),
    Column("pdf_sha256", Text, nullable=False),
    Column("vv", Text, nullable=False),
    Column("issued_at", Text, nullable=False),
    Column("person_id", Text),
)  # fmt: skip

step = Table(
    "step", metadata,
    Column("txn", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("session", Text, nullable=False, server_default=text("''")),
    Index("ix_step_state", "state", "txn"),
)  # fmt: skip
"""What a person did, for undo: not shared. `state` is done, undone or gone; `applied` is the
transaction that last brought it about or took it back."""

tally = Table(
    "tally", metadata,
    Column("noun", Text, nullable=False),
    Column("group_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("noun", "group_id", "status"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""How many live captured records each group has in each status, kept by triggers: counting a
million rows takes longer than opening a list may."""

search_doc = Table(
    "search_doc", metadata,
    Column("rowid", Integer, primary_key=True),
    Column("noun", Text, nullable=False),
    Column("pk", Text, nullable=False),
    UniqueConstraint("pk"),
)  # fmt: skip
"""Numbers the searchable records, later ones higher: the search index knows only numbers."""
