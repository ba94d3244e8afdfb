"""Drafts in a tree: each under the nearest row above that its kind may stand under."""

from __future__ import annotations

from collections.abc import Sequence

from bagdar.documents.reading.drafts import Draft
from bagdar.documents.reading.vocabulary import Vocabulary


def parents_of(drafts: Sequence[Draft], vocabulary: Vocabulary) -> list[int | None]:
    """For each draft the place of its parent in *drafts*, None at the top.

    By the nesting of the pack; a kind the form itself lacks (a direction) stands above or below goals
    as this document has it.
    """
    ranks = _ranks(drafts, vocabulary)
    containers = set(vocabulary.containers)
    open_rows: list[int] = []
    found: list[int | None] = []
    for place, draft in enumerate(drafts):
        rank = ranks.get(draft.kind, len(ranks))
        while open_rows and ranks.get(drafts[open_rows[-1]].kind, 0) >= rank:
            open_rows.pop()
        found.append(open_rows[-1] if open_rows else None)
        if draft.kind in containers:
            open_rows.append(place)
    return found


def _ranks(drafts: Sequence[Draft], vocabulary: Vocabulary) -> dict[str, float]:
    """Depths of kinds; those outside the form are placed by where they first stand."""
    ranks: dict[str, float] = {kind: float(rank) for kind, rank in vocabulary.rank.items()}
    order = list(dict.fromkeys(draft.kind for draft in drafts if draft.kind in vocabulary.containers))
    for kind in order:
        if vocabulary.kinds[kind].form:
            continue
        later = [ranks[other] for other in order[order.index(kind) + 1 :] if vocabulary.kinds[other].form]
        earlier = [ranks[other] for other in order[: order.index(kind)] if vocabulary.kinds[other].form]
        if later:
            ranks[kind] = min(later) - 0.5
        elif earlier:
            ranks[kind] = max(earlier) + 0.5
    return ranks
