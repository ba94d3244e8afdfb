"""What the journal says is enough: random objects are built again from their entries alone and compared."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import pytest

from bagdar.journal.models import Entry
from bagdar.journal.services import normal
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.orgs.given import ActGiven, BodyGiven, NameGiven
from bagdar.orgs.models import ActingHead, Body, BodyName, Membership, Person, SystemAccount
from bagdar.orgs.services.acting import end_acting_head, enter_acting_head
from bagdar.orgs.services.bodies import EDITED, change_contacts, edit_body, register_body
from bagdar.orgs.services.invitations import ENTERED, Invitee, invite_person
from bagdar.orgs.services.memberships import end_role, grant_role
from bagdar.orgs.services.names import correct_name
from bagdar.orgs.services.people import EDITABLE, deactivate_person, edit_person, reactivate_person
from bagdar.orgs.services.reorganisation import rename_body
from bagdar.orgs.services.systems import open_system_account
from bagdar.orgs.tests.make import make_actor

pytestmark = pytest.mark.django_db
WORDS = ("су", "орман", "Қала", "жол", "«Дәуір»", "it's", "е\u0308лка", "Ұлт")
STEPS = 60


class Life:
    """An administrator who does one thing after another, as chance has it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.actor: Actor = make_actor("administrator")
        self.day = date(2026, 1, 1)

    def try_to(self, deed: str) -> bool:
        """Whether it was done: what chance thinks of does not always hold."""
        try:
            getattr(self, deed)()
        except InvalidError:
            return False
        return True

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=3)) + f" {self.chance.randrange(10**6)}"

    def name(self) -> NameGiven:
        short = self.chance.choice(["", f"Ж{self.chance.randrange(10**6)}"])
        return NameGiven(name=self.words(), abbreviation=short, others=(f"Б{self.chance.randrange(10**6)}",))

    def act(self) -> ActGiven:
        return ActGiven(
            kind="бұйрық", number=str(self.chance.randrange(10**6)), day=self.day, issuer="Министр"
        )

    def body(self) -> Body:
        made = Body.objects.exclude(names=None).exclude(key__startswith="body-")
        return self.chance.choice(list(made)) if made else self.register()

    def person(self) -> Person:
        people = list(Person.objects.exclude(pk=self.actor.person))
        return self.chance.choice(people) if people else self.invite()

    def register(self) -> Body:
        names = {"kk": self.name(), "ru": self.name()}
        phone = str(self.chance.randrange(10**6))
        return register_body(actor=self.actor, given=BodyGiven(kind="central_body", names=names, phone=phone))

    def edit(self) -> None:
        row = self.body()
        given = BodyGiven(
            kind=self.chance.choice(["central_body", "local_body"]), names={}, phone=self.words()[:20]
        )
        edit_body(actor=self.actor, body=row.pk, version=row.version, given=given)

    def contact(self) -> None:
        row = self.body()
        change_contacts(actor=self.actor, body=row.pk, version=row.version, email="a@example.kz", phone="1")

    def rename(self) -> None:
        self.day += timedelta(days=1)
        names = {language: self.name() for language in self.chance.sample(["kk", "ru", "en"], k=2)}
        rename_body(actor=self.actor, body=self.body().pk, names=names, day=self.day, act=self.act())

    def correct(self) -> None:
        row = self.chance.choice(list(BodyName.objects.filter(body=self.body())))
        correct_name(actor=self.actor, name=row.pk, version=row.version, given=self.name())

    def invite(self) -> Person:
        invitee = Invitee(
            family_name=self.words(),
            given_name="Т.",
            position=self.words(),
            login=f"p{self.chance.randrange(10**9)}",
        )
        return invite_person(
            actor=self.actor, body=self.body().pk, invitee=invitee, role="reader", way="printed"
        ).person

    def write_of(self) -> None:
        row = self.person()
        values = {"position": self.words(), "phone": str(self.chance.randrange(10**6))}
        edit_person(actor=self.actor, person=row.pk, version=row.version, values=values)

    def switch(self) -> None:
        row = self.person()
        act = reactivate_person if row.state == "deactivated" else deactivate_person
        act(actor=self.actor, person=row.pk, reason="себеп")

    def grant(self) -> None:
        row, body = self.invite(), self.body()
        grant_role(
            actor=self.actor,
            person=row.pk,
            body=body.pk,
            role="coordinator",
            valid_from=self.day,
            exception="x",
        )

    def end(self) -> None:
        row = self.chance.choice(list(Membership.objects.exclude(person=self.actor.id)) or [None])
        if row is not None:
            end_role(actor=self.actor, membership=row.pk)

    def let_act(self) -> None:
        start = self.day + timedelta(days=400 + self.chance.randrange(10**4))
        person = self.invite()
        row = enter_acting_head(
            actor=self.actor,
            body=person.memberships.get().body_id,
            person=person.pk,
            act=self.act(),
            valid_from=start,
            valid_to=start,
        )
        if self.chance.random() < 0.5:
            end_acting_head(actor=self.actor, acting=row.pk)

    def open(self) -> None:
        from bagdar.kernel import clock

        open_system_account(
            actor=self.actor,
            body=self.body().pk,
            name=self.words(),
            scopes=["bodies.read"],
            expires_at=clock.now() + timedelta(days=30),
        )


