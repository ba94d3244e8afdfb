"""The line at the foot of each page: who can see it, said from the policy's own row."""

from __future__ import annotations

from bagdar.kernel.messages import render
from bagdar.kernel.policy import TABLE, Grant


def sentence(action: str, language: str) -> str:
    """ "Бұл бетті көре алады: …" for the grants of *action*; each role with how far it reaches."""
    return render("web.shell.sees", language, who="; ".join(groups(action, language)))


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
