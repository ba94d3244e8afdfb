"""Packs that are wrong: each fault is refused with file, line and key, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bagdar.kernel.messages import render
from bagdar.kernel.tests.work import calls
from bagdar.methodology import loader
from bagdar.methodology.faults import PackError
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.tests.make import VALDOR, copied

# file · words replaced · by what · message · key path; the line is that of a marker put beside the fault
FAULTS = [
    ("pack.toml", 'zone = "Asia/Almaty"', 'zone = "Asia/Almaty"\nzones = 1', "unknown_key", "zones"),
    ("pack.toml", "year_starts = 1", 'year_starts = "1"', "wrong_type", "year_starts"),
    ("pack.toml", "reports_a_year = 1", "reports_a_year = 5", "no_such_period", "reports_a_year"),
    ("pack.toml", 'act = "order-82"', 'act = "order-83"', "dangling", "act"),
    ("pack.toml", 'clause_plan = "13"', 'clause_plan = "13a"', "dangling", "strategy.clause_plan"),
    ("pack.toml", 'symbol = "₸"', 'sign = "₸"', "unknown_key", "currency.sign"),
    ("pack.toml", 'en = "tenge" }', "en = 3 }", "wrong_type", "currency.name.en"),
    ("acts.toml", 'repealed_by = "order-96"', 'repealed_by = "order-97"', "dangling", "acts[0].repealed_by"),
    ("acts.toml", "day = 2024-10-24", 'day = "2024-10-24x"', "wrong_type", "acts[1].day"),
    ("chain.toml", 'office = "environment"', 'office = "forest"', "dangling", "sections[2].office"),
    ("chain.toml", "month = 1, day = 25 }", "month = 2, day = 30 }", "day_unclear", "levels[2].due"),
    ("chain.toml", "earliest = [1, 10]", "earliest = [2, 10]", "day_unclear", "levels[1].due"),
    ("chain.toml", "earliest = [1, 10]", "earliest = [1]", "wrong_type", "levels[1].due.earliest"),
    ("chain.toml", 'form = "strategy_report"', 'form = "letter"', "dangling", "levels[3].form"),
    ("chain.toml", 'sender = "lead"', 'sender = "leader"', "dangling", "levels[2].sender"),
    ("kinds.toml", 'parents = ["task", "direction"]', 'parents = ["task", "way"]', "dangling", "kinds[5].parents[1]"),
    ("kinds.toml", 'result = "part"', 'result = "half"', "dangling", "statuses[1].result"),
    ("kinds.toml", 'ru = "задача", ', "", "no_text", "kinds[3].name"),
    ("bodies_rules.toml", 'id = "co_executor"', 'id = "responsible"', "twice", "roles[2].id"),
    ("bodies_rules.toml", 'responsible = "warn"', 'responsible = "perhaps"', "dangling", "body_kinds[2].responsible"),
    ("parameters.toml", 'value = "inclusive"', 'value = "perhaps"', "dangling", "parameters[0].value"),
    ("clauses-3-monitoring.toml", "[clauses.27.statement]", "[clauses.28.statement]", "not_toml", None),
    ("clauses-3-monitoring.toml", "[clauses.27.statement]", "[clauses.13.statement]", "twice", "clauses.13"),
    ("forms/plan.toml", 'role = "completion"', 'rôle = "completion"', "not_toml", None),
    ("forms/plan.toml", 'role = "completion"', 'part = "completion"', "unknown_key", "columns[2].part"),
    ("forms/plan.toml", "width = 42", 'width = "42"', "wrong_type", "columns[2].width"),
    ("forms/plan.toml", 'en = "Form of completion" }', 'de = "Abschlussform" }', "no_text", "columns[2]"),
    ("forms/report.toml", 'columns_of = "plan"', 'columns_of = "plane"', "dangling", "columns_of"),
]  # fmt: skip


@pytest.mark.parametrize("file, old, new, kind, key", FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_shown_with_file_line_and_key(
    tmp_path: Path, file: str, old: str, new: str, kind: str, key: str | None
) -> None:
    folder = copied(tmp_path)
    path = folder / file
    before, found, after = path.read_text("utf-8").partition(old)
    assert found, "the pack no longer has what the test spoils"
    path.write_text(before + new + after, "utf-8")
    with pytest.raises(PackError) as refused:
        load(folder)
    params = refused.value.params
    assert refused.value.message == f"methodology.{kind}"
    assert params["file"] == file
    lines = range(before.count("\n") + 1, (before + new).count("\n") + 2)
    if key is not None:
        assert params["key"] == key
        # A missing text is shown where the whole column or kind begins.
        assert params["line"] in lines or kind in ("no_text", "no_such_period")
    for language in ("kk", "ru", "en"):
        sentence = render(refused.value.message, language, **params)
        assert file in sentence
        assert str(params["line"]) in sentence


def test_the_line_is_the_very_line_of_the_key(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "chain.toml"
    lines = path.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('office = "foreign_policy"'))
    lines[at] = 'offices = "foreign_policy"'
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(PackError) as refused:
        load(folder)
    assert (refused.value.params["line"], refused.value.params["key"]) == (at + 1, "sections[4].offices")


@pytest.mark.parametrize(
    "old, new, kind, key",
    [
        ('kind = "central_body"', 'kind = "central"', "dangling", "kind"),
        ('parent = "security-council"', 'parent = "council"', "dangling", "parent"),
        ('id = "mf"', 'id = "mne"', "twice", "id"),
        ('id = "security-council-staff"', 'id = "staff"', "no_holder", "bodies"),
        ('id = "mne"', 'id = "mne"\nnumber = "020240000556"', "bad_number", "number"),
    ],
)
def test_the_register_is_checked_too(tmp_path: Path, old: str, new: str, kind: str, key: str) -> None:
    folder = copied(tmp_path)
    path = folder / "bodies.toml"
    before, found, after = path.read_text("utf-8").partition(old)
    assert found
    path.write_text(before + new + after, "utf-8")
    with pytest.raises(PackError) as refused:
        load_bodies(folder)
    assert refused.value.message == f"methodology.{kind}"
    assert str(refused.value.params["key"]).endswith(key)


def test_a_missing_key_names_what_is_missing(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "pack.toml"
    path.write_text(path.read_text("utf-8").replace('act = "order-82"', ""), "utf-8")
    with pytest.raises(PackError) as refused:
        load(folder)
    assert refused.value.message == "methodology.missing_key"
    assert refused.value.params["missing"] == "act"


def test_a_word_printed_by_every_form_may_not_be_given_again_by_one(tmp_path: Path) -> None:
    folder = copied(tmp_path, VALDOR)
    path = folder / "forms" / "conclusion.toml"
    path.write_text(path.read_text("utf-8") + '"part.1" = { fr = "A", es = "A" }\n', "utf-8")
    with pytest.raises(PackError) as refused:
        load(folder)
    assert (refused.value.message, refused.value.params["key"]) == ("methodology.twice", "words.part.1")


@pytest.mark.parametrize("name", ["no-such-pack", "", "../packs"])
def test_an_unknown_pack_names_those_that_are_there(name: str) -> None:
    with pytest.raises(PackError) as refused:
        load(name)
    assert set(loader.available()) <= set(refused.value.params["known"])


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        load(tmp_path)
    assert refused.value.message == "methodology.no_pack_file"


def test_the_digest_changes_with_any_letter_and_not_with_line_endings(tmp_path: Path) -> None:
    folder = copied(tmp_path, VALDOR)
    assert load(folder).digest == load(VALDOR).digest
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).digest == load(VALDOR).digest
    path = folder / "lexicons" / "fr.toml"
    path.write_bytes(path.read_bytes().replace(b"janvier", b"janvyer"))
    assert load(folder).digest != load(VALDOR).digest


def test_a_pack_is_loaded_once() -> None:
    assert load() is load(loader.default_pack())


def test_loading_looks_at_each_letter_of_a_pack_about_once() -> None:
    folder = loader.pack_folder()
    assert isinstance(folder, Path)
    loader._Loading(folder).methodology()
    read = [*folder.glob("*.toml"), *folder.glob("forms/*.toml")]
    letters = sum(len(path.read_text("utf-8")) for path in read if path.name != loader.BODIES)
    # The parser of the standard library makes a call for each letter or two.
    assert calls(lambda: loader._Loading(folder).methodology()) < 2 * letters


def test_a_reading_changes_what_it_is_about_and_nothing_else() -> None:
    used, narrow = load(), load(readings={"evaluation_note": "influence"})
    assert {item.id: item.when for item in used.note} == {
        "solved": "evaluation",
        "influence": "evaluation",
        "proposals": "always",
    }
    assert {item.id: item.when for item in narrow.note}["solved"] == "always"
    assert narrow.forms["report"].note == narrow.note
    assert narrow.parameter("evaluation_note") == "influence"
    assert narrow.body_kinds == used.body_kinds
    assert load() is used


def test_the_strict_reading_makes_companies_co_executors_only() -> None:
    strict = load(readings={"quasi_public_responsible": "strict"})
    assert "warn" not in {kind.responsible for kind in strict.body_kinds}


def test_the_slip_is_printed_where_the_published_wording_is_chosen() -> None:
    key = "conclusion.6"
    used, published = load(), load(readings={"conclusion_wording": "published"})
    assert "осындай қол жеткізбеуге" in used.forms["conclusion"].words[key]["kk"]
    assert "осындай қол жеткізуге" in published.forms["conclusion"].words[key]["kk"]
    for language in ("kk", "ru", "en"):
        ours, theirs = (pack.forms["conclusion"].words[key][language] for pack in (used, published))
        assert ours != theirs


def test_a_reading_that_changes_something_absent_is_a_fault(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "parameters.toml"
    text = path.read_text("utf-8").replace('"note.solved.when"', '"note.absent.when"')
    path.write_text(text, "utf-8")
    assert load(folder).parameter("evaluation_note") == "both"
    with pytest.raises(PackError) as refused:
        load(folder, readings={"evaluation_note": "influence"})
    assert refused.value.message == "methodology.dangling"
    assert refused.value.params["line"] == text[: text.index('"note.absent.when"')].count("\n") + 1


def test_an_unknown_reading_is_a_fault() -> None:
    with pytest.raises(PackError) as refused:
        load(readings={"by_day": "perhaps"})
    assert refused.value.message == "methodology.dangling"
