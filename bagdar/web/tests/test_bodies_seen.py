"""Pages of bodies in a real browser: rules of access in three languages, on a desk and on a phone; naming a body."""

from __future__ import annotations

import pytest
from django.test import Client

from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Body, Person
from bagdar.orgs.services.body_import import prepare_import
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.orgs.tests.test_bodies import MARAT
from bagdar.orgs.tests.test_body_import import WATER, sheet
from bagdar.web.tests.browser import Driver, chromium, visit
from bagdar.web.tests.test_bodies_pages import signed_in

__all__ = ["chromium"]

pytestmark = pytest.mark.django_db
IN_A_STATE = ("?q=жоқ", "?state=ended")
LISTS = (
    "",
    "new/",
    "import/",
    "fill/",
    "offices/",
    "offices/state_planning/",
    "regions/",
)
OF_A_BODY = ("", "history/", "edit/", "contacts/", "rename/", "succeed/", "merge/", "split/")


@pytest.fixture
def marat() -> Client:
    fill_from_pack(actor=MARAT)
    for number in range(40):
        make_body(f"below-{number}", kind="subordinate", parent=Body.objects.get(key="mne"))
    return signed_in(make_person("marat", body=Body.objects.get(key="ai-digital"), role="administrator"))


@pytest.mark.parametrize(
    "language, width, scheme, few",
    [
        ("ru", 390, "dark", True),
        pytest.param("kk", 1440, "light", False, marks=pytest.mark.slow),
        pytest.param("ru", 390, "dark", False, marks=pytest.mark.slow),
        pytest.param("en", 390, "light", False, marks=pytest.mark.slow),
    ],
)
def test_pages_of_bodies_hold_the_rules_and_fit_their_window(
    chromium: Driver, marat: Client, language: str, width: int, scheme: str, few: bool
) -> None:
    """Few: those in a state that no address alone shows; the others are looked at in ``tests/journeys``."""
    body = Body.objects.get(key="mne")
    person = marat.session["_auth_user_id"]
    rows = sheet({**WATER, "kind": "царство"}, WATER)
    actor = actor_of(Person.objects.get(pk=person), factor=True)
    draft = prepare_import(actor=actor, file="a.xlsx", data=rows)
    others = [] if few else [*LISTS, *(f"{body.pk}/{page}" for page in OF_A_BODY)]
    paths = [*IN_A_STATE, *others, f"import/{draft.pk}/"]
    with visit(chromium, marat, width=width, color_scheme=scheme) as seen:
        for path in paths:
            seen.open(f"/{language}/bodies/{path}")
            assert (path, seen.violations()) == (path, [])
            assert (path, seen.sideways()) == (path, 0)
        assert seen.complaints == []


def test_a_form_with_faults_holds_the_rules(chromium: Driver, marat: Client) -> None:
    body = Body.objects.get(key="mne")
    with visit(chromium, marat, width=390) as seen:
        seen.open(f"/kk/bodies/{body.pk}/split/")
        seen.run(lambda page: page.fill("#id_subject_1", "2.1/activity/3"))
        seen.run(lambda page: page.click("main button[type=submit]"))
        seen.run(lambda page: page.wait_for_selector("#faults"))
        assert seen.violations() == []
        first = seen.eval("document.querySelector('#faults a').getAttribute('href')")
        assert first == "#id_target_1"


def test_a_body_is_offered_while_its_name_is_typed(chromium: Driver, marat: Client) -> None:
    with visit(chromium, marat) as seen:
        seen.open("/ru/bodies/new/")
        seen.run(lambda page: page.locator("#id_parent").press_sequentially("национальной эконом"))
        seen.run(lambda page: page.wait_for_selector("#id_parent_offered option", state="attached"))
        offered = seen.eval(
            "[...document.querySelectorAll('#id_parent_offered option')].map(one => one.value)"
        )
        assert "Министерство национальной экономики" in offered
        assert seen.complaints == []
