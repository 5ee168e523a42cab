"""Random walks: things a person may do, one after the other, in a real workspace."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import (
    AmendRecords,
    AppendText,
    Command,
    ConnectRecords,
    EmptyTrash,
    LogRecords,
    Redo,
    Ref,
    RestoreRecords,
    TrashRecords,
    Undo,
)
from nghs_desktop.domain.links import LinkKind, link, tag
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOUNS
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.recognitions import Recognition
from nghs_desktop.domain.records import Impact, Kept
from nghs_desktop.services.workspace import Workspace

WORDS = st.sampled_from(
    [
        "Buses stop",
        "École à Łódź",
        "résumé of May",
        "B-24 bus",
        "3:30 pm",
        "“quoted”",
        "🚌",
        "naïve",
        "",
    ]
)
PLACES = st.integers(0, 30)
STEP = st.one_of(
    st.tuples(st.just("log"), PLACES, WORDS),
    st.tuples(st.just("log with links"), PLACES, WORDS),
    st.tuples(st.just("amend"), PLACES, WORDS),
    st.tuples(st.just("type"), PLACES, WORDS),
    st.tuples(st.just("amend many"), PLACES, WORDS),
    st.tuples(st.just("append"), PLACES, WORDS),
    st.tuples(st.just("trash"), PLACES, WORDS),
    st.tuples(st.just("trash many"), PLACES, WORDS),
    st.tuples(st.just("restore"), PLACES, WORDS),
    st.tuples(st.just("connect"), PLACES, WORDS),
    st.tuples(st.just("disconnect"), PLACES, WORDS),
    st.tuples(st.just("empty trash"), PLACES, WORDS),
)
BACK_AND_FORTH = st.one_of(
    STEP, st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just(""))
)
_KINDS = {"barrier": Barrier, "practice": Practice, "recognition": Recognition, "note": Note}


class Walk:
    """Carries steps out; what cannot be done at the moment is refused and skipped."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.refs: list[Ref] = []
        self.done = 0
        self.labels: list[str] = []

    def step(self, name: str, place: int, words: str) -> None:
        """Carry one step out; count it when it changed something."""
        command = self._command(name, place, words)
        if command is None:
            return
        try:
            outcome = self.workspace.run(command).result()
        except UserError:
            return
        if outcome.label and name not in ("undo", "redo"):
            self.done += 1

    def _command(self, name: str, place: int, words: str) -> Command | None:
        if name == "undo":
            return Undo()
        if name == "redo":
            return Redo()
        if name == "empty trash":
            return EmptyTrash()
        if name.startswith("log"):
            return self._log(name, place, words)
        if not self.refs:
            return None
        ref = self.refs[place % len(self.refs)]
        other = self.refs[(place * 7 + 1) % len(self.refs)]
        several = tuple(dict.fromkeys([ref, other, self.refs[-1]]))
        values: dict[str, Any] = {"title": words, "impact": Impact.HIGH, "dots": place}
        joined = link(ref.noun, ref.id, LinkKind.RELATES, other.noun, other.id)
        match name:
            case "amend":
                more = {"status": BarrierStatus.IN_WORK} if ref.noun == "barrier" else {}
                return AmendRecords((ref,), values | more)
            case "type":
                return AmendRecords((ref,), {"details": words}, session=f"details {place % 2}")
            case "amend many":
                return AmendRecords(several, {"pinned": bool(place % 2), "details": words})
            case "append":
                return AppendText(ref, "details", words)
            case "trash":
                return TrashRecords((ref,))
            case "trash many":
                return TrashRecords(several)
            case "restore":
                return RestoreRecords((ref,))
            case "connect":
                return ConnectRecords(add=(joined,))
            case _:
                return ConnectRecords(remove=(joined.id,))

    def _log(self, name: str, place: int, words: str) -> Command:
        noun = list(_KINDS)[place % len(_KINDS)]
        record = _KINDS[noun](id=same_id(noun, str(place)), title=words, typed=words.upper())
        if Ref(noun, record.id) not in self.refs:
            self.refs.append(Ref(noun, record.id))
        if name == "log":
            return LogRecords((record,))
        word = tag(f"tag{place % 3}")
        return LogRecords((record, word), (link(noun, record.id, LinkKind.TAGGED, "tag", word.id),))


def visible(workspace: Workspace) -> dict[str, dict[str, dict[str, Any]]]:
    """Return every record that is not gone, by noun and key: all its columns but the time stamp."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for noun in NOUNS:
        names = [name for name in noun.field if name != "updated_at"]
        rows = workspace.read_here(
            lambda reader, noun=noun, names=names: reader.rows(  # type: ignore[misc]
                f"SELECT {', '.join(names)} FROM {noun.name} WHERE deleted <> {int(Kept.GONE)}"
            )
        )
        if rows:
            found[noun.name] = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    return found
