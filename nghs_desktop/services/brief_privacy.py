"""Who is named on paper (docs/decisions/0012); `taken_out` holds exports to the same rules.

Names without consent, minors and small groups stand as a mark while a brief is gathered; at the end a
mark becomes the words that stand in for it, or what it hides once somebody confirmed exactly this
list. What the rule of a meeting keeps to its organisations or to nobody has no mark: no confirmation
brings it back.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from operator import is_not
from typing import Any, TypeVar, cast

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.describe import FieldKind, Word
from nghs_desktop.domain.meetings import Attribution
from nghs_desktop.domain.nouns import NOUN, noun_of
from nghs_desktop.domain.records import Record
from nghs_desktop.services.brief_kinds import Audience, Masked, Why
from nghs_desktop.services.brief_words import BriefWords
from nghs_desktop.storage.reader import Reader, plain

LEAST = 10
"""Fewer students than this are not counted in print."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Around a mark: noncharacters. Between them a word that nobody can know comes before its number, so
that no typed text is ever taken for a mark."""

_WORD = re.compile(r"\w+")
_ROLES = ("teacher", "coach", "counsellor", "counselor", "mentor", "parent", "tutor", "librarian")
_NUMBERS = frozenset(
    (
        *map(str, range(1, LEAST)),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("un", "uno", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    )
)
_STUDENTS = frozenset(
    (
        *("student", "students", "pupil", "pupils", "learner", "learners", "children"),
        *("girls", "boys", "teenagers", "estudiante", "estudiantes", "alumno", "alumnos"),
        *("alumna", "alumnas", "niños", "niñas", "jóvenes"),
    )
)
_PLAIN_STUDENTS = frozenset(map(plain, _STUDENTS))
_FEW = re.compile(
    rf"\b(?:{'|'.join(sorted(_NUMBERS))})\s+(?:of\s+(?:our|the)\s+|de\s+l[oa]s\s+)?"
    rf"(?:{'|'.join(sorted(_STUDENTS))})\b",
    re.IGNORECASE,
)
_COUNTED = frozenset({"affected", "population", "evidence", "effect", "consequence", "details"})
"""The fields that say how many students something touches."""

_Shape = TypeVar("_Shape")
_Made = TypeVar("_Made", bound=Record)


class Use(Word):
    """As what a name stands in a brief."""

    SAID = "said", "Said something"
    OWNS = "owns", "Owns something"
    NOMINEE = "nominee", "Is recognised"
    SIGNS = "signs", "Signs or may be called"


@frozen
class Known:
    """What is to be known of a person before they are named."""

    id: str
    name: str
    role: str
    organization: str
    minor: bool
    name_consent: bool
    quote_consent: bool


Names = Mapping[str, Sequence[Known]]
"""People by the first word of their names, without accents and capitals."""


class People:
    """Everybody in a workspace, found by key and in running text."""

    def __init__(self, reader: Reader) -> None:
        rows = reader.rows(
            "SELECT p.id, p.name, p.role, coalesce(nullif(o.name, ''), ''), p.minor, "
            "p.name_consent, p.quote_consent FROM person p "
            "LEFT JOIN organization o ON o.id = p.organization_id WHERE p.deleted <> 2"
        )
        self.known = {row[0]: Known(*row[:4], *map(bool, row[4:])) for row in rows}
        young = reader.rows(
            "SELECT r.nominee_id FROM nomination n JOIN recognition r ON r.id = n.recognition_id "
            "WHERE n.minor = 1 AND n.deleted = 0"
        )
        for (id,) in young:
            if id in self.known:
                self.known[id] = replace(self.known[id], minor=True)

    def listed(self, wanted: Callable[[Known], bool]) -> Names:
        """Return the names of some people by the first word of each, to look for in texts."""
        found: dict[str, list[Known]] = {}
        for one in self.known.values():
            if wanted(one) and (first := _WORD.search(one.name)) is not None:
                found.setdefault(plain(first.group()), []).append(one)
        return found

    @staticmethod
    def replaced(text: str, names: Names, shown: Callable[[Known], str]) -> str:
        """Return text with the full names in it replaced.

        Capitals, accents and the blanks between the words of a name do not matter.
        """
        made, done = [], 0
        for match in _WORD.finditer(text):
            if match.start() < done:
                continue
            for one in names.get(plain(match.group()), ()):
                end = _end_of(text, match.start(), one.name)
                if end:
                    made += [text[done : match.start()], shown(one)]
                    done = end
                    break
        return "".join((*made, text[done:])) if made else text


def _end_of(text: str, start: int, name: str) -> int:
    """Return where a name that begins at `start` ends in a text, 0 when it does not stand there."""
    place = start
    for part in name.split():
        while place < len(text) and text[place].isspace():
            place += 1
        piece = text[place : place + len(part)]
        if plain(piece) != plain(part):
            return 0
        place += len(part)
    follows = text[place : place + 1]
    return 0 if follows.isalnum() else place


class Rules:
    """What the meetings of a workspace say of names, and who took part where they are kept back."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.kept = {
            id: Attribution(word)
            for id, word in reader.rows(
                "SELECT id, attribution FROM meeting WHERE attribution <> ?",
                (str(Attribution.NAMED),),
            )
        }
        self._there: dict[str, frozenset[str]] = {}

    def of(self, meeting_id: str | None) -> Attribution:
        """Return how far what was said at a meeting may be traced."""
        return self.kept.get(meeting_id or "", Attribution.NAMED)

    def there(self, meeting_id: str) -> frozenset[str]:
        """Return the keys of everybody who was asked to a meeting or said something at it."""
        found = self._there.get(meeting_id)
        if found is None:
            parts = [
                f"SELECT {field.name} FROM {noun.name} WHERE meeting_id = ?1"
                for noun in NOUN.values()
                if "meeting_id" in noun.field
                for field in noun.fields
                if field.about.refers_to == "person"
            ]
            rows = self._reader.rows(" UNION ".join(parts), (meeting_id,))
            found = self._there[meeting_id] = frozenset(id for (id,) in rows if id)
        return found


