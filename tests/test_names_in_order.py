"""Names of bodies: the same order and the same hits on either database."""

from __future__ import annotations

import pytest

from bagdar.kernel import clock
from bagdar.methodology.loader import available, load_bodies
from bagdar.orgs.models import Body, BodyName
from bagdar.store.collation import in_order, sort_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> list[str]:
    """Five hundred: those of the registers shipped, then with other words before and after."""
    found = [
        name
        for pack in available()
        for body in load_bodies(pack)
        for name in dict.fromkeys(body.name.values())
    ]
    found += [f"«{name}» КЕАҚ" for name in found] + [f"{n}-{name.upper()}" for n, name in enumerate(found)]
    names = list(dict.fromkeys(found))[:500]
    assert len(names) == 500
    body = Body.objects.create(key="all", kind="central_body", changed_at=clock.now())
    BodyName.objects.bulk_create(
        BodyName(body=body, language=str(n), name=name) for n, name in enumerate(names)
    )
    return names


def test_five_hundred_names_stand_in_the_kazakh_order(names: list[str]) -> None:
    ordered = BodyName.objects.order_by(in_order("name")).values_list("name", flat=True)
    assert list(ordered) == sorted(names, key=sort_key)


def test_search_finds_names_whatever_their_case(names: list[str]) -> None:
    for words in ("МИНИСТРЛІГІ", "қаржы", "Министерство", "ministry", "әділет", "ІШКІ", "100%", "_"):
        found = BodyName.objects.filter(name__icontains=words).values_list("name", flat=True)
        assert sorted(found) == sorted(name for name in names if words.upper() in name.upper())


def test_a_name_is_found_by_itself_in_capitals(names: list[str]) -> None:
    for name in names[::25]:
        assert BodyName.objects.filter(name__iexact=name.upper()).exists()
        assert BodyName.objects.filter(name__istartswith=name.lower()[:10]).exists()
