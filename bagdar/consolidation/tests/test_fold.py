"""The keeper's words stand; everyone else's stand beside them; nothing is averaged or left out."""

from bagdar.consolidation.tests.make import (
    consolidate_reports,
    make_line,
    make_reason,
    make_report,
    say,
)
from bagdar.documents.forms import Report, ReportLine


def line(reports: list[Report], key: str) -> ReportLine:
    return next(found for found in consolidate_reports(*reports).lines if found.key == key)


def test_the_keepers_status_and_words_are_the_lines() -> None:
    keeper = make_report("ministry", make_line("a1", "partly_executed", information=say("ministry", "half")))
    other = make_report("company", make_line("a1", "executed", information=say("company", "our part")))
    found = line([other, keeper], "a1")
    assert found.status == "partly_executed"
    assert found.information == say("ministry", "half")
    assert [(c.body, c.status, c.information) for c in found.contributions] == [
        ("company", "executed", say("company", "our part"))
    ]


def test_a_keeper_that_did_not_report_is_not_replaced_by_a_differing_other() -> None:
    found = line(
        [
            make_report("company", make_line("a1", "executed")),
            make_report("bank", make_line("a1", "not_executed")),
        ],
        "a1",
    )
    assert found.status is None
    assert {c.body for c in found.contributions} == {"company", "bank"}


def test_a_line_with_a_reason_alone_is_an_answer_and_its_words_go_up() -> None:
    """As where the word in the status cell was not one of the list's."""
    found = line([make_report("company", make_line("a1", reason=make_reason("company", "late")))], "a1")
    assert [c.reason for c in found.contributions] == [make_reason("company", "late")]


def test_a_group_line_takes_what_all_members_say_alike() -> None:
    found = line(
        [
            make_report("akimat", make_line("a2", "executed")),
            make_report("company", make_line("a2", "executed")),
        ],
        "a2",
    )
    assert found.status == "executed"
    assert len(found.contributions) == 2


def test_a_group_line_with_a_difference_takes_nothing() -> None:
    found = line(
        [
            make_report("akimat", make_line("a2", "executed")),
            make_report("company", make_line("a2", "partly_executed")),
        ],
        "a2",
    )
    assert found.status is None


def test_the_lead_decides_a_group_line() -> None:
    found = line(
        [
            make_report("akimat", make_line("a2", "executed")),
            make_report("company", make_line("a2", "partly_executed")),
            make_report("lead", make_line("a2", "partly_executed", information=say("lead", "decided"))),
        ],
        "a2",
    )
    assert found.status == "partly_executed"
    assert found.information == say("lead", "decided")
    assert len(found.contributions) == 2


def test_a_blank_line_is_not_an_answer() -> None:
    result = consolidate_reports(make_report("ministry", make_line("a1")))
    assert next(found for found in result.lines if found.key == "a1").status is None
    assert ("ministry", "a1") in result.silent


def test_a_measured_zero_is_an_answer() -> None:
    result = consolidate_reports(make_report("ministry", make_line("ri", figure="0")))
    found = next(found for found in result.lines if found.key == "ri")
    assert found.value is not None
    assert found.value.number == 0
    assert ("ministry", "ri") not in result.silent


def test_a_later_report_of_the_same_body_replaces_its_earlier_one() -> None:
    first = make_report("ministry", make_line("a1", "not_executed"))
    second = make_report("ministry", make_line("a1", "executed"))
    assert line([first, second], "a1").status == "executed"


def test_contributions_inside_a_consolidated_report_travel_up_unchanged() -> None:
    below = consolidate_reports(
        make_report("ministry", make_line("a1", "executed")),
        make_report("company", make_line("a1", "executed", information=say("company", "exact words"))),
    )
    section = next(report for report in below.by_level["leads"] if report.sender.id == "lead")
    again = consolidate_reports(
        make_report("ministry", make_line("a1", "executed")),
        section,
    )
    found = next(found for found in again.lines if found.key == "a1")
    words = {c.body: c.information for c in found.contributions}
    assert words["company"] == say("company", "exact words")


def test_a_line_of_a_stranger_is_kept_apart() -> None:
    result = consolidate_reports(make_report("akimat", make_line("a1", "executed")))
    assert [(stray.body, stray.key, stray.known) for stray in result.strays] == [("akimat", "a1", True)]
    assert next(found for found in result.lines if found.key == "a1").contributions == ()
