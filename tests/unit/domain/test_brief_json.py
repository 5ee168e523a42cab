"""An issued brief is kept as JSON: what is read back is what was written, for every kind of block."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.brief_json import content_from_json, content_to_json
from nghs_desktop.domain.briefs import (
    Block,
    BriefContent,
    Footnote,
    Noted,
    Paragraphs,
    Section,
)
from nghs_desktop.domain.charts import Placing, RunChart, SmallMultiples, StackedBars
from tests.unit.reports import sample_templates

MADE = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)


def shapes() -> list[type[Any]]:
    kinds: list[type[Any]] = []
    for one in get_args(Block):
        kinds += [one] if isinstance(one, type) else list(get_args(one))
    return kinds


def value_of(hint: Any) -> st.SearchStrategy[Any]:
    """Return values of a type hint, as a brief could hold them."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        if Ellipsis in inner:
            return st.lists(value_of(inner[0]), max_size=3).map(tuple)
        return st.tuples(*(value_of(one) for one in inner))
    if inner:
        return st.one_of(*(value_of(one) for one in inner))
    if hint is type(None):
        return st.none()
    if hint is str:
        return st.text(max_size=12)
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(-9, 9)
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if hint is date:
        return st.dates()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if hint is StackedBars:
        return st.builds(StackedBars, st.text(), st.text(), st.just(("a", "b")), st.just(()))
    if is_dataclass(hint):
        return of_shape(hint)
    raise AssertionError(f"no values are known for {hint}")


def of_shape(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    made = {field.name: value_of(hints[field.name]) for field in fields(kind)}
    if kind.__name__ == "Table":  # each row has as many cells as there are columns
        made["rows"] = st.just(())
    return st.builds(kind, **made)


@pytest.mark.parametrize("kind", shapes(), ids=lambda kind: kind.__name__)
def test_every_kind_of_block_comes_back_as_it_was(kind: type[Any]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(value_of(kind))
    def comes_back(block: Any) -> None:
        block = replace(block, key="block")
        content = BriefContent("T", MADE, sections=(Section("s", "H", (block,)),))
        assert content_from_json(content_to_json(content)) == content

    comes_back()


@pytest.mark.parametrize(
    "name,content", list(sample_templates.templates()), ids=lambda one: str(one)[:12]
)
def test_every_template_comes_back_as_it_was(name: str, content: BriefContent) -> None:
    again = content_from_json(content_to_json(content))
    assert again == content
    assert content_to_json(again) == content_to_json(content), name


def test_what_stands_around_the_blocks_comes_back_too() -> None:
    content = BriefContent(
        "Título \ud800 \U0001f600",
        datetime(2026, 11, 17, 9, 0, tzinfo=timezone(timedelta(hours=-6))),
        opening=("To", "whom"),
        as_of=date(2026, 11, 1),
        draft="Draft",
        large_print=True,
        pages=(2, 5),
        sections=(Section("s", "", (Paragraphs("p", (Noted(("a", Footnote("b", "c"))), "d")),)),),
    )
    again = content_from_json(content_to_json(content))
    assert again == content
    assert again.made_at.utcoffset() == timedelta(hours=-6)


def test_numbers_of_charts_keep_every_digit() -> None:
    placing = Placing("x", 0.1 + 0.2, 1e-300)
    assert json.loads(json.dumps(placing.impact)) == placing.impact
    multiples = SmallMultiples("m", "t", (RunChart("r", "t", ()),))
    content = BriefContent("T", MADE, sections=(Section("s", "", (multiples,)),))
    assert content_from_json(content_to_json(content)) == content


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 2, "content": {}}', '{"version": 1, "content": {}}', "7"]
)
def test_what_is_no_content_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        content_from_json(text)
