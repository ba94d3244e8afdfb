"""The cast of journeys in an installation: made once by a process of its own, then copied for each test.

``python -m tests.journeys.cast`` prints it as JSON.
"""

from __future__ import annotations

import json
import os
from typing import Any

PASSWORD = "бүгін тауда қар жауды"
ROLES = {
    "marat": ("mne", "administrator"),
    "gulnar": ("mne", "methodologist"),
    "serik": ("me", "coordinator"),
    "bolat": ("me", "head"),
    "aigerim": ("me", "preparer"),
    "nurlan": ("me", "reader"),
    "dana": ("samruk-energy", "preparer"),
    "kanat": ("mne", "auditor"),
}
"""Login → body of the methodology's register, role."""
NAMES = {
    "marat": ("Оспанов", "Марат"),
    "gulnar": ("Тілеуова", "Гүлнар"),
    "serik": ("Қасымов", "Серік"),
    "bolat": ("Жұмабаев", "Болат"),
    "aigerim": ("Әбенова", "Айгерім"),
    "nurlan": ("Ысқақов", "Нұрлан"),
    "dana": ("Үсенова", "Дана"),
    "kanat": ("Ғабитов", "Қанат"),
}


def make() -> dict[str, Any]:
    """Bodies of the methodology's register and the people above, all with a password and an app for codes.

    ``people``: login → {id, secret, cookie}; the cookie is of a session with both proofs shown.
    """
    from datetime import timedelta

    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from bagdar.kernel import clock
    from bagdar.orgs.models import Body
    from bagdar.orgs.proofs import sealing, totp
    from bagdar.orgs.services.filling import fill_from_pack
    from bagdar.orgs.services.set_up import SET_UP
    from bagdar.orgs.tests.make import make_membership, make_person, sign_in

    password = make_password(PASSWORD)
    people = {
        login: make_person(
            login,
            family_name=family,
            given_name=given,
            password=password,
            password_set_at=clock.now(),
            email=f"{login}@example.kz",
        )
        for login, (family, given) in NAMES.items()
    }
    fill_from_pack(actor=SET_UP)
    told: dict[str, Any] = {"people": {}, "bodies": {}, "objects": {}}
    for login, (key, role) in ROLES.items():
        body = Body.objects.get(key=key)
        make_membership(people[login], body, role)
        told["bodies"][key] = str(body.pk)
    for login, person in people.items():
        secret = totp.new_secret()
        person.totps.create(name="телефон", secret=sealing.seal(secret), created_at=clock.now())
        client = Client()
        sign_in(client, person)
        session = client.session
        # A proof stays fresh for five minutes; tests of a long run begin later.
        session["confirmed"] = (clock.now() + timedelta(hours=2)).isoformat()
        session.save()
        cookie = client.cookies["sessionid"].value
        told["people"][login] = {"id": str(person.pk), "secret": secret, "cookie": cookie}
    told["objects"] = _objects(people, Body.objects.get(key="me"))
    told["objects"]["group"] = str(Body.objects.filter(group=True, members__isnull=False)[0].pk)
    return told


def _objects(people: dict[str, Any], house: Any) -> dict[str, str]:
    """One thing of every kind that an address can name, by the name of the address's part."""
    from datetime import timedelta

    from bagdar.evidence.tests.make import make_receipt, make_signing
    from bagdar.files.tests.make import make_file, make_sent
    from bagdar.journal.models import Entry
    from bagdar.kernel import clock
    from bagdar.orgs.actors import actor_of
    from bagdar.orgs.models import ActingHead, Region, Reorganisation
    from bagdar.orgs.rules_of_people import SYSTEM_SCOPES
    from bagdar.orgs.services.invitations import Invitee, invite_person
    from bagdar.orgs.services.systems import open_system_account
    from bagdar.orgs.tests.make import make_act
    from bagdar.store.ids import new_id

    now = clock.now()
    day = clock.today("Asia/Almaty")
    serik = actor_of(people["serik"], factor=True, confirmed=now)
    invited = invite_person(
        actor=serik,
        body=house.pk,
        invitee=Invitee(family_name="Шақырылған", given_name="Азамат", login="azamat", language="kk"),
        role="preparer",
        way="printed",
    )
    acting = ActingHead.objects.create(
        body=house,
        person=people["nurlan"],
        act=make_act(),
        valid_from=day + timedelta(days=60),
        valid_to=day + timedelta(days=90),
        entered_by=people["serik"],
    )
    account, token = open_system_account(
        actor=serik,
        body=house.pk,
        name="Статистика",
        scopes=SYSTEM_SCOPES,
        expires_at=now + timedelta(days=30),
    )
    restoration = people["nurlan"].restorations.create(
        what="both",
        reason="телефоны сынды",
        asked_by=people["serik"],
        asked_at=now,
        expires_at=now + timedelta(days=1),
    )
    binding = people["marat"].certificates.create(iin="0" * 12, holder="ОСПАНОВ МАРАТ", bound_at=now)
    renamed = Reorganisation.objects.create(
        kind="renamed", body=house, act=make_act(), day=day - timedelta(days=9), entered_at=now
    )
    signing = make_signing(house, put_by_name="Әбенова Айгерім")
    made = {
        "signing": signing.pk,
        "receipt": make_receipt(house, house).pk,
        "file": make_file(house).pk,
        "sent": make_sent(house).pk,
        "person": people["aigerim"].pk,
        "invited": invited.person.pk,
        "body": house.pk,
        "membership": people["aigerim"].memberships.get().pk,
        "acting": acting.pk,
        "account": account.pk,
        "restoration": restoration.pk,
        "binding": binding.pk,
        "reorganisation": renamed.pk,
        "session": people["marat"].sessions.first().pk,
        "factor": people["marat"].totps.get().pk,
        "name": house.names.first().pk,
        "region": Region.objects.order_by("code").first().pk,  # type: ignore[union-attr]
        "draft": new_id(),
        "office": "state_planning",
        "pack": "kz-mne-82-2021",
        "clause": "31",
        "entry": Entry.objects.filter(act="orgs.person.invited").latest("pk").pk,
        "kind": "refused",
        "token": "no-such",
        "rest": "no/such",
        "system": token,
    }
    return {name: str(value) for name, value in made.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bagdar.config.settings")
    import django

    django.setup()
    print(json.dumps(make()))
