"""``bagdar methodology``: lists, shows and explains methodologies, writes a new one to begin with."""

from __future__ import annotations

import argparse
import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bagdar.cli.output import citation, print_json
from bagdar.kernel import clock, jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES, Text

if TYPE_CHECKING:
    from bagdar.methodology.model import Clause, Day, Methodology

_ID = re.compile(r"^(?:§|п\.|clause|пункт|тармақ)?\s*", re.IGNORECASE)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    def say(key: str) -> str:
        return render(f"methodology.cli.{key}", language)

    parser = subparsers.add_parser(
        "methodology", help=render("cli.methodology.help", language), description=say("description")
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar=render("cli.command", language))
    found = {
        name: actions.add_parser(name, help=say(name)) for name in ("list", "show", "clause", "checks", "new")
    }
    found["show"].add_argument("methodology", nargs="?", help=say("name"))
    found["show"].add_argument("--year", type=int, help=say("year"))
    found["clause"].add_argument("clause", nargs="+", help=say("clause_id"))
    for name in ("clause", "checks"):
        found[name].add_argument("--methodology", help=say("name"))
    found["new"].add_argument("folder", type=Path, help=say("folder"))
    found["new"].add_argument("--languages", default=",".join(UI_LANGUAGES), help=say("languages"))
    for name in ("list", "show", "clause", "checks"):
        found[name].add_argument("--json", action="store_true", help=say("json"))
    found["checks"].add_argument("--markdown", action="store_true", help=say("markdown"))
    for action in found.values():
        lang = render("cli.lang.help", language)
        action.add_argument("--lang", choices=UI_LANGUAGES, default=argparse.SUPPRESS, help=lang)


def run(args: argparse.Namespace, language: str) -> int:
    """0; refusals are raised as DomainError."""
    actions = {"list": _list, "show": _show, "clause": _clause, "checks": _checks, "new": _new}
    actions[args.action](args, language)
    return 0


def _say(key: str, language: str, /, **params: Any) -> str:
    return render(f"methodology.cli.{key}", language, **params)


def _in(text: Text, language: str) -> str:
    return text.in_(language, *UI_LANGUAGES)


def _list(args: argparse.Namespace, language: str) -> None:
    from bagdar.methodology.loader import available, default_pack, load

    packs = [load(name) for name in available()]
    if args.json:
        print_json(
            [
                {
                    "id": pack.id,
                    "name": pack.name,
                    "country": pack.country,
                    "languages": pack.languages,
                    "status": pack.status,
                    "default": pack.id == default_pack(),
                    "digest": pack.digest,
                }
                for pack in packs
            ]
        )
        return
    for pack in packs:
        mark = f" ({_say('default', language)})" if pack.id == default_pack() else ""
        print(f"{pack.id}{mark}: {_in(pack.name, language)}")
        print(f"  {_in(pack.country, language)}; {', '.join(pack.languages)}; {_in(pack.status, language)}")


def _show(args: argparse.Namespace, language: str) -> None:
    from bagdar.methodology.loader import load, load_bodies

    pack, bodies = load(args.methodology), load_bodies(args.methodology)
    if args.json:
        print(json.dumps(jsonio.plain(pack), ensure_ascii=False, indent=1))
        return
    print(f"{pack.id}: {_in(pack.name, language)}")
    print(f"{_say('country', language)}: {_in(pack.country, language)}")
    print(f"{_say('documents_in', language)}: {', '.join(pack.languages)}")
    year = {"month": pack.year_starts, "reports": pack.reports_a_year, "currency": pack.currency.code}
    print(_say("year_line", language, **year))
    print(f"{_say('status', language)}: {_in(pack.status, language)}")
    counts = {"clauses": len(pack.clauses), "checks": len(pack.checks), "bodies": len(bodies)}
    print(_say("counts", language, **counts))
    print(f"SHA-256: {pack.digest}")
    _print_acts(pack, language)
    _print_chain(pack, language, args.year)
    _print_parts(pack, language)


def _print_acts(pack: Methodology, language: str) -> None:
    print(f"\n{_say('acts', language)}")
    for act in pack.acts:
        print(f"  {act.day:%d.%m.%Y} № {act.number}. {_in(act.issuer, language)}: {_in(act.title, language)}")
        for day in (act.in_force, act.repealed):
            if day is not None:
                print(f"    {_day(day, language)}")


def _day(day: Day, language: str) -> str:
    parts = [f"{day.on:%d.%m.%Y}" if day.on else "", _in(day.note, language)]
    return ". ".join(part for part in parts if part)


def _print_chain(pack: Methodology, language: str, year: int | None) -> None:
    from bagdar.methodology.due import period_of
    from bagdar.methodology.obligations import bounds, last_day, named_day

    this_year = year if year is not None else clock.today(pack.zone).year
    for part in range(1, pack.reports_a_year + 1):
        period = period_of(pack, this_year, part)
        print(f"\n{_say('chain', language, period=period.label)}")
        for level in pack.levels:
            day = last_day(pack, named_day(level.due, period))
            first, last = bounds(level.due, period)
            own = "" if level.due.fixed else f" ({_say('own_date', language, first=first, last=last)})"
            cited = citation(level.clause, language)
            print(f"  {_say('by', language)} {day:%d.%m.%Y}{own}: {_in(level.name, language)} ({cited})")


