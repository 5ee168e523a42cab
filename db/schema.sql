-- The schema of the newest migration, as SQLite keeps it. From packaging/write_schema.py;
-- do not edit. The triggers are generated: nghs_desktop/storage/triggers.py.
CREATE TABLE "agenda_item" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  meeting_id TEXT,
  title TEXT DEFAULT ('') NOT NULL,
  purpose TEXT NOT NULL,
  planned_minutes INTEGER,
  position TEXT DEFAULT ('') NOT NULL,
  state TEXT NOT NULL,
  captures TEXT DEFAULT ('') NOT NULL,
  opened_at TEXT,
  closed_at TEXT,
  presenter_id TEXT,
  topic_id TEXT,
  section TEXT DEFAULT ('') NOT NULL,
  locked_start TEXT,
  pulled_by_id TEXT,
  protocol_id TEXT,
  private_notes TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_agenda_item_presenter_id FOREIGN KEY(presenter_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_agenda_item_protocol_id FOREIGN KEY(protocol_id) REFERENCES protocol_template (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_agenda_item_pulled_by_id FOREIGN KEY(pulled_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_agenda_item_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_agenda_item PRIMARY KEY (id)
);
CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);
CREATE INDEX ix_agenda_item_topic_id ON agenda_item (topic_id);
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE attachment (
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  CONSTRAINT pk_attachment PRIMARY KEY (sha256)
);
CREATE TABLE "attendance" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  meeting_id TEXT,
  person_id TEXT,
  presence TEXT NOT NULL,
  alternate_for_id TEXT,
  CONSTRAINT fk_attendance_alternate_for_id FOREIGN KEY(alternate_for_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_attendance_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_attendance_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_attendance PRIMARY KEY (id)
);
CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);
CREATE TABLE "barrier" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  type TEXT,
  subtype_id TEXT,
  hinders TEXT,
  level TEXT,
  consequence TEXT DEFAULT ('') NOT NULL,
  root_cause TEXT DEFAULT ('') NOT NULL,
  evidence TEXT DEFAULT ('') NOT NULL,
  affected TEXT DEFAULT ('') NOT NULL,
  reach_sites INTEGER,
  reach_students INTEGER,
  next_step TEXT DEFAULT ('') NOT NULL,
  escalation TEXT DEFAULT ('') NOT NULL,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_barrier_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_barrier_subtype_id FOREIGN KEY(subtype_id) REFERENCES term (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_barrier PRIMARY KEY (id)
);
CREATE INDEX ix_barrier_group_id_deleted_dots ON barrier (group_id, deleted, dots);
CREATE INDEX ix_barrier_group_id_deleted_due ON barrier (group_id, deleted, due);
CREATE INDEX ix_barrier_group_id_deleted_heard_at ON barrier (group_id, deleted, heard_at);
CREATE INDEX ix_barrier_meeting_id_heard_at ON barrier (meeting_id, heard_at);
CREATE INDEX ix_barrier_number ON barrier (number);
CREATE INDEX ix_barrier_trash ON barrier (deleted) WHERE deleted = 1;
CREATE TABLE "brief" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  summary TEXT DEFAULT ('') NOT NULL,
  group_id TEXT,
  meeting_id TEXT,
  since TEXT,
  until TEXT,
  sections TEXT DEFAULT ('') NOT NULL,
  paper TEXT DEFAULT ('') NOT NULL,
  template TEXT DEFAULT ('') NOT NULL,
  subject_noun TEXT DEFAULT ('') NOT NULL,
  subject_id TEXT DEFAULT ('') NOT NULL,
  audience TEXT DEFAULT ('') NOT NULL,
  intent TEXT NOT NULL,
  language TEXT DEFAULT ('') NOT NULL,
  large_print INTEGER DEFAULT 0 NOT NULL,
  print_safe INTEGER DEFAULT 0 NOT NULL,
  filter TEXT DEFAULT ('') NOT NULL,
  texts TEXT DEFAULT ('') NOT NULL,
  status TEXT NOT NULL,
  CONSTRAINT fk_brief_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_brief_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_brief PRIMARY KEY (id)
);
CREATE TABLE brief_issue (
  id TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  vv TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  person_id TEXT,
  CONSTRAINT pk_brief_issue PRIMARY KEY (id)
);
CREATE TABLE carrier (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  epoch TEXT,
  last_ok INTEGER,
  last_error TEXT,
  CONSTRAINT pk_carrier PRIMARY KEY (id)
);
CREATE TABLE carrier_sent (
  carrier_id TEXT NOT NULL,
  no INTEGER NOT NULL,
  CONSTRAINT pk_carrier_sent PRIMARY KEY (carrier_id, no)
);
CREATE TABLE change (
  dev INTEGER NOT NULL,
  n INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  txn INTEGER NOT NULL,
  actor TEXT NOT NULL,
  ver INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  pk TEXT NOT NULL,
  col TEXT NOT NULL,
  bases TEXT,
  old BLOB,
  new BLOB,
  seen TEXT,
  resolves INTEGER,
  cs INTEGER,
  redacted INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT uq_change_dev_n UNIQUE (dev, n)
);
CREATE INDEX ix_change_tbl_pk_col ON change (tbl, pk, col);
CREATE INDEX ix_change_txn ON change (txn);
CREATE INDEX ix_change_unsealed ON change (dev, n) WHERE cs IS NULL;
CREATE TABLE changeset (
  dev INTEGER NOT NULL,
  no INTEGER NOT NULL,
  n0 INTEGER NOT NULL,
  n1 INTEGER NOT NULL,
  prev BLOB,
  hash BLOB NOT NULL,
  ver INTEGER NOT NULL,
  minver INTEGER NOT NULL,
  raw BLOB NOT NULL,
  CONSTRAINT pk_changeset PRIMARY KEY (dev, no)
);
CREATE TABLE "commitment" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT DEFAULT ('') NOT NULL,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_commitment_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_commitment_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_commitment_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_commitment_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_commitment_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_commitment_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_commitment PRIMARY KEY (id)
);
CREATE INDEX ix_commitment_group_id_deleted_dots ON commitment (group_id, deleted, dots);
CREATE INDEX ix_commitment_group_id_deleted_due ON commitment (group_id, deleted, due);
CREATE INDEX ix_commitment_group_id_deleted_heard_at ON commitment (group_id, deleted, heard_at);
CREATE INDEX ix_commitment_meeting_id_heard_at ON commitment (meeting_id, heard_at);
CREATE INDEX ix_commitment_number ON commitment (number);
CREATE INDEX ix_commitment_trash ON commitment (deleted) WHERE deleted = 1;
CREATE TABLE conflict_of_interest (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  person_id TEXT,
  meeting_id TEXT,
  about_noun TEXT DEFAULT ('') NOT NULL,
  about_id TEXT DEFAULT ('') NOT NULL,
  kind TEXT NOT NULL,
  note TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_conflict_of_interest_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_conflict_of_interest_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_conflict_of_interest PRIMARY KEY (id)
);
CREATE INDEX ix_conflict_of_interest_about_id ON conflict_of_interest (about_id);
CREATE TABLE "decision" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT DEFAULT ('') NOT NULL,
  dissent TEXT DEFAULT ('') NOT NULL,
  label TEXT DEFAULT ('') NOT NULL,
  proposal TEXT DEFAULT ('') NOT NULL,
  method TEXT,
  rule TEXT DEFAULT ('') NOT NULL,
  options TEXT DEFAULT ('') NOT NULL,
  round INTEGER,
  opened_at TEXT,
  closed_at TEXT,
  result TEXT,
  words TEXT DEFAULT ('') NOT NULL,
  quorum TEXT DEFAULT ('') NOT NULL,
  review_on TEXT,
  CONSTRAINT fk_decision_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_decision_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_decision_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_decision_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_decision_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_decision_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_decision PRIMARY KEY (id)
);
CREATE INDEX ix_decision_group_id_deleted_dots ON decision (group_id, deleted, dots);
CREATE INDEX ix_decision_group_id_deleted_due ON decision (group_id, deleted, due);
CREATE INDEX ix_decision_group_id_deleted_heard_at ON decision (group_id, deleted, heard_at);
CREATE INDEX ix_decision_meeting_id_heard_at ON decision (meeting_id, heard_at);
CREATE INDEX ix_decision_number ON decision (number);
CREATE INDEX ix_decision_trash ON decision (deleted) WHERE deleted = 1;
CREATE TABLE device (
  no INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT,
  name TEXT,
  pubkey BLOB,
  nonce_hash BLOB,
  incarnation_of TEXT,
  app_version TEXT,
  schema_ver INTEGER,
  first_seen INTEGER,
  revoked_at INTEGER,
  tip BLOB,
  CONSTRAINT pk_device PRIMARY KEY (no),
  CONSTRAINT uq_device_id UNIQUE (id)
);
CREATE TABLE draft (
  window TEXT NOT NULL,
  tbl TEXT NOT NULL,
  pk TEXT NOT NULL,
  col TEXT NOT NULL,
  base_n INTEGER,
  body TEXT NOT NULL,
  cursor INTEGER NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (window, tbl, pk, col)
);
CREATE TABLE "focus" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  effort INTEGER,
  hours_needed INTEGER,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_focus_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_focus_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_focus_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_focus_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_focus_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_focus_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_focus PRIMARY KEY (id)
);
CREATE INDEX ix_focus_group_id_deleted_dots ON focus (group_id, deleted, dots);
CREATE INDEX ix_focus_group_id_deleted_due ON focus (group_id, deleted, due);
CREATE INDEX ix_focus_group_id_deleted_heard_at ON focus (group_id, deleted, heard_at);
CREATE INDEX ix_focus_meeting_id_heard_at ON focus (meeting_id, heard_at);
CREATE INDEX ix_focus_number ON focus (number);
CREATE INDEX ix_focus_trash ON focus (deleted) WHERE deleted = 1;
CREATE TABLE head (
  tbl TEXT NOT NULL,
  pk TEXT NOT NULL,
  col TEXT NOT NULL,
  dev INTEGER NOT NULL,
  n INTEGER NOT NULL,
 WITHOUT ROWID
  CONSTRAINT pk_head PRIMARY KEY (tbl, pk, col, dev, n)
);
CREATE TABLE inbox (
  dev TEXT NOT NULL,
  no INTEGER NOT NULL,
  why TEXT NOT NULL,
  raw BLOB NOT NULL,
  CONSTRAINT pk_inbox PRIMARY KEY (dev, no)
);
CREATE TABLE issued_brief (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  brief_id TEXT,
  group_id TEXT,
  number TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  template TEXT DEFAULT ('') NOT NULL,
  language TEXT DEFAULT ('') NOT NULL,
  issued_at TEXT,
  pages INTEGER,
  content TEXT DEFAULT ('') NOT NULL,
  pdf TEXT DEFAULT ('') NOT NULL,
  digest TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_issued_brief_brief_id FOREIGN KEY(brief_id) REFERENCES brief (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_issued_brief_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_issued_brief PRIMARY KEY (id)
);
CREATE INDEX ix_issued_brief_brief_id ON issued_brief (brief_id);
CREATE TABLE lever (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  definition TEXT DEFAULT ('') NOT NULL,
  accent TEXT DEFAULT ('') NOT NULL,
  icon TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_lever PRIMARY KEY (id)
);
CREATE TABLE link (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  from_noun TEXT DEFAULT ('') NOT NULL,
  from_id TEXT DEFAULT ('') NOT NULL,
  to_noun TEXT DEFAULT ('') NOT NULL,
  to_id TEXT DEFAULT ('') NOT NULL,
  kind TEXT NOT NULL,
  note TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_link PRIMARY KEY (id)
);
CREATE INDEX ix_link_from_id ON link (from_id);
CREATE INDEX ix_link_to_id ON link (to_id);
CREATE TABLE "meeting" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  group_id TEXT,
  starts_at TEXT,
  planned_minutes INTEGER,
  place TEXT DEFAULT ('') NOT NULL,
  purpose TEXT DEFAULT ('') NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  summary TEXT DEFAULT ('') NOT NULL,
  series_id TEXT,
  kind TEXT NOT NULL,
  attribution TEXT NOT NULL,
  zone TEXT DEFAULT ('') NOT NULL,
  paused_at TEXT,
  chair_id TEXT,
  facilitator_id TEXT,
  recorder_id TEXT,
  CONSTRAINT fk_meeting_chair_id FOREIGN KEY(chair_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_meeting_facilitator_id FOREIGN KEY(facilitator_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_meeting_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_meeting_recorder_id FOREIGN KEY(recorder_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_meeting_series_id FOREIGN KEY(series_id) REFERENCES meeting_series (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_meeting PRIMARY KEY (id)
);
CREATE INDEX ix_meeting_group_id_starts_at ON meeting (group_id, starts_at);
CREATE TABLE meeting_series (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  group_id TEXT,
  rhythm TEXT NOT NULL,
  first_day TEXT,
  until_day TEXT,
  at TEXT DEFAULT ('') NOT NULL,
  zone TEXT DEFAULT ('') NOT NULL,
  skipped TEXT DEFAULT ('') NOT NULL,
  planned_minutes INTEGER,
  place TEXT DEFAULT ('') NOT NULL,
  kind TEXT NOT NULL,
  attribution TEXT NOT NULL,
  purpose TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_meeting_series_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_meeting_series PRIMARY KEY (id)
);
CREATE TABLE membership (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  person_id TEXT,
  group_id TEXT,
  organization_id TEXT,
  role TEXT NOT NULL,
  votes INTEGER DEFAULT 0 NOT NULL,
  from_day TEXT,
  to_day TEXT,
  CONSTRAINT fk_membership_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_membership_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_membership PRIMARY KEY (id)
);
CREATE TABLE minutes (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  meeting_id TEXT,
  state TEXT NOT NULL,
  text TEXT DEFAULT ('') NOT NULL,
  attended TEXT DEFAULT ('') NOT NULL,
  circulated_at TEXT,
  corrections_due TEXT,
  decision_id TEXT,
  sealed_at TEXT,
  seal TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_minutes_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_minutes_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_minutes PRIMARY KEY (id)
);
CREATE TABLE minutes_addendum (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  minutes_id TEXT,
  person_id TEXT,
  at TEXT,
  text TEXT DEFAULT ('') NOT NULL,
  seal TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_minutes_addendum_minutes_id FOREIGN KEY(minutes_id) REFERENCES minutes (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_minutes_addendum_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_minutes_addendum PRIMARY KEY (id)
);
CREATE INDEX ix_minutes_addendum_minutes_id ON minutes_addendum (minutes_id);
CREATE TABLE minutes_correction (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  minutes_id TEXT,
  person_id TEXT,
  at TEXT,
  "before" TEXT DEFAULT ('') NOT NULL,
  why TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_minutes_correction_minutes_id FOREIGN KEY(minutes_id) REFERENCES minutes (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_minutes_correction_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_minutes_correction PRIMARY KEY (id)
);
CREATE INDEX ix_minutes_correction_minutes_id ON minutes_correction (minutes_id);
CREATE TABLE "note" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  problem TEXT DEFAULT ('') NOT NULL,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_note_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_note_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_note_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_note_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_note_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_note_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_note PRIMARY KEY (id)
);
CREATE INDEX ix_note_group_id_deleted_dots ON note (group_id, deleted, dots);
CREATE INDEX ix_note_group_id_deleted_due ON note (group_id, deleted, due);
CREATE INDEX ix_note_group_id_deleted_heard_at ON note (group_id, deleted, heard_at);
CREATE INDEX ix_note_meeting_id_heard_at ON note (meeting_id, heard_at);
CREATE INDEX ix_note_number ON note (number);
CREATE INDEX ix_note_trash ON note (deleted) WHERE deleted = 1;
CREATE TABLE organization (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  short_name TEXT DEFAULT ('') NOT NULL,
  kind TEXT NOT NULL,
  place TEXT DEFAULT ('') NOT NULL,
  state TEXT DEFAULT ('') NOT NULL,
  parent_id TEXT,
  about TEXT DEFAULT ('') NOT NULL,
  url TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_organization_parent_id FOREIGN KEY(parent_id) REFERENCES organization (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_organization PRIMARY KEY (id)
);
CREATE TABLE parked (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  owner_id TEXT,
  parked_on TEXT,
  revisit_on TEXT,
  settled INTEGER DEFAULT 0 NOT NULL,
  outcome TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_parked_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_parked_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_parked_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_parked_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_parked PRIMARY KEY (id)
);
CREATE INDEX ix_parked_group_id ON parked (group_id);
CREATE TABLE "person" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  role TEXT DEFAULT ('') NOT NULL,
  organization_id TEXT,
  email TEXT DEFAULT ('') NOT NULL,
  phone TEXT DEFAULT ('') NOT NULL,
  languages TEXT DEFAULT ('') NOT NULL,
  expertise TEXT DEFAULT ('') NOT NULL,
  photo_consent INTEGER DEFAULT 0 NOT NULL,
  name_consent INTEGER DEFAULT 0 NOT NULL,
  quote_consent INTEGER DEFAULT 0 NOT NULL,
  minor INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT fk_person_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_person PRIMARY KEY (id)
);
CREATE TABLE "practice" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  level TEXT,
  reach TEXT,
  problem TEXT DEFAULT ('') NOT NULL,
  population TEXT DEFAULT ('') NOT NULL,
  core_components TEXT DEFAULT ('') NOT NULL,
  supports_needed TEXT DEFAULT ('') NOT NULL,
  cost_note TEXT DEFAULT ('') NOT NULL,
  evidence TEXT DEFAULT ('') NOT NULL,
  contact_id TEXT,
  scale_sites INTEGER,
  scale_students INTEGER,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_practice_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_contact_id FOREIGN KEY(contact_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_practice_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_practice PRIMARY KEY (id)
);
CREATE INDEX ix_practice_group_id_deleted_dots ON practice (group_id, deleted, dots);
CREATE INDEX ix_practice_group_id_deleted_due ON practice (group_id, deleted, due);
CREATE INDEX ix_practice_group_id_deleted_heard_at ON practice (group_id, deleted, heard_at);
CREATE INDEX ix_practice_meeting_id_heard_at ON practice (meeting_id, heard_at);
CREATE INDEX ix_practice_number ON practice (number);
CREATE INDEX ix_practice_trash ON practice (deleted) WHERE deleted = 1;
CREATE TABLE privacy_confirmation (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  brief_id TEXT,
  what TEXT DEFAULT ('') NOT NULL,
  reason TEXT DEFAULT ('') NOT NULL,
  confirmed_at TEXT,
  CONSTRAINT fk_privacy_confirmation_brief_id FOREIGN KEY(brief_id) REFERENCES brief (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_privacy_confirmation PRIMARY KEY (id)
);
CREATE TABLE protocol_run (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  meeting_id TEXT,
  agenda_item_id TEXT,
  protocol_id TEXT,
  name TEXT DEFAULT ('') NOT NULL,
  script TEXT DEFAULT ('') NOT NULL,
  roles TEXT DEFAULT ('') NOT NULL,
  began TEXT DEFAULT ('') NOT NULL,
  ended_at TEXT,
  CONSTRAINT fk_protocol_run_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_protocol_run_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_protocol_run_protocol_id FOREIGN KEY(protocol_id) REFERENCES protocol_template (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_protocol_run PRIMARY KEY (id)
);
CREATE INDEX ix_protocol_run_meeting_id ON protocol_run (meeting_id);
CREATE TABLE protocol_step (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  protocol_id TEXT,
  title TEXT DEFAULT ('') NOT NULL,
  seconds INTEGER,
  role TEXT DEFAULT ('') NOT NULL,
  label TEXT DEFAULT ('') NOT NULL,
  say TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_protocol_step_protocol_id FOREIGN KEY(protocol_id) REFERENCES protocol_template (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_protocol_step PRIMARY KEY (id)
);
CREATE INDEX ix_protocol_step_protocol_id ON protocol_step (protocol_id);
CREATE TABLE protocol_template (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  purpose TEXT DEFAULT ('') NOT NULL,
  roles TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_protocol_template PRIMARY KEY (id)
);
CREATE TABLE "recognition" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  details TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  number INTEGER,
  group_id TEXT,
  meeting_id TEXT,
  agenda_item_id TEXT,
  lever_id TEXT,
  said_by_id TEXT,
  owner_id TEXT,
  due TEXT,
  impact TEXT,
  dots INTEGER,
  heard_at TEXT,
  for_brief INTEGER DEFAULT 0 NOT NULL,
  pinned INTEGER DEFAULT 0 NOT NULL,
  status TEXT NOT NULL,
  nominee_kind TEXT,
  nominee TEXT DEFAULT ('') NOT NULL,
  nominee_id TEXT,
  practice_id TEXT,
  effect TEXT DEFAULT ('') NOT NULL,
  recognised_on TEXT,
  expires_on TEXT,
  label TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_recognition_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_nominee_id FOREIGN KEY(nominee_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_owner_id FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_practice_id FOREIGN KEY(practice_id) REFERENCES practice (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_recognition_said_by_id FOREIGN KEY(said_by_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_recognition PRIMARY KEY (id)
);
CREATE INDEX ix_recognition_group_id_deleted_dots ON recognition (group_id, deleted, dots);
CREATE INDEX ix_recognition_group_id_deleted_due ON recognition (group_id, deleted, due);
CREATE INDEX ix_recognition_group_id_deleted_heard_at ON recognition (group_id, deleted, heard_at);
CREATE INDEX ix_recognition_meeting_id_heard_at ON recognition (meeting_id, heard_at);
CREATE INDEX ix_recognition_number ON recognition (number);
CREATE INDEX ix_recognition_trash ON recognition (deleted) WHERE deleted = 1;
CREATE TABLE resource (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  kind_id TEXT,
  publisher TEXT DEFAULT ('') NOT NULL,
  developer TEXT DEFAULT ('') NOT NULL,
  supporter TEXT DEFAULT ('') NOT NULL,
  excerpt TEXT DEFAULT ('') NOT NULL,
  truncated INTEGER DEFAULT 0 NOT NULL,
  url TEXT DEFAULT ('') NOT NULL,
  published_on TEXT,
  audience TEXT DEFAULT ('') NOT NULL,
  states TEXT DEFAULT ('') NOT NULL,
  rights TEXT DEFAULT ('') NOT NULL,
  checked_on TEXT,
  CONSTRAINT fk_resource_kind_id FOREIGN KEY(kind_id) REFERENCES term (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_resource PRIMARY KEY (id)
);
CREATE TABLE saved_view (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  noun TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  filter TEXT DEFAULT ('') NOT NULL,
  sorted_by TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_saved_view PRIMARY KEY (id)
);
CREATE TABLE search_doc (
  rowid INTEGER NOT NULL,
  noun TEXT NOT NULL,
  pk TEXT NOT NULL,
  CONSTRAINT pk_search_doc PRIMARY KEY (rowid),
  CONSTRAINT uq_search_doc_pk UNIQUE (pk)
);
CREATE VIRTUAL TABLE search_text USING fts5(words, content='', detail=none, prefix='1 2 3 4 5', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search_title USING fts5(words, content='', detail=none, prefix='1 2 3 4 5', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE statement (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  text TEXT DEFAULT ('') NOT NULL,
  kind TEXT NOT NULL,
  code TEXT DEFAULT ('') NOT NULL,
  owner_id TEXT,
  parent_id TEXT,
  explanation TEXT DEFAULT ('') NOT NULL,
  direction TEXT,
  from_day TEXT,
  to_day TEXT,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_statement_owner_id FOREIGN KEY(owner_id) REFERENCES organization (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_statement_parent_id FOREIGN KEY(parent_id) REFERENCES statement (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_statement PRIMARY KEY (id)
);
CREATE TABLE stay (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  attendance_id TEXT,
  meeting_id TEXT,
  person_id TEXT,
  since TEXT,
  until TEXT,
  remote INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT fk_stay_attendance_id FOREIGN KEY(attendance_id) REFERENCES attendance (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_stay_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_stay_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_stay PRIMARY KEY (id)
);
CREATE INDEX ix_stay_meeting_id ON stay (meeting_id);
CREATE TABLE step (
  txn INTEGER NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL,
  applied INTEGER NOT NULL,
  session TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_step PRIMARY KEY (txn)
);
CREATE INDEX ix_step_state ON step (state, txn);
CREATE TABLE sync_state (
  k INTEGER NOT NULL,
  dev INTEGER NOT NULL,
  ctr INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  txn INTEGER NOT NULL,
  actor TEXT NOT NULL,
  ver INTEGER NOT NULL,
  applying INTEGER NOT NULL,
  CONSTRAINT pk_sync_state PRIMARY KEY (k)
);
CREATE TABLE tag (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_tag PRIMARY KEY (id)
);
CREATE TABLE tally (
  noun TEXT NOT NULL,
  group_id TEXT NOT NULL,
  status TEXT NOT NULL,
  n INTEGER NOT NULL,
 WITHOUT ROWID
  CONSTRAINT pk_tally PRIMARY KEY (noun, group_id, status)
);
CREATE TABLE term (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  vocabulary TEXT DEFAULT ('') NOT NULL,
  code TEXT DEFAULT ('') NOT NULL,
  definition TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT pk_term PRIMARY KEY (id)
);
CREATE TABLE text_doc (
  tbl TEXT NOT NULL,
  pk TEXT NOT NULL,
  col TEXT NOT NULL,
  state BLOB NOT NULL,
  CONSTRAINT pk_text_doc PRIMARY KEY (tbl, pk, col)
);
CREATE TABLE topic (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  title TEXT DEFAULT ('') NOT NULL,
  group_id TEXT,
  series_id TEXT,
  purpose TEXT NOT NULL,
  planned_minutes INTEGER,
  presenter_id TEXT,
  details TEXT DEFAULT ('') NOT NULL,
  recurring INTEGER DEFAULT 0 NOT NULL,
  closed INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT fk_topic_group_id FOREIGN KEY(group_id) REFERENCES work_group (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_topic_presenter_id FOREIGN KEY(presenter_id) REFERENCES person (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_topic_series_id FOREIGN KEY(series_id) REFERENCES meeting_series (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_topic PRIMARY KEY (id)
);
CREATE INDEX ix_topic_group_id ON topic (group_id);
CREATE TABLE vote_line (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  decision_id TEXT,
  meeting_id TEXT,
  round INTEGER,
  position TEXT DEFAULT ('') NOT NULL,
  typed TEXT DEFAULT ('') NOT NULL,
  answers TEXT DEFAULT ('') NOT NULL,
  given_at TEXT,
  CONSTRAINT fk_vote_line_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_vote_line_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_vote_line PRIMARY KEY (id)
);
CREATE INDEX ix_vote_line_decision_id ON vote_line (decision_id);
CREATE TABLE vv (
  dev INTEGER NOT NULL,
  n INTEGER NOT NULL,
  CONSTRAINT pk_vv PRIMARY KEY (dev)
);
CREATE TABLE "work_group" (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  lever_id TEXT,
  coalition TEXT DEFAULT ('') NOT NULL,
  charter TEXT DEFAULT ('') NOT NULL,
  advises TEXT DEFAULT ('') NOT NULL,
  recommends_to TEXT DEFAULT ('') NOT NULL,
  position TEXT DEFAULT ('') NOT NULL,
  decision_rule TEXT DEFAULT ('') NOT NULL,
  CONSTRAINT fk_work_group_lever_id FOREIGN KEY(lever_id) REFERENCES lever (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT pk_work_group PRIMARY KEY (id)
);
CREATE TABLE workspace_info (
  id TEXT NOT NULL,
  created_at TEXT,
  created_by TEXT DEFAULT ('') NOT NULL,
  updated_at TEXT,
  deleted INTEGER DEFAULT 0 NOT NULL,
  visibility TEXT NOT NULL,
  provenance TEXT DEFAULT ('') NOT NULL,
  name TEXT DEFAULT ('') NOT NULL,
  coalition TEXT DEFAULT ('') NOT NULL,
  sample INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_workspace_info PRIMARY KEY (id)
);
