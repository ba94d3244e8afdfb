"""Who answers for what after reorganisations, on any day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from bagdar.orgs.duties import SOURCES
from bagdar.orgs.models import Body, OfficeHolding, ReorganisationLine
from bagdar.orgs.selectors.days import on_day
from bagdar.orgs.succession import Passing, Succession


def succession() -> Succession:
    """All passings of duties that count. One query."""
    rows = ReorganisationLine.objects.filter(reorganisation__withdrawn_at=None).values_list(
        "reorganisation__day", "source", "target", "subject"
    )
    return Succession(
        Passing(day=day, source=source, target=target, subject=subject)
        for day, source, target, subject in rows
    )


def successor_on(body: Body, day: date, subject: str = "") -> Body:
    """Who answers on *day* for the duty with the key *subject* (empty: for the rest) that once was *body*'s."""
    found = succession().on(body.pk, day, subject)
    return body if found == body.pk else Body.objects.get(pk=found)


OFFICE: Final = "office:"


def duty_of_office(office: str) -> str:
    """The key under which an office passes by itself when a body is divided."""
    return f"{OFFICE}{office}"


def offices_among(duties: Iterable[str]) -> list[str]:
    """The offices that stand among keys of duties."""
    return [key.removeprefix(OFFICE) for key in duties if key.startswith(OFFICE)]


def duties_of(body: Body, day: date) -> tuple[str, ...]:
    """Keys of what *body* answers for on *day*, each once: its offices, then what other domains name."""
    offices = (duty_of_office(office) for office, holder in office_holders(day).items() if holder == body.pk)
    named = (key for source in SOURCES for key in source(body, day))
    return tuple(dict.fromkeys((*offices, *named)))


def office_holders(day: date) -> dict[str, UUID]:
    """Office → the body that holds it on *day*: by its record, and on to whom its duties have passed. Two queries."""
    passed = succession()
    held = OfficeHolding.objects.filter(on_day(day)).values_list("office", "body")
    return {office: passed.on(body, day, duty_of_office(office)) for office, body in held}
