"""People from a spreadsheet: what is understood is entered, what is not is said with its remedy."""

from __future__ import annotations

import io

import openpyxl
import pytest

from bagdar.journal.models import Entry
from bagdar.kernel.errors import AbsentError, ConflictError, DomainError, FileRefusedError, ForbiddenError
from bagdar.orgs.exchange.people import WIDTHS, caption, workbook
from bagdar.orgs.models import Body, ImportDraft, Membership, Person
from bagdar.orgs.services.people_import import apply_people, plan_people, prepare_people
from bagdar.orgs.tests.make import make_actor, make_body, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Body:
    return make_body("energy")


def sheet(*rows: dict[str, str], language: str = "kk", extra: str = "") -> bytes:
    """A workbook made by another program than ours, with a title above the captions."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    columns = list(dict.fromkeys(column for row in rows for column in row))
    page.append(["Министрліктің қызметкерлері"])
    page.append([caption(column, language) for column in columns] + ([extra] if extra else []))
    for row in rows:
        page.append([row.get(column) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def person(number: int = 1, **fields: str) -> dict[str, str]:
    return {
        "family_name": f"Сәрсенов{number}",
        "given_name": "Дәулет",
        "login": f"sarsenov{number}",
        "role": "дайындаушы",
        **fields,
    }


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_people_of_a_file_are_entered_with_roles_and_codes(house: Body, language: str) -> None:
    actor = make_actor("coordinator", house)
    data = sheet(person(1), person(2, role="Reader", language="русский"), language=language)
    draft = prepare_people(actor=actor, body=house.pk, way="printed", file="people.xlsx", data=data)
    assert Person.objects.filter(state="invited").count() == 0, "a dry run enters nobody"
    invited = apply_people(actor=actor, draft=draft.pk, digest=plan_people(actor, draft).digest)
    assert len({one.code for one in invited}) == 2
    given = Membership.objects.filter(person__state="invited").values_list("person__login", "role")
    assert sorted(given) == [("sarsenov1", "preparer"), ("sarsenov2", "reader")]
    assert Person.objects.get(login="sarsenov2").language == "ru"
    assert Entry.objects.latest("id").after["entered"] == 2


def test_each_fault_is_said_and_the_others_are_entered(house: Body) -> None:
    make_person("taken")
    make_person("sarsenov9", body=house)
    actor = make_actor("coordinator", house)
    rows = [
        person(1),
        person(2, family_name=""),
        person(3, role="әкімші"),
        person(4, email="not-an-address"),
        person(5, login="TAKEN"),
        person(6, login="sarsenov1"),
        person(7, language="немецкий"),
        person(9),
    ]
    draft = prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=sheet(*rows))
    plan = plan_people(actor, draft)
    told = {row.row: (row.state, sorted(row.faults)) for row in plan.rows}
    assert told == {
        3: ("new", []),
        4: ("refused", ["family_name"]),
        5: ("refused", ["role"]),
        6: ("refused", ["email"]),
        7: ("refused", ["login"]),
        8: ("refused", ["login"]),
        9: ("refused", ["language"]),
        10: ("known", []),
    }
    assert len(apply_people(actor=actor, draft=draft.pk, digest=plan.digest)) == 1


def test_what_is_carried_out_is_what_was_shown_and_only_once(house: Body) -> None:
    actor = make_actor("coordinator", house)
    draft = prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=sheet(person()))
    digest = plan_people(actor, draft).digest
    other = make_person("sarsenov1")
    with pytest.raises(ConflictError):
        apply_people(actor=actor, draft=draft.pk, digest=digest)
    other.delete()
    apply_people(actor=actor, draft=draft.pk, digest=digest)
    with pytest.raises(AbsentError):
        apply_people(actor=actor, draft=draft.pk, digest=digest)


def test_a_draft_is_its_authors_and_a_body_its_coordinators(house: Body) -> None:
    actor, stranger = make_actor("coordinator", house), make_actor("coordinator")
    with pytest.raises(ForbiddenError):
        prepare_people(actor=stranger, body=house.pk, way="printed", file="a.xlsx", data=sheet(person()))
    draft = prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=sheet(person()))
    with pytest.raises(AbsentError):
        apply_people(actor=stranger, draft=draft.pk, digest="")


def test_a_file_that_is_none_or_has_no_captions_is_refused(house: Body) -> None:
    actor = make_actor("coordinator", house)
    with pytest.raises(FileRefusedError):
        prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=b"no workbook")
    with pytest.raises(DomainError) as error:
        prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=sheet({"email": "x"}))
    assert error.value.message == "orgs.columns.no_captions"
    assert not ImportDraft.objects.exists()


def test_strange_columns_are_named(house: Body) -> None:
    actor = make_actor("coordinator", house)
    data = sheet(person(), extra="Туған күні")
    draft = prepare_people(actor=actor, body=house.pk, way="printed", file="a.xlsx", data=data)
    assert draft.rows["strange"] == ["Туған күні"]


def test_what_is_given_out_is_read_in_again_and_no_text_is_a_formula() -> None:
    row = dict.fromkeys(WIDTHS, "=1+1")
    page = openpyxl.load_workbook(io.BytesIO(workbook([row], "ru", ["preparer"]))).active
    assert page is not None
    assert {cell.data_type for cell in page[2]} == {"s"}
    assert [cell.value for cell in page[1]] == [caption(column, "ru") for column in WIDTHS]
