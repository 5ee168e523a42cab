"""Square codes beside the sources of a brief, for readers with a telephone in the hand."""

from __future__ import annotations

from dataclasses import replace

from nghs_desktop.domain.briefs import BriefContent, LinkCode, Section, Sources, live_link

_MOST = 6
"""Codes of one section; a page of codes is no page to read."""


def with_link_codes(content: BriefContent) -> BriefContent:
    """Return the content with a code under each list of sources for the links that are in it."""
    return replace(content, sections=tuple(map(_coded, content.sections)))


def _coded(section: Section) -> Section:
    linked = [
        source
        for block in section.blocks
        if isinstance(block, Sources)
        for source in block.sources
        if live_link(source.link)
    ]
    codes = tuple(
        LinkCode(f"{section.key}.code{place}", source.link, source.text)
        for place, source in enumerate(linked[:_MOST], 1)
    )
    return replace(section, blocks=(*section.blocks, *codes))
