"""Pages on which a group gets its members, and on which a body ends without a successor."""

from __future__ import annotations

import pytest
from django.test import Client

from bagdar.orgs.models import Body, GroupMember, OfficeHolding
from bagdar.orgs.tests.make import make_body, make_person, sign_in

pytestmark = pytest.mark.django_db
ACT = {
    "act_kind": "қаулы",
    "act_number": "7",
    "act_day": "01.02.2025",
    "act_issuer": "Үкімет",
    "day": "01.03.2025",
}


@pytest.fixture
def marat(client: Client) -> Client:
    sign_in(client, make_person("marat", body=make_body("office"), role="administrator"))
    return client


def test_a_group_shows_its_members_with_their_days_and_gets_another(marat: Client) -> None:
    group, old, new = make_body("akimats", group=True), make_body("abai"), make_body("ulytau")
    GroupMember.objects.create(group=group, member=old)
    page = marat.get(f"/ru/bodies/{group.pk}/").content.decode()
    assert "по справочнику методики" in page
    sent = {**ACT, "added_1": "ulytau ru", "removed": [str(old.pk)]}
    answer = marat.post(f"/ru/bodies/{group.pk}/members/", sent)
    assert answer["Location"] == f"/ru/bodies/{group.pk}/"
    assert GroupMember.objects.get(valid_to=None).member_id == new.pk
    assert "1 марта 2025" in marat.get(f"/ru/bodies/{group.pk}/").content.decode().replace("\xa0", " ")


def test_a_body_ends_only_after_its_duties_were_seen(marat: Client) -> None:
    body = make_body("agency")
    OfficeHolding.objects.create(office="state_planning", body=body)
    address = f"/kk/bodies/{body.pk}/end/"
    assert "Жауаптысы болмай қалатын міндеттер" in marat.get(address).content.decode()
    assert marat.post(address, ACT).status_code == 200
    assert Body.objects.get(pk=body.pk).valid_to is None
    assert marat.post(address, {**ACT, "seen": "on"})["Location"] == f"/kk/bodies/{body.pk}/history/"
    assert "Құқықтық мирасқорсыз таратылды" in marat.get(f"/kk/bodies/{body.pk}/").content.decode()
