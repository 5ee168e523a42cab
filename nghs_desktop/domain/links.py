"""Links between any two records, and tags, which are links to a word."""

from __future__ import annotations

from dataclasses import field

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.describe import About, FieldKind, Search, Word, choice, line, prose
from nghs_desktop.domain.records import Record


class LinkKind(Word):
    """What a link says, read from its first record to its second."""

    AT = "at", "At"
    MENTIONS = "mentions", "Mentions"
    TAGGED = "tagged", "Tagged"
    RAISED_IN = "raised_in", "Raised in"
    HINDERS = "hinders", "Hinders"
    ADDRESSES = "addresses", "Gets around"
    CITES = "cites", "Cites"
    AROSE_WHILE_SCALING = "arose_while_scaling", "Arose while scaling"
    DUPLICATES = "duplicates", "Says the same as"
    SUPERSEDES = "supersedes", "Replaces"
    MEMBER_OF = "member_of", "Member of"
    DECIDES = "decides", "Decides"
    RELATES = "relates", "Goes with"


@frozen(kw_only=True)
class Tag(Record):
    """A word people hang on records."""

    name: str = line("Name", search=Search.TITLE)


def _end(label: str) -> str:
    end: str = field(metadata={"about": About(label, FieldKind.LINE, shown=False)})
    return end


@frozen(kw_only=True)
class Link(Record):
    """One typed link. Its key comes from its ends and kind: the same link is never there twice."""

    from_noun: str = _end("From noun")
    from_id: str = _end("From")
    to_noun: str = _end("To noun")
    to_id: str = _end("To")
    kind: LinkKind = choice("Kind", LinkKind, LinkKind.RELATES)
    note: str = prose("Note")


def link(from_noun: str, from_id: str, kind: LinkKind, to_noun: str, to_id: str) -> Link:
    """Return the link of two records, with the key that is theirs alone."""
    return Link(
        id=same_id("link", from_id, kind, to_id),
        from_noun=from_noun,
        from_id=from_id,
        to_noun=to_noun,
        to_id=to_id,
        kind=kind,
    )


def tag(name: str) -> Tag:
    """Return the tag of a name: the same word, in any capitals, is the same tag everywhere."""
    return Tag(id=same_id("tag", name.casefold()), name=name)
