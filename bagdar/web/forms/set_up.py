"""Forms of the first set-up after its first step: bodies, the first administrator."""

from __future__ import annotations

from typing import Any

from django import forms

from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import LANGUAGES, Choices, offer
from bagdar.web.forms.sign_in import NewPasswordForm


class FirstBodyForm(PageForm):
    """One body to begin with, where the register is not taken over."""

    words = "web.set_up"
    body_kk = forms.CharField(max_length=300)
    body_ru = forms.CharField(max_length=300)
    body_en = forms.CharField(max_length=300)
    kind = forms.ChoiceField()

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kinds)


class FirstPersonForm(NewPasswordForm):
    """The first administrator."""

    words = "web.set_up"
    field_order = (
        "body",
        "family_name",
        "given_name",
        "patronymic",
        "position",
        "email",
        "language",
        "login",
        "new_password",
        "again",
    )
    body = forms.ChoiceField()
    family_name = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    given_name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    patronymic = forms.CharField(max_length=80, required=False)
    position = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    language = forms.ChoiceField(choices=LANGUAGES)
    login = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
