"""What a pack's parts say of each other: every reference leads somewhere, every text is in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from bagdar.documents.bodies import Body, Region
from bagdar.documents.spec import Column
from bagdar.kernel.text import Text
from bagdar.methodology.faults import Fault
from bagdar.methodology.lines import Path
from bagdar.methodology.model import DayRule, Methodology
from bagdar.methodology.numbers import is_valid

PRACTICE = "practice"
"""Cited where a rule is the program's own and no clause asks for it."""
SPS = "SPS"
"""Cited for the State Planning System at large."""
SENDERS = ("co_executor", "responsible", "lead", "planner", "delivery")
SCOPES = ("recipient", "section", "all")
MATTERS = ("files", "drafting", "cycle")
_AS_PUBLISHED = frozenset({"published", "used"})
"""Fields that need not be in every language: what the act printed, and its correction."""


def faults(methodology: Methodology) -> Iterator[Fault]:
    """All faults of *methodology* that types alone do not show, in the order of the model."""
    yield from _acts(methodology)
    yield from _cited(methodology, methodology)
    yield from _kinds(methodology)
    yield from _chain(methodology)
    yield from _choices(methodology)
    yield from _texts(methodology, methodology)


def register_faults(
    bodies: tuple[Body, ...], regions: tuple[Region, ...], methodology: Methodology
) -> Iterator[Fault]:
    """Faults of the register: kinds, parents, successors, members, regions, offices' holders, doubles."""
    kinds = {kind.id for kind in methodology.body_kinds}
    ids = {body.id for body in bodies}
    places = {region.id for region in regions}
    seen: set[str] = set()
    for i, body in enumerate(bodies):
        path: Path = ("bodies", i)
        if body.id in seen:
            yield Fault("twice", (*path, "id"))
        seen.add(body.id)
        yield from _one_of(kinds, body.kind, (*path, "kind"))
        if body.number is not None and not _is_number(body.number, methodology):
            yield Fault("bad_number", (*path, "number"), {"value": body.number})
        for field, known in (("parent", ids), ("successor", ids), ("region", places)):
            value = getattr(body, field)
            if value is not None:
                yield from _one_of(known, value, (*path, field))
        for j, member in enumerate(body.members):
            yield from _one_of(ids, member, (*path, "members", j))
    for i, region in enumerate(regions):
        yield from _one_of(ids, region.body, ("regions", i, "body"))
    for office in methodology.offices:
        if office.body is not None and office.body not in ids:
            yield Fault("no_holder", ("bodies",), {"value": office.body, "office": office.id})


def _is_number(number: str, methodology: Methodology) -> bool:
    """By at least one of the pack's checks; a pack without checks takes any number."""
    checks = methodology.number_checks.values()
    return not checks or any(is_valid(number, check) for check in checks)


def _one_of(known: Iterable[object], value: object, path: Path) -> Iterator[Fault]:
    if value not in known:
        yield Fault("dangling", path, {"value": value})


def _acts(methodology: Methodology) -> Iterator[Fault]:
    ids = {act.id for act in methodology.acts}
    yield from _one_of(ids, methodology.act, ("act",))
    for i, act in enumerate(methodology.acts):
        if act.repealed_by is not None:
            yield from _one_of(ids, act.repealed_by, ("acts", i, "repealed_by"))
        for field in ("in_force", "repealed"):
            day = getattr(act, field)
            if day is not None and day.known != (day.on is not None):
                yield Fault("day_unclear", ("acts", i, field))
    for key, clause in methodology.clauses.items():
        if clause.act is not None:
            yield from _one_of(ids, clause.act, ("clauses", key, "act"))


def form_faults(form: msgspec.Struct, methodology: Methodology) -> Iterator[Fault]:
    """Faults of one file of forms: clauses cited, texts missing in a language, columns without caption."""
    yield from _cited(form, methodology)
    yield from _texts(form, methodology)


def _cited(whole: msgspec.Struct, methodology: Methodology) -> Iterator[Fault]:
    """Every ``clause`` field anywhere in *whole* names a clause that the pack has."""
    known = {*methodology.clauses, PRACTICE, SPS, ""}
    for path, struct in _structs(whole, ()):
        for field in struct.__struct_fields__:
            if field == "clause" or field.startswith("clause_"):
                yield from _one_of(known, getattr(struct, field), (*path, field))


def _structs(value: Any, path: Path) -> Iterator[tuple[Path, msgspec.Struct]]:
    if isinstance(value, msgspec.Struct):
        yield path, value
        for field in value.__struct_fields__:
            # Forms repeat the pack's kinds and statuses; their own files are looked at one by one.
            if field == "forms":
                continue
            inner = getattr(value, field)
            if isinstance(inner, (msgspec.Struct, tuple)) or (
                isinstance(inner, dict) and not isinstance(inner, Text)
            ):
                yield from _structs(inner, (*path, field))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _structs(item, (*path, i))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _structs(item, (*path, key))


