"""What second factors a person has, and whether one is asked of them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bagdar.kernel.actors import STRONG_ROLES
from bagdar.kernel.policy import TABLE
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import CertificateBinding, CodeSheet, Person, SecurityKey, SheetCode, Totp


class Codes(msgspec.Struct, frozen=True):
    """A sheet in force: how many codes are left, and the number of the next."""

    kind: str
    issued_at: datetime
    left: int
    next: int


class Factors(msgspec.Struct, frozen=True):
    totps: tuple[Totp, ...]
    keys: tuple[SecurityKey, ...]
    certificates: tuple[CertificateBinding, ...]
    recovery: Codes | None
    printed: Codes | None

    @property
    def any(self) -> bool:
        """Whether one is asked for at signing in. Recovery codes alone are none: they stand in for another."""
        return bool(self.totps or self.keys or self.certificates or self.printed)

    @property
    def codes(self) -> bool:
        """Whether the person can type a code."""
        return bool(self.totps or self.recovery or self.printed)


def factors_of(person: Person) -> Factors:
    return Factors(
        totps=tuple(Totp.objects.filter(person=person)),
        keys=tuple(SecurityKey.objects.filter(person=person)),
        certificates=tuple(CertificateBinding.objects.filter(person=person, released_at=None)),
        recovery=_codes(person, "recovery"),
        printed=_codes(person, "printed"),
    )


def needs_factor(person: Person) -> bool:
    """Whether a role of the person demands one in this installation."""
    return TABLE.factor_required and bool(actor_of(person).roles & STRONG_ROLES)


def _codes(person: Person, kind: str) -> Codes | None:
    """None where no sheet of *kind* is in force or all its codes are used."""
    sheet = CodeSheet.objects.filter(person=person, kind=kind, withdrawn_at=None).first()
    if sheet is None:
        return None
    left = list(SheetCode.objects.filter(sheet=sheet, used_at=None).values_list("number", flat=True))
    return Codes(kind, sheet.issued_at, len(left), left[0]) if left else None
