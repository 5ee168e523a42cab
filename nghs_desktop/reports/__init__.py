"""Frozen content in, PDF bytes out. No database, no Qt."""
