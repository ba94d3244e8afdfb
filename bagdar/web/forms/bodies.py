"""Forms of bodies: the list's bar, a body's particulars, names, reorganisations, offices, regions, the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.forms import BoundField

from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.model import Methodology
from bagdar.orgs.checks import NAME_LENGTH, SHORT_LENGTH
from bagdar.orgs.exchange.columns import caption
from bagdar.orgs.given import BodyGiven, NameGiven, PartGiven, RegionGiven
from bagdar.orgs.models import Body, BodyName, Region
from bagdar.orgs.selectors.succession import duty_of_office
from bagdar.web.forms.act import ActFields, say_later
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.body_field import BodyField
from bagdar.web.forms.days import DayField
from bagdar.web.forms.people import Choices, offer
from bagdar.web.forms.widgets import Choice
from bagdar.web.views.common import language

PARTS = 6
"""Lines of a division that a page offers; more by saving and dividing again, or by the interface."""
SOURCES = 5
AForm = TypeVar("AForm", bound=PageForm)


def kind_choices(pack: Methodology) -> Choices:
    return [(kind.id, kind.name.in_(language(), *UI_LANGUAGES)) for kind in pack.body_kinds]


def region_choices(day: date | None = None) -> Choices:
    """Regions by name; those that ended, with their last year."""
    rows = [(str(region.pk), _region(region, day)) for region in Region.objects.all()]
    return sorted(rows, key=lambda pair: pair[1])


def _region(region: Region, day: date | None) -> str:
    name = region.name_in(language())
    ended = region.valid_to is not None and day is not None and region.valid_to < day
    return render("web.bodies.region_until", language(), region=name, day=region.valid_to) if ended else name


class FilterForm(PageForm):
    """The bar above the list; whatever is not understood is left out."""

    words = "web.bodies.filter"
    q = forms.CharField(required=False, max_length=120)
    kind = forms.ChoiceField(required=False, widget=Choice(attrs={"class": "w-16"}))
    region = forms.ChoiceField(required=False, widget=Choice(attrs={"class": "w-16"}))
    state = forms.ChoiceField(required=False, widget=Choice)
    day = DayField(required=False)
    under = forms.UUIDField(required=False, widget=forms.HiddenInput, label="under")

    def __init__(self, *args: Any, pack: Methodology, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", render("web.bodies.filter.all", language()))
        states = [
            (state, render(f"web.bodies.state.{state}", language())) for state in ("existing", "ended", "all")
        ]
        offer(self, "kind", [every, *kind_choices(pack)])
        offer(self, "region", [every, *region_choices(day)])
        offer(self, "state", states)


def with_names(
    form: type[AForm], languages: Iterable[str], clauses: Mapping[str, str] | None = None
) -> type[AForm]:
    """*form* with a name and an abbreviation in each of *languages*; *clauses*: of its fields."""
    fields: dict[str, Any] = {"languages": tuple(languages), "clauses": dict(clauses or {})}
    for tongue in fields["languages"]:
        fields[f"name_{tongue}"] = forms.CharField(
            required=False, max_length=NAME_LENGTH, label=caption(f"name_{tongue}", language())
        )
        fields[f"abbreviation_{tongue}"] = forms.CharField(
            required=False, max_length=SHORT_LENGTH, label=caption(f"abbreviation_{tongue}", language())
        )
    metaclass: Any = type(form)
    return cast("type[AForm]", metaclass(form.__name__, (form,), fields))


def kind_clauses(pack: Methodology) -> dict[str, str]:
    """The clause by which the kind decides whether a body may be responsible."""
    clause = next((kind.clause for kind in pack.body_kinds if kind.responsible == "no"), "")
    return {"kind": clause} if clause else {}


class Named(PageForm):
    """What forms with names share; see :func:`with_names`."""

    languages: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"name_{one}"], self[f"abbreviation_{one}"]) for one in self.languages]

    def names(self) -> dict[str, NameGiven]:
        """Names given, by language."""
        sent = self.cleaned_data
        return {
            one: NameGiven(name=sent[f"name_{one}"], abbreviation=sent[f"abbreviation_{one}"])
            for one in self.languages
            if sent[f"name_{one}"] or sent[f"abbreviation_{one}"]
        }


class BodyForm(Named):
    """A body's particulars. ``version``: the one that was read; 0 for a new body."""

    words = "web.bodies.field"
    version = forms.IntegerField(widget=forms.HiddenInput, label="version", initial=0)
    key = forms.CharField(required=False, max_length=80)
    kind = forms.ChoiceField(required=False)
    number = forms.CharField(required=False, max_length=20)
    region = forms.ChoiceField(required=False)
    parent = BodyField(required=False)
    valid_from = DayField(required=False)
    valid_to = DayField(required=False)
    email = forms.CharField(required=False, max_length=254)
    phone = forms.CharField(required=False, max_length=60)
    higher = forms.BooleanField(required=False)

    def __init__(self, *args: Any, pack: Methodology, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [("", "–"), *kind_choices(pack)])
        offer(self, "region", [("", "–"), *region_choices()])

    def given(self, row: Body | None = None) -> BodyGiven:
        """What was entered; of *row* what the form does not hold."""
        sent = self.cleaned_data
        return BodyGiven(
            key=sent.get("key", ""),
            kind=sent["kind"],
            names=self.names() if row is None else {},
            number="".join(sent["number"].split()),
            region=UUID(sent["region"]) if sent["region"] else None,
            parent=sent["parent"],
            valid_from=sent["valid_from"],
            valid_to=sent["valid_to"],
            email=sent["email"],
            phone=sent["phone"],
            group=row.group if row else False,
            higher=sent["higher"],
        )


