"""What arrived, line by line: every report taken apart into contributions, words and figures unchanged."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bagdar.documents.forms import Contribution, Report, ReportLine
from bagdar.methodology.roles import Roles

ROLE_ORDER = {"main_responsible": 0, "responsible": 1, "co_executor": 2, "lead": 3}


class Stray(msgspec.Struct, frozen=True, kw_only=True):
    """A line that came from a body with no part in it, or that the plan does not have."""

    body: str
    key: str
    known: bool


class Entries(msgspec.Struct, kw_only=True):
    """``by_line``: plan line key → contributions, the keeper's first; ``strays`` stay visible."""

    by_line: dict[str, list[Contribution]] = msgspec.field(default_factory=dict)
    strays: list[Stray] = msgspec.field(default_factory=list)
    received: set[str] = msgspec.field(default_factory=set)
    """Bodies from which a report came."""
    answered: set[tuple[str, str]] = msgspec.field(default_factory=set)
    """(body, line key) with a status, an inner state, a value or words."""


def said_anything(line: ReportLine | Contribution) -> bool:
    """Whether the body reported on the line at all; a blank line is not an answer."""
    value = line.value
    return bool(
        line.status
        or line.state
        or line.information
        or (line.reason and line.reason.statements)
        or (value and (value.number is not None or value.standing))
    )


def take_apart(reports: Iterable[Report], roles: Roles) -> Entries:
    """Contributions of *reports* by line. A body's later report on a line replaces its earlier one.

    A report that is itself consolidated brings the contributions it carries along with its own words.
    """
    entries = Entries()
    latest: dict[str, dict[str, Contribution]] = {}
    for report in reports:
        sender = report.sender.id
        if sender is None:
            continue
        entries.received.add(sender)
        for line in report.lines:
            _take_line(entries, latest, sender, report, line, roles)
    for key, by_body in latest.items():
        entries.by_line[key] = sorted(
            by_body.values(), key=lambda c: (ROLE_ORDER.get(c.role, 9), _position(roles, key, c.body))
        )
    return entries


def _take_line(
    entries: Entries,
    latest: dict[str, dict[str, Contribution]],
    sender: str,
    report: Report,
    line: ReportLine,
    roles: Roles,
) -> None:
    if not said_anything(line) and not line.contributions:
        return
    at_line = roles.get(line.key)
    role = at_line.role(sender) if at_line else None
    if at_line is None or role is None:
        entries.strays.append(Stray(body=sender, key=line.key, known=at_line is not None))
        return
    by_body = latest.setdefault(line.key, {})
    for below in line.contributions:
        entries.received.add(below.body)
        if said_anything(below):
            entries.answered.add((below.body, line.key))
            by_body.setdefault(below.body, below)
    if said_anything(line):
        entries.answered.add((sender, line.key))
        by_body[sender] = Contribution(
            body=sender,
            role=role,
            report=_origin(report, line),
            status=line.status,
            state=line.state,
            information=line.information,
            reason=line.reason,
            value=line.value,
        )


def _origin(report: Report, line: ReportLine) -> str | None:
    for by_language in line.sources.values():
        for source in by_language.values():
            return source.sha256
    return report.fingerprint


def _position(roles: Roles, key: str, body: str) -> int:
    bodies = roles[key].bodies
    return bodies.index(body) if body in bodies else len(bodies)