def _kinds(methodology: Methodology) -> Iterator[Fault]:
    ids = {kind.id for kind in methodology.kinds}
    plan = methodology.forms.get("plan")
    columns = {column.id for column in plan.columns} if plan else set()
    for i, kind in enumerate(methodology.kinds):
        for field, known in (("parents", ids), ("requires", ids), ("columns", columns)):
            for j, value in enumerate(getattr(kind, field)):
                yield from _one_of(known, value, ("kinds", i, field, j))
    for name in ("kinds", "statuses", "states", "standings", "reasons", "note", "levels", "offices", "roles"):
        seen: set[str] = set()
        for i, item in enumerate(getattr(methodology, name)):
            if item.id in seen:
                yield Fault("twice", (name, i, "id"))
            seen.add(item.id)


def _chain(methodology: Methodology) -> Iterator[Fault]:
    offices = {office.id for office in methodology.offices}
    for i, section in enumerate(methodology.sections):
        yield from _one_of(offices, section.office, ("sections", i, "office"))
    for i, level in enumerate(methodology.levels):
        path: Path = ("levels", i)
        yield from _one_of(SENDERS, level.sender, (*path, "sender"))
        yield from _one_of((*SENDERS, "receiver"), level.recipient, (*path, "recipient"))
        yield from _one_of(SCOPES, level.scope, (*path, "scope"))
        yield from _one_of(methodology.forms, level.form, (*path, "form"))
        for j, form in enumerate(level.also):
            yield from _one_of(methodology.forms, form, (*path, "also", j))
        for field in ("sender_office", "recipient_office"):
            value = getattr(level, field)
            if value is not None:
                yield from _one_of(offices, value, (*path, field))
        if not _sound(level.due):
            yield Fault("day_unclear", (*path, "due"))


def _sound(rule: DayRule) -> bool:
    """A rule gives exactly one day, and an own date has bounds in order."""
    by_date = rule.month is not None and rule.day is not None
    if by_date == (rule.days_after_end is not None):
        return False
    if by_date and not _is_day(rule.month or 0, rule.day or 0):
        return False
    if not rule.fixed:
        if rule.own_days is not None:
            return rule.own_days[0] <= rule.own_days[1]
        return rule.earliest is not None and rule.latest is not None and rule.earliest <= rule.latest
    return True


def _is_day(month: int, day: int) -> bool:
    try:
        date(2001, month, day)
    except ValueError:
        return False
    return True


def _choices(methodology: Methodology) -> Iterator[Fault]:
    for i, kind in enumerate(methodology.body_kinds):
        yield from _one_of(("yes", "warn", "no"), kind.responsible, ("body_kinds", i, "responsible"))
    for i, status in enumerate(methodology.statuses):
        yield from _one_of(("full", "part", "none"), status.result, ("statuses", i, "result"))
    for i, item in enumerate(methodology.note):
        yield from _one_of(("always", "evaluation"), item.when, ("note", i, "when"))
    for i, parameter in enumerate(methodology.parameters):
        yield from _one_of(MATTERS, parameter.matters, ("parameters", i, "matters"))
        if parameter.readings:
            yield from _one_of(parameter.readings, parameter.value, ("parameters", i, "value"))
    for key, setting in methodology.checks.items():
        yield from _one_of(("error", "warning", "info"), setting.severity, ("checks", key, "severity"))
    for key, check in methodology.number_checks.items():
        algorithms = ("none", "luhn", "weighted-mod-11", "mod-97")
        yield from _one_of(algorithms, check.algorithm, ("number_checks", key, "algorithm"))
    for i, year in enumerate(methodology.strategy.evaluation_years):
        yield from _one_of(
            range(1, methodology.strategy.years + 1), year, ("strategy", "evaluation_years", i)
        )
    if 12 % methodology.reports_a_year or not 1 <= methodology.year_starts <= 12:
        yield Fault("no_such_period", ("reports_a_year",))


def _texts(whole: msgspec.Struct, methodology: Methodology) -> Iterator[Fault]:
    """Each text that is given is given in all languages of the pack; each column has a caption in each."""
    languages = set(methodology.languages)
    for path, struct in _structs(whole, ()):
        for field in struct.__struct_fields__:
            value = getattr(struct, field)
            if field in _AS_PUBLISHED:
                continue
            if isinstance(value, Text):
                yield from _incomplete(languages, (*path, field), value)
            elif isinstance(value, dict):
                for key, item in value.items():
                    if isinstance(item, Text):
                        yield from _incomplete(languages, (*path, field, key), item)
        if isinstance(struct, Column) and struct.width:
            shown = {language for language in languages if struct.caption(language)}
            for language in sorted(languages - shown):
                yield Fault("no_text", path, {"language": language})


def _incomplete(languages: set[str], path: Path, text: Text) -> Iterator[Fault]:
    if text:
        for language in sorted(languages - set(text)):
            yield Fault("no_text", path, {"language": language})
