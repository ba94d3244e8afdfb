"""The register in a spreadsheet: written, read back, shown before it is carried out; nothing is lost."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import msgspec
import openpyxl
import pytest

from bagdar.journal.models import Entry
from bagdar.kernel.errors import ConflictError, DomainError, FileRefusedError
from bagdar.kernel.services import Surroundings
from bagdar.orgs.exchange.columns import caption, known_captions
from bagdar.orgs.exchange.plan import Plan
from bagdar.orgs.exchange.reading import letters, read_sheet
from bagdar.orgs.exchange.rows import export
from bagdar.orgs.exchange.snapshot import snapshot
from bagdar.orgs.models import Body, BodyEntry, ImportDraft
from bagdar.orgs.selectors.names import labels
from bagdar.orgs.services.bodies import register_body
from bagdar.orgs.services.body_import import apply_import, plan_import, prepare_import
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.orgs.tests.make import make_body
from bagdar.orgs.tests.test_bodies import DAY, given
from bagdar.orgs.tests.test_bodies import MARAT as PROGRAM

pytestmark = pytest.mark.django_db
MARAT = msgspec.structs.replace(PROGRAM, kind="person")
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture(autouse=True)
def _not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marat has no row here; that rights are asked again within each act is shown in tests/access."""
    monkeypatch.setattr(Surroundings, "stands", staticmethod(lambda _actor, _known: True))


