"""Names of roles in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from bagdar.web import who

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """``{{ line.role|role_name }}``: "preparer" as a person calls it."""
    return who.role_name(role, get_language() or "kk")
