"""Each level's reports: who sends what, who is missing, whose words travel."""

from bagdar.consolidation.tests.make import consolidate_reports, make_line, make_report, say
from bagdar.documents.forms import Factor


def test_a_missing_body_is_named_and_an_unbound_one_is_not_in_breach() -> None:
    result = consolidate_reports(
        make_report("ministry", make_line("a1", "executed")),
        make_report("agency", make_line("ti", figure="11")),
    )
    assert {(m.body, m.bound) for m in result.missing} == {
        ("company", True),
        ("akimat", True),
        ("bank", False),
    }
    assert {ref.id for ref in result.national.missing} == {"company", "akimat", "bank"}


def test_a_body_not_due_for_anything_is_not_missing() -> None:
    result = consolidate_reports(due={"ti": True})
    assert {m.body for m in result.missing} == {"ministry", "agency"}


def test_a_co_executor_sends_only_its_own_contribution() -> None:
    result = consolidate_reports(
        make_report("ministry", make_line("a1", "executed", information=say("ministry", "ours"))),
        make_report("company", make_line("a1", "partly_executed", information=say("company", "theirs"))),
    )
    sent = next(r for r in result.by_level["co_executors"] if r.sender.id == "company")
    line = sent.by_key()["a1"]
    assert (line.status, line.information) == ("partly_executed", say("company", "theirs"))
    assert line.contributions == ()


def test_the_section_report_carries_headings_and_contributions() -> None:
    result = consolidate_reports(
        make_report("ministry", make_line("a1", "executed")),
        make_report("company", make_line("a1", "executed")),
    )
    (section,) = result.by_level["leads"]
    assert [line.key for line in section.lines] == ["s", "g", "ti", "t", "ri", "a1", "a2"]
    assert [c.body for c in section.by_key()["a1"].contributions] == ["company"]
    assert section.by_key()["t"].status is None


def test_the_national_report_holds_every_plan_line() -> None:
    result = consolidate_reports()
    assert len(result.national.lines) == 7


def test_factors_and_notes_keep_their_authors_and_stand_once() -> None:
    factor = Factor(side="external", sign="-", keys=("ri",), statements=say("ministry", "drought"))
    report = make_report("ministry", make_line("ri", figure="45"), factors=(factor,))
    result = consolidate_reports(report, report, make_report("company", make_line("ri", figure="45")))
    assert result.national.factors == (factor,)
    assert result.national.note["proposals"] == (
        *say("ministry", "ministry proposes"),
        *say("company", "company proposes"),
    )


def test_a_section_takes_words_only_from_bodies_with_a_line_in_it() -> None:
    stranger = make_report("bank", factors=(Factor(side="internal", statements=say("bank", "elsewhere")),))
    result = consolidate_reports(make_report("ministry", make_line("a1", "executed")), stranger)
    (section,) = result.by_level["leads"]
    assert section.factors == ()
    assert section.note["proposals"] == say("ministry", "ministry proposes")
    assert len(result.national.note["proposals"]) == 2


def test_the_same_factor_of_several_bodies_is_one_and_a_denial_comes_last() -> None:
    def denial(body: str) -> Factor:
        return Factor(side="internal", statements=say(body, "nothing else"))

    named = Factor(side="internal", sign="-", statements=say("company", "no crews"))
    result = consolidate_reports(
        make_report("ministry", make_line("a1", "executed"), factors=(denial("ministry"),)),
        make_report("company", make_line("a1", "executed"), factors=(denial("company"), named)),
    )
    first, second = result.national.factors
    assert first == named
    assert second.statements == (*say("ministry", "nothing else"), *say("company", "nothing else"))
