"""Forms of people: what is written of a person, roles, acting heads, auditors, accounts of systems."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from bagdar.kernel.messages import render
from bagdar.orgs.models import Act, Person
from bagdar.orgs.rules_of_people import SYSTEM_SCOPES
from bagdar.web.forms.base import PageForm
from bagdar.web.views.common import language

Choices = list[tuple[str, str]]

LANGUAGES: Choices = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


def day_field(**options: Any) -> forms.DateField:
    """A day, with the browser's calendar where it has one."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)


def role_choices(roles: frozenset[str] | set[str]) -> Choices:
    """Roles as choices, in the reader's language."""
    return sorted(
        ((role, render(f"web.roles.{role}", language())) for role in roles), key=lambda pair: pair[1]
    )


class FilterForm(PageForm):
    """The bar above the list; whatever is not understood is left out."""

    words = "web.people.filter"
    q = forms.CharField(required=False, max_length=80)
    body = forms.ChoiceField(required=False)
    role = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", render("web.people.filter.all", language()))
        choice = {name: self.fields[name] for name in ("body", "role", "state")}
        shown = {"body": bodies, "role": role_choices(_people_roles()), "state": state_choices()}
        for name, one in choice.items():
            assert isinstance(one, forms.ChoiceField)
            one.choices = [every, *shown[name]]


def _people_roles() -> frozenset[str]:
    from bagdar.orgs.rules_of_people import PEOPLE_ROLES

    return frozenset(PEOPLE_ROLES)


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
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(PageForm):
    """An act that asks for nothing but its reason."""

    words = "web.people.field"
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RoleForm(PageForm):
    """A role in a body that the reader runs."""

    words = "web.people.field"
    body = forms.ChoiceField()
    role = forms.ChoiceField()
    section = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    valid_from = day_field(required=False)
    valid_to = day_field(required=False)
    exception = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, bodies: Choices, roles: frozenset[str], sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("body", bodies),
            ("role", role_choices(roles)),
            ("section", [("", "–"), *sections]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class HandOverForm(PageForm):
    """Who takes over, why, and whether the roles of the one who leaves end."""

    words = "web.people.field"
    target = forms.ChoiceField()
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    end_roles = forms.BooleanField(required=False, initial=True)
    exception = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        assert isinstance(target, forms.ChoiceField)
        target.choices = [("", "–"), *people]


class ActFields(PageForm):
    """The act on which something rests: kind, number, day, issuer."""

    words = "web.people.field"
    act_kind = forms.CharField(max_length=80)
    act_number = forms.CharField(max_length=60)
    act_day = day_field()
    act_issuer = forms.CharField(max_length=300)

    def act(self) -> Act:
        """The act that was entered, not yet saved."""
        given = self.cleaned_data
        return Act(
            kind=given["act_kind"], number=given["act_number"], day=given["act_day"], issuer=given["act_issuer"]
        )


class ActingForm(ActFields):
    """Who acts for the head of which body, from when to when."""

    field_order = ("body", "person", "valid_from", "valid_to", "act_kind", "act_number", "act_day", "act_issuer")
    body = forms.ChoiceField()
    person = forms.ChoiceField()
    valid_from = day_field()
    valid_to = day_field()
    exception = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, bodies: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("body", bodies), ("person", [("", "–"), *people])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class AuditorForm(ActFields):
    """An auditor's access: in which body they work, until which day, by which act."""

    field_order = ("body", "valid_to", "act_kind", "act_number", "act_day", "act_issuer")
    body = forms.ChoiceField()
    valid_to = day_field()

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = bodies


class SystemForm(PageForm):
    """A new account of a system."""

    words = "web.people.field"
    body = forms.ChoiceField()
    name = forms.CharField(max_length=120)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    expires_on = day_field()

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = [(scope, render(f"web.people.scope.{scope.replace('.', '_')}", language())) for scope in SYSTEM_SCOPES]
        for name, choices in (("body", bodies), ("scopes", scopes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


def in_a_year(today: date) -> date:
    """The last day that an account of a system opened *today* may have."""
    return today.replace(year=today.year + 1) if (today.month, today.day) != (2, 29) else today.replace(year=today.year + 1, day=28)
