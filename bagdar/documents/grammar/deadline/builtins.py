"""What no list of words can hold: figures, years, dates in digits, names of events and stages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bagdar.documents.grammar.deadline.model import Moment, Spot
from bagdar.documents.grammar.matching import Builtin, Match, Matcher

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2149
LONGEST_EVENT: Final = 40
LONGEST_STAGE: Final = 8
FREE_TEXT: Final = 5
"""Cost of open words: a reading by known words alone is preferred."""
_ENDS: Final = frozenset(",;:()/")


def _int(matcher: Matcher, at: int) -> Iterator[Match]:
    form = matcher.form(at)
    if form.isascii() and form.isdigit() and len(form) <= 3:
        yield Match(at + 1, int(form), 0)


def _year(matcher: Matcher, at: int) -> Iterator[Match]:
    form = matcher.form(at)
    if len(form) == 4 and form.isascii() and form.isdigit() and FIRST_YEAR <= int(form) <= LAST_YEAR:
        yield Match(at + 1, int(form), 0)


def _roman(matcher: Matcher, at: int) -> Iterator[Match]:
    token = matcher.tokens[at]
    if token.kind == "word" and (value := token.roman) is not None:
        yield Match(at + 1, value, 0)


def _date(matcher: Matcher, at: int) -> Iterator[Match]:
    """01.12.2025, 01/12/2025, 01-12-2025, 2025-12-01, 01.12.25, without spaces inside."""
    group = matcher.tokens[at : at + 5]
    if len(group) < 5 or not all(token.glued for token in group[1:]):
        return
    a, mark, b, again, c = (token.form for token in group)
    if mark != again or mark not in {".", "/", "-"} or not (a + b + c).isdecimal() or len(b) > 2:
        return
    if len(a) == 4 and mark == "-":
        a, c = c, a
    if len(c) == 2 and mark == ".":
        c = f"20{c}"
    if len(c) == 4 and len(a) <= 2 and (moment := _of_day(int(c), int(b), int(a))):
        yield Match(at + 5, moment, 0)


def _daymonth(matcher: Matcher, at: int) -> Iterator[Match]:
    """15.02, without spaces inside: a day of each year."""
    group = matcher.tokens[at : at + 3]
    if len(group) == 3 and all(token.glued for token in group[1:]) and group[1].form == ".":
        day, month = group[0].form, group[2].form
        if day.isdecimal() and month.isdecimal() and len(day) == len(month) == 2:
            leap = _of_day(2024, int(month), int(day))
            if leap:
                yield Match(at + 3, Moment(spots=leap.spots), 0)


def _monthyear(matcher: Matcher, at: int) -> Iterator[Match]:
    """12.2025, without spaces inside: a month."""
    group = matcher.tokens[at : at + 3]
    if len(group) == 3 and all(token.glued for token in group[1:]) and group[1].form == ".":
        month, year = group[0].form, group[2].form
        if len(month) == 2 and month.isdecimal() and len(year) == 4 and (day := _of_day_text(year, month)):
            spot = Spot(kind="month", first=day.spots[0].first, last=day.spots[0].last)
            yield Match(at + 3, Moment(spots=(spot,), years=day.years), 0)


def _of_day_text(year: str, month: str) -> Moment | None:
    return _of_day(int(year), int(month), 1) if year.isdecimal() else None


def _of_day(year: int, month: int, day: int) -> Moment | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    spot = Spot(kind="day", first=month, last=month, first_day=day, last_day=day)
    return Moment(spots=(spot,), years=(year,))


def _named(what: str) -> Builtin:
    """Words up to a mark or a word that ends them; one of them must be a word of *what*: something that
    happens ("event"), or a document ("document"). No part of a year begins them: "до 25 декабря" is a day."""

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        if matcher.has(at, "hanging") or matcher.has(at + 1, "dayword") or matcher.match("spot", at):
            return
        named = False
        for end in range(at, min(at + LONGEST_EVENT, len(matcher.tokens)) + 1):
            over = end == len(matcher.tokens) or matcher.form(end) in _ENDS
            if over or matcher.has(end, "stop") or matcher.has(end, f"{what}stop"):
                if named and not _broken_off(matcher, at, end):
                    yield Match(end, matcher.written(at, end), FREE_TEXT)
                return
            token = matcher.tokens[end]
            named = named or (token.kind == "word" and _names(matcher, end, what))

    return match


def _broken_off(matcher: Matcher, at: int, end: int) -> bool:
    """Does the name end in the middle, or in the abbreviation of a body ("по мере необходимости МФ")?"""
    last = matcher.tokens[end - 1]
    body = matcher.has(at, "need") and end - at > 1 and len(last.raw) > 1 and last.raw.isupper()
    alone = end - at == 1 and matcher.has(at, "needy")
    return body or alone or matcher.has(end - 1, "and") or matcher.has(end - 1, "hanging")


def _stage(matcher: Matcher, at: int) -> Iterator[Match]:
    """A few words that say what is done then, one of them a name of work ("разработка")."""
    works = False
    end = at
    while end < min(at + LONGEST_STAGE, len(matcher.tokens)) and _of_stage(matcher, end):
        if end > at and (matcher.has(end, "month") or matcher.has(end, "stop") or matcher.tokens[end].breaks):
            break
        works = works or _names(matcher, end, "stage")
        end += 1
    if works:
        yield Match(end, matcher.written(at, end), FREE_TEXT)


def _of_stage(matcher: Matcher, at: int) -> bool:
    """A word, or the number of a stage ("1 этап", "1-кезең")."""
    token = matcher.tokens[at]
    if token.form == "-":
        return token.glued and at + 1 < len(matcher.tokens) and matcher.tokens[at + 1].glued
    return token.kind == "word" or (token.kind == "number" and len(token.form) == 1)


def _item(matcher: Matcher, at: int) -> Iterator[Match]:
    """ "1." or "2)" at the beginning of a line, and a word after it."""
    group = matcher.tokens[at : at + 3]
    if (
        len(group) < 3
        or group[0].kind != "number"
        or len(group[0].form) > 2
        or group[1].form not in {".", ")"}
    ):
        return
    begins = at == 0 or group[0].breaks or matcher.form(at - 1) == ";"
    if begins and group[1].glued and not group[2].glued and group[2].kind != "mark":
        yield Match(at + 2, group[0].form, 0)


def _names(matcher: Matcher, at: int, what: str) -> bool:
    form = matcher.form(at)
    return matcher.has(at, f"{what}noun") or (
        len(form) > 2 and form.endswith(matcher.lexicon.endings.get(what, ()))
    )


BUILTINS: Final[dict[str, Builtin]] = {
    "int": _int,
    "year": _year,
    "roman": _roman,
    "date": _date,
    "daymonth": _daymonth,
    "monthyear": _monthyear,
    "item": _item,
    "event": _named("event"),
    "document": _named("document"),
    "stagetext": _stage,
}
