"""``bagdar phrase``: a JSON array in the order of the arguments, whatever the texts are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bagdar.cli.main import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["phrase", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_reading_for_each_text_in_the_order_of_the_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "deadline", "--json", "--", "ежегодно, декабрь", "бла бла", "2023 жылғы шілде")
    assert [one["text"] for one in out] == ["ежегодно, декабрь", "бла бла", "2023 жылғы шілде"]
    assert [one["understood"] for one in out] == [True, False, True]
    assert [one["left_over"] for one in out] == ["", "бла бла", ""]
    assert [part["span"] for part in out[0]["parts"]] == [[0, 8], [8, 9], [10, 17]]


@pytest.mark.parametrize("written", ["июль\n2023 года", "июль\\n2023 года"])
def test_a_line_break_may_be_written_as_a_backslash_and_n(
    capsys: pytest.CaptureFixture[str], written: str
) -> None:
    (one,) = said(capsys, "deadline", "--json", "--", written)
    assert (one["text"], one["understood"]) == ("июль\n2023 года", True)


def test_after_two_dashes_a_text_may_begin_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = said(capsys, "financing", "--json", "--", "-")
    assert (one["understood"], one["required"]) == (True, None)


def test_the_years_of_the_plan_unroll_what_recurs(capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = said(capsys, "deadline", "--period", "2025-2026", "--json", "--", "раз в полугодие")
    assert [each["label"] for each in one["occurrences"]] == ["2025-H1", "2025-H2", "2026-H1", "2026-H2"]


@pytest.mark.parametrize(
    "grammar, text",
    [("executors", "МФ, МНЭ"), ("completion", "информация в Правительство"), ("number", "98 748,9*")],
)
def test_the_other_grammars_answer_in_the_same_shape(
    capsys: pytest.CaptureFixture[str], grammar: str, text: str
) -> None:
    (one,) = said(capsys, grammar, "--language", "ru", "--json", "--", text)
    assert one["understood"] is True
    assert one["left_over"] == ""
    assert all(text[slice(*part["span"])] == part["text"] for part in one["parts"])


def test_the_sources_and_the_language_are_those_of_the_methodology(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = ["--methodology", "xv-valdor-7-2024", "--json", "--"]
    assert [one["language"] for one in said(capsys, "deadline", *pack, "décembre 2025")] == ["fr"]
    (one,) = said(capsys, "financing", *pack, "budget de l'État")
    assert [source["ids"] for source in one["sources"]] == [["state"]]


def test_without_json_it_says_in_words_what_was_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "ru", "phrase", "deadline", "декабрь 2025 года МФ"]) == 0
    assert "понято не полностью, осталось: МФ" in capsys.readouterr().out


def test_a_period_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["phrase", "deadline", "--period", "2029-2025", "--json", "--", "ежегодно"])
    assert refused.value.code == 2
    assert capsys.readouterr().err


PARTS = [
    ("deadline", "ежегодно, до 10 января"),
    ("deadline", "в течение 2026 года"),
    ("executors", "МФ (КГД), акиматы областей (по согласованию)"),
    ("completion", "информация МНЭ в Правительство"),
    ("financing", "100 млн тенге, РБ, в пределах предусмотренных средств"),
    ("number", "не менее 5 %*"),
    ("number", "3 млн тенге"),
]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("grammar, text", PARTS)
def test_for_people_a_part_is_named_in_their_language(
    grammar: str, text: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = said(capsys, grammar, "--json", "--", text)[0]["parts"]
    assert main(["--lang", language, "phrase", grammar, "--", text]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("   ")]
    assert len(lines) == len(parts)
    for part, line in zip(parts, lines, strict=True):
        assert "grammar." not in line
        if language != "en":
            assert part["kind"] not in line.replace(part["text"], "")


def test_one_word_of_two_grammars_is_named_by_what_it_means_there(capsys: pytest.CaptureFixture[str]) -> None:
    for grammar, text, name in (
        ("executors", "МФ (КГД)", "подразделение"),
        ("number", "5 %", "единица измерения"),
        ("deadline", "в течение 2026 года", "в течение"),
        ("financing", "в пределах предусмотренных средств", "в пределах средств"),
    ):
        main(["--lang", "ru", "phrase", grammar, "--", text])
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("grammar", ["deadline", "executors", "completion", "financing", "number"])
def test_a_language_nobody_reads_is_refused(grammar: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "phrase", grammar, "--language", "de", "--", "x"]) == 2
    told = capsys.readouterr()
    assert "not read: de. Possible: kk, ru, en." in told.err
    assert told.out == ""


def test_a_methodologys_own_language_is_read_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = ["--methodology", "xv-valdor-7-2024"]
    assert main(["phrase", "deadline", "--language", "fr", "--", "décembre 2025"]) == 2
    capsys.readouterr()
    assert said(capsys, "deadline", *pack, "--language", "fr", "--json", "--", "décembre 2025")[0][
        "understood"
    ]


def test_a_figure_is_read_with_the_mark_of_its_language(capsys: pytest.CaptureFixture[str]) -> None:
    value = {
        language: said(capsys, "number", "--language", language, "--json", "--", "98,748")[0]["value"]
        for language in ("ru", "en")
    }
    assert value == {"ru": "98.748", "en": "98748"}
