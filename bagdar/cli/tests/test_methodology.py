"""``bagdar methodology``: what it lists, shows, explains and writes, in three languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bagdar.cli.main import main
from bagdar.methodology.loader import available, load


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["methodology", *arguments]) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.err


def test_all_methodologies_are_listed_and_the_default_one_is_marked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = json.loads(said(capsys, "list", "--json"))
    assert [each["id"] for each in listed] == list(available())
    assert [each["id"] for each in listed if each["default"]] == [load().id]
    assert "Күші жойылған" in said(capsys, "--lang", "kk", "list")


def test_the_language_may_be_named_last(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Утратил силу" in said(capsys, "list", "--lang", "ru")


@pytest.mark.parametrize(
    "language, words",
    [
        ("kk", ["Заңды мәртебесі: Күші жойылған", "10.01.2026", "(§31)", "15.02.2026"]),
        ("ru", ["Правовой статус: Утратил силу", "собственный срок, 10.01.2026 – 25.01.2026", "[mvd]"]),
        ("en", ["Legal status: Repealed", "the day of publication is not known", "No. 96"]),
    ],
)
def test_a_methodology_is_shown_with_status_chain_and_sections(
    capsys: pytest.CaptureFixture[str], language: str, words: list[str]
) -> None:
    shown = said(capsys, "--lang", language, "show", "--year", "2025")
    for word in words:
        assert word in shown


def test_the_half_years_of_another_country_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    other = next(name for name in available() if name != load().id)
    shown = said(capsys, "--lang", "en", "show", other, "--year", "2025")
    # The day named is excluded there: ten days after 30 September and 31 March, less one.
    assert "09.10.2025" in shown
    assert "09.04.2026" in shown


@pytest.mark.parametrize("written", ["§A3.6", "a3.6", "А3.6", "A3.6", " § A3.6 "])
def test_a_clause_is_found_however_it_is_written(capsys: pytest.CaptureFixture[str], written: str) -> None:
    shown = said(capsys, "--lang", "ru", "clause", written)
    assert shown.startswith("A3.6. Анализ достижения")
    assert "қол жеткізбеуге" in shown
    assert "Ошибка" in shown


def test_a_clause_brings_its_parts_and_what_rests_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "clause", "§32", "--json"))
    assert list(found) == ["32", *(f"32({n})" for n in range(1, 7))]
    assert "levels.responsible" in found["32"]["used_by"]
    assert found["32(2)"]["used_by"] == ["sections.2"]


def test_the_reading_in_use_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "--lang", "en", "clause", "11")
    assert "   * previous_year:" in shown
    assert "     last_year:" in shown


def test_an_unknown_clause_is_refused_with_those_near_it(capsys: pytest.CaptureFixture[str]) -> None:
    error = said(capsys, "--lang", "en", "clause", "§77", code=2)
    assert "“§77”" in error
    assert "7" in error.partition("Near it:")[2]


def test_checks_are_told_with_severity_and_clause(capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "--lang", "ru", "checks")
    line = next(line for line in shown.splitlines() if "plan.informing_dates" in line)
    assert line.split() == ["ОШИБКА", "plan.informing_dates", "A1.9"]
    settings = json.loads(said(capsys, "checks", "--json"))
    assert settings["plan.measurable"] == {"clause": "SPS", "severity": "warning"}


def test_a_new_methodology_is_written_and_can_be_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "xx-new-2030"
    assert str(folder) in said(capsys, "new", str(folder), "--languages", "kk,pt")
    shown = said(capsys, "--lang", "kk", "show", str(folder))
    assert shown.startswith("xx-new-2030:")
    assert "kk, pt" in shown


def test_a_fault_is_told_with_file_and_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "xx-new"
    said(capsys, "new", str(folder))
    path = folder / "chain.toml"
    path.write_text(path.read_text("utf-8").replace('office = "planner"', 'office = "nobody"'), "utf-8")
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "nobody" in text)
    error = said(capsys, "--lang", "en", "show", str(folder), code=2)
    assert f"chain.toml, line {line}: sections[0].office" in error
