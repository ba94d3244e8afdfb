"""Pages of bodies: found, shown, entered, reorganised and imported in a browser, each by who may."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.given import NameGiven
from bagdar.orgs.models import Body, ImportDraft, OfficeHolding, Person, Reorganisation
from bagdar.orgs.selectors.succession import successor_on
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.orgs.tests.test_bodies import MARAT, many
from bagdar.orgs.tests.test_body_import import WATER, sheet

pytestmark = pytest.mark.django_db
ACT = {
    "act_kind": "Жарлық",
    "act_number": "318",
    "act_day": "2023-09-01",
    "act_issuer": "Президент",
    "act_title": "",
}
DAY = date(2023, 9, 1)
LISTS = ("bodies.list", "offices.list", "regions.list", "bodies.register", "bodies.import", "bodies.fill")


def url(name: str, language: str = "kk", /, **parts: Any) -> str:
    with translation.override(language):
        return reverse(name, kwargs=parts)


def as_role(role: str, body: Body) -> Client:
    return signed_in(make_person(body=body, role=role))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session["factor"] = "totp"
    session.save()
    return client


@pytest.fixture
def house() -> Body:
    return make_body("energy", name="Энергетика министрлігі", kind="central_body")


@pytest.fixture
def marat(house: Body) -> Client:
    return as_role("administrator", house)


@pytest.fixture
def aigerim(house: Body) -> Client:
    return as_role("preparer", house)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return str(response.content.decode())


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_page_is_drawn_in_each_language(language: str, marat: Client) -> None:
    make_body("miir", kind="central_body", parent=Body.objects.get(key="energy"))
    for name in LISTS:
        text(marat.get(url(name, language)))
    body = Body.objects.get(key="energy")
    for name in ("show", "history", "edit", "contacts", "rename", "succeed", "merge", "split"):
        text(marat.get(url(f"bodies.{name}", language, body=body.pk)))
    named = body.names.get(language="kk")
    text(marat.get(url("bodies.correct", language, body=body.pk, name=named.pk)))
    text(marat.get(url("offices.assign", language, office="state_planning")))


def test_the_list_is_found_by_word_and_told_what_to_do_when_nothing_fits(aigerim: Client) -> None:
    make_body("water", name="Су министрлігі")
    page = text(aigerim.get(url("bodies.list"), {"q": "СУ МИН"}))
    assert "Су министрлігі kk" in page
    assert "Энергетика министрлігі kk" not in page.partition("<table")[2]
    assert "Сүзгіні тазалау" in text(aigerim.get(url("bodies.list"), {"q": "жоқ нәрсе"}))


def test_a_tree_of_many_shows_some_and_leads_to_all(aigerim: Client, house: Body) -> None:
    many(0, 60, house, {"kk": NameGiven(name="Мекеме")})
    page = text(aigerim.get(url("bodies.show", body=house.pk)))
    assert "Барлық бағынысты органдар, саны: 60" in page
    page = text(aigerim.get(url("bodies.list"), {"under": str(house.pk)}))
    assert "Мына органға тікелей бағынатындар: Энергетика министрлігі kk" in page
    assert page.count("<tr>") == 21


def test_whatever_is_asked_the_list_answers(aigerim: Client) -> None:
    for query in (
        {"page": "x"},
        {"page": "999"},
        {"day": "ертең"},
        {"kind": "?"},
        {"region": "?"},
        {"state": "?"},
    ):
        text(aigerim.get(url("bodies.list"), query))


def test_the_list_page_costs_the_same_for_few_and_many(
    aigerim: Client, house: Body, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for start, end in ((0, 60), (60, 1000)):
        many(start, end, house, {"kk": NameGiven(name="Мекеме")})
        with django_assert_max_num_queries(12) as made:
            text(aigerim.get(url("bodies.list")))
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_structure_is_changed_by_administrators_only(aigerim: Client, house: Body) -> None:
    for name in ("edit", "contacts", "rename", "succeed", "merge", "split"):
        text(aigerim.get(url(f"bodies.{name}", body=house.pk)), 403)
    for name in ("bodies.register", "bodies.import", "bodies.fill", "bodies.template"):
        text(aigerim.get(url(name)), 403)
    page = text(aigerim.get(url("bodies.show", body=house.pk)))
    assert url("bodies.edit", body=house.pk) not in page


def test_a_coordinator_keeps_contacts_and_an_analyst_of_the_planning_body_reorganises(house: Body) -> None:
    other = make_body("other", kind="central_body")
    coordinator = as_role("coordinator", house)
    text(coordinator.get(url("bodies.contacts", body=house.pk)))
    text(coordinator.get(url("bodies.contacts", body=other.pk)), 403)
    sent = {"version": 1, "email": "a@b.kz", "phone": ""}
    text(coordinator.post(url("bodies.contacts", body=other.pk), sent), 403)
    assert coordinator.post(url("bodies.contacts", body=house.pk), sent).status_code == 302
    gulnar = as_role("analyst", house)
    rename = {"name_kk": "Жаңа атау", "day": "2023-09-01", **ACT}
    text(gulnar.post(url("bodies.rename", body=other.pk), rename), 403)
    OfficeHolding.objects.create(office="state_planning", body=house)
    assert gulnar.post(url("bodies.rename", body=other.pk), rename).status_code == 302


def test_a_body_is_entered_and_what_does_not_hold_stands_by_the_field(marat: Client) -> None:
    sent = {"name_kk": "Су министрлігі", "kind": "central_body", "number": "020240000556", "version": 0}
    page = text(marat.post(url("bodies.register"), sent))
    assert "бақылау цифры сәйкес емес" in page
    assert 'value="020240000556"' in page
    sent |= {"number": "020240000555", "parent": "energy"}
    assert marat.post(url("bodies.register"), sent).status_code == 302
    assert Body.objects.get(number="020240000555").parent == Body.objects.get(key="energy")


def test_a_parent_is_chosen_by_name_and_a_vague_word_is_asked_about(marat: Client) -> None:
    make_body("second", name="Энергетика агенттігі")
    sent = {"name_kk": "Су", "kind": "central_body", "version": 0, "parent": "энергетика"}
    page = text(marat.post(url("bodies.register"), sent))
    assert "Энергетика агенттігі kk; Энергетика министрлігі kk" in page
    assert "Мұндай орган табылмады" in text(marat.post(url("bodies.register"), {**sent, "parent": "жоқ"}))
    sent["parent"] = "энергетика МИНИСТРЛІГІ kk"
    assert marat.post(url("bodies.register"), sent).status_code == 302


def test_names_are_suggested_while_typing(aigerim: Client) -> None:
    page = text(aigerim.get(url("bodies.suggest"), {"field": "parent", "parent": "энерг"}))
    assert page.strip() == '<option value="Энергетика министрлігі kk"></option>'
    assert text(aigerim.get(url("bodies.suggest"), {"field": "parent"})).strip() == ""


def test_whoever_saves_second_sees_both_texts_and_may_save_over(marat: Client, house: Body) -> None:
    sent = {"kind": "central_body", "phone": "111", "version": 1}
    assert marat.post(url("bodies.edit", body=house.pk), sent).status_code == 302
    page = text(marat.post(url("bodies.edit", body=house.pk), {**sent, "phone": "222"}), 409)
    assert ">111<" in page
    assert ">222<" in page
    assert 'name="version" value="2"' in page
    assert (
        marat.post(url("bodies.edit", body=house.pk), {**sent, "phone": "222", "version": 2}).status_code
        == 302
    )
    house.refresh_from_db()
    assert house.phone == "222"


def test_a_rename_is_shown_in_the_history_and_can_be_withdrawn(marat: Client, house: Body) -> None:
    sent = {"name_kk": "Жаңа атау", "day": "2023-09-01", **ACT}
    assert marat.post(url("bodies.rename", body=house.pk), sent).status_code == 302
    page = text(marat.get(url("bodies.history", body=house.pk)))
    assert "Жаңа атау" in page
    assert "Энергетика министрлігі kk" in page
    assert "Жарлық № 318, 01.09.2023" in page
    entry = Reorganisation.objects.get()
    address = url("bodies.withdraw", body=house.pk, reorganisation=entry.pk)
    text(marat.get(address))
    assert marat.post(address, {"reason": "қате"}).status_code == 302
    assert "кері қайтарылған" in text(marat.get(url("bodies.history", body=house.pk)))


def test_a_division_is_entered_line_by_line(marat: Client, house: Body) -> None:
    transport, industry = (make_body(key, kind="central_body") for key in ("transport", "industry"))
    sent = {
        "subject_1": "2.1/activity/3",
        "target_1": "transport",
        "rest": "industry",
        "day": "2023-09-01",
        **ACT,
    }
    missing = text(marat.post(url("bodies.split", body=house.pk), {**sent, "target_1": ""}))
    assert "Осы өрісті толтырыңыз" in missing
    assert marat.post(url("bodies.split", body=house.pk), sent).status_code == 302
    assert successor_on(house, DAY, "2.1/activity/3") == transport
    assert successor_on(house, DAY) == industry
    page = text(marat.get(url("bodies.show", body=house.pk)))
    assert "Бұл орган енді жоқ" in page
    assert "жоспар жолы: 2.1/activity/3" in page


def test_bodies_merge_and_succeed(marat: Client, house: Body) -> None:
    one, two = (make_body(key, kind="central_body") for key in ("one", "two"))
    sent = {"source_1": "one", "target": "energy", "day": "2023-09-01", **ACT}
    assert marat.post(url("bodies.merge", body=house.pk), sent).status_code == 302
    assert successor_on(one, DAY) == house
    assert (
        marat.post(
            url("bodies.succeed", body=house.pk), {"target": "two", "day": "2023-10-01", **ACT}
        ).status_code
        == 302
    )
    assert successor_on(one, date(2023, 10, 1)) == two


def test_an_office_is_assigned(marat: Client, house: Body) -> None:
    sent = {"body": "energy", "day": "2023-09-01", **ACT}
    assert marat.post(url("offices.assign", office="state_planning"), sent).status_code == 302
    assert "Энергетика министрлігі kk" in text(marat.get(url("offices.list")))
    text(marat.get(url("offices.assign", office="no-such")), 404)


def test_a_file_is_checked_shown_and_carried_out(marat: Client) -> None:
    data = sheet(WATER, {**WATER, "name_kk": "Екінші", "name_ru": "Второе", "kind": "царство"})
    upload = SimpleUploadedFile("органы.xlsx", data)
    answer = marat.post(url("bodies.import"), {"file": upload})
    draft = ImportDraft.objects.get()
    assert answer["Location"] == url("bodies.import_check", draft=draft.pk)
    page = text(marat.get(answer["Location"]))
    assert "Су министрлігі" in page
    assert "царство" in page
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    make_body("between", name="Арасында", kind="central_body")
    Body.objects.filter(key="between").update(key="ministerstvo-vody")
    assert "өзгерді" in text(marat.post(answer["Location"], {"digest": digest}), 409)
    page = text(marat.get(answer["Location"]))
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    assert marat.post(answer["Location"], {"digest": digest}).status_code == 302
    assert Body.objects.filter(names__name="Су министрлігі").exists()


def test_a_file_that_cannot_be_read_is_refused_in_place(marat: Client) -> None:
    page = text(marat.post(url("bodies.import"), {"file": SimpleUploadedFile("a.xlsx", b"x")}))
    assert 'class="wrong"' in page or "summary" in page
    assert ImportDraft.objects.count() == 0


def test_the_list_is_taken_out_as_it_is_filtered(aigerim: Client) -> None:
    make_body("water", name="Су")
    answer = aigerim.get(url("bodies.export"), {"q": "су"})
    assert answer["Content-Disposition"].startswith("attachment")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [row[0].value for row in page.iter_rows(min_row=2, max_row=3)] == ["water", None]


def test_the_register_is_filled_from_the_methodology_once() -> None:
    fill_from_pack(actor=MARAT)
    client = as_role("administrator", Body.objects.get(key="mne"))
    page = text(client.get(url("bodies.fill")))
    assert "бос тізілімге" in page
    assert "бос тізілімге" in text(client.post(url("bodies.fill")))


def test_the_planning_ministry_shows_its_office_with_the_clause() -> None:
    fill_from_pack(actor=MARAT)
    ministry = Body.objects.get(key="mne")
    page = text(as_role("preparer", ministry).get(url("bodies.show", body=ministry.pk)))
    assert "мемлекеттік жоспарлау жөніндегі уәкілетті орган" in page
    assert "§4" in page
    assert "Әрекеттер журналынан" not in text(
        as_role("preparer", ministry).get(url("bodies.history", body=ministry.pk))
    )
