"""A brief's content as JSON and back, with nothing lost: an issued brief is kept as this.

The shapes are found from `BriefContent` itself, so a new kind of block needs no line here. Fields
that stand at their default are left out; what is read back is equal to what was written.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from nghs_desktop.domain.briefs import BriefContent

VERSION = 1
_KIND = "is"


def content_to_json(content: BriefContent) -> str:
    """Return a content as one line of JSON, the same for the same content."""
    written = {"version": VERSION, "content": _written(content)}
    return json.dumps(written, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_from_json(text: str) -> BriefContent:
    """Return the content that was written; ValueError when the text is none or a newer one."""
    try:
        read = json.loads(text)
        if read["version"] != VERSION:
            raise ValueError(f"version {read['version']} of a content is not known")
        made = _read(read["content"], BriefContent)
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"this is no content of a brief: {problem}") from problem
    return cast(BriefContent, made)


def _written(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        found: dict[str, Any] = {_KIND: type(value).__name__}
        for field in fields(value):
            held = getattr(value, field.name)
            if held != _default(field):
                found[field.name] = _written(held)
        return found
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(value: Any, hint: Any) -> Any:
    if isinstance(value, dict):
        kind: Any = _shapes()[value[_KIND]]
        hints = _hints(kind)
        return kind(
            **{name: _read(one, hints[name]) for name, one in value.items() if name != _KIND}
        )
    if isinstance(value, list):
        return tuple(
            _read(one, inner) for one, inner in zip(value, _inner(hint, len(value)), strict=True)
        )
    if isinstance(value, str):
        for kind in _kinds(hint):
            if issubclass(kind, datetime):
                return datetime.fromisoformat(value)
            if issubclass(kind, date):
                return date.fromisoformat(value)
            if issubclass(kind, Enum):
                return kind(value)
    return value


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _inner(hint: Any, count: int) -> tuple[Any, ...]:
    """Return what each of `count` values of a tuple is to be read as."""
    for part in _parts(hint):
        if get_origin(part) is tuple:
            inner = get_args(part)
            return (inner[0],) * count if Ellipsis in inner else inner
    raise TypeError(f"a list stands where {hint} is wanted")


def _parts(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _kinds(hint: Any) -> tuple[type[Any], ...]:
    return tuple(part for part in _parts(hint) if isinstance(part, type))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _shapes() -> dict[str, type[Any]]:
    """Return every frozen shape a content can hold, by name."""
    found: dict[str, type[Any]] = {}
    waiting: list[Any] = [BriefContent]
    while waiting:
        hint = waiting.pop()
        for part in _parts(hint):
            if get_origin(part) is tuple:
                waiting += [one for one in get_args(part) if one is not Ellipsis]
            elif isinstance(part, type) and is_dataclass(part) and part.__name__ not in found:
                found[part.__name__] = part
                waiting += _hints(part).values()
    return found
