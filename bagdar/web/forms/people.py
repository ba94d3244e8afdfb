"""Forms of people: what is written of a person, roles, acting heads, auditors, accounts of systems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from bagdar.kernel.messages import render
from bagdar.orgs.models import Person
from bagdar.orgs.rules_of_people import PEOPLE_ROLES, SYSTEM_SCOPES
from bagdar.orgs.services.invitations import LIFETIME
from bagdar.web.forms.act import ActFields
from bagdar.web.forms.base import PageForm, dress
from bagdar.web.forms.body_field import HouseField
from bagdar.web.forms.days import DayField
from bagdar.web.forms.widgets import Choice
from bagdar.web.views.common import language

Choices = list[tuple[str, str]]

LANGUAGES: Choices = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


def offer(form: forms.Form, name: str, choices: Choices | None) -> None:
    """Give the field *name* of *form* its choices, which depend on the reader; None: a body, typed by its name."""
    field = form.fields[name]
    if choices is None:
        form.fields[name] = HouseField(required=field.required, label=field.label, help_text=field.help_text)
        dress(form.fields[name])
        return
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choice")
    field.choices = choices


def role_choices(roles: Iterable[str]) -> Choices:
    """Roles as choices, in the reader's language."""
    return sorted(
        ((role, render(f"web.roles.{role}", language())) for role in roles), key=lambda pair: pair[1]
    )


class FilterForm(PageForm):
    """The bar above the list; whatever is not understood is left out."""

    words = "web.people.filter"
    q = forms.CharField(required=False, max_length=80)
    body = forms.ChoiceField(required=False, widget=Choice)
    role = forms.ChoiceField(required=False, widget=Choice)
    state = forms.ChoiceField(required=False, widget=Choice)

    def __init__(self, *args: Any, bodies: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", render("web.people.filter.all", language()))
        offer(self, "body", None if bodies is None else [every, *bodies])
        for name, choices in (("role", role_choices(PEOPLE_ROLES)), ("state", state_choices())):
            offer(self, name, [every, *choices])


def state_choices() -> Choices:
    return [(state, render(f"web.people.state.{state}", language())) for state in Person.STATES]


class PersonForm(PageForm):
    """What is written of a person. ``version``: the one that was read."""

    words = "web.people.field"
    family_name = forms.CharField(max_length=80)
    given_name = forms.CharField(max_length=80)
    patronymic = forms.CharField(max_length=80, required=False)
    position = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(required=False)
    phone = forms.CharField(max_length=60, required=False)
    language = forms.ChoiceField(choices=LANGUAGES)
    version = forms.IntegerField(widget=forms.HiddenInput, label="version")


class ReasonForm(PageForm):
    """An act that asks for nothing but its reason."""

    words = "web.people.field"
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class InviteForm(PageForm):
    """A new person of a body: who, how to reach them, the first role, by which way they come in."""

    words = "web.people.field"
    body = forms.ChoiceField()
    family_name = forms.CharField(max_length=80)
    given_name = forms.CharField(max_length=80)
    patronymic = forms.CharField(max_length=80, required=False)
    position = forms.CharField(max_length=200, required=False)
    email = forms.CharField(max_length=200, required=False)
    phone = forms.CharField(max_length=60, required=False)
    login = forms.CharField(max_length=80, required=False)
    language = forms.ChoiceField(choices=LANGUAGES)
    role = forms.ChoiceField()
    section = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    way = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, bodies: Choices | None, roles: frozenset[str], sections: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
        for name, choices in (
            ("role", role_choices(roles)),
            ("section", [("", "–"), *sections]),
            ("way", ways()),
        ):
            offer(self, name, choices)
        if "section_coordinator" not in roles:
            del self.fields["section"]


class InviteAgainForm(PageForm):
    """By which way the new code goes."""

    words = "web.people.field"
    way = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "way", ways())


def ways() -> Choices:
    """The ways by which an invitation goes."""
    return [(way, render(f"web.people.way.{way}", language())) for way in LIFETIME]


class PeopleFileForm(PageForm):
    """A spreadsheet of people of a body."""

    words = "web.people.field"
    body = forms.ChoiceField()
    way = forms.ChoiceField(widget=forms.RadioSelect)
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args: Any, bodies: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
        offer(self, "way", ways())


class RoleForm(PageForm):
    """A role in a body that the reader runs."""

    words = "web.people.field"
    body = forms.ChoiceField()
    role = forms.ChoiceField()
    section = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    valid_from = DayField(required=False)
    valid_to = DayField(required=False)
    exception = forms.CharField(max_length=300, required=False)

    def __init__(
        self, *args: Any, bodies: Choices | None, roles: frozenset[str], sections: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
        for name, choices in (
            ("role", role_choices(roles)),
            ("section", [("", "–"), *sections]),
        ):
            offer(self, name, choices)
        if "section_coordinator" not in roles:
            del self.fields["section"]


class HandOverForm(PageForm):
    """Who takes over, why, and whether the roles of the one who leaves end."""

    words = "web.people.field"
    target = forms.ChoiceField()
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    end_roles = forms.BooleanField(required=False, initial=True)
    exception = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "target", [("", "–"), *people])


class ActingForm(ActFields):
    """Who acts for the head of which body, from when to when."""

    words = "web.people.field"
    field_order = ("body", "person", "valid_from", "valid_to", *ActFields.base_fields)
    body = forms.ChoiceField()
    person = forms.ChoiceField()
    valid_from = DayField()
    valid_to = DayField()
    exception = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, bodies: Choices | None, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].help_text = ""  # a period by an act has a first day, always
        offer(self, "body", bodies)
        offer(self, "person", [("", "–"), *people])


class AuditorForm(ActFields):
    """An auditor's access: in which body they work, until which day, by which act."""

    words = "web.people.field"
    field_order = ("body", "valid_to", *ActFields.base_fields)
    body = forms.ChoiceField()
    valid_to = DayField()

    def __init__(self, *args: Any, bodies: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)


class SystemForm(PageForm):
    """A new account of a system."""

    words = "web.people.field"
    body = forms.ChoiceField()
    name = forms.CharField(max_length=120)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    expires_on = DayField()

    def __init__(self, *args: Any, bodies: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = [
            (scope, render(f"web.people.scope.{scope.replace('.', '_')}", language()))
            for scope in SYSTEM_SCOPES
        ]
        offer(self, "body", bodies)
        offer(self, "scopes", scopes)
