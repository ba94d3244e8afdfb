"""Which of one body's files holds, and that a file for another period is not counted."""

from __future__ import annotations

from datetime import date

import pytest

from bagdar.consolidation.receive import Received, answered_twice, in_force
from bagdar.documents.forms import BodyRef, Head, Report, ReportLine, Statement
from bagdar.kernel.messages import render
from bagdar.kernel.text import Text

EARLY, LATE = date(2026, 1, 12), date(2026, 1, 20)


def file(name: str, signed: date | None = None, *, body: str = "b1", said: str = "") -> Received:
    """A file of *body* that says *said* (its own name, where nothing is given) on one line."""
    line = ReportLine(
        key="a1",
        kind="activity",
        title=Text.of(en="Bridge"),
        status="executed",
        information=(Statement(language="en", text=said or name, author=body),),
    )
    head = Head(name=Text.of(en="Head"), signed=signed)
    report = Report(languages=("en",), sender=BodyRef(id=body), lines=(line,), head=head)
    return Received(file=name, sha256=name, offline=False, body=body, reports=(report,))


def uncounted(received: Received) -> Received:
    from msgspec.structs import replace

    return replace(received, counted=False)


@pytest.mark.parametrize(
    "first, second, taken, why",
    [
        (file("a", LATE), file("b", EARLY), "a", "taken_later"),
        (file("a", EARLY), file("b", LATE), "b", "taken_later"),
        (file("a", LATE), file("b", LATE), "b", "taken_by_name"),
        (file("a"), file("b"), "b", "taken_by_name"),
        (file("a", EARLY), file("b"), "a", "taken_only_signed"),
        (file("a"), file("b", EARLY), "b", "taken_only_signed"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_file_signed_later_holds_then_the_one_named_later(
    first: Received, second: Received, taken: str, why: str, turned: bool
) -> None:
    came = [second, first] if turned else [first, second]
    assert in_force(came)[-1].file == taken
    (finding,) = answered_twice(came)
    assert finding.place.file == taken
    assert finding.params["other"] == ({"a", "b"} - {taken}).pop()
    days = {"day": LATE if LATE in (first.signed, second.signed) else EARLY, "other_day": EARLY}
    said = finding.params["why"]
    assert isinstance(said, dict)
    assert said["en"] == render(f"consolidation.{why}", "en", **days)
    assert len(set(said.values())) == 3


def test_files_of_other_bodies_stay_where_they_are() -> None:
    came = [file("a", LATE), file("x", EARLY, body="b2"), file("b", EARLY), file("y", body="b3")]
    assert [each.file for each in in_force(came)] == ["b", "x", "a", "y"]


def test_the_same_words_in_two_files_are_one_answer() -> None:
    assert not list(answered_twice([file("a", EARLY, said="Done."), file("b", LATE, said="Done.")]))


def test_a_file_for_another_period_neither_counts_nor_contradicts() -> None:
    came = [file("a", EARLY), uncounted(file("b", LATE))]
    assert [each.file for each in in_force(came)] == ["a"]
    assert not list(answered_twice(came))
