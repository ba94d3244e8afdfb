"""How a clause is cited on pages: a short mark, the full words behind it, and the page it leads to."""

from __future__ import annotations

import re

import msgspec

from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.model import Clause, LegalAct, Methodology
from bagdar.web.navigation import address

PRACTICE = "practice"
"""The program's own practice: no clause asks for it, and no page is behind it."""

_ANNEX = re.compile(r"A(?P<annex>\d+)(?:\.(?P<clause>.+))?")


class Mark(msgspec.Struct, frozen=True):
    """``short``: what stands in the mark. ``full``: its words for those who cannot see it or ask. ``url``: or ""."""

    short: str
    full: str
    url: str


def mark(clause: str, methodology: Methodology, language: str) -> Mark:
    """The mark of *clause*; without an address where the methodology does not declare it."""
    if clause == PRACTICE:
        words = render("web.clauses.practice", language)
        return Mark(words, words, "")
    declared = methodology.clauses.get(clause)
    short, full = _words(clause, declared, methodology, language)
    return Mark(short, full, clause_url(methodology, clause) if declared else "")


def clause_url(methodology: Methodology, clause: str) -> str:
    return address("methodology.clause", pack=methodology.id, clause=clause)


def _words(clause: str, declared: Clause | None, methodology: Methodology, language: str) -> tuple[str, str]:
    act = next((one for one in methodology.acts if declared and one.id == declared.act), None)
    if act is not None:
        place = clause.partition(".")[2]
        name = act_name(act, language)
        short = f"{name}, {place}" if place else name
        return short, f"{short}. {in_language(act.title, language)}"
    if annex := _ANNEX.fullmatch(clause):
        kind = "point" if annex["clause"] else "annex"
        fields = {"annex": annex["annex"], "point": annex["clause"] or ""}
        return tuple(render(f"web.clauses.{kind}_{form}", language, **fields) for form in ("short", "full"))  # type: ignore[return-value]
    if clause[:1].isdigit():
        return f"§{clause}", render("web.clauses.clause_full", language, clause=clause)
    return clause, clause


def act_name(act: LegalAct, language: str) -> str:
    """ "№ 82 бұйрық": kind and number of an act."""
    kind = act.kind if is_message(f"web.clauses.act_{act.kind}") else "other"
    return render(f"web.clauses.act_{kind}", language, number=act.number)


def in_language(text: dict[str, str], language: str) -> str:
    """*text* in *language*, else in a language of the program, else in any of the methodology's own."""
    return next(
        (text[one] for one in (language, *UI_LANGUAGES) if one in text), next(iter(text.values()), "")
    )
