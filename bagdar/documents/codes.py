"""Line codes: stable, without language in the data, with the language's letters in print.

A kind without letters (section, task) is a step of the path: ``2.1`` is the first task of section 2. A kind
with letters hangs on the path: ``2.1/result_indicator/2`` prints as "2.1-НК2" in Kazakh. The ordinal of an
only one of its kind is left out where its kind has no number of its own in print (``2/goal`` → "2-М").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bagdar.documents.forms import PlanItem
from bagdar.documents.spec import ItemKind


def assign_codes(items: Sequence[PlanItem], kinds: Iterable[ItemKind]) -> tuple[PlanItem, ...]:
    """*items* with ``code`` set where it was empty; parents must stand before their children."""
    by_id = {kind.id: kind for kind in kinds}
    paths: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    coded: list[PlanItem] = []
    for item in items:
        base = paths.get(item.parent or "", "")
        kind = by_id.get(item.kind)
        number = counts[base, item.kind] = counts.get((base, item.kind), 0) + 1
        if kind is None or not kind.code:
            code = f"{base}.{number}" if base else str(number)
            paths[item.key] = code
        else:
            code = f"{base}/{item.kind}/{number}" if _numbered(kind) else f"{base}/{item.kind}"
            if not _numbered(kind) and number > 1:
                code += f"/{number}"
            paths[item.key] = base
        coded.append(item if item.code else replace(item, code=code))
    return tuple(coded)


def _numbered(kind: ItemKind) -> bool:
    return any("{n}" in label for label in kind.label.values()) or not kind.label


def print_code(code: str, kinds: Iterable[ItemKind], language: str) -> str:
    """The code as *language* prints it: "2.1/result_indicator/2" → "2.1-НК2"; a bare path as it is."""
    path, _, rest = code.partition("/")
    if not rest:
        return path
    kind_id, _, number = rest.partition("/")
    letters = next((kind.code.in_(language) for kind in kinds if kind.id == kind_id), kind_id)
    return f"{path}-{letters}{number}" if path else f"{letters}{number}"
