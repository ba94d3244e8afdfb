"""Entries as flat files: the same columns for ever, harmless cells, nothing of what is under a mark."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from bagdar.journal import exchange
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.text import UI_LANGUAGES

pytestmark = pytest.mark.django_db
RISKY = ["=1+1", "+7 727", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def make(**fields: object) -> Entry:
    given = {"at": clock.now(), "act": "orgs.body.renamed", "actor_kind": "person", "actor_name": "Айгерім"}
    return Entry.objects.create(**{**given, **fields})


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def test_a_file_reads_back_whole() -> None:
    after = {"name": 'кавычки " и запятая, и\nстрока', "n": 10**15}
    entry = make(after=after, before={"ә": None})
    (row,) = read(b"".join(exchange.as_csv([entry], "kk")))
    assert row["number"] == str(entry.pk)
    assert json.loads(row["after"]) == after
    assert json.loads(row["before"]) == {"ә": None}
    assert row["at"] == entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert row["group"] == "bodies"
    assert row["sentence"] != entry.act


def test_lines_end_as_the_standard_says() -> None:
    data = b"".join(exchange.as_csv([make(), make()], "en"))
    assert data.count(b"\r\n") == 3
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_is_a_formula(text: str) -> None:
    entry = make(actor_name=text, object_name=text)
    (row,) = read(b"".join(exchange.as_csv([entry], "en")))
    assert row["actor_name"] == row["object_name"] == f"'{text}"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row.values())


def test_under_a_mark_only_the_reference_goes_out() -> None:
    entry = make(mark="ҚБП", object_name="CANARY", before={"x": "CANARY"}, after={"x": "CANARY"})
    data = b"".join(exchange.as_csv([entry], "kk"))
    assert "CANARY" not in data.decode()
    assert read(data)[0]["mark"] == "ҚБП"


def test_a_workbook_holds_the_same_and_the_dictionary() -> None:
    entries = [make(after={"n": number}) for number in range(3)]
    out = io.BytesIO()
    exchange.as_xlsx(entries, "kk", out)
    out.seek(0)
    first, told = (list(sheet.values) for sheet in openpyxl.load_workbook(out).worksheets)
    assert list(first[0]) == exchange.heads()
    assert [row[0] for row in first[1:]] == [one.pk for one in entries]
    assert [row[0] for row in told[1:]] == exchange.heads()


def test_every_column_is_in_the_dictionary_in_all_languages() -> None:
    head, *rows = exchange.dictionary()
    assert head == ["column", "type", *UI_LANGUAGES]
    assert [row[0] for row in rows] == exchange.heads()
    assert all(len({*row[2:]}) == len(UI_LANGUAGES) for row in rows)


def test_every_column_of_an_entry_goes_out() -> None:
    names = {"id": "number"}
    told = {names.get(field.attname, field.attname) for field in Entry._meta.concrete_fields}
    assert told <= set(exchange.heads())


def test_seals_are_asked_for_by_the_hundred(django_assert_num_queries: object) -> None:
    entries = [make() for _ in range(20)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        list(exchange.as_csv(entries, "kk"))
