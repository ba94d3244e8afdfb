"""Columns of a plan whose header is missing: told by what the cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bagdar.documents.reading.evidence import Evidence, is_figure
from bagdar.documents.reading.folding import is_void
from bagdar.documents.reading.grid import Laid
from bagdar.documents.reading.model import Leaf
from bagdar.documents.reading.numbering import Numbers, is_column_numbers
from bagdar.documents.reading.vocabulary import Vocabulary

_SAMPLE = 24
_HALF = 0.5
_ENOUGH = 2


def infer_leaves(
    rows: Sequence[Sequence[Laid]], vocabulary: Vocabulary, evidence: Evidence
) -> tuple[Leaf, ...] | None:
    """Columns by content, or None where the table does not look like a plan at all."""
    sample = _sample(rows)
    if sample is None:
        return None
    count = len(sample[0])
    texts = [[row[n].cell.text for row in sample if not is_void(row[n].cell.text)] for n in range(count)]
    roles = _roles(texts, vocabulary, evidence)
    found = set(roles.values())
    figures = sum(role == "amounts" for role in roles.values())
    if "title" not in found or not (
        found & {"deadline", "executors"} or ("number" in found and figures >= 2)
    ):
        return None
    return tuple(_leaf(n, sample[0][n], roles.get(n, ""), vocabulary) for n in range(count))


def _sample(rows: Sequence[Sequence[Laid]]) -> list[Sequence[Laid]] | None:
    """Rows of the commonest width, at least three of them and three cells wide."""
    lengths = Counter(len(row) for row in rows if len(row) >= 3)
    if not lengths:
        return None
    count = max(lengths, key=lambda length: (lengths[length], length))
    chosen = [row for row in rows if len(row) == count and not is_column_numbers([c.cell.text for c in row])]
    step = max(1, len(chosen) // _SAMPLE)
    return chosen[::step] if len(chosen) >= _ENOUGH else None


def _roles(texts: Sequence[Sequence[str]], vocabulary: Vocabulary, evidence: Evidence) -> dict[int, str]:
    numbers = Numbers(vocabulary)
    roles: dict[int, str] = {}
    first = next(
        (n for n, column in enumerate(texts) if _share(column, lambda text: any(numbers.read(text)))), None
    )
    if first is not None and first <= 1:
        roles[first] = "number"
    for n, column in enumerate(texts):
        if n not in roles and _share(column, is_figure):
            roles[n] = "amounts"
    free = [n for n in range(len(texts)) if n not in roles and texts[n]]
    if not free:
        return roles
    lengths = {n: sum(map(len, texts[n])) / len(texts[n]) for n in free}
    bodies: list[int] = []
    for role in ("deadline", "executors", "financing", "completion"):
        shares = {n: _fraction(texts[n], role, evidence) for n in free if n not in roles}
        longest = max((n for n in free if n not in roles), key=lambda n: lengths[n], default=None)
        # Of two columns of bodies (a source of data, executors) the one with longer lists is of executors.
        best = max(shares, key=lambda n: (shares[n], lengths[n] if role == "executors" else 0), default=None)
        if role == "executors":
            bodies = [n for n in shares if shares[n] >= _HALF]
        if (
            best is not None
            and shares[best] >= _HALF
            and (best != longest or role in ("deadline", "executors"))
        ):
            roles[best] = role
    rest = [n for n in free if n not in roles]
    named = [n for n in rest if n not in bodies] or rest
    if named:
        roles[max(named, key=lambda n: lengths[n])] = "title"
    return roles


def _share(column: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(column) and sum(test(text) for text in column) >= _HALF * len(column)


def _fraction(column: Sequence[str], role: str, evidence: Evidence) -> float:
    return sum(evidence.plausible(role, text) for text in column) / len(column) if column else 0.0


def _leaf(n: int, laid: Laid, role: str, vocabulary: Vocabulary) -> Leaf:
    known = next((column.id for column in vocabulary.spec.columns if column.role == role), "")
    name = known if known and role != "amounts" else f"#{n + 1}"
    return Leaf(id=name, role=role, caption="", start=laid.start, end=laid.end, known=bool(role))
