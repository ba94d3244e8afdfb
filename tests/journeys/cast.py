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
    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from bagdar.kernel import clock
    from bagdar.kernel.actors import Actor, Capacity
    from bagdar.orgs.models import Body
    from bagdar.orgs.proofs import sealing, totp
    from bagdar.orgs.services.filling import fill_from_pack
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
    administrator = Actor(
        kind="person", id=people["marat"].pk, capacities=(Capacity(role="administrator"),), factor=True
    )
    fill_from_pack(actor=administrator)
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
        cookie = client.cookies["sessionid"].value
        told["people"][login] = {"id": str(person.pk), "secret": secret, "cookie": cookie}
    return told


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bagdar.config.settings")
    import django

    django.setup()
    print(json.dumps(make()))
