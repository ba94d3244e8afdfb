"""An entry of the journal in the reader's words: who, what, where, and what was before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.urls import reverse

from bagdar.journal.codes import GROUPS, group_of, sentence_id
from bagdar.journal.models import Entry
from bagdar.journal.seals import Sealed, is_sealing, seals_of
from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Person
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.names import labels
from bagdar.store.base import may_leave
from bagdar.web import who
from bagdar.web.governing import methodology
from bagdar.web.templatetags.figures import day, figure, moment

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
_SHOWN: Final = {"orgs.body": ("bodies.show", "body"), "orgs.person": ("people.show", "person")}
"""Objects that have a page: address and its part."""
FAMILIES: Final = ("way", "factor", "proof", "limit", "what", "kind", "state", "form", "source", "level")
"""Fields whose values are codes of the program: words are the messages ``web.journal.value.<field>.<code>``."""


class Line(msgspec.Struct, frozen=True):
    """A row of the list. ``restricted``: under a mark, so that only the reference is told."""

    entry: Entry
    act: str
    group: str
    actor: str
    capacity: str
    body: str
    thing: str
    thing_url: str
    restricted: bool
    seal: Sealed | None


class Change(msgspec.Struct, frozen=True):
    label: str
    before: str
    after: str


class Names(msgspec.Struct, frozen=True):
    """Who and what the ids of some entries are called."""

    bodies: Mapping[UUID, Any]
    people: Mapping[UUID, str]

    def of(self, key: UUID) -> str:
        if key in self.bodies:
            return str(self.bodies[key].name)
        return self.people.get(key, "")


def names(entries: Iterable[Entry], language: str) -> Names:
    """Two queries, whatever the number of entries."""
    wanted: set[UUID] = set()
    for entry in entries:
        wanted |= {one for one in (entry.body, entry.actor_body) if one is not None}
        wanted |= {UUID(one) for one in _ids(entry.before)} | {UUID(one) for one in _ids(entry.after)}
        if entry.object_type in _SHOWN and _ID.fullmatch(entry.object_id):
            wanted.add(UUID(entry.object_id))
    people = {one.pk: one.full_name for one in Person.objects.filter(pk__in=wanted)}
    return Names(labels(wanted, language, today()), people)


def _ids(value: Any) -> Iterator[str]:
    match value:
        case str() if _ID.fullmatch(value):
            yield value
        case dict():
            for part in value.values():
                yield from _ids(part)
        case list():
            for part in value[:20]:
                yield from _ids(part)


def lines(entries: Sequence[Entry], language: str) -> list[Line]:
    """Three queries at most, and those of whoever seals."""
    called, seals = names(entries, language), seals_of([one.pk for one in entries])
    return [_line(entry, called, seals.get(entry.pk), language) for entry in entries]


def line(entry: Entry, called: Names, language: str) -> Line:
    return _line(entry, called, seals_of([entry.pk]).get(entry.pk), language)


def _line(entry: Entry, called: Names, seal: Sealed | None, language: str) -> Line:
    restricted = not may_leave(entry)
    thing, url = thing_of(entry, called, language)
    return Line(
        entry=entry,
        act=sentence(entry.act, language),
        group=group_name(group_of(entry.act), language),
        actor=actor_of(entry, language),
        capacity=_capacity(entry, language),
        body=called.of(entry.body) if entry.body else "",
        thing="" if restricted else thing,
        thing_url="" if restricted else url,
        restricted=restricted,
        seal=seal,
    )


def sentence(act: str, language: str) -> str:
    """What was done; the code itself where a newer version wrote it."""
    message = sentence_id(act)
    return render(message, language) if is_message(message) else act


def group_name(group: str, language: str) -> str:
    message = f"web.journal.group.{group}"
    return render(message, language) if is_message(message) else group


def groups(language: str) -> list[tuple[str, str]]:
    return sorted(((name, group_name(name, language)) for name in GROUPS), key=lambda pair: pair[1])


def actor_of(entry: Entry, language: str) -> str:
    """The actor's name of then; those who have none are told by their kind."""
    if entry.actor_kind in ("person", "system") and entry.actor_name:
        return entry.actor_name
    return render(f"web.journal.actor.{entry.actor_kind}", language)


