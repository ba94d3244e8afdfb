"""Reorganisations by an act, from a day: renamed, merged, divided, succeeded (docs/explain/reorganisation.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.services import service
from bagdar.orgs.checks import Faults, Known, faults_of_act, faults_of_names
from bagdar.orgs.given import ActGiven, BodyGiven, NameGiven, PartGiven
from bagdar.orgs.models import Act, Body, BodyName, Reorganisation, ReorganisationLine
from bagdar.orgs.pack import methodology
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.acts import keep_act
from bagdar.orgs.services.bodies import refuse, told_names
from bagdar.orgs.services.entries import relist
from bagdar.orgs.services.facts import locked, name_holders
from bagdar.orgs.services.names import give_name, touch
from bagdar.store.base import save_version

ACTION = "orgs.body.reorganise"
ONE_DAY = timedelta(days=1)


@service(ACTION, journal=("orgs.body.renamed",))
def rename_body(
    *, actor: Actor, body: UUID, names: dict[str, NameGiven], day: date, act: ActGiven, note: str = ""
) -> Reorganisation:
    """From *day* the body is called *names* (language → name); languages left out keep their name."""
    with transaction.atomic():
        row = locked([body])[body]
        decision = policy.require(actor, ACTION, row)
        faults = faults_of_day_and_act(day, act)
        if not row.exists_on(day):
            faults["day"] = ("orgs.bodies.not_living", {"body": str(row), "day": day})
        refuse({**faults, **_faults_of_new_names(row, names, day)})
        kept = keep_act(act)
        reorganisation = enter("renamed", row, day, kept, note)
        before = _names_in_use(row)
        changed = {
            language: named for language, named in names.items() if _differs(named, before.get(language))
        }
        for language, named in changed.items():
            give_name(row, language, named, day, kept)
        touch(row)
        relist([row])
        now = _names_in_use(row)
        record(
            actor=actor,
            act="orgs.body.renamed",
            object=row,
            body=row,
            before=told_names(before[one] for one in changed if one in before),
            after={"day": day, "act": str(reorganisation.act), **told_names(now[one] for one in changed)},
            capacity=decision.capacity,
        )
    return reorganisation


@service(ACTION, journal=("orgs.body.merged",))
def merge_bodies(
    *, actor: Actor, sources: Sequence[UUID], target: UUID, day: date, act: ActGiven, note: str = ""
) -> Reorganisation:
    """All *sources* go on as *target* from *day*: a new body, or one of them that takes the others in."""
    with transaction.atomic():
        rows = locked([*sources, target])
        decision = policy.require(actor, ACTION, rows[target])
        faults = faults_of_day_and_act(day, act)
        if len({*sources}) < 2:
            faults["sources"] = ("orgs.bodies.merge_two", {})
        leaving = [rows[source] for source in dict.fromkeys(sources) if source != target]
        refuse({**faults, **faults_of_passing(leaving, [rows[target]], day)})
        lines = [_line(body, rows[target], "", ends=True) for body in leaving]
        reorganisation = _pass_on("merged", rows[target], day, keep_act(act), note, lines)
        _record(actor, "orgs.body.merged", reorganisation, lines, decision.capacity)
    return reorganisation


@service(ACTION, journal=("orgs.body.succeeded",))
def succeed_body(
    *, actor: Actor, source: UUID, target: UUID, day: date, act: ActGiven, note: str = ""
) -> Reorganisation:
    """*source* ceases, and all its duties are *target*'s from *day*."""
    with transaction.atomic():
        rows = locked([source, target])
        decision = policy.require(actor, ACTION, rows[target])
        faults = faults_of_day_and_act(day, act)
        if source == target:
            faults["target"] = ("orgs.bodies.to_itself", {})
        refuse({**faults, **faults_of_passing([rows[source]], [rows[target]], day)})
        lines = [_line(rows[source], rows[target], "", ends=True)]
        reorganisation = _pass_on("succeeded", rows[target], day, keep_act(act), note, lines)
        _record(actor, "orgs.body.succeeded", reorganisation, lines, decision.capacity)
    return reorganisation


@service(ACTION, journal=("orgs.body.divided",))
def split_body(
    *,
    actor: Actor,
    source: UUID,
    parts: Sequence[PartGiven],
    rest: UUID,
    day: date,
    act: ActGiven,
    note: str = "",
) -> Reorganisation:
    """The duties named in *parts* pass each to its body from *day*, all others to *rest*.

    Where *rest* is *source* itself it lives on with what remains; else it ceases the day before.
    """
    policy.require(actor, ACTION)
    with transaction.atomic():
        rows = locked([source, rest, *(part.target for part in parts)])
        decision = policy.require(actor, ACTION, rows[source])
        targets = [body for key, body in rows.items() if key != source]
        faults = {**faults_of_day_and_act(day, act), **_faults_of_parts(source, parts, rest, day)}
        ending = [rows[source]] if rest != source else []
        refuse({**faults, **faults_of_passing(ending, targets, day, staying=[rows[source]])})
        lines = [_line(rows[source], rows[part.target], part.subject.strip()) for part in parts]
        if ending:
            lines.append(_line(rows[source], rows[rest], "", ends=True))
        reorganisation = _pass_on("split", rows[source], day, keep_act(act), note, lines)
        _record(actor, "orgs.body.divided", reorganisation, lines, decision.capacity)
    return reorganisation


