"""Marks words in tables for the translators and finds their translation when shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return the text as it is; lupdate looks for this name. Qt's own returns an object."""
    return text


def translated(context: str, text: str) -> str:
    """Return words marked before in the person's language."""
    return QCoreApplication.translate(context, text)
