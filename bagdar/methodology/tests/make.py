"""Small plans, reports and packs for tests."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import Act, Passport, Plan, PlanItem, Report, ReportLine
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import pack_folder

VALDOR = "xv-valdor-7-2024"


_CELLS: tuple[str, ...] = ("deadline", "executors", "completion")


def item(key: str, kind: str, parent: str | None = None, /, **fields: Any) -> PlanItem:
    """``deadline``, ``executors``: cells in Russian; ``targets``: label → figure; ``title``: Russian."""
    cells: dict[str, Text] = {column: Text.of(ru=fields[column]) for column in _CELLS if column in fields}
    targets = {label: Decimal(figure) for label, figure in fields.get("targets", {}).items()}
    passport = Passport(unit=Text.of(ru="процент"), direction="up", targets=targets) if targets else None
    title = Text.of(ru=fields.get("title", f"Строка {key}"))
    return PlanItem(key=key, kind=kind, parent=parent, title=title, cells=cells, passport=passport)


def plan(*items: PlanItem, years: tuple[int, int] | None = (2025, 2029), act: Act | None = None) -> Plan:
    return Plan(
        languages=("ru",),
        items=items,
        first_year=years[0] if years else None,
        last_year=years[1] if years else None,
        plan_act=act,
    )


def report(period: Period, **statuses: str) -> Report:
    """A report in which each key has the status given, e.g. ``a1="executed"``."""
    lines = tuple(ReportLine(key=key, kind="activity", status=status) for key, status in statuses.items())
    return Report(languages=("ru",), period=period, lines=lines)


def body(key: str, kind: str = "central_body", **fields: Any) -> Body:
    return Body(
        id=key, kind=kind, name=Text.of(kk=f"{key} органы", ru=f"орган {key}", en=f"body {key}"), **fields
    )


def register(*bodies: Body) -> Bodies:
    return Bodies(
        bodies,
        responsible=(
            "central_body",
            "local_body",
            "managing_holding",
            "national_holding",
            "national_company",
            "state_outside",
        ),
    )


def copied(folder: Path, pack: str | None = None) -> Path:
    """A pack of the program, copied to where a test may spoil it."""
    target = folder / "spoilt"
    with_path = pack_folder(pack)
    assert isinstance(with_path, Path)
    shutil.copytree(with_path, target)
    return target
