"""Forms of the ways in."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language

from bagdar.kernel.errors import InvalidError
from bagdar.kernel.messages import render


def _words(message: str) -> str:
    return render(message, get_language() or "kk")


class SignInForm(forms.Form):
    login = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, field in self.fields.items():
            field.label = _words(f"web.sign_in.{name}")

    def refuse(self, error: InvalidError) -> None:
        for name, (message, params) in error.faults.items():
            self.add_error(name or None, render(message, get_language() or "kk", **params))
