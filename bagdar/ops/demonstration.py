"""The demonstration installation: made once in a folder by the same services that people use, under a set clock.

Its journal says of each entry that the clock was set. Whoever starts it again finds it as they left it.
"""

from __future__ import annotations

import json
import os
import random
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from bagdar.kernel import clock, jsonio
from bagdar.kernel.errors import DomainError

ENVIRONMENT: Final = {"BAGDAR_DEMONSTRATION": "1", "BAGDAR_TLS": "0"}
ACCOUNTS: Final = "accounts.json"
MARK: Final = "demonstration"
DATABASE: Final = "bagdar.sqlite3"
_WORDS: Final = [
    "arsha",
    "bulaq",
    "dauyl",
    "zhapyraq",
    "kirpi",
    "kobelek",
    "munara",
    "naizagai",
    "ozenshe",
    "pistelik",
    "qulyn",
    "samal",
    "sarbaz",
    "terek",
    "tolqyn",
    "tuiar",
    "uiqy",
    "zhalyn",
]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Who can sign in. Of an account of a system: ``login`` is how it is known, ``password`` its token."""

    person: str
    login: str
    password: str
    body: str
    roles: tuple[str, ...]


def prepare(folder: Path) -> bool:
    """Whether *folder* has to be filled: it is new, or the filling was cut off. To be called before all else.

    Raises DomainError where an installation stands there that is no demonstration.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / MARK).exists() and any((folder / name).exists() for name in (DATABASE, "secret-key")):
        raise DomainError("ops.demo.not_one", folder=str(folder))
    (folder / MARK).touch()
    if (folder / ACCOUNTS).is_file():
        return False
    for left in folder.glob(f"{DATABASE}*"):
        left.unlink()
    os.environ.pop(
        "DATABASE_URL", None
    )  # the demonstration has a database of its own, whatever else there is
    return True


def accounts(folder: Path) -> tuple[Account, ...]:
    return jsonio.loads((folder / ACCOUNTS).read_bytes(), tuple[Account, ...])


