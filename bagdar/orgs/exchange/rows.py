"""Bodies as rows of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.exchange.snapshot import Snapshot, written
from bagdar.orgs.exchange.writing import workbook
from bagdar.orgs.models import Region


def export(bodies: Iterable[UUID], known: Snapshot, language: str) -> bytes:
    """A workbook of *bodies* in their order, for a reader of *language*; it can be read back."""
    kinds = [kind.name.in_(language, *UI_LANGUAGES) for kind in known.pack.body_kinds]
    places = sorted({_region(region, language) for region in Region.objects.all()})
    choices = {"kind": kinds, "region": places} if places else {"kind": kinds}
    return workbook(_rows(bodies, known, language), known.pack.languages, language, choices)


def _rows(bodies: Iterable[UUID], known: Snapshot, language: str) -> Iterator[dict[str, str | date | None]]:
    kinds = {kind.id: kind.name.in_(language, *UI_LANGUAGES) for kind in known.pack.body_kinds}
    for key in bodies:
        body = known.bodies[key]
        row: dict[str, str | date | None] = {
            "key": body.key,
            "kind": kinds.get(body.kind, body.kind),
            "number": body.number,
            "region": _region(body.region, language) if body.region else "",
            "valid_from": body.valid_from,
            "valid_to": body.valid_to,
            "email": body.email,
            "phone": body.phone,
        }
        if body.parent_id:
            row |= {
                "parent": known.bodies[body.parent_id].key,
                "parent_name": _name(known, body.parent_id, language),
            }
        for tongue, named in known.names.get(key, {}).items():
            row |= {f"name_{tongue}": named.name, f"abbreviation_{tongue}": named.abbreviation}
        yield row


def _name(known: Snapshot, body: UUID, language: str) -> str:
    own = known.names.get(body, {})
    return own[language].name if language in own else known.label(body)


def _region(region: Region, language: str) -> str:
    return written(region, region.name_in(language))
