"""A brief's content: frozen, each part named once, and only safe links live."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from nghs_desktop.domain.briefs import (
    BriefContent,
    Paragraphs,
    Section,
    live_link,
)

MADE_AT = datetime(2026, 11, 17, tzinfo=UTC)


def test_content_cannot_change_after_it_was_handed_over() -> None:
    content = BriefContent(title="Buses", made_at=MADE_AT)
    with pytest.raises(dataclasses.FrozenInstanceError):
        content.title = "Trains"  # type: ignore[misc]


@pytest.mark.parametrize("keys", [("a", "a"), ("a", "section"), ("a", "")])
def test_a_block_or_section_named_twice_or_not_at_all_is_refused(keys: tuple[str, str]) -> None:
    blocks = tuple(Paragraphs(key, ("text",)) for key in keys)
    with pytest.raises(ValueError, match="keys"):
        BriefContent(title="T", made_at=MADE_AT, sections=(Section("section", "S", blocks),))


def test_blocks_are_walked_in_printed_order() -> None:
    content = BriefContent(
        title="T",
        made_at=MADE_AT,
        sections=(
            Section("one", "One", (Paragraphs("one.1", ()), Paragraphs("one.2", ()))),
            Section("two", "Two", (Paragraphs("two.1", ()),)),
        ),
    )
    walked = [(section.key, block.key) for section, block in content.blocks()]
    assert walked == [("one", "one.1"), ("one", "one.2"), ("two", "two.1")]


@pytest.mark.parametrize(
    ("typed", "live"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        (" http://example.org ", "http://example.org"),
        ("HTTPS://Example.org/x", "HTTPS://Example.org/x"),
        ("mailto:dana@example.org", "mailto:dana@example.org"),
        ("https://example.org/zürich/100%25", "https://example.org/z%C3%BCrich/100%25"),
        ("https://zürich.example.org/a", "https://xn--zrich-kva.example.org/a"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("//host/share", ""),
        ("\\\\host\\share", ""),
        ("data:text/html,x", ""),
        ("smb://host/x", ""),
        ("ms-msdt:/id", ""),
        ("https://", ""),
        ("https:///no-host", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/\nSet-Cookie", ""),
        ("http://[::1", ""),
        ("mailto:", ""),
        ("example.org", ""),
        ("", ""),
    ],
)
def test_only_web_and_mail_links_are_live(typed: str, live: str) -> None:
    assert live_link(typed) == live


def test_a_live_link_is_plain_ascii_without_quotes_that_end_it_early() -> None:
    link = live_link("https://example.org/(a)\\b\"c<d>'e")
    assert link.isascii()
    assert not set(link) & set('\\"<> ')
