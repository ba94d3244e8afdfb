"""Pages of the journal: words instead of codes, each sees what is theirs, one cost whatever the length."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bagdar.journal.models import Entry
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.policy import may
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Body, OfficeHolding, Person
from bagdar.orgs.policy import visible_entries
from bagdar.orgs.tests.make import make_body, make_person, sign_in
from bagdar.web.templatetags.figures import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Body:
    return make_body("house", name="Ауыл министрлігі")


def browser(role: str, body: Body) -> tuple[Client, Person]:
    person, client = make_person(body=body, role=role), Client()
    sign_in(client, person)
    return client, person


def write(actor: Actor, act: str = "orgs.person.edited", **fields: Any) -> Entry:
    with transaction.atomic():
        return record(actor=actor, act=act, **fields)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_entry_is_told_in_words(house: Body) -> None:
    client, kanat = browser("auditor", house)
    dana = make_person("dana", body=house)
    acting = Capacity(role="head", body=house.pk, acting=True, act="№ 5 бұйрық")
    entry = write(
        actor_of(kanat),
        object=dana,
        body=house,
        capacity=acting,
        before={"role": "reader", "position": "маман"},
        after={"role": "head", "position": "", "asked_by": dana.pk, "until": "2027-01-10", "exception": True},
    )
    page = text(client, f"/ru/journal/{entry.pk}/")
    for words in (
        "изменил(а) сведения",
        "Dana Т.",
        "первый руководитель",
        "10\N{NO-BREAK SPACE}января",
        "Запросил",
        "маман",
        "№ 5 бұйрық",
        "да",
    ):
        assert words in page, words
    for code in ("orgs.person.edited", "asked_by", str(dana.pk) + "<"):
        assert code not in page, code


def test_the_list_tells_when_who_and_what(house: Body) -> None:
    client, kanat = browser("auditor", house)
    entry = write(actor_of(kanat), "orgs.body.renamed", object=house, body=house)
    page = text(client, "/kk/journal/")
    assert moment(entry.at) in page
    assert "Ауыл министрлігі kk" in page
    assert "orgs.body.renamed" not in page


ACTS = (
    "orgs.person.edited",
    "orgs.sign_in.entered",
    "orgs.body.renamed",
    "ops.store.restored",
    "evidence.receipt.issued",
)


@pytest.mark.parametrize(
    "role",
    ["preparer", "head", "coordinator", "analyst", "reader", "methodologist", "auditor", "administrator"],
)
@pytest.mark.parametrize("planning", [False, True])
def test_the_list_and_the_row_of_access_say_the_same(role: str, planning: bool, house: Body) -> None:
    """The filter in SQL and the rule in the table are two writings of one thing."""
    strange = make_body("strange")
    if planning:
        OfficeHolding.objects.create(office="state_planning", body=house)
    actor = actor_of(make_person("asks", body=house, role=role), factor=True)
    other = actor_of(make_person("other", body=strange))
    for act in ACTS:
        for body in (house, strange, None):
            write(other, act, body=body)
    write(actor, "ops.store.restored")
    told = {one.pk for one in visible_entries(actor)}
    assert told == {one.pk for one in Entry.objects.all() if may(actor, "journal.entry.see", one)}


def test_a_preparer_reads_the_own_body_s_acts_but_not_of_its_ways_in(house: Body) -> None:
    client, aigerim = browser("preparer", house)
    other = actor_of(make_person("other", body=house))
    seen = write(other, body=house)
    ways = write(other, "orgs.password.changed", body=house)
    own = write(actor_of(aigerim), "orgs.password.changed", body=house)
    strange = write(other, body=make_body())
    status = {one: client.get(f"/kk/journal/{one.pk}/").status_code for one in (seen, ways, own, strange)}
    assert list(status.values()) == [200, 404, 200, 404]


def test_what_is_under_a_mark_is_told_as_a_reference_and_its_reading_is_written_down(house: Body) -> None:
    client, kanat = browser("auditor", house)
    entry = Entry.objects.create(
        at=clock.now(),
        act="orgs.body.renamed",
        actor_kind="person",
        actor_name="Дана",
        mark="ҚБП",
        object_type="orgs.body",
        object_id=str(house.pk),
        object_name="CANARY",
        after={"name": "CANARY"},
    )
    for path in ("/kk/journal/", f"/kk/journal/{entry.pk}/"):
        page = text(client, path)
        assert "ҚБП" in page
        assert "CANARY" not in page
        assert "Ауыл министрлігі" not in page.partition("<main")[2]
    read = Entry.objects.get(act="journal.restricted.read")
    assert (read.actor_id, read.object_id, read.mark) == (kanat.pk, str(entry.pk), "ҚБП")


def test_filters_find_what_they_say(house: Body) -> None:
    client, kanat = browser("auditor", house)
    dana = make_person("dana", family_name="Дана", body=house)
    other = make_body("other", name="Басқа орган")
    about = write(actor_of(kanat), object=dana, body=house)
    by = write(actor_of(dana), "orgs.password.changed")
    elsewhere = write(actor_of(kanat), "orgs.body.edited", object=other, body=other)
    with clock.at(clock.now() - timedelta(days=40)):
        old = write(actor_of(kanat), "orgs.region.kept")
    day = (clock.now() - timedelta(days=30)).date().isoformat()
    for query, found in {
        "who=дана": {about, by},
        f"person={dana.pk}": {about, by},
        "who=ешкім": set(),
        "body=Басқа орган kk": {elsewhere},
        "group=bodies": {elsewhere, old},
        f"thing=orgs.person:{dana.pk}": {about},
        f"last={day}": {old},
        f"first={day}": {about, by, elsewhere},
        "group=nonsense&first=кеше": {about, by, elsewhere, old},
    }.items():
        page = text(client, f"/kk/journal/?{query}")
        shown = {one for one in (about, by, elsewhere, old) if f'/journal/{one.pk}/"' in page}
        assert shown == found, query


def test_pages_follow_each_other_by_key(house: Body) -> None:
    client, kanat = browser("auditor", house)
    actor = actor_of(kanat)
    numbers = [write(actor).pk for _ in range(120)][::-1]
    seen: list[int] = []
    path: str | None = "/kk/journal/"
    while path:
        answer = client.get(path)
        seen += [line.entry.pk for line in answer.context["lines"]]
        path = answer.context["older"]
    assert seen[-120:] == numbers
    back = client.get(client.get(answer.context["newer"]).context["newer"] or "/kk/journal/")
    assert back.context["lines"][0].entry.pk == seen[0]


def test_the_list_costs_the_same_whatever_its_length(house: Body) -> None:
    client, kanat = browser("auditor", house)
    actor = actor_of(kanat)

    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            text(client, path)
        return len(told)

    write(actor, object=kanat, body=house)
    few = [queries(f"/kk/journal/{query}") for query in ("", "?who=person", "exceptions/")]
    for _ in range(300):
        write(actor, object=kanat, body=house)
    many = [queries(f"/kk/journal/{query}") for query in ("", "?who=person", "exceptions/")]
    assert few == many
    assert max(many) <= 16, many


def test_a_sample_is_drawn_written_down_and_drawn_again(house: Body) -> None:
    client, kanat = browser("auditor", house)
    for _ in range(60):
        write(actor_of(kanat), body=house)
    answer = client.post("/kk/journal/samples/?group=people", {"size": 7, "seed": "2027"}, follow=True)
    drawn = Entry.objects.get(act="journal.sample.drawn")
    assert (drawn.after["seed"], drawn.after["of"], len(drawn.after["entries"])) == ("2027", 60, 7)
    assert drawn.after["asked"] == {"group": "people"}
    assert answer.context["again"] is True
    assert [line.entry.pk for line in answer.context["lines"]] == drawn.after["entries"]
    write(actor_of(kanat), body=house)
    assert client.get(f"/kk/journal/samples/{drawn.pk}/").context["again"] is True, (
        "later entries do not matter"
    )
    for wrong in ({"size": 0}, {"size": 5, "seed": "a\x00b"}, {"size": 1001}):
        assert client.post("/kk/journal/samples/", wrong).status_code == 200
    assert Entry.objects.filter(act="journal.sample.drawn").count() == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_entries_are_taken_out_and_that_is_written_down(form: str, house: Body) -> None:
    client, kanat = browser("auditor", house)
    wanted = [write(actor_of(kanat), body=house).pk for _ in range(3)]
    write(actor_of(kanat), "orgs.region.kept")
    answer = client.post("/kk/journal/export/?group=people", {"form": form})
    data = answer.getvalue()
    assert answer["Content-Disposition"].startswith("attachment")
    told = Entry.objects.get(act="journal.entries.taken_out").after
    assert (told["form"], told["count"], told["last"]) == (form, 3, wanted[-1])
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert [int(row["number"]) for row in rows] == wanted
    else:
        assert data[:2] == b"PK"


def test_an_administrator_takes_out_technical_acts_alone(house: Body) -> None:
    client, marat = browser("administrator", house)
    write(actor_of(marat), "orgs.region.kept")
    write(actor_of(make_person()), "evidence.receipt.issued", body=make_body())
    data = client.post("/kk/journal/export/", {"form": "csv"}).getvalue().decode()
    assert "orgs.region.kept" in data
    assert "evidence.receipt.issued" not in data


def test_exceptions_of_today_are_found_in_what_people_do(house: Body) -> None:
    """Real acts: a refused page, an administrator for an hour, a role and a decision on one day, settings, an acting head."""
    from bagdar.orgs.given import ActGiven
    from bagdar.orgs.services.acting import enter_acting_head
    from bagdar.orgs.services.memberships import end_role, grant_role

    client, _ = browser("auditor", house)
    refused, zhanar = browser("reader", house)
    assert refused.get("/kk/bodies/new/").status_code == 403
    marat = actor_of(make_person("marat", body=house, role="administrator"), factor=True)
    given = grant_role(actor=marat, person=zhanar.pk, body=house.pk, role="administrator")
    end_role(actor=marat, membership=given.pk)
    day = clock.today("Asia/Almaty")
    enter_acting_head(
        actor=marat,
        person=zhanar.pk,
        body=house.pk,
        act=ActGiven(kind="бұйрық", number="5", day=day, issuer="Министр"),
        valid_from=day,
        valid_to=day,
    )
    write(actor_of(zhanar), "orgs.office.assigned", object=house, body=house)
    counts = {kind["id"]: kind["count"] for kind in client.get("/kk/journal/exceptions/").context["kinds"]}
    assert {name for name, count in counts.items() if count} == {
        "acting",
        "administrator_for_a_day",
        "parameters",
        "refused",
        "role_that_day",
    }
    for kind in ("role_that_day", "administrator_for_a_day"):
        (case,) = client.get(f"/kk/journal/exceptions/{kind}/").context["cases"]
        assert case[1], "the entries it is seen from"


def test_a_refused_page_is_written_down_with_what_it_named(house: Body) -> None:
    client, zhanar = browser("reader", house)
    assert client.get(f"/kk/bodies/{house.pk}/edit/").status_code == 403
    entry = Entry.objects.get(act="journal.access.refused", actor_id=zhanar.pk)
    assert entry.after["page"] == "bodies.edit"
    assert entry.after["action"] == "orgs.body.edit"
    assert entry.after["body"] == str(house.pk)
    kanat, _ = browser("auditor", house)
    assert "orgs.body.edit" in text(kanat, f"/kk/journal/{entry.pk}/")
