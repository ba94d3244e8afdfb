"""Pages of signing as a head meets them: the proof of who one is first, then the signature."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bagdar.evidence.models import Signature
from bagdar.evidence.tests.signing_world import House, make_house
from bagdar.kernel import clock
from bagdar.orgs.tests.make import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> House:
    settings.FILES = str(tmp_path / "files")
    return make_house()


def prove(client: Client, ago: timedelta) -> None:
    session = client.session
    session["confirmed"] = (clock.now() - ago).isoformat()
    session.save()


def test_a_head_whose_proof_is_old_proves_first_and_comes_back(client: Client, house: House) -> None:
    signing = house.put()
    sign_in(client, house.bolat)
    prove(client, timedelta(minutes=6))
    chosen = {"signing": f"{signing.pk}:{signing.version}"}
    where = reverse("sign_in.confirm")
    for name, kwargs in (("signing.list", {}), ("signing.show", {"signing": signing.pk})):
        page = client.get(reverse(name, kwargs=kwargs)).content.decode()
        assert f"{where}?next=" in page, name
        assert 'type="checkbox"' in page or name != "signing.list"
        assert reverse("signing.certificate", kwargs={"signing": signing.pk}) not in page, name
    sent_away = client.post(reverse("signing.confirm"), chosen)
    assert sent_away.headers["Location"].startswith(where)
    assert not Signature.objects.exists()
    # The way back is a GET of the address that was asked for.
    for name, kwargs in (("signing.confirm", {}), ("signing.pdf", {"signing": signing.pk})):
        prove(client, timedelta())
        assert client.get(reverse(name, kwargs=kwargs)).status_code == 302, name
    client.post(reverse("signing.confirm"), chosen)
    assert Signature.objects.get().way == "confirmation"


def test_what_a_head_signed_is_told_with_the_way(client: Client, house: House) -> None:
    signing = house.put()
    sign_in(client, house.bolat)
    client.post(reverse("signing.confirm"), {"signing": f"{signing.pk}:{signing.version}"})
    page = client.get(reverse("signing.show", kwargs={"signing": signing.pk})).content.decode()
    assert house.bolat.full_name in page
    assert signing.snapshot.shown_code in page
    assert reverse("signing.return", kwargs={"signing": signing.pk}) not in page


def test_a_remark_is_wanted_where_the_form_is(client: Client, house: House) -> None:
    signing = house.put()
    sign_in(client, house.bolat)
    address = reverse("signing.return", kwargs={"signing": signing.pk})
    assert client.post(address, {"version": signing.version, "remark": ""}).status_code == 200
    signing.refresh_from_db()
    assert signing.state == "open"
    client.post(address, {"version": signing.version, "remark": "2-жол"})
    signing.refresh_from_db()
    assert (signing.state, signing.remark) == ("returned", "2-жол")