def values_of(row: Body) -> dict[str, Any]:
    """A body as the form's first values."""
    return {
        "version": row.version,
        "kind": row.kind,
        "number": row.number,
        "region": str(row.region_id or ""),
        "parent": row.parent_id,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "email": row.email,
        "phone": row.phone,
        "higher": row.higher,
    }


class ContactsForm(PageForm):
    """A body's own mail and telephone."""

    words = "web.bodies.field"
    version = forms.IntegerField(widget=forms.HiddenInput, label="version")
    email = forms.CharField(required=False, max_length=254)
    phone = forms.CharField(required=False, max_length=60)


class CorrectForm(PageForm):
    """A slip in one name: its words, abbreviations, other names met in papers, one a line."""

    words = "web.bodies.correct"
    version = forms.IntegerField(widget=forms.HiddenInput, label="version")
    name = forms.CharField(max_length=NAME_LENGTH)
    abbreviation = forms.CharField(required=False, max_length=SHORT_LENGTH)
    others = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    variants = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def given(self) -> NameGiven:
        sent = self.cleaned_data
        return NameGiven(
            name=sent["name"],
            abbreviation=sent["abbreviation"],
            others=_lines(sent["others"]),
            variants=_lines(sent["variants"]),
        )


def name_values(row: BodyName) -> dict[str, Any]:
    return {
        "version": row.version,
        "name": row.name,
        "abbreviation": row.abbreviation,
        "others": "\n".join(row.others),
        "variants": "\n".join(row.variants),
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class _Reorganisation(ActFields):
    """What every reorganisation has: a day, an act, a note."""

    words = "web.bodies.field"
    day = DayField()
    note = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As the page shows them, so that the list of faults follows the page.
        last = ("day", "note", *ActFields.base_fields)
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class RenameForm(_Reorganisation, Named):
    """New names; a language left as it is keeps its name."""


class SucceedForm(_Reorganisation):
    """All duties pass to one body."""

    target = BodyField()


class MergeForm(_Reorganisation):
    """The body of the page and others go on as one."""

    target = BodyField()
    source_1 = BodyField(label=say_later("web.bodies.field.source"))
    source_2 = BodyField(required=False, label=say_later("web.bodies.field.source"))
    source_3 = BodyField(required=False, label=say_later("web.bodies.field.source"))
    source_4 = BodyField(required=False, label=say_later("web.bodies.field.source"))
    source_5 = BodyField(required=False, label=say_later("web.bodies.field.source"))

    def sources(self) -> list[UUID]:
        found = (self.cleaned_data[f"source_{number}"] for number in range(1, SOURCES + 1))
        return list(dict.fromkeys(body for body in found if body is not None))

    def source_fields(self) -> list[BoundField]:
        return [self[f"source_{number}"] for number in range(1, SOURCES + 1)]


class EndForm(_Reorganisation):
    """Nobody succeeds. *duties*: keys of what was shown; where there are any the reader says so."""

    seen = forms.BooleanField()

    def __init__(self, *args: Any, duties: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duties = tuple(duties)
        if not self.duties:
            del self.fields["seen"]


class MembersForm(ActFields):
    """Who joins and who leaves a group from a day. *members*: those of today."""

    words = "web.bodies.field"
    removed = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    added_1 = BodyField(required=False, label=say_later("web.bodies.field.added"))
    added_2 = BodyField(required=False, label=say_later("web.bodies.field.added"))
    added_3 = BodyField(required=False, label=say_later("web.bodies.field.added"))
    added_4 = BodyField(required=False, label=say_later("web.bodies.field.added"))
    added_5 = BodyField(required=False, label=say_later("web.bodies.field.added"))
    day = DayField()

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "removed", members)
        self.order_fields(["removed", *(f"added_{one}" for one in range(1, SOURCES + 1)), "day"])

    def added_fields(self) -> list[BoundField]:
        return [self[f"added_{number}"] for number in range(1, SOURCES + 1)]

    def added(self) -> list[UUID]:
        found = (self.cleaned_data[f"added_{number}"] for number in range(1, SOURCES + 1))
        return list(dict.fromkeys(body for body in found if body is not None))

    def leaving(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["removed"]]


class SplitForm(_Reorganisation):
    """Duties line by line, and who takes the rest. An office held is a duty that can pass by itself."""

    rest = BodyField()

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices

    def part_rows(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"subject_{number}"], self[f"target_{number}"]) for number in range(1, PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        for number in range(1, PARTS + 1):
            subject, target = sent.get(f"subject_{number}"), sent.get(f"target_{number}")
            if subject and target is None and f"target_{number}" not in self.errors:
                self.add_error(f"target_{number}", render("orgs.bodies.needed", language()))
            if target is not None and not subject:
                self.add_error(f"subject_{number}", render("orgs.bodies.subject_needed", language()))
        return sent

    def parts(self) -> list[PartGiven]:
        sent = self.cleaned_data
        return [
            PartGiven(self._key(sent[f"subject_{number}"]), sent[f"target_{number}"])
            for number in range(1, PARTS + 1)
            if sent[f"subject_{number}"]
        ]

    def _key(self, typed: str) -> str:
        """An office may be written by its name as the page offers it."""
        return next((duty_of_office(office) for office, name in self.offices if name == typed.strip()), typed)


for _number in range(1, PARTS + 1):
    SplitForm.base_fields[f"subject_{_number}"] = forms.CharField(
        required=False,
        max_length=300,
        label=say_later("web.bodies.field.subject"),
        widget=forms.TextInput(attrs={"list": "duties"}),
    )
    SplitForm.base_fields[f"target_{_number}"] = BodyField(
        required=False, label=say_later("web.bodies.field.subject_target")
    )


class OfficeForm(ActFields):
    """Who holds an office from a day."""

    words = "web.bodies.field"
    body = BodyField(label=say_later("web.bodies.field.holder"))
    day = DayField()


class WithdrawForm(PageForm):
    words = "web.bodies.field"
    reason = forms.CharField(required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class UploadForm(PageForm):
    words = "web.bodies.field"
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class RegionForm(Named):
    """A region by the classifier. ``version``: the one that was read; 0 for a new one."""

    words = "web.bodies.region_field"
    version = forms.IntegerField(widget=forms.HiddenInput, label="version", initial=0)
    code = forms.CharField(max_length=20)
    level = forms.ChoiceField()
    valid_from = DayField(required=False)
    valid_to = DayField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(one, render(f"web.bodies.level.{one}", language())) for one in ("region", "city")]
        offer(self, "level", levels)
        for one in self.languages:
            del self.fields[f"abbreviation_{one}"]

    def given(self) -> RegionGiven:
        sent = self.cleaned_data
        return RegionGiven(
            code=sent["code"].strip(),
            level=sent["level"],
            names={one: sent[f"name_{one}"] for one in self.languages if sent[f"name_{one}"]},
            valid_from=sent["valid_from"],
            valid_to=sent["valid_to"],
        )


def region_values(row: Region) -> dict[str, Any]:
    names = {f"name_{tongue}": name for tongue, name in row.names.items()}
    fields = ("version", "code", "level", "valid_from", "valid_to")
    return {**names, **{name: getattr(row, name) for name in fields}}
