"""People. A person is known by one login, whatever the bodies; rights come from memberships alone."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.store.base import Row


class PersonManager(BaseUserManager["Person"]):
    """Finds people by login, blind to case and to letters of the other script that look the same."""

    def get_by_natural_key(self, username: str | None) -> Person:
        from bagdar.orgs.rules import login_key

        return self.get(login_key=login_key(username or ""))


class Person(Row, AbstractBaseUser):
    """``state``: invited, active, deactivated. ``stamp``: changes with whatever must end open sessions."""

    STATES: ClassVar = ("invited", "active", "deactivated")

    login = models.CharField(max_length=80, unique=True)
    login_key = models.CharField(max_length=80, unique=True)
    family_name = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80)
    patronymic = models.CharField(max_length=80, blank=True)
    position = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, default=UI_LANGUAGES[0])
    state = models.CharField(max_length=12, default="invited")
    last_login = None
    """The framework's own column, filled by the machine's clock, is not used."""
    password_set_at = models.DateTimeField(null=True, blank=True)
    signed_in_at = models.DateTimeField(null=True, blank=True)
    stamp = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    sort = models.CharField(max_length=200, default="", editable=False)
    search = models.TextField(default="", editable=False)
    """Made from names, login and address by :func:`bagdar.orgs.services.entries.list_person`, never edited: what
    an index holds in Kazakh order, and what is looked through, folded."""

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=("invited", "active", "deactivated")), name="person_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["changed_at", "id"], name="person_changed"),
            models.Index(fields=["sort", "id"], name="person_order"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.state == "active"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Ends every session when the password or the stamp changes."""
        return salted_hmac(
            "bagdar.session", f"{self.password}\n{self.stamp}", secret=secret, algorithm="sha256"
        ).hexdigest()
