"""`python -m nghs_desktop` is `nghs-desktop`."""

from __future__ import annotations

import sys

from nghs_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
