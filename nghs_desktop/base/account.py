"""Who sits at the keyboard, as far as the system knows."""

from __future__ import annotations

import getpass


def account_name() -> str:
    """Return the name of the person's account, for the history; empty when the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
