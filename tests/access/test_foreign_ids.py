"""Another body's things, named in paths, queries, forms, files and the interface: not a byte of them (check A2).

Each probe has a twin that names something which is not there: both get the same answer, of the same length.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from typing import Any, Final

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from bagdar.orgs.tests.make import make_membership, make_person
from bagdar.store.ids import new_id
from tests.access.world import SUBJECTS, World, addresses
from tests.answers import finish
from tests.surface.asking import NAMES, methods

pytestmark = pytest.mark.django_db
CANARY: Final = "ҚұпияКенарейка"
SECRET: Final = frozenset({"person", "membership", "acting", "account", "session", "factor", "binding"}) | {
    "restoration",
    "draft",
    "file",
}
"""Parts of addresses that name what only the own body knows of; bodies themselves are known to all."""
NAMING: Final = sorted(name for name in NAMES if SECRET & set(addresses()[name].pattern.converters))
STRANGERS: Final = [one for one in SUBJECTS if one not in ("administrator", "auditor")]
LANGUAGES: Final = ("kk", "ru", "en")
PROBES = [pytest.param(250, id="few"), pytest.param(6000, id="many", marks=pytest.mark.slow)]
"""Each with its twin, so twice as many requests."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def world() -> World:
    """Everything that body ``own`` keeps bears the canary."""
    made = World()
    made.target.family_name = made.target.position = CANARY
    made.target.email = f"{CANARY.encode().hex()[:12]}@example.kz"
    made.target.save()
    return made


def bare(content: bytes, *ids: Any) -> str:
    """An answer without what differs between any two requests: the form's token, and the id that was sent."""
    text = TOKEN.sub("", content.decode("utf-8", "replace"))
    for one in ids:
        text = text.replace(str(one), "-")
    return text


def seen(world: World, answer: Any) -> bool:
    content = finish(answer)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    text = content.decode("utf-8", "replace")
    return CANARY in text or world.target.email in text


def path_of(name: str, values: dict[str, Any], language: str) -> str:
    with translation.override(language):
        return reverse(name, kwargs={part: values[part] for part in addresses()[name].pattern.converters})


def ask(client: Any, method: str, path: str, sent: dict[str, Any]) -> Any:
    """One request that leaves nothing behind."""
    client.cookies.pop("messages", None)  # what an earlier act said
    with transaction.atomic():
        given: dict[str, Any] = {"data": sent} if method == "POST" else {}
        answer = getattr(client, method.lower())(path, **given)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("probes", PROBES)
def test_what_is_another_bodys_is_as_what_is_not_there(world: World, probes: int) -> None:
    rng = random.Random(int(os.environ["BAGDAR_SEED"]))
    things = {part: make() for part, make in world.objects.items()}
    clients = {one: world.client(one, "strange") for one in STRANGERS}
    for _ in range(probes):
        name, subject, language = rng.choice(NAMING), rng.choice(STRANGERS), rng.choice(LANGUAGES)
        method = rng.choice([one for one in methods(name) if one != "HEAD"] or ["GET"])
        parts = SECRET & set(addresses()[name].pattern.converters)
        absent = {**things, **{part: new_id() for part in parts}}
        sent = dict.fromkeys(("reason", "note", "act_number"), "x")
        found = [
            ask(clients[subject], method, path_of(name, values, language), sent)
            for values in (things, absent)
        ]
        told = (name, method, subject, language)
        assert found[0].status_code == found[1].status_code, told
        one, other = (
            bare(finish(answer), *(values[part] for part in parts))
            for answer, values in zip(found, (things, absent), strict=True)
        )
        assert len(one) == len(other), told
        assert not seen(world, found[0]), told


def mine(world: World) -> dict[str, Any]:
    """Things of the strange body, so that its own people get as far as the forms."""
    person = make_person("mine", body=world.strange, role="reader")
    second = make_person("second", body=world.strange, role="preparer")
    make_membership(person, world.strange, "preparer")
    return {
        **{part: make() for part, make in world.objects.items()},
        "person": person.pk,
        "body": world.strange.pk,
        "membership": second.memberships.get().pk,
    }


@pytest.mark.parametrize("most", [60, pytest.param(10_000, marks=pytest.mark.slow)])
def test_ids_of_another_body_sent_in_forms_are_refused_as_ids_of_nothing(world: World, most: int) -> None:
    rng = random.Random(int(os.environ["BAGDAR_SEED"]))
    values = mine(world)
    client = world.client("coordinator", "strange")
    theirs = [world.target.pk, world.target.memberships.get().pk, values["acting"], values["account"]]
    tried = []
    for name in NAMES:
        if "POST" not in methods(name) or name.startswith(("account.", "sign_in.", "set_up.")):
            continue
        path = path_of(name, values, "kk")
        shown = client.get(path)
        if shown.status_code != 200:
            continue
        fields = sorted(
            set(re.findall(r'\bname="([\w-]+)"', finish(shown).decode())) - {"csrfmiddlewaretoken"}
        )
        tried += [(name, path, field, foreign) for field in fields for foreign in theirs]
    assert len(tried) > 100, "the control: there are forms"
    for name, path, field, foreign in rng.sample(tried, min(most, len(tried))):
        absent = new_id()
        found = [ask(client, "POST", path, {field: one, "reason": "x"}) for one in (foreign, absent)]
        assert found[0].status_code == found[1].status_code, (name, field)
        one, other = bare(finish(found[0]), foreign), bare(finish(found[1]), absent)
        assert len(one) == len(other), (name, field)
        assert not seen(world, found[0]), (name, field)


@pytest.mark.parametrize(
    "subject",
    [
        one if one in ("coordinator", "system") else pytest.param(one, marks=pytest.mark.slow)
        for one in STRANGERS
    ],
)
def test_lists_searches_and_files_hold_nothing_of_another_body(world: World, subject: str) -> None:
    for make in world.objects.values():
        make()
    client = world.client(subject, "strange")
    asked: dict[str, Any] = {
        "q": CANARY[:6],
        "body": world.own.pk,
        "person": world.target.pk,
        "state": "all",
        "role": "reader",
        "sort": "name",
    }
    for name in NAMES:
        if addresses()[name].pattern.converters or "GET" not in (methods(name) or ("GET",)):
            continue
        for query in ({}, asked, {**asked, "q": ""}):
            answer = client.get(path_of(name, {}, "kk"), query)
            assert not seen(world, answer), (name, query)


def test_the_canary_would_be_seen(world: World) -> None:
    """The control: those who may see it do, in pages, in lists and in files."""
    client = world.client("administrator", "own")
    for name in ("people.list", "people.show", "people.export"):
        path = path_of(name, {"person": world.target.pk}, "kk")
        assert seen(world, client.get(path, {"rows": "100"} if name == "people.list" else {})), name
