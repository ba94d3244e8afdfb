"""What several commands share: the methodology and register to work by, plans and reports from files."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Place
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.consolidation.issue import Cycle
    from bagdar.documents.bodies import Bodies, Body, RegisterFile
    from bagdar.documents.forms import Form, Plan
    from bagdar.documents.reading import Grammars, Reading
    from bagdar.kernel.periods import Period
    from bagdar.methodology.model import Methodology

READABLE = (".docx", ".xlsx")
REFUSED = (".doc", ".xls", ".rtf", ".odt", ".ods", ".pdf", ".docm", ".xlsm", ".xlsb")
"""What people send instead: opened too, so that the refusal says what to do."""
FIRST_YEAR, LAST_YEAR = 1950, 2149
"""Years that a plan can mean."""


class Setting(msgspec.Struct, frozen=True):
    """What a command works by: ``--methodology`` and ``--bodies``."""

    methodology: Methodology
    bodies: Bodies
    own: RegisterFile | None = None
    """The register that was given; None where the methodology's own holds."""


def add_setting(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--methodology", help=render("cli.methodology.option", language))
    parser.add_argument("--bodies", type=Path, help=render("cli.bodies.option", language))


def add_strategy(parser: argparse.ArgumentParser, language: str) -> None:
    """What A1 has no place for and A2 and A3 print: the Strategy's name and the act that approved it."""
    parser.add_argument("--strategy-name", help=render("cli.strategy_name.option", language))
    parser.add_argument("--strategy-act", help=render("cli.strategy_act.option", language))


def with_strategy(plan: Plan, args: argparse.Namespace) -> Plan:
    """*plan* with the Strategy's name and act as given on the command, in every language of the plan."""
    from bagdar.documents.reading.surroundings import read_act
    from bagdar.kernel.text import Text

    def said(given: str) -> Text:
        return Text(dict.fromkeys(plan.languages, given))

    if args.strategy_name:
        plan = msgspec.structs.replace(plan, strategy_name=said(args.strategy_name))
    act = read_act(args.strategy_act or "", plan.languages[0] if plan.languages else "")
    if act is not None:
        act = msgspec.structs.replace(act, text=said(args.strategy_act))
        plan = msgspec.structs.replace(plan, strategy_act=act)
    return plan


def add_evaluation(parser: argparse.ArgumentParser, language: str) -> None:
    """A2.7: the year in which the document is evaluated is set for the reporting year, on a ground."""
    parser.add_argument("--evaluation", action="store_true", help=render("cli.evaluation.option", language))
    parser.add_argument("--evaluation-ground", help=render("cli.evaluation_ground.option", language))


def evaluation(args: argparse.Namespace) -> bool | None:
    """Set on the command; None: as the methodology names its years, if it does."""
    return True if args.evaluation or args.evaluation_ground else None


def add_period(parser: argparse.ArgumentParser, language: str, *, required: bool = True) -> None:
    parser.add_argument("--year", type=int, required=required, help=render("cli.year.option", language))
    parser.add_argument("--part", type=int, help=render("cli.part.option", language))


def setting(args: argparse.Namespace) -> Setting:
    """The methodology, and its register of bodies or the one in the file ``--bodies``.

    Such a file is JSON: ``{"bodies": [Body, …], "offices": {office id: body id}}``. Raises DomainError.
    """
    from bagdar.methodology.loader import load, load_bodies

    methodology = load(args.methodology)
    if args.bodies is None:
        return Setting(methodology, load_bodies(methodology.id))
    return by_register(methodology, _register(args.bodies))


def by_register(methodology: Methodology, own: RegisterFile) -> Setting:
    return Setting(held_by(methodology, own.offices), register(methodology, own.bodies), own)


def register(methodology: Methodology, bodies: Iterable[Body]) -> Bodies:
    """*bodies* under the methodology's rule on which kinds may be responsible."""
    from bagdar.documents.bodies import Bodies

    allowed = [kind.id for kind in methodology.body_kinds if kind.responsible != "no"]
    return Bodies(bodies, responsible=allowed)


def held_by(methodology: Methodology, offices: dict[str, str]) -> Methodology:
    """*methodology* with its offices held by other bodies."""
    return msgspec.structs.replace(
        methodology,
        offices=tuple(
            msgspec.structs.replace(office, body=offices.get(office.id, office.body))
            for office in methodology.offices
        ),
    )


def _register(path: Path) -> RegisterFile:
    from bagdar.documents.bodies import RegisterFile

    try:
        return jsonio.loads(path.read_bytes(), RegisterFile)
    except OSError as error:
        raise DomainError("cli.no_file", place=Place(file=str(path))) from error
    except msgspec.DecodeError as error:
        raise DomainError("cli.not_register", place=Place(file=path.name), fault=str(error)) from error


def cycle_of(args: argparse.Namespace, plan: Plan, by: Setting) -> Cycle:
    """The reporting cycle asked for. Raises DomainError for a year outside the plan's period."""
    from bagdar.consolidation.issue import open_cycle

    period = period_of(args, by.methodology)
    first, last = plan.first_year, plan.last_year
    if (first and args.year < first) or (last and args.year > last):
        raise DomainError("cli.outside_plan", year=args.year, first=first, last=last)
    return open_cycle(
        plan,
        by.methodology,
        by.bodies,
        period,
        evaluation_year=evaluation(args),
        evaluation_ground=args.evaluation_ground or "",
    )


def period_of(args: argparse.Namespace, methodology: Methodology) -> Period:
    """The period asked for. Raises DomainError where the methodology's year has no such part."""
    from bagdar.kernel.periods import Period

    if not FIRST_YEAR <= args.year <= LAST_YEAR:
        raise DomainError("cli.no_year", year=args.year, first=FIRST_YEAR, last=LAST_YEAR)
    parts = methodology.reports_a_year
    if args.part is None and parts > 1:
        raise DomainError("cli.which_part", parts=parts)
    part = 1 if args.part is None else args.part
    if not 1 <= part <= parts:
        raise DomainError("cli.no_part", part=part, parts=parts)
    return Period(args.year, part, parts, methodology.year_starts)


def read_file(path: Path, by: Setting, form: str | None = None) -> Reading:
    """*path* opened in the limited child process and read. Raises FileRefusedError."""
    from bagdar.documents.opening import open_document
    from bagdar.documents.reading import read

    return read(open_document(path), by.methodology.forms, by.bodies, form=form, grammars=grammars_of(by))


def grammars_of(by: Setting) -> Grammars:
    """What the methodology gives the grammars of phrases."""
    from bagdar.documents.grammar.financing import Source
    from bagdar.documents.reading import Grammars
    from bagdar.methodology.loader import load_lexicons

    return Grammars(
        by.bodies,
        lexicons=load_lexicons(by.methodology.id),
        sources=tuple(Source(id=source.id, labels=source.labels) for source in by.methodology.finance),
        informing=by.methodology.informing,
    )


def load_plan(paths: Sequence[Path], by: Setting) -> Plan:
    """The plan in *paths*: one file, or one for each language, joined line by line; Word, Excel or JSON.

    Raises FileRefusedError, or DomainError where a file holds no plan.
    """
    from bagdar.documents.forms import Plan
    from bagdar.documents.reading.pairing import pair

    plans = []
    for path in paths:
        if is_json(path):
            plans.append(load_json(path, Plan))
            continue
        plan = read_file(path, by, "plan").plan()
        if not plan.items:
            raise DomainError("cli.no_plan", place=Place(file=path.name))
        plans.append(plan)
    joined = plans[0]
    for other in plans[1:]:
        joined = pair(joined, other).plan
    return joined


def is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def form_of_json(path: Path) -> Form:
    """The form in a JSON file, which names its own kind. Raises DomainError with the first fault."""
    from bagdar.documents.forms import FORM_TYPES

    class Named(msgspec.Struct):
        form: str

    named = load_json(path, Named, called=", ".join(FORM_TYPES)).form
    if named not in FORM_TYPES:
        raise DomainError("cli.unknown_form", place=Place(file=path.name), form=named, known=list(FORM_TYPES))
    return load_json(path, FORM_TYPES[named])


def typed(reading: Reading, path: Path) -> Form:
    """The form that was read. Raises DomainError where the document is none of the methodology's."""
    from bagdar.documents.offline.model import issued_to

    if issued_to(reading.raw) is not None:
        raise DomainError("cli.offline_form", place=Place(file=path.name))
    readers: dict[str, Callable[[], Form]] = {
        "plan": reading.plan,
        "report": reading.report,
        "conclusion": reading.conclusion,
        "strategy_report": reading.strategy_report,
    }
    if reading.form not in readers:
        raise DomainError("cli.unknown_document", place=Place(file=path.name))
    return readers[reading.form]()


def known_body(body: str | None, by: Setting) -> None:
    """Raises DomainError, with the likeliest ids, for a *body* that the register lacks."""
    if body is None or body in by.bodies:
        return
    known = [each.id for each in by.bodies]
    near = difflib.get_close_matches(body, known, n=5, cutoff=0.4)
    raise DomainError("cli.unknown_body", body=body, near=near or known[:5])


S = TypeVar("S", bound=msgspec.Struct)


def load_json(path: Path, kind: type[S], *, called: str = "") -> S:
    """A form from its JSON file. Raises DomainError with the path of the first fault."""
    try:
        return jsonio.loads(path.read_bytes(), kind)
    except OSError as error:
        raise DomainError("cli.no_file", place=Place(file=str(path))) from error
    except msgspec.DecodeError as error:
        raise DomainError(
            "cli.not_json", place=Place(file=path.name), form=called or kind.__name__, fault=str(error)
        ) from error


def documents_in(folder: Path) -> list[Path]:
    """Files sent as reports anywhere under *folder*, in order; what office programs leave behind is not one."""
    if not folder.is_dir():
        raise DomainError("cli.no_folder", place=Place(file=str(folder)))
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in (*READABLE, *REFUSED) and not path.name.startswith(("~$", ".", "~lock"))
    )


def reports_in(folder: Path) -> list[Path]:
    """Reports sent as the JSON of their form; other JSON (a plan, obligations) is none of them."""
    return [path for path in sorted(folder.rglob("*.json")) if _form_named(path) == "report"]


def _form_named(path: Path) -> str | None:
    class Named(msgspec.Struct):
        form: str = ""

    try:
        return msgspec.json.decode(path.read_bytes(), type=Named).form
    except (OSError, msgspec.DecodeError):
        return None
