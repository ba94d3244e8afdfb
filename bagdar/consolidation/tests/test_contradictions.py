"""Differences are listed and ranked, exactly those there are."""

import random

import pytest

from bagdar.consolidation.contradictions import Rank
from bagdar.consolidation.tests.make import consolidate_reports, make_line, make_report
from bagdar.documents.forms import ReportLine


def found(ours: ReportLine, theirs: ReportLine, other: str = "company") -> list[tuple[str, Rank, str]]:
    result = consolidate_reports(make_report("ministry", ours), make_report(other, theirs))
    return [(c.theirs, c.rank, c.what) for c in result.contradictions]


@pytest.mark.parametrize(
    "ours, theirs, expected",
    [
        ("executed", "executed", []),
        ("executed", "not_executed", [("company", Rank.RESULT, "status")]),
        ("not_executed", "executed", [("company", Rank.RESULT, "status")]),
        ("partly_executed", "executed", [("company", Rank.RESULT, "status")]),
        ("executed", None, []),
    ],
)
def test_a_differing_status_changes_the_result(
    ours: str, theirs: str | None, expected: list[tuple[str, Rank, str]]
) -> None:
    assert found(make_line("a1", ours), make_line("a1", theirs)) == expected


def test_an_inner_state_beside_a_status_is_wording() -> None:
    theirs = make_line("a1", state="condition_not_arisen")
    assert found(make_line("a1", "executed"), theirs) == [("company", Rank.WORDING, "status")]


@pytest.mark.parametrize(
    "ours, theirs, rank",
    [
        ("39", "41", Rank.ATTAINMENT),  # a falling indicator: 40 is the target
        ("39", "38", Rank.FIGURE),
        ("41", "42", Rank.FIGURE),
        ("40", "40.0", None),
    ],
)
def test_a_differing_figure_is_ranked_by_the_side_of_the_target(
    ours: str, theirs: str, rank: Rank | None
) -> None:
    expected = [("company", rank, "value")] if rank else []
    assert found(make_line("ri", figure=ours), make_line("ri", figure=theirs)) == expected


def test_the_heaviest_comes_first() -> None:
    result = consolidate_reports(
        make_report("ministry", make_line("ri", "executed", "39"), make_line("a1", "executed")),
        make_report("company", make_line("ri", "executed", "38"), make_line("a1", "not_executed")),
    )
    assert [c.rank for c in result.contradictions] == [Rank.RESULT, Rank.FIGURE]


@pytest.mark.parametrize("seed", range(5))
def test_injected_contradictions_are_found_and_no_others(seed: int) -> None:
    """Reports that agree, then k of them changed: exactly those k are listed."""
    rng = random.Random(seed)
    places = [("a1", "company"), ("a1", "bank"), ("ri", "company"), ("ti", "agency")]
    changed = set(rng.sample(places, rng.randint(0, len(places))))
    ministry = make_report(
        "ministry",
        make_line("a1", "executed"),
        make_line("ri", "executed", "39"),
        make_line("ti", "executed", "11"),
    )
    others = []
    for key, body in places:
        status = "not_executed" if (key, body) in changed else "executed"
        figure = {"a1": None, "ri": "39", "ti": "11"}[key]
        others.append(make_report(body, make_line(key, status, figure)))
    by_body = {report.sender.id: report for report in others}
    merged = [
        make_report(body or "", *(r.lines[0] for r in others if r.sender.id == body)) for body in by_body
    ]
    result = consolidate_reports(ministry, *merged)
    assert {(c.key, c.theirs) for c in result.contradictions} == changed