def _print_parts(pack: Methodology, language: str) -> None:
    offices = {office.id: office for office in pack.offices}
    print(f"\n{_say('sections', language)}")
    for section in pack.sections:
        office = offices[section.office]
        holder = office.body or _say("no_holder", language)
        cited = citation(section.clause, language)
        print(
            f"  {section.number}. {_in(section.name, language)}: {_in(office.name, language)} [{holder}] ({cited})"
        )
    print(f"\n{_say('kinds', language)}: " + ", ".join(_in(kind.name, language) for kind in pack.kinds))
    words = [_in(status.words, language) for status in pack.statuses]
    words += [_in(state.words, language) for state in pack.states]
    print(f"{_say('statuses', language)}: " + ", ".join(words))
    print(f"\n{_say('parameters', language)}")
    for parameter in pack.parameters:
        reading = parameter.readings.get(str(parameter.value), Text())
        value = _in(reading, language) or str(parameter.value)
        print(f"  {_in(parameter.name, language)}: {value} ({citation(parameter.clause, language)})")
        if parameter.matters != "files":
            print(f"    {_say(f'matters.{parameter.matters}', language)}")


def _clause(args: argparse.Namespace, language: str) -> None:
    from bagdar.methodology.loader import load

    pack = load(args.methodology)
    keys = [key for wanted in args.clause for key in _found(pack, wanted)]
    if args.json:
        found = {key: jsonio.plain(pack.clauses[key]) | {"used_by": list(_users(pack, key))} for key in keys}
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for number, key in enumerate(keys):
        if number:
            print()
        for line in _told(pack, key, pack.clauses[key], language):
            print(line)


def _found(pack: Methodology, wanted: str) -> list[str]:
    """The clause and its parts: "§32" gives 32, 32(1), … Raises DomainError for a clause that is not there."""
    by_key = {key.casefold(): key for key in pack.clauses}
    key = _ID.sub("", wanted.strip()).replace(" ", "").casefold()
    # А in the Kazakh and Russian layout is another letter than A.
    key = key.replace("а", "a") if key[:1] == "а" else key
    found = [
        original
        for folded, original in by_key.items()
        if folded == key or folded.startswith((f"{key}(", f"{key}."))
    ]
    if key not in by_key and not found:
        near = difflib.get_close_matches(key, by_key, n=5, cutoff=0.3)
        raise DomainError(
            "methodology.unknown_clause", wanted=wanted, near=[by_key[each] for each in near] or ["–"]
        )
    return found


def _told(pack: Methodology, key: str, clause: Clause, language: str) -> Iterator[str]:
    yield f"{citation(key, language)}. {_in(clause.statement, language)}"
    for field in ("published", "used", "slip"):
        text = getattr(clause, field)
        if text:
            yield f"  {_say(field, language)}: {_in(text, language)}"
    open_points = [parameter for parameter in pack.parameters if parameter.clause == key]
    if open_points:
        yield f"  {_say('readings', language)}:"
    for parameter in open_points:
        yield f"   {_in(parameter.name, language)} [{parameter.id}]"
        for reading, text in parameter.readings.items():
            mark = "*" if reading == parameter.value else " "
            yield f"   {mark} {reading}: {_in(clause.readings.get(reading, text), language)}"
    users = list(_users(pack, key))
    if users:
        yield f"  {_say('used_by', language)}: {', '.join(users)}"


def _users(pack: Methodology, key: str) -> Iterator[str]:
    """Ids of levels, sections, kinds, checks, … that cite the clause, each with what it is."""
    for what in (
        "levels",
        "kinds",
        "statuses",
        "states",
        "body_kinds",
        "offices",
        "note",
        "finance",
        "parameters",
    ):
        for item in getattr(pack, what):
            if item.clause == key:
                yield f"{what}.{item.id}"
    yield from (f"sections.{section.number}" for section in pack.sections if section.clause == key)
    for form in pack.forms.values():
        yield from (f"{form.id}.{column.id}" for column in form.columns if column.clause == key)
    yield from (f"checks.{check}" for check, setting in pack.checks.items() if setting.clause == key)


def _checks(args: argparse.Namespace, language: str) -> None:
    from bagdar.methodology.loader import load

    pack = load(args.methodology)
    if args.json:
        print_json(jsonio.plain(pack.checks))
        return
    if args.markdown:
        print("\n".join(_table_of_checks(pack, language)))
        return
    for key, setting in pack.checks.items():
        mark = render(f"cli.severity.{setting.severity}", language) if setting.on else _say("off", language)
        print(f"{mark:<10} {key:<36} {citation(setting.clause, language)}")


def _table_of_checks(pack: Methodology, language: str) -> Iterator[str]:
    """Markdown: each check with its clause, severity, name and (in English) what exactly it looks for."""
    from bagdar.methodology.checks import purposes

    looks = purposes()
    heads = [_say(f"checks.{key}", language) for key in ("check", "clause", "severity", "looks")]
    subject = ""
    for key, setting in pack.checks.items():
        if key.partition(".")[0] != subject:
            subject = key.partition(".")[0]
            yield from (f"\n## {_say(f'checks.{subject}', language)}\n", f"| {' | '.join(heads)} |")
            yield "| --- | --- | --- | --- |"
        name = render(f"checks.{key}.name", language)
        told = looks[key].replace("|", "/") if language == "en" and key in looks else f"{name}."
        severity = (
            render(f"cli.severity.{setting.severity}", language) if setting.on else _say("off", language)
        )
        yield f"| `{key}` | {citation(setting.clause, language)} | {severity} | {told} |"


def _new(args: argparse.Namespace, language: str) -> None:
    from bagdar.methodology.loader import load, load_bodies
    from bagdar.methodology.skeleton import write_skeleton

    languages = [each.strip() for each in args.languages.split(",") if each.strip()]
    files = write_skeleton(args.folder, languages or list(UI_LANGUAGES), language)
    load(args.folder)
    load_bodies(args.folder)
    print(_say("written", language, folder=args.folder, files=len(files)))
