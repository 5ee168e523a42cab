"""Use cases: one command, one transaction; read queries. No Qt."""