class Privacy:
    """The masks of one brief: for whom it is, who must not be named, and what stands in for them."""

    def __init__(self, reader: Reader, audience: Audience, words: BriefWords) -> None:
        self.people, self.rules = People(reader), Rules(reader)
        self._audience, self._words = audience, words
        self._names: dict[tuple[str, frozenset[str]], Names] = {}
        self._marks: dict[tuple[str, Why, str | None], str] = {}
        self._word = secrets.token_hex(4)
        self._find = re.compile(f"{_OPEN}{self._word}-(\\d+){_CLOSE}")
        self._masks: list[Masked] = []
        self._hidden: list[str] = []
        self._places: dict[tuple[str, str], int] = {}

    # -- while a brief is gathered ------------------------------------------------------------

    def person(
        self, id: str | None, use: Use, meeting_id: str | None = None, shown: str | None = None
    ) -> str:
        """Return a person's name as it may stand, or a mark; `shown` overrides what stands in."""
        one = self.people.known.get(id or "")
        if one is None:
            return ""
        if meeting_id and use in (Use.SAID, Use.OWNS):
            match self.rules.of(meeting_id):
                case Attribution.ORGANIZATION if one.organization:
                    return one.organization
                case Attribution.ORGANIZATION | Attribution.NONE:
                    return "" if use is Use.SAID else self._words.known_to_group
        why = self._why(one, use)
        return one.name if why is None else self._mark_of(one, why, shown)

    def text(
        self, text: str, meeting_id: str | None = None, also: Collection[str] = (), *, of: str = ""
    ) -> str:
        """Return what people wrote with the names in it masked.

        `also` are keys of people who are recognised in it; `of` names the record, and says that
        counts of students in it are to be looked at.
        """
        if not text:
            return text
        kept_back = self.rules.of(meeting_id)
        there = (
            self.rules.there(meeting_id or "")
            if kept_back is not Attribution.NAMED
            else frozenset[str]()
        )

        def shown(one: Known) -> str:
            if one.id in there:
                by_name = kept_back is Attribution.ORGANIZATION and one.organization
                return str(by_name) if by_name else self._words.participant
            why = self._why(one, Use.NOMINEE if one.id in also else Use.SAID)
            return self._mark_of(one, why or Why.NO_CONSENT)

        # Nearly every text has neither a name nor a count in it; one search finds that out.
        words = frozenset(_WORD.findall(plain(text)))
        names = self._hidden_names(meeting_id, there, also)
        if not names.keys().isdisjoint(words):
            text = self.people.replaced(text, names, shown)
        if of and not (_NUMBERS.isdisjoint(words) or _PLAIN_STUDENTS.isdisjoint(words)):
            text = _FEW.sub(lambda found: self._few(found.group(), of), text)
        return text

    def _hidden_names(
        self, meeting_id: str | None, there: Collection[str], also: Collection[str]
    ) -> Names:
        """Return the names that are looked for in a text."""
        key = (meeting_id or "" if there else "", frozenset(also))
        found = self._names.get(key)
        if found is None:

            def is_hidden(one: Known) -> bool:
                use = Use.NOMINEE if one.id in also else Use.SAID
                return one.id in there or self._why(one, use) is not None

            found = self._names[key] = self.people.listed(is_hidden)
        return found

    def record(self, record: _Made, of: str, also: Collection[str] = ()) -> _Made:
        """Return a record with all its running text masked."""
        meeting_id = getattr(record, "meeting_id", None)
        values: dict[str, Any] = {}
        for field in noun_of(record).fields:
            held = getattr(record, field.name)
            if held and field.about.kind in (FieldKind.LINE, FieldKind.PROSE):
                name = of if field.name in _COUNTED else ""
                if isinstance(held, str) and field.name != "id":
                    masked = self.text(held, meeting_id, also, of=name)
                    if masked != held:
                        values[field.name] = masked
        return replace(record, **values) if values else record

    def students(self, count: int, of: str) -> str:
        """Return a count of students, or a mark where they are too few to be counted in print."""
        if count <= 0 or count >= LEAST:
            return f"{count:,}"
        masked = Masked(f"{of} reaches {count} students", Why.FEW, self._words.few)
        return self._mark(masked, str(count))

    def agreed(self, id: str | None) -> None:
        """Take it that somebody agreed to be named in this brief, as their nomination says.

        A minor is not named by it: a guardian's word is confirmed by hand.
        """
        one = self.people.known.get(id or "")
        if one is not None:
            self.people.known[one.id] = replace(one, name_consent=True)
            self._names.clear()

    def nominee(
        self,
        name: str,
        id: str | None,
        is_person: bool,
        *,
        minor: bool = False,
        agreed: bool = False,
    ) -> str:
        """Return who is recognised, by their record or as it was typed."""
        if id in self.people.known:
            return self.person(id, Use.NOMINEE)
        if name and minor:
            return self._mark(Masked(name, Why.MINOR, self._words.a_student), name)
        if agreed:
            return name
        known = self.text(name)
        if known != name or not is_person:
            return known
        same = [one for one in self.people.known.values() if plain(one.name) == plain(name)]
        if any(one.name_consent and not one.minor for one in same) or not name:
            return name
        return self._mark(Masked(name, Why.NO_CONSENT, self._words.somebody), name)

    def _why(self, one: Known, use: Use) -> Why | None:
        if one.minor:
            return Why.MINOR
        if one.name_consent or (self._audience is Audience.GROUP and use is not Use.NOMINEE):
            return None
        return Why.NO_CONSENT

    def _mark_of(self, one: Known, why: Why, shown: str | None = None) -> str:
        key = (one.id, why, shown)
        found = self._marks.get(key)
        if found is None:
            stands = self._stand_in(one) if shown is None else shown
            masked = Masked(one.name, why, stands, Ref("person", one.id))
            found = self._marks[key] = self._mark(masked, one.name)
        return found

    def _few(self, found: str, of: str) -> str:
        return self._mark(Masked(f"“{found}” in {of}", Why.FEW, self._words.few_students), found)

    def _mark(self, masked: Masked, hidden: str) -> str:
        key = (masked.line, masked.shown)
        if key not in self._places:
            self._places[key] = len(self._masks)
            self._masks.append(masked)
            self._hidden.append(hidden)
        return f"{_OPEN}{self._word}-{self._places[key]}{_CLOSE}"

    def _stand_in(self, one: Known) -> str:
        if one.minor:
            return self._words.a_student
        role = next((role for role in _ROLES if role in one.role.lower()), "")
        if not one.organization:
            return self._words.somebody
        form = self._words.role_at if role else self._words.somebody_at
        return form.format(role=role, place=one.organization)

    # -- when it is gathered ------------------------------------------------------------------

    def used(self, *shapes: object) -> tuple[Masked, ...]:
        """Return what is masked in some content, each once, as a confirmation would list it."""
        numbers: set[int] = set()
        for text in _strings(shapes):
            if _OPEN in text:
                numbers.update(int(found) for found in self._find.findall(text))
        lines: dict[str, Masked] = {}
        for number in sorted(numbers):
            masked = self._masks[number]
            lines.setdefault(masked.line, masked)
        return tuple(lines[line] for line in sorted(lines))

    def settled(self, shape: _Shape, shown: Collection[str] = ()) -> _Shape:
        """Return a shape with every mark in words; the lines in `shown` stand as they are."""

        def settle(text: str) -> str:
            return self.settled_text(text, shown) if _OPEN in text else text

        return cast(_Shape, _mapped(shape, settle))

    def settled_text(self, text: str, shown: Collection[str] = ()) -> str:
        """Return a text with every mark in words; a mask that begins a sentence begins large."""

        empty = False

        def words(found: re.Match[str]) -> str:
            nonlocal empty
            number = int(found.group(1))
            masked = self._masks[number]
            if masked.line in shown:
                return self._hidden[number]
            before = text[: found.start()].rstrip()
            begins = not before or before[-1] in ".!?:\n"
            said = masked.shown
            empty = empty or not said
            return said[:1].upper() + said[1:] if begins else said

        made = self._find.sub(words, text)
        # What stands for nothing leaves no comma behind.
        return made.rstrip(" ,:") if empty else made


