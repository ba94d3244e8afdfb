"""The sources of the search box that come with bodies, people and the methodology."""

from __future__ import annotations

from urllib.parse import urlencode

from bagdar.kernel.actors import Actor
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.model import Clause, Methodology
from bagdar.orgs.rules import fold
from bagdar.orgs.selectors.bodies import Wanted, matching
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.people import list_people
from bagdar.web import marks
from bagdar.web.finding import Found, Source, register
from bagdar.web.governing import methodology
from bagdar.web.navigation import address, place_of

LONGEST = 160
"""Signs of a clause that a line of the answer shows."""


def _bodies(actor: Actor, text: str, language: str, most: int) -> list[Found]:
    """By name, abbreviation, code or number in any language; ended bodies are found by the list."""
    place = place_of("bodies.show", "body")
    rows = matching(actor, Wanted(day=today(), text=text), language)[:most]
    return [Found(url=place(row.body_id), name=row.name, about=row.abbreviation) for row in rows]


def _people(actor: Actor, text: str, _language: str, most: int) -> list[Found]:
    place = place_of("people.show", "person")
    rows = list_people(actor, text=text)[:most]
    return [Found(url=place(row.pk), name=row.full_name, about=row.position) for row in rows]


def _clauses(_actor: Actor, text: str, language: str, most: int) -> list[Found]:
    """Clauses of the methodology in force: by number ("31", "A2.4") and by words in any of its languages."""
    words, pack = fold(text).lstrip("§ ").split(), methodology()
    found = []
    for clause, declared in pack.clauses.items():
        if all(word in _held(clause, declared) for word in words) and words:
            found.append(_line(clause, declared, pack, language))
        if len(found) == most:
            break
    return found


def _held(clause: str, declared: Clause) -> str:
    return fold(" ".join((f"§{clause}", *declared.statement.values(), *declared.used.values())))


def _line(clause: str, declared: Clause, pack: Methodology, language: str) -> Found:
    cited = marks.mark(clause, pack, language)
    said = declared.statement.in_(language, *UI_LANGUAGES)
    about = said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"
    return Found(url=cited.url, name=cited.short, about=about)


def _in_list(url: str, text: str) -> str:
    return f"{address(url)}?{urlencode({'q': text})}"


def declare() -> None:
    register(
        Source(
            title="web.search.bodies",
            action="orgs.body.see",
            look=_bodies,
            whole=lambda text: _in_list("bodies.list", text),
        )
    )
    register(
        Source(
            title="web.search.people",
            action="orgs.person.see",
            look=_people,
            whole=lambda text: _in_list("people.list", text),
        )
    )
    register(
        Source(
            title="web.search.clauses",
            action="orgs.methodology.see",
            look=_clauses,
            whole=lambda _: address("methodology.clauses", pack=methodology().id),
        )
    )