def sheet(*rows: dict[str, Any], language: str = "ru") -> bytes:
    """A workbook of rows, column → value, made by another program than ours."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    columns = list(dict.fromkeys(column for row in rows for column in row))
    page.append(["Реестр"])
    page.append([caption(column, language) for column in columns])
    for row in rows:
        page.append([row.get(column) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(*rows: dict[str, Any], language: str = "ru") -> tuple[ImportDraft, Plan]:
    draft = prepare_import(actor=MARAT, file="органы.xlsx", data=sheet(*rows, language=language))
    return draft, plan_import(draft)


def told(plan: Plan) -> list[tuple[int, str, dict[str, str]]]:
    return [
        (row.row, row.state, {field: fault[0] for field, fault in row.faults.items()}) for row in plan.rows
    ]


WATER = {
    "kind": "центральный государственный орган",
    "name_kk": "Су министрлігі",
    "name_ru": "Министерство воды",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_known_in_three_languages(language: str) -> None:
    read = read_sheet(sheet(WATER, language=language), "a.xlsx", known_captions(LANGUAGES))
    assert [(row.row, row.cells) for row in read.rows] == [(3, WATER)]
    assert read.columns == {"kind": "A", "name_kk": "B", "name_ru": "C"}


def test_a_dry_run_changes_nothing_and_one_call_carries_it_out() -> None:
    draft, plan = shown({**WATER, "number": 20240000555, "valid_from": date(2023, 9, 1)})
    assert told(plan) == [(3, "new", {})]
    assert Body.objects.count() == 0
    apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    body = Body.objects.get()
    assert (body.key, body.number, body.valid_from) == ("ministerstvo-vody", "020240000555", date(2023, 9, 1))
    assert labels([body.pk], "en", DAY)[body.pk].name == "Су министрлігі"
    assert Entry.objects.filter(act="orgs.body.registered", body=body.pk).count() == 1
    with pytest.raises(DomainError):
        apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)


def test_each_refusal_names_row_and_column_and_the_rest_goes_in() -> None:
    draft, plan = shown(
        WATER,
        {**WATER, "name_kk": "Екінші", "name_ru": "Второе", "kind": "царство"},
        {**WATER, "name_kk": "Үшінші", "name_ru": "Третье", "number": "020240000556"},
        {**WATER, "name_kk": "", "name_ru": "Четвёртое"},
        {**WATER, "name_kk": "Бесінші", "name_ru": "Пятое", "valid_from": "вчера"},
        {**WATER, "name_kk": "Алтыншы", "name_ru": "Шестое", "region": "Атлантида"},
        {**WATER, "name_kk": "Жетінші", "name_ru": "Седьмое", "parent": "no-such"},
        {**WATER, "name_ru": "Восьмое"},
    )
    assert told(plan) == [
        (3, "new", {}),
        (4, "refused", {"kind": "orgs.bodies.kind_unknown"}),
        (5, "refused", {"number": "orgs.bodies.number_digit"}),
        (6, "refused", {"name_kk": "orgs.bodies.name_needed"}),
        (7, "refused", {"valid_from": "orgs.columns.day_unknown"}),
        (8, "refused", {"region": "orgs.columns.region_unknown"}),
        (9, "refused", {"parent": "orgs.columns.parent_unknown"}),
        (10, "refused", {"name_kk": "orgs.columns.twice"}),
    ]
    assert plan.counts == {"new": 1, "changed": 0, "same": 0, "refused": 7}
    apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    assert Body.objects.count() == 1


def test_a_parent_may_come_in_the_same_file_and_a_refused_one_takes_its_children_along() -> None:
    child = {**WATER, "key": "centre", "name_kk": "Орталық", "name_ru": "Центр", "parent": "water"}
    draft, plan = shown(child, {**WATER, "key": "water"})
    assert [row.state for row in plan.rows] == ["new", "new"]
    apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    assert Body.objects.get(key="centre").parent == Body.objects.get(key="water")
    below = {**child, "key": "below", "name_kk": "Төмен", "name_ru": "Низ", "parent": "bad"}
    _, plan = shown({**WATER, "key": "bad", "name_kk": "Б", "name_ru": "Б", "kind": "?"}, below)
    assert [row.state for row in plan.rows] == ["refused", "refused"]


def test_subordination_in_a_circle_is_refused_whoever_brings_it() -> None:
    top = make_body("top", kind="central_body")
    make_body("below", kind="subordinate", parent=top)
    one = {**WATER, "key": "a", "name_kk": "А", "name_ru": "А", "parent": "b"}
    two = {**WATER, "key": "b", "name_kk": "Б", "name_ru": "Б", "parent": "a"}
    _, plan = shown({"key": "top", "parent": "below"}, one, two)
    assert [row.state for row in plan.rows] == ["refused"] * 3


def test_a_known_body_is_changed_and_a_blank_cell_changes_nothing() -> None:
    body = register_body(actor=MARAT, given=given(key="water", phone="1", email="a@b.kz"))
    draft, plan = shown({"key": "water", "phone": "2", "email": None, "name_en": "Ministry of Water"})
    assert [(change.column, change.before, change.after) for change in plan.rows[0].changes] == [
        ("name_en", "", "Ministry of Water"),
        ("phone", "1", "2"),
    ]
    apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    body.refresh_from_db()
    assert (body.phone, body.email) == ("2", "a@b.kz")
    assert labels([body.pk], "en", DAY)[body.pk].name == "Ministry of Water"
    draft, plan = shown({"key": "water", "email": "–"})
    apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    body.refresh_from_db()
    assert body.email == ""


def test_a_file_renames_nobody() -> None:
    register_body(actor=MARAT, given=given(key="water"))
    _, plan = shown({"key": "water", "name_kk": "Өзен министрлігі"})
    assert told(plan) == [(3, "refused", {"name_kk": "orgs.columns.name_by_act"})]


def test_what_is_carried_out_is_what_was_shown() -> None:
    draft, plan = shown(WATER)
    register_body(actor=MARAT, given=given(key="other"))
    with pytest.raises(ConflictError):
        apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    assert Body.objects.count() == 1
    assert plan_import(draft).rows[0].state == "refused" or plan_import(draft).rows[0].state == "same"


def test_only_the_author_carries_a_draft_out() -> None:
    from uuid import UUID

    draft, plan = shown(WATER)
    other = msgspec.structs.replace(MARAT, id=UUID(int=2))
    with pytest.raises(DomainError):
        apply_import(actor=other, draft=draft.pk, digest=plan.digest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_exported_reads_back_without_a_difference(language: str) -> None:
    fill_from_pack(actor=MARAT)
    known = snapshot(DAY)
    data = export(known.bodies, known, language)
    draft = prepare_import(actor=MARAT, file="r.xlsx", data=data)
    plan = plan_import(draft)
    assert plan.counts == {"new": 0, "changed": 0, "same": len(known.bodies), "refused": 0}


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    for number, sign in enumerate("=+-@\t"):
        body = register_body(
            actor=MARAT,
            given=given(
                key=f"b{number}", names={"kk": given().names["kk"].__class__(name=f"{number} орган")}
            ),
        )
        Body.objects.filter(pk=body.pk).update(phone=f"{sign}1+1")
    known = snapshot(DAY)
    page = openpyxl.load_workbook(io.BytesIO(export(known.bodies, known, "kk"))).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.data_type == "n" and cell.value is not None for cell in cells)


def test_a_file_without_our_captions_or_of_another_kind_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        prepare_import(actor=MARAT, file="a.xlsx", data=sheet({"key": "x"}))
    assert caught.value.message == "orgs.columns.no_captions"
    with pytest.raises(FileRefusedError):
        prepare_import(actor=MARAT, file="a.xlsx", data=b"no workbook")
    assert ImportDraft.objects.count() == 0


def test_a_thousand_bodies_take_few_queries(django_assert_max_num_queries: Any) -> None:
    rows = [{**WATER, "key": f"b{n}", "name_kk": f"{n}-орган", "name_ru": f"Орган {n}"} for n in range(1000)]
    draft, plan = shown(*rows)
    assert plan.counts["new"] == 1000
    # One entry of the journal for each; everything else by the hundred.
    with django_assert_max_num_queries(2 * 1000 + 100):
        apply_import(actor=MARAT, draft=draft.pk, digest=plan.digest)
    assert BodyEntry.objects.filter(language="kk").count() == 1000


def test_letters_of_columns() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
