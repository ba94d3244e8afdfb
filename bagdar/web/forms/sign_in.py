"""Forms of the ways in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from bagdar.kernel.messages import render
from bagdar.orgs.services.restoring import WHAT
from bagdar.web.forms.base import PageForm

LONGEST = 128


def _words(message: str) -> str:
    return render(message, get_language() or "kk")


def secret(autocomplete: str, **attrs: Any) -> forms.CharField:
    """A field for a password: it may be pasted, and shown on demand where scripts run."""
    return forms.CharField(
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, **attrs}),
    )


def code(**attrs: Any) -> forms.CharField:
    """A field for a code from an app or a sheet."""
    return forms.CharField(
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "class": "w-16", **attrs}
        ),
    )


class SecretForm(PageForm):
    """Where scripts run, a button beside each password shows it; its words go with the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["data-show"] = _words("web.sign_in.show")
                field.widget.attrs["data-hide"] = _words("web.sign_in.hide")


class SignInForm(SecretForm):
    words = "web.sign_in"
    login = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    )
    password = secret("current-password")


class CodeForm(PageForm):
    words = "web.sign_in"
    code = code(autofocus=True)


class PasswordForm(SecretForm):
    words = "web.sign_in"
    password = secret("current-password", autofocus=True)


class NewPasswordForm(SecretForm):
    """A new password, typed once: it can be shown, and a mistyped one is mended by a link or by others."""

    words = "web.sign_in"
    new_password = secret("new-password")
    again = secret("new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new_password", again):
            raise ValidationError(_words("web.sign_in.not_the_same"))
        return again


class ForgottenForm(PageForm):
    words = "web.sign_in"
    login = forms.CharField(
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "autofocus": True}),
    )


class OneTimeCodeForm(PageForm):
    """The code of an invitation or of a restoration, from paper or a link."""

    words = "web.sign_in"
    one_time_code = code(autocomplete="off")


class AcceptForm(NewPasswordForm):
    words = "web.sign_in"
    field_order = ("login", "new_password", "again")
    login = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    )


class NamedCodeForm(PageForm):
    """An app is taken when it shows the right code."""

    words = "web.account"
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"class": "w-32"}))
    code = code(inputmode="numeric")


class KeyForm(PageForm):
    """``answer``: what the browser says of a key, as JSON; a script fills it in."""

    words = "web.account"
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"class": "w-32"}))
    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class KeyAnswerForm(PageForm):
    words = "web.account"
    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class SignedForm(PageForm):
    """``signature``: the signed message (CMS, base64); a script fills it in, or a person who signed elsewhere."""

    words = "web.certificate"
    signature = forms.CharField(
        max_length=90_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )


class AskForm(PageForm):
    """What somebody lost, and how it was made sure who asks."""

    words = "web.access"
    what = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind, _words(f"web.access.what_{kind}")) for kind in WHAT]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class RestoreForm(PageForm):
    """Login and the code that two persons agreed to."""

    words = "web.sign_in"
    login = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    )
    one_time_code = code(autocomplete="off")
