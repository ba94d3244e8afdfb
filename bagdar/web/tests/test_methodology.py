"""Pages of the methodologies in three languages, for both packs, as a page and as the box beside a § mark."""

from __future__ import annotations

import typing
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bagdar.kernel.messages import is_message
from bagdar.methodology.compare import PARTS, WHOLE
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Methodology
from bagdar.orgs.models import InstalledMethodology, MethodologyInForce
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.orgs.tests.test_methodology import KZ, VALDOR, archive_of

pytestmark = pytest.mark.django_db

TABS = ("", "clauses/", "parameters/", "checks/", "forms/", "conformance/")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_person(body=make_body(), role="preparer"))
    return client


@pytest.fixture
def methodologist(client: Client) -> Client:
    client.force_login(make_person(body=make_body(), role="methodologist"))
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("pack", available())
def test_every_page_of_every_methodology_opens_in_each_language(
    reader: Client, pack: str, language: str
) -> None:
    for tab in TABS:
        assert len(text_of(reader, f"/{language}/methodology/{pack}/{tab}")) > 2000


@pytest.mark.parametrize("pack", available())
def test_every_clause_has_a_page_and_a_box(reader: Client, pack: str) -> None:
    for clause in load(pack).clauses:
        path = f"/kk/methodology/{pack}/clauses/{clause}/"
        box = reader.get(path, headers={"HX-Request": "true"}).content.decode()
        assert 'class="parbox"' in box
        assert "<html" not in box
    assert "<h1>" in text_of(reader, path)


def test_the_legal_status_is_said_plainly(reader: Client) -> None:
    page = text_of(reader, f"/ru/methodology/{KZ}/")
    assert "Утратил силу" in page
    assert "приказ №\xa096" in page
    assert "День неизвестен" in page


def test_both_readings_stand_on_the_clauses_page_with_the_one_in_use_marked(reader: Client) -> None:
    page = text_of(reader, f"/kk/methodology/{KZ}/clauses/31/")
    assert page.count('<li class="reading') == 4
    assert page.count("Қолданылатын түсінік") == 2


def test_texts_of_another_country_say_their_language(reader: Client) -> None:
    page = text_of(reader, f"/kk/methodology/{VALDOR}/clauses/Art. 4(2)/")
    assert '<span lang="fr">Axe 2' in page


def test_a_clause_or_methodology_that_is_not_there_is_absent(reader: Client) -> None:
    assert reader.get(f"/kk/methodology/{KZ}/clauses/999/").status_code == 404
    assert reader.get("/kk/methodology/nothing/").status_code == 404
    assert reader.get(f"/kk/methodology/compare/?old={KZ}&new=nothing").status_code == 404


def test_visitors_are_sent_to_sign_in_and_preparers_may_not_decide(client: Client, reader: Client) -> None:
    assert reader.get("/kk/methodology/enforce/").status_code == 403
    assert Client().get("/kk/methodology/").status_code == 302


def test_marks_cost_no_queries_of_their_own(reader: Client) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            text_of(reader, path)
        return len(caught)

    reader.get("/kk/")
    assert queries(f"/kk/methodology/{KZ}/clauses/") == queries(f"/kk/methodology/{VALDOR}/clauses/") <= 10


def test_a_methodologist_brings_in_compares_and_puts_in_force(methodologist: Client) -> None:
    upload = SimpleUploadedFile("pack.zip", archive_of("xv-valdor-8"))
    answer = methodologist.post("/kk/methodology/install/", {"archive": upload})
    assert answer.headers["Location"] == "/kk/methodology/xv-valdor-8/"
    assert InstalledMethodology.objects.get().pack == "xv-valdor-8"
    assert "айырмашылығы жоқ" in text_of(
        methodologist, f"/kk/methodology/compare/?old={VALDOR}&new=xv-valdor-8"
    )
    given = {
        "pack": "xv-valdor-8", "valid_from": "01.01.2090", "act_kind": "бұйрық", "act_number": "5",
        "act_day": "01.12.2089", "act_issuer": "Министр", "act_title": "",
    }  # fmt: skip
    assert methodologist.post("/kk/methodology/enforce/", given).status_code == 302
    assert MethodologyInForce.objects.get().pack == "xv-valdor-8"
    assert "бұйрық № 5" in text_of(methodologist, "/kk/methodology/")


def test_what_is_wrong_with_a_decision_stands_at_its_field(methodologist: Client) -> None:
    page = methodologist.post(
        "/kk/methodology/enforce/", {"pack": VALDOR, "valid_from": "01.01.2020"}
    ).content.decode()
    assert 'href="#id_act_number"' in page
    assert 'aria-invalid="true"' in page


def test_a_faulty_pack_is_refused_with_what_is_wrong(methodologist: Client) -> None:
    upload = SimpleUploadedFile("pack.zip", b"no zip")
    page = methodologist.post("/ru/methodology/install/", {"archive": upload}).content.decode()
    assert "Это не архив ZIP" in page


def test_every_property_that_a_comparison_can_name_has_words() -> None:
    seen: set[Any] = set()
    names = set(WHOLE)

    def walk(kind: Any) -> None:
        for part in typing.get_args(kind):
            walk(part)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
            seen.add(kind)
            for field in msgspec.structs.fields(kind):
                names.add(field.name)
                walk(field.type)

    types = {field.name: field.type for field in msgspec.structs.fields(Methodology)}
    for part in (*PARTS, *WHOLE):
        walk(types[part])
    assert [name for name in sorted(names) if not is_message(f"web.methodology.field_{name}")] == []
