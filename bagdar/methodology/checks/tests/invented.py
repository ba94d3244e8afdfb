"""An invented country's methodology and bodies, and a reader of plain phrases."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.spec import (
    Column,
    FormSpec,
    ItemKind,
    NoteItem,
    ReasonKind,
    Standing,
    State,
    Status,
)
from bagdar.kernel.text import Text
from bagdar.methodology.checks import registered
from bagdar.methodology.checks.readings import (
    Completion,
    Deadline,
    Due,
    Executor,
    Executors,
    Financing,
)
from bagdar.methodology.model import (
    BodyKind,
    CheckSetting,
    Clause,
    Currency,
    DayRule,
    FinanceSource,
    Informing,
    LegalAct,
    Level,
    Methodology,
    Office,
    Role,
    Section,
    StrategyRules,
)

CLAUSE = "art-7"


def t(word: str, other: str | None = None) -> Text:
    """*word* in French, and in Spanish *other* or the same with a mark."""
    return Text.of(fr=word, es=other or f"{word} (es)")


def kind(key: str, **flags: Any) -> ItemKind:
    return ItemKind(id=key, name=t(key), plural=t(f"{key}s"), **flags)


CELLS = ("outcome", "who", "until", "money")
KINDS = (
    kind("part", section=True, requires=("aim", "mark", "job")),
    kind("aim", parents=("part",)),
    kind(
        "mark",
        parents=("aim", "part"),
        measured=True,
        reported=True,
        executors=True,
        deadline=True,
        strategy=True,
        columns=("until", "who"),
    ),
    kind("job", parents=("aim",), requires=("gauge", "deed")),
    kind(
        "gauge",
        parents=("job",),
        measured=True,
        reported=True,
        executors=True,
        deadline=True,
        columns=("until", "who"),
    ),
    kind(
        "deed",
        parents=("job",),
        reported=True,
        executors=True,
        deadline=True,
        ordinal=True,
        columns=CELLS,
    ),
    kind("path", parents=("aim",), form=False),
)
COLUMNS = tuple(
    Column(id=key, role=role, published=t(key), width=20, clause=clause)
    for key, role, clause in (
        ("no", "number", ""),
        ("what", "title", ""),
        ("outcome", "completion", "art-3"),
        ("who", "executors", "art-4"),
        ("until", "deadline", "art-5"),
        ("money", "financing", "art-6"),
        ("per", "unit", ""),
    )
)
STATUSES = (
    Status(id="done", words=t("fait"), result="full"),
    Status(id="half", words=t("en partie"), result="part", reason=True),
    Status(id="undone", words=t("pas fait"), result="none", reason=True),
)
STATES = (
    State(id="later", words=t("plus tard")),
    State(id="unneeded", words=t("sans objet"), reason=True),
)
STANDINGS = (
    Standing(id="sure", words=t("définitif")),
    Standing(id="awaited", words=t("attendu"), figure=False),
)
NOTE = (NoteItem(id="ideas", caption=t("idées")), NoteItem(id="judged", caption=t("jugé"), when="evaluation"))


def form(key: str) -> FormSpec:
    return FormSpec(id=key, languages=("fr", "es"), title=t(key), columns=COLUMNS, kinds=KINDS)


def methodology(**changes: Any) -> Methodology:
    """All checks on, by one clause; *changes* replace fields."""
    whole = Methodology(
        id="invented",
        name=t("Méthode"),
        country=t("Pays"),
        languages=("fr", "es"),
        zone="UTC",
        currency=Currency(code="XXX", symbol="x", minor=100, name=t("sou")),
        acts=(LegalAct(id="a", kind="loi", number="1", day=date(2020, 1, 1), issuer=t("P"), title=t("L")),),
        act="a",
        status=t("en vigueur"),
        clauses={
            key: Clause(statement=t(key)) for key in (CLAUSE, "art-3", "art-4", "art-5", "art-6", "art-9")
        },
        body_kinds=(
            BodyKind(id="ministry", name=t("ministère")),
            BodyKind(id="company", name=t("compagnie"), responsible="warn"),
            BodyKind(id="office", name=t("bureau"), responsible="no"),
            BodyKind(id="many", name=t("groupe"), responsible="no"),
            BodyKind(id="private", name=t("privé"), responsible="no", bound=False),
        ),
        offices=(Office(id="land", name=t("terre"), body="m1"), Office(id="sea", name=t("mer"), body="m2")),
        roles=(Role(id="responsible", name=t("responsable")),),
        strategy=StrategyRules(years=2),
        sections=(
            Section(number=1, name=t("La terre", "La tierra"), office="land", clause="art-9"),
            Section(number=2, name=t("La mer", "El mar"), office="sea", clause="art-9"),
        ),
        kinds=KINDS,
        statuses=STATUSES,
        states=STATES,
        standings=STANDINGS,
        reasons=(ReasonKind(id="money", words=t("argent")),),
        note=NOTE,
        levels=(
            Level(
                id="up",
                name=t("montant"),
                sender="responsible",
                recipient="lead",
                scope="section",
                form="report",
                due=DayRule(month=1, day=10),
                clause="art-9",
            ),
        ),
        forms={"plan": form("plan"), "report": form("report")},
        informing=Informing(max_dates_a_year=2, coincide=True, clause=CLAUSE),
        finance=(
            FinanceSource(id="state", name=t("État")),
            FinanceSource(id="gifts", name=t("dons"), allowed=False),
        ),
        checks={key: CheckSetting(clause=CLAUSE, severity="warning") for key in registered()},
    )
    return replace(whole, **changes)


BODIES = Bodies(
    [
        Body(id="m1", kind="ministry", name=t("Ministère de la terre")),
        Body(id="m2", kind="ministry", name=t("Ministère de la mer")),
        Body(id="co", kind="company", name=t("Compagnie du rail")),
        Body(id="club", kind="private", name=t("Club alpin")),
        Body(id="of", kind="office", name=t("Bureau des cartes")),
        Body(id="towns", kind="many", name=t("villes"), group=True, members=("t1", "t2")),
    ]
)


class PlainReader:
    """Reads "2026-01-01/2026-06-30, …", "m1, of!, ?x", "state, gifts" and "tell …"; "?" is not understood.

    An exclamation mark says "responsible", a tilde "co-executor".
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def deadline(self, text: str, language: str) -> Deadline:
        self.asked.append((text, language))
        if text.startswith("?"):
            return Deadline(understood=False, left_over=text)
        spans = [part.strip().split("/") for part in text.split(",")]
        days = [(date.fromisoformat(span[0]), date.fromisoformat(span[-1])) for span in spans]
        return Deadline(understood=True, occurrences=tuple(Due(first, last) for first, last in days))

    def executors(self, text: str, language: str) -> Executors:
        self.asked.append((text, language))
        return Executors(
            understood="?" not in text, bodies=tuple(_executor(part) for part in text.split(","))
        )

    def financing(self, text: str, language: str) -> Financing:
        self.asked.append((text, language))
        words = tuple(word.strip() for word in text.split(","))
        return Financing(understood="?" not in text, sources=() if "?" in text else words, left_over=text)

    def completion(self, text: str, language: str) -> Completion:
        self.asked.append((text, language))
        return Completion(understood=True, informing=text.startswith("tell"))


def _executor(part: str) -> Executor:
    name = part.strip()
    role = {"!": "responsible", "~": "co_executor"}.get(name[-1:], "")
    name = name.rstrip("!~")
    body = BODIES.get(name)
    return Executor(name, None if body is None else name, role, group=bool(body and body.group))