def fill(folder: Path, seed: int | None = None) -> None:
    """Bodies, offices, people and an account of a system. *seed*: for the same passwords each time."""
    from bagdar.demo.content import load_content
    from bagdar.orgs.pack import methodology

    content = load_content(methodology().id, "people.toml")
    chance = random.Random(seed) if seed is not None else secrets.SystemRandom()  # noqa: S311 -- as asked for
    with clock.at(content["instant"]):
        made = [*_Filling(content, chance).run()]
    written = folder / f"{ACCOUNTS}.new"
    with os.fdopen(
        os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump([msgspec.to_builtins(one) for one in made], file, ensure_ascii=False, indent=1)
    written.replace(folder / ACCOUNTS)


class _Filling:
    def __init__(self, content: Mapping[str, Any], chance: random.Random) -> None:
        from bagdar.demo.content import demonstration
        from bagdar.orgs.pack import methodology

        self.content = content
        self.chance = chance
        self.demo = demonstration(methodology())
        self.bodies: dict[str, Any] = {}

    def run(self) -> Iterable[Account]:
        self._enter_bodies()
        first, *others = self.content["people"]
        marat, account = self._set_up(first)
        yield account
        for entry in others:
            yield self._invite(marat, entry)
        with clock.at(_real_now()):
            for entry in self.content["systems"]:
                yield self._open_account(marat, entry)

    def _enter_bodies(self) -> None:
        """The methodology's register, then the demonstration's own bodies and who of them holds which office."""
        from bagdar.orgs.given import ActGiven, BodyGiven
        from bagdar.orgs.models import Body, BodyName
        from bagdar.orgs.services.bodies import register_body
        from bagdar.orgs.services.filling import fill_from_pack, names_of
        from bagdar.orgs.services.offices import assign_office
        from bagdar.orgs.services.set_up import SET_UP

        fill_from_pack(actor=SET_UP)
        self.bodies = {row.key: row for row in Body.objects.all()}
        called = {name.name.casefold(): name.body for name in BodyName.objects.select_related("body")}
        for body in sorted(self.demo.bodies, key=lambda one: one.parent is not None):
            same = next(
                (called[name.casefold()] for name in body.name.values() if name.casefold() in called), None
            )
            if same is not None:  # such as the Government, which both have
                self.bodies[body.id] = same
                continue
            given = BodyGiven(
                key=body.id,
                kind=body.kind,
                names=names_of(body),
                number=body.number or "",
                parent=self.bodies[body.parent].pk if body.parent else None,
                group=body.group,
                higher=body.higher,
            )
            self.bodies[body.id] = register_body(actor=SET_UP, given=given)
        act = ActGiven(**self.content["act"])
        for office, holder in self.demo.offices.items():
            body_id = self.bodies[holder].pk
            assign_office(actor=SET_UP, office=office, body=body_id, day=act.day, act=act)

    def _set_up(self, entry: Mapping[str, Any]) -> tuple[Any, Account]:
        """The first set-up as people go through it, and the actor who goes on from there."""
        from bagdar.kernel.actors import ANONYMOUS
        from bagdar.orgs.actors import actor_of
        from bagdar.orgs.proofs.limits import Origin
        from bagdar.orgs.services import set_up

        key = set_up.open_set_up(actor=ANONYMOUS, code=set_up.make_set_up_link(), origin=Origin())
        told = self.content["installation"]
        set_up.describe_installation(actor=ANONYMOUS, key=key, name=told["name"], help_line=told["help_line"])
        password = self._password()
        person = set_up.finish_set_up(
            actor=ANONYMOUS,
            key=key,
            first=set_up.FirstPerson(
                **_named(entry),
                login=entry["login"],
                password=password,
                body=self.bodies[entry["body"]].pk,
            ),
        )
        return actor_of(person), self._account(person, entry, password)

    def _invite(self, actor: Any, entry: Mapping[str, Any]) -> Account:
        """Invited with a printed code, which the person takes; an auditor is then admitted by the act."""
        from bagdar.kernel.actors import ANONYMOUS
        from bagdar.orgs.given import ActGiven
        from bagdar.orgs.services.accepting import accept_invitation
        from bagdar.orgs.services.invitations import Invitee, invite_person
        from bagdar.orgs.services.memberships import admit_auditor

        body, audits = self.bodies[entry["body"]], entry["role"] == "auditor"
        invited = invite_person(
            actor=actor,
            body=body.pk,
            invitee=Invitee(**_named(entry), login=entry["login"]),
            role="reader" if audits else entry["role"],
            section=entry.get("section"),
            way="printed",
        )
        password = self._password()
        person = accept_invitation(
            actor=ANONYMOUS, code=invited.code, login=entry["login"], password=password
        )
        if audits:
            until = self.content["auditor"]["until"]
            act = ActGiven(**self.content["act"])
            admit_auditor(actor=actor, person=person.pk, body=body.pk, act=act, valid_to=until)
        return self._account(person, entry, password)

    def _open_account(self, actor: Any, entry: Mapping[str, Any]) -> Account:
        from bagdar.orgs.services.systems import open_system_account

        body = self.bodies[entry["body"]]
        row, token = open_system_account(
            actor=actor,
            body=body.pk,
            name=entry["name"],
            scopes=entry["scopes"],
            expires_at=clock.now() + timedelta(days=entry["days"]),
        )
        return Account(person=row.name, login=row.prefix, password=token, body=_name(body), roles=("system",))

    def _account(self, person: Any, entry: Mapping[str, Any], password: str) -> Account:
        held = tuple(person.memberships.filter(ended_at=None).values_list("role", flat=True))
        return Account(
            person=person.full_name,
            login=person.login,
            password=password,
            body=_name(self.bodies[entry["body"]]),
            roles=tuple(sorted(held)),
        )

    def _password(self) -> str:
        """Three words and a number: typed without trouble on any keyboard."""
        return "-".join([*self.chance.sample(_WORDS, 3), str(self.chance.randrange(1000, 10_000))])


def _named(entry: Mapping[str, Any]) -> dict[str, str]:
    family, given, patronymic = entry["name"]
    return {
        "family_name": family,
        "given_name": given,
        "patronymic": patronymic,
        "position": entry["position"],
        "language": entry["language"],
    }


def _name(body: Any) -> str:
    return str(body.names.get(language="kk", valid_to=None).name)


def _real_now() -> Any:
    """This instant: an account of a system lives for a year, and this one shall be alive."""
    from django.utils import timezone

    return timezone.now()
