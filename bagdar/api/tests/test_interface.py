"""The interface: tokens and scopes, feeds with cursors, problems with clauses, one effect for a key."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bagdar.api.models import KeptAnswer
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.orgs.models import Body
from bagdar.orgs.rules_of_people import SYSTEM_SCOPES
from bagdar.orgs.services.systems import open_system_account, revoke_system_account
from bagdar.orgs.tests.make import make_actor, make_body, make_membership, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Body:
    with clock.at(clock.now() - timedelta(hours=1)):
        return make_body("energy", name="Энергетика министрлігі")


def token(house: Body, *scopes: str) -> str:
    return open_system_account(
        actor=make_actor("coordinator", house),
        body=house.pk,
        name="Статистика",
        scopes=scopes or SYSTEM_SCOPES,
        expires_at=clock.now() + timedelta(days=30),
    )[1]


class Caller:
    """Sends requests with a token and reads JSON."""

    def __init__(self, given: str = "", language: str = "kk") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {"Accept-Language": language}
        if given:
            self.headers["Authorization"] = f"Bearer {given}"

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1{path}", query, headers=self.headers)
        return answer.status_code, json.loads(answer.content)

    def patch(self, path: str, body: dict[str, Any], key: str = "k1") -> tuple[int, Any]:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        answer = self.client.patch(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers
        )
        return answer.status_code, json.loads(answer.content)


def test_without_a_token_nothing_is_said_but_how_to_ask(house: Body) -> None:
    answer = Client().get("/api/v1/bodies")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/bodies", "/people", "/methodology"])
def test_a_token_opens_only_what_its_scopes_say(house: Body, path: str) -> None:
    needed = f"{path.strip('/')}.read"
    others = [scope for scope in SYSTEM_SCOPES if scope != needed]
    assert Caller(token(house, needed)).get(path)[0] == 200
    status, said = Caller(token(house, *others)).get(path)
    assert (status, said["type"]) == (403, "urn:bagdar:problem:kernel.refused.scope")


def test_a_revoked_or_expired_token_is_nobody_at_the_next_request(house: Body) -> None:
    given = token(house)
    caller = Caller(given)
    assert caller.get("/bodies")[0] == 200
    with clock.at(clock.now() + timedelta(days=31)):
        assert caller.get("/bodies")[0] == 401
    account = house.system_accounts.get()
    revoke_system_account(actor=make_actor("administrator"), account=account.pk)
    assert caller.get("/bodies")[0] == 401


def test_the_feed_gives_every_change_once_and_ends(house: Body) -> None:
    with clock.at(clock.now() - timedelta(minutes=30)):
        others = {str(make_body(f"b{number}").pk) for number in range(7)}
    caller, cursor, seen = Caller(token(house)), "", []
    while True:
        _, said = caller.get("/bodies", cursor=cursor, limit=3)
        if not said["items"]:
            break
        seen += [item["id"] for item in said["items"]]
        cursor = said["cursor"]
    assert len(seen) == len(set(seen))
    assert others | {str(house.pk)} <= set(seen)
    assert caller.get("/bodies", cursor=cursor)[1] == {"items": [], "cursor": cursor}
    house.changed_at = clock.now()
    house.save()
    assert caller.get("/bodies", cursor=cursor)[1]["items"] == [], (
        "too fresh: an open transaction may stand before it"
    )
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert [item["id"] for item in caller.get("/bodies", cursor=cursor)[1]["items"]] == [str(house.pk)]


def test_the_feed_costs_the_same_whatever_its_length(house: Body, django_assert_max_num_queries: Any) -> None:
    with clock.at(clock.now() - timedelta(minutes=30)):
        for number in range(60):
            make_body(f"b{number}")
    caller = Caller(token(house))
    with django_assert_max_num_queries(8):
        assert len(caller.get("/bodies", limit=100)[1]["items"]) > 60


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "eyJhIjoxfQ", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwgIjEiXQ", "%00"]
)
def test_a_strange_cursor_is_refused_in_words(house: Body, cursor: str) -> None:
    status, said = Caller(token(house), "ru").get("/bodies", cursor=cursor)
    assert status == 422
    assert said["faults"][0]["code"] == "api.cursor"
    assert "системы" in said["faults"][0]["title"]


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Мұндай"), ("ru-KZ,ru;q=0.9", "Такой"), ("de, en;q=0.4", "There")]
)
def test_refusals_speak_the_language_asked_for(house: Body, language: str, word: str) -> None:
    status, said = Caller(token(house), language).get("/bodies/01900000-0000-7000-8000-000000000000")
    assert status == 404
    assert said["title"].startswith(word)
    assert said["clause"] == "practice"


def test_people_of_another_body_are_absent(house: Body) -> None:
    own, stranger = make_person(body=house), make_person(body=make_body())
    make_membership(own, make_body(), "reader")
    caller = Caller(token(house))
    status, said = caller.get(f"/people/{own.pk}")
    assert status == 200
    assert [role["body"] for role in said["roles"]] == [str(house.pk)]
    assert "login" not in said
    assert caller.get(f"/people/{stranger.pk}")[0] == 404
    with clock.at(clock.now() + timedelta(minutes=1)):
        ids = {item["id"] for item in caller.get("/people")[1]["items"]}
    assert str(own.pk) in ids
    assert str(stranger.pk) not in ids


def contacts(version: int = 1, **more: Any) -> dict[str, Any]:
    return {"version": version, "email": "office@energy.example.kz", "phone": "+7 7172", **more}


def test_a_change_sent_twice_has_one_effect_and_one_answer(house: Body) -> None:
    caller = Caller(token(house))
    first = caller.patch(f"/bodies/{house.pk}/contacts", contacts())
    assert first[0] == 200
    assert first[1]["version"] == 2
    assert caller.patch(f"/bodies/{house.pk}/contacts", contacts()) == first
    assert Entry.objects.filter(act="orgs.body.contacts_changed").count() == 1


def test_a_key_used_for_another_request_is_refused(house: Body) -> None:
    caller = Caller(token(house))
    caller.patch(f"/bodies/{house.pk}/contacts", contacts())
    status, said = caller.patch(f"/bodies/{house.pk}/contacts", contacts(version=2, phone="1"))
    assert (status, said["type"]) == (422, "urn:bagdar:problem:api.key_reused")


def test_a_refused_change_keeps_no_answer_so_that_the_key_may_be_tried_again(house: Body) -> None:
    caller = Caller(token(house))
    assert caller.patch(f"/bodies/{house.pk}/contacts", contacts(version=9))[0] == 409
    assert not KeptAnswer.objects.exists()
    assert caller.patch(f"/bodies/{house.pk}/contacts", contacts())[0] == 200


def test_a_key_is_kept_for_a_day(house: Body) -> None:
    caller = Caller(token(house))
    caller.patch(f"/bodies/{house.pk}/contacts", contacts())
    with clock.at(clock.now() + timedelta(days=2)):
        assert caller.patch(f"/bodies/{house.pk}/contacts", contacts(version=2, phone="2"))[0] == 200


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_change_needs_a_key(house: Body, key: str) -> None:
    assert Caller(token(house)).patch(f"/bodies/{house.pk}/contacts", contacts(), key=key)[0] == 400


def test_contacts_of_another_body_are_not_changed(house: Body) -> None:
    other = make_body()
    assert Caller(token(house)).patch(f"/bodies/{other.pk}/contacts", contacts())[0] == 403
    other.refresh_from_db()
    assert other.phone == ""


def test_what_does_not_fit_the_description_is_said_field_by_field(house: Body) -> None:
    status, said = Caller(token(house)).patch(
        f"/bodies/{house.pk}/contacts", {"version": "x", "phone": "1" * 61}
    )
    assert status == 422
    assert sorted(fault["field"] for fault in said["faults"]) == ["given.phone", "given.version"]


def test_the_methodology_and_its_clauses_are_read(house: Body) -> None:
    caller = Caller(token(house))
    _, pack = caller.get("/methodology")
    assert pack["id"] == "kz-mne-82-2021"
    assert "31" in pack["clauses"]
    status, clause = caller.get("/methodology/clauses/31")
    assert status == 200
    assert clause["statement"]["kk"]
    assert caller.get("/methodology/clauses/999")[0] == 404


def test_the_description_is_published_and_every_operation_tells_its_refusals(house: Body) -> None:
    description = json.loads(Client().get("/api/v1/openapi.json").content)
    operations = [one for path in description["paths"].values() for one in path.values()]
    assert len(operations) >= 7
    assert all(one["summary"] for one in operations)
    assert description["info"]["version"] == "1"


def test_a_session_that_writes_without_the_form_s_token_is_told_which_header_is_missing(house: Body) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_person(body=house, role="coordinator"))
    client.get("/kk/account/")
    sent: dict[str, Any] = {"data": json.dumps(contacts()), "content_type": "application/json"}
    path = f"/api/v1/bodies/{house.pk}/contacts"
    refused = client.patch(path, **sent, headers={"Idempotency-Key": "k", "Accept-Language": "en"})
    told = json.loads(refused.content)
    assert (refused.status_code, told["type"]) == (403, "urn:bagdar:problem:api.form_token_missing")
    assert "X-CSRFToken" in told["title"]
    known = {"Idempotency-Key": "k", "X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.patch(path, **sent, headers=known).status_code == 200
    nobody = Client(enforce_csrf_checks=True).patch(path, **sent, headers={"Idempotency-Key": "k"})
    assert nobody.status_code == 401


@pytest.mark.parametrize("path", ["/bodies", "/people", "/methodology", "/methodology/clauses/31"])
def test_head_is_answered_as_get_is_without_content(house: Body, path: str) -> None:
    headers = {"Authorization": f"Bearer {token(house)}"}
    shown = Client().get(f"/api/v1{path}", headers=headers)
    head = Client().head(f"/api/v1{path}", headers=headers)
    assert (head.status_code, head["Content-Type"]) == (200, shown["Content-Type"])
    assert head.content == b""
    assert Client().head(f"/api/v1{path}").status_code == 401


def test_another_method_is_a_problem_that_names_those_there_are(house: Body) -> None:
    answer = Client().put("/api/v1/bodies", headers={"Authorization": f"Bearer {token(house)}"})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("rest", ["nothing", "v1/files/a%0Ay/content", "v1/bodies/%0A", "%0A%0A"])
def test_an_address_that_leads_nowhere_is_a_problem_whatever_stands_in_it(rest: str) -> None:
    answer = Client().get(f"/api/{rest}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
