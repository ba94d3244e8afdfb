"""The frame of pages: language switch, menu by what one may do, who can see, refusals, headers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bagdar.methodology.loader import load
from bagdar.orgs.models import Installation
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.web import errors, marks, ruler, who
from bagdar.web.templatetags import figures

pytestmark = pytest.mark.django_db

MARKS = [
    ("31", "§31"),
    ("32(1)", "§32(1)"),
    ("A1.8", "1-қосымша, 8-т."),
    ("A2.4(7)", "2-қосымша, 4(7)-т."),
    ("A3", "3-қосымша"),
    ("SPS.8", "№\xa0790 қаулы, 8"),
]


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_person("aigerim", body=make_body(name="Министрлік")))
    return client


def test_the_language_switch_keeps_page_and_question(signed_in: Client) -> None:
    page = signed_in.get("/kk/?q=су&page=2").content.decode()
    assert 'href="/ru/?q=%D1%81%D1%83&amp;page=2"' in page
    assert 'href="/en/?q=%D1%81%D1%83&amp;page=2"' in page


def test_the_frame_names_person_and_body_and_says_who_can_see(signed_in: Client) -> None:
    page = signed_in.get("/kk/").content.decode()
    assert "Aigerim Т." in page
    assert "Министрлік kk" in page
    assert "Бұл бетті көре алатындар: жүйеге кірген кез келген қызметкер." in page


def test_systems_are_not_told_among_those_who_see_a_page() -> None:
    assert (
        who.sentence("orgs.methodology.see", "ru")
        == "Эту страницу видят: любой сотрудник, вошедший в систему."
    )


def test_who_helps_is_told_to_visitors_and_in_refusals(signed_in: Client) -> None:
    Installation.objects.create(help_line={"kk": "Көмек: 74-00-00", "ru": "Помощь: 74-00-00"})
    assert "Көмек: 74-00-00" in Client().get("/kk/sign-in/").content.decode()
    assert "Көмек: 74-00-00" not in signed_in.get("/kk/").content.decode()
    assert "Помощь: 74-00-00" in signed_in.get("/ru/nothing/").content.decode()


def test_the_first_page_costs_few_queries(signed_in: Client) -> None:
    signed_in.get("/kk/")
    with CaptureQueriesContext(connection) as caught:
        signed_in.get("/kk/")
    assert len(caught) <= 10


def test_the_menu_marks_where_one_is(signed_in: Client) -> None:
    assert '<a href="/kk/" aria-current="page">Басты бет</a>' in signed_in.get("/kk/").content.decode()


@pytest.mark.parametrize(
    "language, words",
    [("kk", "Мұндай бет табылмады"), ("ru", "Такой страницы нет"), ("en", "There is no such page")],
)
def test_an_address_that_leads_nowhere_is_answered_in_its_language(
    client: Client, language: str, words: str
) -> None:
    answer = client.get(f"/{language}/nothing-here/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


@pytest.mark.parametrize("path", ["/kk/", "/kk/nothing/", "/healthz"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    for name in (
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
    ):
        assert answer[name]


def test_a_database_that_does_not_answer_is_told_as_503_without_asking_it(rf: RequestFactory) -> None:
    try:
        raise OperationalError("gone")
    except OperationalError:
        answer = errors.server_error(rf.get("/ru/bodies/"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Система временно не отвечает" in answer.content.decode()


def test_a_failure_of_the_program_is_told_as_500_in_the_language_of_the_address(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/kk/bodies/"))
    assert answer.status_code == 500
    assert "Бағдарламада қате болды" in answer.content.decode()


def test_too_much_sent_is_413(client: Client, rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.get("/en/"), RequestDataTooBig())
    assert answer.status_code == 413


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/kk/", {"a": "b"})
    assert answer.status_code == 403
    assert "Нысанның мерзімі өтіп кеткен" in answer.content.decode()


def test_what_is_sent_after_the_session_ended_is_told_as_not_received(client: Client) -> None:
    answer = client.post("/kk/")
    assert answer.status_code in (403, 405)


@pytest.mark.parametrize(
    "language, expected",
    [("kk", "10 қаңтар 2027 ж."), ("ru", "10 января 2027 г."), ("en", "10 January 2027")],
)
def test_days_are_written_as_people_write_them(language: str, expected: str) -> None:
    with translation.override(language):
        assert figures.day(date(2027, 1, 10)).replace("\xa0", " ") == expected


def test_a_moment_is_told_in_the_zone_of_the_installation() -> None:
    with translation.override("kk"):
        told = figures.moment(datetime(2026, 12, 31, 20, 30, tzinfo=UTC))
    assert told.replace("\xa0", " ") == "1 қаңтар 2027 ж., 01:30"


def test_figures_and_money_keep_their_digits() -> None:
    with translation.override("en"):
        assert figures.figure(Decimal("1234567.50")) == "1\u202f234\u202f567.50"
    translation.activate("kk")
    assert figures.figure(Decimal("1234567.50")) == "1\u202f234\u202f567,50"
    assert figures.money(123456750) == "1\u202f234\u202f567,50\xa0₸"
    assert figures.money(500000) == "5\u202f000\xa0₸"
    assert figures.figure(None) == "–"
    with pytest.raises(TypeError):
        figures.figure(1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("clause, short", MARKS)
def test_a_clause_is_cited_in_words_that_an_official_knows(clause: str, short: str) -> None:
    assert marks.mark(clause, load("kz-mne-82-2021"), "kk").short == short


def test_the_clause_of_another_country_is_cited_as_it_writes_it() -> None:
    assert marks.mark("Art. 4(2)", load("xv-valdor-7-2024"), "ru").short == "Art. 4(2)"


@pytest.mark.parametrize(
    "today, label, first", [("2026-11-24", "2026", "2027-01-10"), ("2027-01-20", "2026", "2027-01-10"), ("2027-02-16", "2027", "2028-01-10")]
)  # fmt: skip
def test_the_ruler_shows_the_reports_that_are_next(today: str, label: str, first: str) -> None:
    period, steps = ruler.steps(load("kz-mne-82-2021"), date.fromisoformat(today))
    assert period.label == label
    assert steps[0].day == date.fromisoformat(first)


def test_the_ruler_follows_half_years_where_the_methodology_has_them() -> None:
    period, steps = ruler.steps(load("xv-valdor-7-2024"), date(2026, 11, 24))
    assert period.parts == 2
    assert all(step.day >= period.last for step in steps)
