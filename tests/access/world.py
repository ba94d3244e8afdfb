"""A small state: a body that owns things, a strange body, and one person of each role in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bagdar.evidence.models import Anchor
from bagdar.evidence.services.anchors import keep_root_of_the_day
from bagdar.evidence.services.sealing import seal_waiting
from bagdar.evidence.tests.make import make_receipt, make_signing
from bagdar.files.tests.make import make_file, make_sent, make_upload
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import ActingHead, Body, ImportDraft, OfficeHolding, Person, Region, Reorganisation
from bagdar.orgs.services.systems import open_system_account
from bagdar.orgs.tests.make import make_act, make_actor, make_body, make_person

SUBJECTS: Final = (
    "anonymous",
    "preparer",
    "head",
    "coordinator",
    "risk_owner",
    "section_coordinator",
    "analyst",
    "reader",
    "methodologist",
    "auditor",
    "administrator",
    "system",
)
"""The twelve: an anonymous visitor and the eleven roles, in the order of the table's letters."""


class World:
    """Body ``own`` holds the office of state planning and owns every object; ``strange`` owns nothing."""

    def __init__(self) -> None:
        self.own, self.strange = make_body("own"), make_body("strange")
        OfficeHolding.objects.create(office="state_planning", body=self.own)
        self.people = {
            (place, role): make_person(f"{role}-{place}", body=body, role=role)
            for place, body in (("own", self.own), ("strange", self.strange))
            for role in SUBJECTS
            if role not in ("anonymous", "system")
        }
        self.target = make_person("target", body=self.own, role="reader", email="target@example.kz")
        self.objects: dict[str, Callable[[], Any]] = {
            "person": lambda: self.target.pk,
            "body": lambda: self.own.pk,
            "membership": lambda: self.target.memberships.get().pk,
            "acting": self._acting,
            "account": lambda: self.own.system_accounts.create(**_account(self.target)).pk,
            "session": lambda: (
                self.target.sessions.create(digest="0" * 64, data="", **_times("started_at", "seen_at")).pk
            ),
            "factor": lambda: self.target.totps.create(name="x", secret="x", **_times("created_at")).pk,
            "binding": lambda: (
                self.target.certificates.create(iin="0" * 12, holder="x", **_times("bound_at")).pk
            ),
            "restoration": lambda: (
                self.target.restorations.create(
                    what="both",
                    reason="x",
                    asked_by=self.people["own", "head"],
                    expires_at=clock.now() + timedelta(days=1),
                    **_times("asked_at"),
                ).pk
            ),
            "token": lambda: "no-such",
            "name": lambda: self.own.names.all()[0].pk,
            "reorganisation": self._reorganisation,
            "office": lambda: "state_planning",
            "region": lambda: Region.objects.create(code="710000000", level="city").pk,
            "pack": lambda: "kz-mne-82-2021",
            "draft": lambda: (
                ImportDraft.objects.create(
                    subject="people", file="x", sha256="", author_id=self.target.pk, **_times("made_at")
                ).pk
            ),
            "clause": lambda: "31",
            "entry": self._entry,
            "kind": lambda: "refused",
            "rest": lambda: "no/such",
            "receipt": self._receipt,
            "number": self._anchor,
            "ending": lambda: "json",
            "file": lambda: make_file(self.own).pk,
            "of": lambda: make_file(self.own),
            "signing": lambda: make_signing(self.own).pk,
            "upload": lambda: make_upload(self.own, self.people["own", "preparer"].pk).pk,
            "sent": lambda: make_sent(self.own).pk,
        }

    def _receipt(self) -> Any:
        made = make_receipt(self.own, self.own)
        seal_waiting()
        return made.pk

    def _anchor(self) -> Any:
        make_receipt(self.own, self.own)
        keep_root_of_the_day()
        return Anchor.objects.get().pk

    def _acting(self) -> Any:
        return ActingHead.objects.create(
            body=self.own,
            person=self.target,
            act=make_act(),
            valid_from=date(2020, 1, 1),
            valid_to=date(2099, 1, 1),
            entered_by=self.people["own", "coordinator"],
        ).pk

    def _entry(self) -> int:
        """Of the body's people: its own house and auditors read it, and an administrator, for it is technical."""
        with transaction.atomic():
            actor = actor_of(self.people["own", "coordinator"])
            return record(actor=actor, act="orgs.person.invited", object=self.target, body=self.own).pk

    def _reorganisation(self) -> Any:
        row = Reorganisation.objects.create(
            kind="renamed", body=self.own, act=make_act(), day=date(2026, 2, 1), entered_at=clock.now()
        )
        return row.pk

    def client(self, subject: str, place: str, *, active: bool = True) -> Client:
        """A browser of *subject*, with a second factor shown; a system's requests bear its token."""
        client = Client(raise_request_exception=False)
        if subject == "system":
            client.defaults["HTTP_AUTHORIZATION"] = (
                f"Bearer {token(self.own if place == 'own' else self.strange)}"
            )
        elif subject != "anonymous":
            person = self.people[place, subject]
            client.force_login(person)
            session = client.session
            session["factor"] = "totp"
            session["confirmed"] = clock.now().isoformat()
            session.save()
            if not active:
                Person.objects.filter(pk=person.pk).update(state="deactivated")
        return client


def _account(person: Person) -> dict[str, Any]:
    now = clock.now()
    return {
        "name": "Статистика",
        "scopes": ["bodies.read"],
        "prefix": f"{now.timestamp():.0f}"[-8:],
        "digest": "0" * 64,
        "created_at": now,
        "created_by": person,
        "expires_at": now + timedelta(days=30),
    }


def _times(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, clock.now())


def token(body: Body) -> str:
    """A token of a new account of *body* with every scope."""
    from bagdar.orgs.rules_of_people import SYSTEM_SCOPES

    return open_system_account(
        actor=make_actor("coordinator", body),
        body=body.pk,
        name="Статистика",
        scopes=SYSTEM_SCOPES,
        expires_at=clock.now() + timedelta(days=30),
    )[1]


def tables() -> list[type[Model]]:
    """The program's own models: tests of columns declare some that have no table."""
    return [model for model in apps.get_models() if ".tests" not in model.__module__]


@contextmanager
def unchanged(*clients: Client) -> Iterator[None]:
    """What is done inside leaves nothing behind, neither in the database nor in what *clients* carry."""
    carried = [deepcopy(client.cookies) for client in clients]
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for client, cookies in zip(clients, carried, strict=True):
        client.cookies = cookies


PARTS: Final = range(8)
"""Of the addresses, for tests that ask all: each part in one small state, and the parts at once."""


def part_of(names: Iterable[str], part: int) -> list[str]:
    return sorted(names)[part :: len(PARTS)]


def addresses() -> dict[str, URLPattern]:
    """Name → pattern of every address of the service; one without a name is named by its path."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name or one.pattern}", one