DEEDS = (
    "register",
    "edit",
    "contact",
    "rename",
    "correct",
    "invite",
    "write_of",
    "switch",
    "grant",
    "end",
    "let_act",
    "open",
)


def plain(value: Any) -> Any:
    """As the journal writes it."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return normal(value)
        case list():
            return [plain(part) for part in value]
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            return str(value)


def entries(kind: str, key: object, *acts: str) -> list[Entry]:
    rows = Entry.objects.filter(object_type=kind, object_id=str(key)).order_by("pk")
    return [one for one in rows if not acts or one.act in acts]


def body_again(key: object) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for entry in entries("orgs.body", key):
        if entry.act == "orgs.body.name_corrected":
            continue  # its days are those of a name
        told |= {name: value for name, value in entry.after.items() if name in EDITED}
    return told


def names_again(key: object) -> dict[tuple[str, str | None], dict[str, Any]]:
    """Language and first day → the name's parts, of all names there ever were."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for entry in entries("orgs.body", key):
        told = entry.after
        if entry.act == "orgs.body.name_corrected":
            found[told["language"], told["valid_from"]] = {part: told[part] for part in PARTS}
        elif entry.act in ("orgs.body.registered", "orgs.body.renamed"):
            for language in ("kk", "ru", "en"):
                if f"name_{language}" in told:
                    parts = {part: told.get(f"{part}_{language}", EMPTY[part]) for part in PARTS}
                    found[language, told.get("day")] = parts
    return found


PARTS = ("name", "abbreviation", "others", "variants")
EMPTY: dict[str, Any] = {"name": "", "abbreviation": "", "others": [], "variants": []}


def person_again(key: object) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for entry in entries("orgs.person", key):
        told |= {name: value for name, value in entry.after.items() if name in (*ENTERED, *EDITABLE)}
    return told


def memberships_again(key: object) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in entries("orgs.person", key, "orgs.membership.granted", "orgs.membership.ended"):
        if entry.act.endswith("granted"):
            found[entry.after["membership"]] = {**entry.after, "body": str(entry.body), "ended": None}
        else:
            found[entry.before["membership"]]["ended"] = entry.after["ended"]
    return found


@pytest.mark.parametrize("run", range(2))
def test_objects_are_built_again_from_the_journal_alone(run: int) -> None:
    life = Life(int(os.environ["BAGDAR_SEED"]) + run)
    done = sum(life.try_to(life.chance.choice(DEEDS)) for _ in range(STEPS))
    assert done > STEPS / 2
    for body in Body.objects.exclude(key__startswith="body-"):
        assert body_again(body.pk) == {name: plain(getattr(body, name)) for name in EDITED}
        assert names_again(body.pk) == {
            (row.language, plain(row.valid_from)): {part: plain(getattr(row, part)) for part in PARTS}
            for row in body.names.all()
        }
    for person in Person.objects.exclude(pk=life.actor.person):
        assert person_again(person.pk) == {name: plain(getattr(person, name)) for name in ENTERED}
        told = memberships_again(person.pk)
        assert told.keys() == {str(row.pk) for row in person.memberships.all()}
        for row in person.memberships.all():
            again = told[str(row.pk)]
            assert (again["role"], again["section"], again["from"], again["until"], again["exception"]) == (
                row.role, row.section, plain(row.valid_from), plain(row.valid_to), row.exception,
            )  # fmt: skip
            assert (again["body"], again["ended"]) == (str(row.body_id), plain(row.ended_at))
    for acting in ActingHead.objects.all():
        (entered,) = (one for one in entries("orgs.person", acting.person_id, "orgs.acting.entered"))
        ended = [one.after["ended"] for one in entries("orgs.person", acting.person_id, "orgs.acting.ended")]
        assert entered.after["acting"] == str(acting.pk)
        assert (entered.after["from"], str(entered.body)) == (plain(acting.valid_from), str(acting.body_id))
        assert ended == ([plain(acting.ended_at)] if acting.ended_at else [])
    for account in SystemAccount.objects.all():
        (opened,) = entries("orgs.systemaccount", account.pk)
        assert opened.after == {
            name: plain(value)
            for name, value in {
                "name": account.name, "prefix": account.prefix,
                "scopes": account.scopes, "expires": account.expires_at,
            }.items()
        }  # fmt: skip


def test_an_entry_that_holds_too_little_is_seen() -> None:
    """The control: without what the edit says, the body built again differs from the one there is."""
    life = Life(1)
    body = life.register()
    life.edit()
    body.refresh_from_db()
    first = entries("orgs.body", body.pk)[0].after
    assert {name: first[name] for name in EDITED} != {name: plain(getattr(body, name)) for name in EDITED}
    assert body_again(body.pk) == {name: plain(getattr(body, name)) for name in EDITED}
