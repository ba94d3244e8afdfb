"""Pages of people: a coordinator runs the own house in a browser, others see what they may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bagdar.kernel import clock
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import ActingHead, Body, Invitation, Membership, Person, SystemAccount
from bagdar.orgs.tests.make import make_act, make_body, make_membership, make_person

pytestmark = pytest.mark.django_db


def url(name: str, **parts: Any) -> str:
    with translation.override("kk"):
        return reverse(name, kwargs=parts)


@pytest.fixture
def house() -> Body:
    return make_body("energy", name="Энергетика министрлігі")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session["factor"] = "totp"
    session.save()
    return client


@pytest.fixture
def coordinator(house: Body) -> Client:
    return signed_in(make_person("serik", body=house, role="coordinator"))


def test_the_list_shows_people_of_the_own_body_with_roles_and_no_others(
    house: Body, coordinator: Client
) -> None:
    make_person("aigerim", body=house)
    make_person("stranger", body=make_body())
    page = coordinator.get(url("people.list")).content.decode()
    assert "Aigerim" in page
    assert "дайындаушы" in page
    assert "Stranger" not in page


def test_an_administrator_sees_all_and_finds_by_part_of_a_name_in_any_case(house: Body) -> None:
    make_person("a", body=house, family_name="Әбенова")
    make_person("b", body=house, family_name="Жұмабаев")
    client = signed_in(make_person("marat", body=make_body(), role="administrator"))
    page = client.get(url("people.list"), {"q": "әБЕН"}).content.decode()
    assert "Әбенова" in page
    assert "Жұмабаев" not in page


@pytest.mark.parametrize("count", [20, 200])
def test_the_list_costs_the_same_whatever_its_length(
    house: Body, coordinator: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        make_person(f"p{number}", body=house)
    with django_assert_max_num_queries(13):
        assert coordinator.get(url("people.list")).status_code == 200


def test_a_foreign_person_is_as_absent_as_none(coordinator: Client) -> None:
    stranger = make_person(body=make_body())
    foreign = coordinator.get(url("people.show", person=stranger.pk))
    absent = coordinator.get(url("people.show", person="01900000-0000-7000-8000-000000000000"))
    assert foreign.status_code == absent.status_code == 404


def test_a_preparer_sees_colleagues_but_no_buttons(house: Body) -> None:
    aigerim, other = make_person("aigerim", body=house), make_person("other", body=house)
    client = signed_in(aigerim)
    page = client.get(url("people.show", person=other.pk)).content.decode()
    assert "edit/" not in page
    assert client.get(url("people.edit", person=other.pk)).status_code == 403


def test_an_edit_is_saved_and_a_stale_one_answered_with_409(house: Body, coordinator: Client) -> None:
    person = make_person("aigerim", body=house)
    sent = {"family_name": "Ахметова", "given_name": "А.", "language": "kk", "version": 1}
    assert coordinator.post(url("people.edit", person=person.pk), sent).status_code == 302
    person.refresh_from_db()
    assert person.family_name == "Ахметова"
    assert coordinator.post(url("people.edit", person=person.pk), {**sent, "phone": "1"}).status_code == 409


def test_a_missing_name_is_said_beside_its_field(house: Body, coordinator: Client) -> None:
    person = make_person("aigerim", body=house)
    sent = {"family_name": "", "given_name": "А.", "language": "kk", "version": 1}
    page = coordinator.post(url("people.edit", person=person.pk), sent)
    assert page.status_code == 200
    assert 'id="id_family_name_error"' in page.content.decode()


def test_deactivation_asks_for_a_reason_and_works_at_once(house: Body, coordinator: Client) -> None:
    person = make_person("aigerim", body=house)
    theirs = signed_in(person)
    assert theirs.get(url("home")).status_code == 200
    assert coordinator.post(url("people.deactivate", person=person.pk), {"reason": ""}).status_code == 200
    coordinator.post(url("people.deactivate", person=person.pk), {"reason": "жұмыстан шықты"})
    assert theirs.get(url("home")).status_code == 302
    coordinator.post(url("people.reactivate", person=person.pk), {"reason": "оралды"})
    person.refresh_from_db()
    assert person.state == "invited"


def invitee(**fields: Any) -> dict[str, Any]:
    return {
        "family_name": "Сәрсенов",
        "given_name": "Дәулет",
        "login": "dsarsenov",
        "language": "kk",
        "role": "preparer",
        "way": "printed",
        **fields,
    }


def test_a_printed_invitation_shows_its_code_once(house: Body, coordinator: Client) -> None:
    page = coordinator.post(url("people.invite"), invitee(body=house.pk)).content.decode()
    invitation = Invitation.objects.get()
    assert invitation.person.state == "invited"
    assert invitation.digest not in page
    assert "Сәрсенов" in page
    assert actor_of(invitation.person).kind == "anonymous"
    assert Membership.objects.get(person=invitation.person).role == "preparer"
    with translation.override("ru"):
        assert coordinator.get(url("people.show", person=invitation.person.pk)).status_code == 200


def test_a_mailed_invitation_goes_in_the_language_of_the_person(
    house: Body, coordinator: Client, settings: Any, mailoutbox: Any
) -> None:
    settings.EMAIL_HOST = "localhost"
    sent = invitee(body=house.pk, way="mail", email="d.sarsenov@example.kz", language="ru")
    assert coordinator.post(url("people.invite"), sent).status_code == 302
    assert mailoutbox[0].to == ["d.sarsenov@example.kz"]
    assert "Приглашение" in mailoutbox[0].subject
    assert "?code=" in mailoutbox[0].body


def test_a_login_that_looks_like_another_is_refused(house: Body, coordinator: Client) -> None:
    make_person("aigerim", body=house)
    page = coordinator.post(url("people.invite"), invitee(body=house.pk, login="АIGERIM")).content.decode()
    assert 'id="id_login_error"' in page
    assert Person.objects.count() == 2


def test_a_new_code_makes_the_one_before_worthless_and_a_withdrawn_one_is_none(
    house: Body, coordinator: Client
) -> None:
    coordinator.post(url("people.invite"), invitee(body=house.pk))
    person = Person.objects.get(login="dsarsenov")
    coordinator.post(url("people.invite_again", person=person.pk), {"way": "printed"})
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    coordinator.post(url("people.withdraw", person=person.pk))
    assert Invitation.objects.filter(withdrawn_at=None).count() == 0


def test_a_role_is_given_and_ended_in_the_browser(house: Body, coordinator: Client) -> None:
    person = make_person("aigerim", body=house)
    coordinator.post(url("roles.grant", person=person.pk), {"body": house.pk, "role": "risk_owner"})
    row = Membership.objects.get(person=person, role="risk_owner")
    assert coordinator.get(url("roles.end", membership=row.pk)).status_code == 200
    coordinator.post(url("roles.end", membership=row.pk))
    assert actor_of(person).roles == {"preparer"}


def test_a_role_in_another_body_is_not_offered_and_not_taken(house: Body, coordinator: Client) -> None:
    person, other = make_person("aigerim", body=house), make_body()
    page = coordinator.post(url("roles.grant", person=person.pk), {"body": other.pk, "role": "reader"})
    assert page.status_code == 200
    assert not Membership.objects.filter(body=other).exists()
    foreign = make_membership(make_person(), other, "reader")
    assert coordinator.post(url("roles.end", membership=foreign.pk)).status_code == 404


def test_work_is_handed_over_in_one_step(house: Body, coordinator: Client) -> None:
    leaving, coming = make_person("aigerim", body=house), make_person("dana", body=house, role="reader")
    address = url("people.hand_over", person=leaving.pk, body=house.pk)
    assert "Dana" in coordinator.get(address).content.decode()
    coordinator.post(address, {"target": coming.pk, "reason": "ауысты", "end_roles": "on"})
    assert actor_of(coming).roles == {"preparer", "reader"}
    assert actor_of(leaving).roles == set()


def test_an_acting_head_is_entered_and_ended(house: Body, coordinator: Client) -> None:
    deputy, today = make_person("bolat", body=house, role="reader"), clock.today("Asia/Almaty")
    sent = {
        "body": house.pk,
        "person": deputy.pk,
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=5)).isoformat(),
        "act_kind": "бұйрық",
        "act_number": "7",
        "act_day": today.isoformat(),
        "act_issuer": "Министр",
    }
    assert coordinator.post(url("acting.enter"), sent).status_code == 302
    assert "head" in actor_of(deputy).roles
    assert "Bolat" in coordinator.get(url("acting.list")).content.decode()
    coordinator.post(url("acting.end", acting=ActingHead.objects.get().pk))
    assert "head" not in actor_of(deputy).roles


def test_an_acting_head_of_another_body_is_absent(coordinator: Client) -> None:
    other = make_body()
    row = ActingHead.objects.create(
        body=other,
        person=make_person(body=other),
        act=make_act(),
        valid_from=date(2026, 1, 1),
        valid_to=date(2099, 1, 1),
        entered_by=make_person(),
    )
    assert coordinator.post(url("acting.end", acting=row.pk)).status_code == 404


def test_an_administrator_admits_an_auditor(house: Body) -> None:
    kanat = make_person("kanat", body=house)
    client = signed_in(make_person("marat", body=make_body(), role="administrator"))
    sent = {
        "body": house.pk,
        "valid_to": "2099-01-01",
        "act_kind": "бұйрық",
        "act_number": "3",
        "act_day": "2026-01-05",
        "act_issuer": "Министр",
    }
    assert client.post(url("auditors.admit", person=kanat.pk), sent).status_code == 302
    assert "auditor" in actor_of(kanat).roles


def test_a_token_of_a_system_is_shown_once_and_revoked(house: Body, coordinator: Client) -> None:
    day = (clock.today("Asia/Almaty") + timedelta(days=90)).isoformat()
    sent = {"body": house.pk, "name": "Статистика", "scopes": ["bodies.read"], "expires_on": day}
    page = coordinator.post(url("systems.open"), sent).content.decode()
    assert "bgd_" in page
    assert "bgd_" not in coordinator.get(url("systems.list")).content.decode()
    account = SystemAccount.objects.get()
    coordinator.post(url("systems.revoke", account=account.pk))
    account.refresh_from_db()
    assert account.revoked_at is not None


@pytest.mark.parametrize(
    "name", ["people.list", "acting.list", "systems.list", "people.invite", "acting.enter", "systems.open"]
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_the_language_of_its_address(coordinator: Client, name: str, language: str) -> None:
    with translation.override(language):
        address = reverse(name)
    page = coordinator.get(address)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()


def test_people_are_entered_from_a_file_in_two_steps(house: Body, coordinator: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from bagdar.orgs.tests.test_people_import import person, sheet

    file = SimpleUploadedFile("адамдар.xlsx", sheet(person(1), person(2, role="әкімші")))
    answer = coordinator.post(url("people.import"), {"body": house.pk, "way": "printed", "file": file})
    assert answer.status_code == 302
    page = coordinator.get(answer["Location"])
    assert "қабылданбайды" in page.content.decode()
    done = coordinator.post(answer["Location"], {"digest": page.context["plan"].digest}).content.decode()
    assert "sarsenov1" in done
    assert "sarsenov2" not in done
    assert coordinator.get(url("people.template")).status_code == 200
    assert coordinator.get(url("people.export"))["Content-Disposition"].startswith("attachment")
