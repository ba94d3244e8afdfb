"""Reads a register of bodies from its TOML file and says what is wrong with it, entry by entry."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bagdar.documents.bodies import Bodies, Body, Region


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    bodies: tuple[Body, ...]
    state: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    regions: tuple[Region, ...] = ()


def load_bodies(path: Path, *, responsible: Iterable[str] | None = None) -> Bodies:
    """The register in the file *path*.

    *responsible*: kinds that may be responsible by the pack's rule. Raises ValueError naming every
    faulty entry: a key twice, a parent, successor, member or region that is not there, an end before
    the beginning; msgspec.ValidationError with the path of an unknown or ill-typed key.
    """
    file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    if faults := list(_faults(file)):
        raise ValueError(f"{path.name}: " + "; ".join(faults))
    return Bodies(file.bodies, regions=file.regions, state=file.state, responsible=responsible)


def _faults(file: _File) -> Iterator[str]:
    ids = Counter(body.id for body in file.bodies)
    regions = {region.id for region in file.regions}
    yield from (f"{key} stands {times} times" for key, times in ids.items() if times > 1)
    for body in file.bodies:
        for other in (body.parent, body.successor, *body.members):
            if other is not None and other not in ids:
                yield f"{body.id} names {other}, which is not there"
        if body.region is not None and body.region not in regions:
            yield f"{body.id} names the region {body.region}, which is not there"
        if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
            yield f"{body.id} ends before it begins"
        if body.members and not body.group:
            yield f"{body.id} has members but is no group"
    for region in file.regions:
        if region.body not in ids:
            yield f"region {region.id} names {region.body}, which is not there"
