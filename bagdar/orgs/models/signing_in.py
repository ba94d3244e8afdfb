"""What people prove themselves with, their open sessions, and the failures that limit guessing.

Secrets that only need recognising are kept as digests; those the program must read are kept encrypted.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bagdar.orgs.models.bodies import Body
from bagdar.store.base import Row


class Session(Row):
    """An open session of a browser. ``digest``: SHA-256 of the key in the cookie; ``person`` once known."""

    digest = models.CharField(max_length=64, unique=True)
    data = models.TextField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions"
    )
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.started_at:%d.%m.%Y %H:%M}"


class Failure(models.Model):
    """One failed proof, for counting. ``key``: what it counts against (an account, a network, a password).

    ``subject``: digest of the account tried.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=80)
    subject = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "at"], name="failure_key_at")]

    def __str__(self) -> str:
        return self.key


class Totp(Row):
    """An app that shows codes (RFC 6238). ``last_step``: of the last code taken; none of it or before is again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="totps")
    name = models.CharField(max_length=80)
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.name


class SecurityKey(Row):
    """A WebAuthn credential. ``credential``: its id, base64url; ``data``: attested data with the public key, hex."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="security_keys"
    )
    name = models.CharField(max_length=80)
    credential = models.CharField(max_length=1400, unique=True)
    data = models.TextField()
    counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.name


class CodeSheet(Row):
    """A sheet of one-time codes. ``kind``: "recovery" (a person's own) or "printed" (issued by another)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_sheets")
    kind = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-issued_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="code_sheet_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("recovery", "printed")), name="code_sheet_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class SheetCode(models.Model):
    """One code of a sheet, once. ``number``: as printed beside it."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(CodeSheet, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_code_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CertificateBinding(Row):
    """A national certificate's holder bound to a person: ``iin`` of the person, ``bin`` of the body, or empty."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates"
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    iin = models.CharField(max_length=12)
    bin = models.CharField(max_length=12, blank=True)
    holder = models.CharField(max_length=300)
    bound_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-bound_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iin", "bin"],
                condition=models.Q(released_at__isnull=True),
                name="certificate_bound_once",
            ),
        ]

    def __str__(self) -> str:
        return self.holder


class OuterIdentity(Row):
    """A person as a directory or an identity provider knows them: ``source`` and its ``subject``."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outer_identities"
    )
    source = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    bound_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["source"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "subject"], name="outer_identity_once"),
            models.UniqueConstraint(fields=["source", "person"], name="outer_identity_one_a_person"),
        ]

    def __str__(self) -> str:
        return self.subject


class Restoration(Row):
    """Access given back by two others. ``what``: "password", "factor" or "both".

    The second of them gets a one-time code to hand over; ``digest`` is the code's.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="restorations"
    )
    what = models.CharField(max_length=8)
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(what__in=("password", "factor", "both")), name="restoration_what_known"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("asked_by")),
                name="restoration_by_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("person"))
                & (models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("person"))),
                name="restoration_by_others",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="restoration_open_once",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="restoration_code_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class SetUpLink(Row):
    """The one-time link that opens a new installation; the first person is made by it."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y %H:%M}"
