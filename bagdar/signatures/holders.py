"""Who a certificate names, by the profile of its country: person, number, body, capacities, what the key is for."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bagdar.signatures.certificates import Certificate
from bagdar.signatures.profile import Number, Profile
from bagdar.signatures.refusals import SignatureRefusedError


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """The person or body a certificate was issued to, in its own words."""

    name: str
    surname: str = ""
    patronymic: str = ""
    email: str = ""
    number: str | None = None
    """The person's registered number (IIN)."""
    organisation: str = ""
    body_number: str | None = None
    """The body's registered number (BIN); None in a certificate of a natural person."""
    capacities: frozenset[str] = frozenset()
    """Ids of the profile: "first_head", "may_sign", "employee", …"""
    purposes: frozenset[str] = frozenset()
    """What the key may do: "authentication", "signing"."""


def holder_of(certificate: Certificate, profile: Profile) -> Holder:
    """Who *certificate* names. Raises SignatureRefusedError where two different numbers stand in one place."""
    names, subject = profile.names, certificate.subject
    meanings = [profile.usages[usage] for usage in certificate.extended_usages if usage in profile.usages]

    def first(identifier: str) -> str:
        return next(iter(subject.values(identifier)), "")

    return Holder(
        name=str(subject),
        surname=first(names.surname),
        patronymic=first(names.patronymic),
        email=first(names.email),
        number=_number(certificate, profile.person_numbers),
        organisation=first(names.organisation),
        body_number=_number(certificate, profile.body_numbers),
        capacities=frozenset(meaning.capacity for meaning in meanings if meaning.capacity),
        purposes=frozenset(meaning.purpose for meaning in meanings if meaning.purpose),
    )


def _number(certificate: Certificate, numbers: Iterable[Number]) -> str | None:
    found = {
        number
        for place in numbers
        for value in certificate.subject.values(place.attribute)
        if (number := place.read(value))
    }
    if len(found) > 1:
        raise SignatureRefusedError("number_ambiguous", name=str(certificate.subject))
    return next(iter(found), None)