def faults_of_day_and_act(day: date, act: ActGiven) -> Faults:
    """What is wrong with an act, and with a day that lies before it."""
    found = {field: (message, params) for field, message, params in faults_of_act(act, today())}
    if day < act.day and "act_day" not in found:
        found["day"] = ("orgs.bodies.before_its_act", {"day": act.day})
    return found


def _faults_of_new_names(body: Body, names: dict[str, NameGiven], day: date) -> Faults:
    whole = BodyGiven(kind=body.kind, names=names)
    known = Known(name_holders=name_holders(whole, body.pk))
    found: Faults = {}
    for field, message, params in faults_of_names(whole, known, methodology()):
        if message != "orgs.bodies.name_needed":
            found[field] = (message, params)
    for language, row in _names_in_use(body).items():
        if language in names and row.valid_from and day <= row.valid_from:
            found[f"name_{language}"] = ("orgs.bodies.named_later", {"day": row.valid_from})
    if not any(_differs(named, _names_in_use(body).get(language)) for language, named in names.items()):
        found.setdefault("", ("orgs.bodies.same_name", {}))
    return found


def _faults_of_parts(source: UUID, parts: Sequence[PartGiven], rest: UUID, day: date) -> Faults:
    """Each duty is named, once, and goes to another body; none has been passed on before."""
    subjects = [part.subject.strip() for part in parts]
    if not parts and rest == source:
        return {"parts": ("orgs.bodies.split_nothing", {})}
    if not all(subjects):
        return {"parts": ("orgs.bodies.subject_needed", {})}
    twice = sorted({subject for subject in subjects if subjects.count(subject) > 1})
    if twice:
        return {"parts": ("orgs.bodies.subject_twice", {"subject": twice})}
    if any(part.target == source for part in parts):
        return {"parts": ("orgs.bodies.to_itself", {})}
    gone = ReorganisationLine.objects.filter(
        source=source, subject__in=subjects, reorganisation__withdrawn_at=None, reorganisation__day__lte=day
    )
    passed = sorted(set(gone.values_list("subject", flat=True)))
    return {"parts": ("orgs.bodies.subject_passed", {"subject": passed})} if passed else {}


def faults_of_passing(
    ending: Iterable[Body], targets: Iterable[Body], day: date, staying: Iterable[Body] = ()
) -> Faults:
    """Who passes on lives until the day before and has not ended yet; who receives lives on the day."""
    for body in ending:
        if body.valid_to is not None:
            return {"source": ("orgs.bodies.ended_already", {"body": str(body), "day": body.valid_to})}
    for body in (*ending, *staying):
        if not body.exists_on(day - ONE_DAY):
            return {"source": ("orgs.bodies.not_living", {"body": str(body), "day": day - ONE_DAY})}
    for body in targets:
        if not body.exists_on(day):
            return {"target": ("orgs.bodies.not_living", {"body": str(body), "day": day})}
    return {}


def _names_in_use(body: Body) -> dict[str, BodyName]:
    """Language → the last name, which is not ended."""
    return {row.language: row for row in BodyName.objects.filter(body=body, valid_to=None)}


def _differs(named: NameGiven, row: BodyName | None) -> bool:
    if row is None:
        return bool(named.name.strip())
    return (" ".join(named.name.split()), named.abbreviation.strip()) != (row.name, row.abbreviation)


def enter(kind: str, body: Body, day: date, act: Act | None, note: str) -> Reorganisation:
    """The row of a reorganisation, in the running transaction."""
    return Reorganisation.objects.create(
        kind=kind, body=body, day=day, act=act, note=note.strip()[:500], entered_at=clock.now()
    )


def _line(source: Body, target: Body, subject: str, *, ends: bool = False) -> ReorganisationLine:
    return ReorganisationLine(source=source, target=target, subject=subject, ends=ends)


def _pass_on(
    kind: str, body: Body, day: date, act: Act, note: str, lines: Sequence[ReorganisationLine]
) -> Reorganisation:
    """Keep the lines and end the bodies that end by them."""
    reorganisation = enter(kind, body, day, act, note)
    for line in lines:
        line.reorganisation = reorganisation
    ReorganisationLine.objects.bulk_create(lines)
    touched = {row.pk: row for line in lines for row in (line.target, line.source)}
    for row in touched.values():
        row.changed_at = clock.now()
        if any(line.ends and line.source_id == row.pk for line in lines):
            row.valid_to = day - ONE_DAY
        save_version(row, row.version, ("valid_to", "changed_at"))
    return reorganisation


def _record(
    actor: Actor, act: str, reorganisation: Reorganisation, lines: Sequence[ReorganisationLine], capacity: Any
) -> None:
    """One entry for each body taking part, so that each one's history is whole."""
    told = {
        "day": reorganisation.day,
        "act": str(reorganisation.act),
        "passed": [
            {"from": str(line.source), "to": str(line.target), "subject": line.subject} for line in lines
        ],
    }
    for body in {row.pk: row for line in lines for row in (line.source, line.target)}.values():
        ended = {"valid_to": body.valid_to} if any(one.ends and one.source == body for one in lines) else {}
        record(actor=actor, act=act, object=body, body=body, after={**told, **ended}, capacity=capacity)
