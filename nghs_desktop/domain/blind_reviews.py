"""Reviews that are blind until all are in: of a practice against a framework, of a nomination. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nghs_desktop.base.frozen import frozen

LOWEST, HIGHEST = 1, 5
LEAST_REVIEWERS = 2
TALK = 2
"""From this difference on one criterion on, the reviewers talk before anything is decided."""


@frozen
class Review:
    """One person's ratings, 1 to 5 by criterion key; `done` once they handed it in."""

    reviewer_id: str
    ratings: Mapping[str, int]
    done: bool = True


def all_in(reviews: Iterable[Review], asked: Iterable[str]) -> bool:
    """Tell whether everybody who was asked handed in, and they are enough."""
    wanted = set(asked)
    done = {review.reviewer_id for review in reviews if review.done}
    return len(wanted) >= LEAST_REVIEWERS and wanted <= done


def visible(
    reviews: Sequence[Review],
    asked: Iterable[str],
    viewer_id: str,
    conflicted: Iterable[str] = (),
) -> tuple[Review, ...]:
    """Return the reviews a person may see: their own, and all once everybody asked handed in.

    Who has a conflict of interest sees none.
    """
    if viewer_id in set(conflicted):
        return ()
    if all_in(reviews, asked):
        return tuple(review for review in reviews if review.done)
    return tuple(review for review in reviews if review.reviewer_id == viewer_id)


def disagreements(reviews: Iterable[Review]) -> tuple[str, ...]:
    """Return the keys of the criteria that two reviewers see two or more apart."""
    by_key: dict[str, list[int]] = {}
    for review in reviews:
        for key, value in review.ratings.items():
            by_key.setdefault(key, []).append(value)
    return tuple(key for key, values in by_key.items() if max(values) - min(values) >= TALK)