def confirmed_lines(reader: Reader, brief_id: str) -> tuple[frozenset[str], ...]:
    """Return the lists that somebody confirmed for a brief."""
    rows = reader.rows(
        "SELECT what FROM privacy_confirmation WHERE brief_id = ? AND deleted = 0", (brief_id,)
    )
    return tuple(frozenset(what.split("\n")) for (what,) in rows)


def _strings(shapes: tuple[object, ...]) -> Iterable[str]:
    """Yield every text in frozen shapes, in no order: reports hold tens of thousands of them."""
    waiting: list[Any] = list(shapes)
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is str:
            yield one
        elif kind is tuple:
            waiting.extend(one)
        else:
            waiting.extend([getattr(one, name) for name in _names(kind)])


def _mapped(shape: Any, change: Callable[[str], str]) -> Any:
    """Return a frozen shape with every text in it changed; what does not change is the same object."""
    kind = type(shape)
    if kind is str:
        return change(shape)
    if kind is tuple:
        made = [_mapped(one, change) for one in shape]
        return tuple(made) if any(map(is_not, made, shape)) else shape
    values = {
        name: new
        for name in _names(kind)
        if (new := _mapped(old := getattr(shape, name), change)) is not old
    }
    return replace(shape, **values) if values else shape


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a frozen class; none of anything else."""
    found = _NAMES.get(kind)
    if found is None:
        named = fields(kind) if is_dataclass(kind) else ()
        found = _NAMES[kind] = tuple(field.name for field in named)
    return found
