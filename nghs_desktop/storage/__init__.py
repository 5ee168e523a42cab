"""SQLite through SQLAlchemy Core: tables, change log, search, migrations. No rules of the field."""
