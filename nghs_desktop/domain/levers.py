"""Levers: the ways a coalition can pull. Rows, not code: a coalition may add its own."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, line, prose
from nghs_desktop.domain.records import Record


@frozen(kw_only=True)
class Lever(Record):
    """A lever: practice, policy, funding, or one the coalition adds."""

    name: str = line("Name", search=Search.TITLE)
    definition: str = prose("Definition")
    accent: str = line("Accent colour", help="#rrggbb; beside a word and an icon, never alone.")
    icon: str = line("Icon", help="Name of an icon file.", shown=False)
    position: str = line("Order", shown=False)
