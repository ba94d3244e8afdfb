"""The line at the foot of each page: who can see it, said from the policy's own row."""

from __future__ import annotations

from bagdar.kernel.messages import render
from bagdar.kernel.policy import TABLE, Grant


def sentence(action: str, language: str) -> str:
    """Who can see a page opened by *action*; each role with how far it reaches. Systems see data, not pages."""
    people = (given for given in TABLE.who(action) if given.roles != {"system"})
    return render("web.shell.sees", language, who="; ".join(_group(given, language) for given in people))


def groups(action: str, language: str) -> list[str]:
    """The groups of people a row admits, as words."""
    return [_group(given, language) for given in TABLE.who(action)]


def role_name(role: str, language: str) -> str:
    return render(f"web.roles.{role}", language)


def _group(given: Grant, language: str) -> str:
    names = ", ".join(role_name(role, language) for role in sorted(given.roles, key=_order))
    if given.note == "kernel.reach.everything":
        return names
    return f"{names} ({render(given.note, language)})"


def _order(role: str) -> tuple[bool, str]:
    """Systems last: people are told first who of them can see."""
    return role == "system", role
