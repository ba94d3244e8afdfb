"""A spreadsheet of people: rows become invitations, each understood or refused with its column and remedy."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from xlsxwriter import Workbook

from bagdar.kernel.actors import ROLES
from bagdar.kernel.jsonio import dumps
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.exchange.reading import SheetRow
from bagdar.orgs.rules import fold, login_key
from bagdar.orgs.services.invitations import Invitee, faults_of, login_of

WIDTHS: Final = {
    "family_name": 24,
    "given_name": 20,
    "patronymic": 22,
    "position": 44,
    "email": 30,
    "phone": 20,
    "login": 20,
    "language": 12,
    "role": 26,
}
"""Columns in their order; widths in characters."""

Faults = dict[str, tuple[str, dict[str, Any]]]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it would be carried out. ``state``: "new", "known" (works in the body already) or "refused"."""

    row: int
    state: str
    name: str
    invitee: Invitee
    role: str
    faults: Faults = {}


class People(msgspec.Struct, frozen=True):
    rows: tuple[Person, ...]

    def of(self, state: str) -> tuple[Person, ...]:
        return tuple(row for row in self.rows if row.state == state)

    @property
    def digest(self) -> str:
        """The same for the same outcome: what is carried out is what was shown."""
        told = [
            (row.row, row.state, row.role, login_of(row.invitee), sorted(row.faults)) for row in self.rows
        ]
        return hashlib.sha256(dumps(told)).hexdigest()


def caption(column: str, language: str) -> str:
    return render(f"orgs.people.caption_{column}", language)


def known_captions() -> dict[str, str]:
    """Folded caption in any language of pages → column."""
    return {fold(caption(column, language)): column for column in WIDTHS for language in UI_LANGUAGES}


def _words_of_roles() -> dict[str, str]:
    """A role as people write it, in any language, or its code → the role."""
    found = {fold(role): role for role in ROLES}
    for role in ROLES:
        found |= {fold(render(f"web.roles.{role}", language)): role for language in UI_LANGUAGES}
    return found


_LANGUAGES: Final = {
    **{fold(language): language for language in UI_LANGUAGES},
    **{fold(word): "kk" for word in ("қазақ", "қазақша", "казахский", "Kazakh")},
    **{fold(word): "ru" for word in ("орыс", "орысша", "русский", "Russian")},
    **{fold(word): "en" for word in ("ағылшын", "ағылшынша", "английский", "English")},
}


def people_of(
    rows: Sequence[SheetRow], *, way: str, roles: frozenset[str], working: Mapping[str, str]
) -> People:
    """The outcome of *rows*. ``roles``: those that may be given; ``working``: login key → name of whoever
    works in the body already."""
    said = _words_of_roles()
    seen: dict[str, int] = {}
    return People(tuple(_person(row, way, roles, working, said, seen) for row in rows))


def _person(
    row: SheetRow,
    way: str,
    roles: frozenset[str],
    working: Mapping[str, str],
    said: Mapping[str, str],
    seen: dict[str, int],
) -> Person:
    cells = row.cells
    faults: Faults = {}
    role = said.get(fold(cells.get("role", "")), "") if cells.get("role") else "preparer"
    if role not in roles:
        faults["role"] = ("orgs.people.role_not_yours", {})
    language = (
        _LANGUAGES.get(fold(cells.get("language", "")), "") if cells.get("language") else UI_LANGUAGES[0]
    )
    if not language:
        faults["language"] = ("orgs.people.language_unknown", {})
    written = {name: cells.get(name, "") for name in Invitee.__struct_fields__ if name != "language"}
    invitee = Invitee(**written, language=language or UI_LANGUAGES[0])
    name = " ".join(part for part in (invitee.family_name, invitee.given_name) if part)
    key = login_key(login_of(invitee))
    if key and key in working:
        return Person(row=row.row, state="known", name=name, invitee=invitee, role=role)
    first = seen.setdefault(key, row.row) if key else row.row
    if first != row.row:
        faults["login"] = ("orgs.columns.twice", {"row": first})
    faults = {**faults_of(invitee, way), **faults}
    state = "refused" if faults else "new"
    return Person(row=row.row, state=state, name=name, invitee=invitee, role=role, faults=faults)


def workbook(rows: Iterable[Mapping[str, str]], language: str, roles: Sequence[str]) -> bytes:
    """A workbook of people that can be read back; without rows a template. Every text is inert."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(render("orgs.people.sheet", language))
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#EAF4F9", "bottom": 1}
    )
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    inert = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    for index, (column, width) in enumerate(WIDTHS.items()):
        sheet.set_column(index, index, width, text)
        sheet.write_string(0, index, caption(column, language), head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, column in enumerate(WIDTHS):
            value = row.get(column, "")
            if value:
                sheet.write_string(last, index, value, inert if value[0] in "=+-@\t\r" else text)
    offered = {
        "role": [render(f"web.roles.{role}", language) for role in roles],
        "language": list(UI_LANGUAGES),
    }
    for column, words in offered.items():
        index = list(WIDTHS).index(column)
        sheet.data_validation(1, index, max(last, 300), index, {"validate": "list", "source": words})
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()