def _capacity(entry: Entry, language: str) -> str:
    if not entry.capacity:
        return ""
    role = who.role_name(entry.capacity, language)
    if not entry.acting_by:
        return role
    return render("web.journal.acting", language, role=role, act=entry.acting_by)


def thing_of(entry: Entry, called: Names, language: str) -> tuple[str, str]:
    """What the entry is about: its name, and the address of its page where it has one."""
    if not entry.object_type:
        return "", ""
    if entry.object_type in _SHOWN and _ID.fullmatch(entry.object_id):
        url, part = _SHOWN[entry.object_type]
        key = UUID(entry.object_id)
        return called.of(key) or entry.object_name, reverse(url, kwargs={part: key})
    message = f"web.journal.thing.{entry.object_type}"
    kind = render(message, language) if is_message(message) else entry.object_type
    named = entry.object_name and not _ID.search(entry.object_name)
    return (f"{kind}: {entry.object_name}" if named else kind), ""


def changes(entry: Entry, called: Names, language: str) -> list[Change]:
    """What stood before and after, field by field, in words. Nothing of what is under a mark."""
    if not may_leave(entry):
        return []
    before, after = _flat(entry.before), _flat(entry.after)
    told = _Words(called, language)
    return [
        Change(told.label(field), told.value(field, before.get(field)), told.value(field, after.get(field)))
        for field in dict.fromkeys((*before, *after))
        if before.get(field) not in (None, "") or after.get(field) not in (None, "")
    ]


def _flat(values: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    """A mapping within a mapping as fields of its own: "names" → "names.kk", "names.ru"."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{within}{name}.")
        else:
            found[f"{within}{name}"] = value
    return found


class _Words:
    def __init__(self, called: Names, language: str) -> None:
        self.called, self.language = called, language

    def label(self, field: str) -> str:
        """ "name_kk" and "names.kk" are one field in a language; what has no word here is told by its code."""
        message = f"web.journal.field.{field.removesuffix('_id')}"
        if is_message(message):
            return render(message, self.language)
        head, _, tail = field.rpartition("." if "." in field else "_")
        inner = f"web.journal.field.{head}"
        tongue = f"web.bodies.language.{tail}"
        if is_message(inner) and is_message(tongue):
            return f"{render(inner, self.language)} ({render(tongue, self.language)})"
        if is_message(tongue := f"web.bodies.language.{field}"):
            return f"{render('web.journal.field.name', self.language)} ({render(tongue, self.language)})"
        return f"{render(inner, self.language)}: {tail}" if is_message(inner) else field

    def value(self, field: str, value: Any) -> str:
        match value:
            case None | "":
                return ""
            case bool():
                return render(f"web.journal.{'yes' if value else 'no'}", self.language)
            case int():
                return figure(value) if abs(value) > 9999 else str(value)
            case list():
                return ", ".join(self.value(field, part) for part in value)
            case _:
                return self._text(field, str(value))

    def _text(self, field: str, text: str) -> str:
        name = field.rpartition(".")[2].removesuffix("_id")
        if (
            name in FAMILIES
            and text.isidentifier()
            and is_message(message := f"web.journal.value.{name}.{text}")
        ):
            return render(message, self.language)
        if name == "refusal" and is_message(text):
            return render(text, self.language)
        if _ID.fullmatch(text):
            return self.called.of(UUID(text)) or text
        if _INSTANT.fullmatch(text):
            return moment(datetime.fromisoformat(text))
        if _DAY.fullmatch(text):
            return day(date.fromisoformat(text))
        return self._of_pack(name, text)

    def _of_pack(self, name: str, text: str) -> str:
        """Codes that the methodology names, roles and permissions; any other text as it is."""
        pack = methodology()
        named: Any = {"office": pack.offices, "kind": pack.body_kinds}.get(name, ())
        found = {one.id: one.name.in_(self.language, *UI_LANGUAGES) for one in named}
        codes = {"role": f"web.roles.{text}", "scopes": f"web.people.scope.{text.replace('.', '_')}"}
        if name in codes and text.replace(".", "_").isidentifier() and is_message(codes[name]):
            return render(codes[name], self.language)
        return str(found.get(text, text))


def seal_state(entry: Entry) -> str:
    """ "sealed", "waiting", or "" where this installation has nobody who seals."""
    if not is_sealing():
        return ""
    return "sealed" if seals_of([entry.pk]) else "waiting"
