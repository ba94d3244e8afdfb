"""Rows of people: a body's coordinator runs the body's own house, an administrator all of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import SIGNED_IN, Rule, grant, own_body
from bagdar.orgs.models import ActingHead, Membership, Person, SystemAccount

_HOUSE = (grant("coordinator", own_body), grant("administrator"))
"""Those who run a body's house: its coordinator, and an administrator for every body."""

RULES = {
    "orgs.person.see": Rule((grant(SIGNED_IN), grant("system", own_body)), scope="people.read", strong=False),
    "orgs.person.invite": Rule(_HOUSE),
    "orgs.person.edit": Rule(_HOUSE),
    "orgs.person.deactivate": Rule(_HOUSE),
    "orgs.person.import": Rule(_HOUSE),
    "orgs.person.hand_over": Rule(_HOUSE),
    "orgs.membership.grant": Rule(_HOUSE),
    "orgs.membership.end": Rule(_HOUSE),
    "orgs.acting.see": Rule((grant("coordinator head preparer", own_body), grant("auditor administrator"))),
    "orgs.acting.enter": Rule(_HOUSE),
    "orgs.acting.end": Rule(_HOUSE),
    "orgs.auditor.admit": Rule((grant("administrator"),)),
    "orgs.system.see": Rule((grant("coordinator", own_body), grant("auditor administrator"))),
    "orgs.system.open": Rule(_HOUSE),
    "orgs.system.revoke": Rule(_HOUSE),
}


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Administrators and auditors see all; others those with a role in a body of their own, and themselves."""
    if actor.roles & {"administrator", "auditor"}:
        return Person.objects.all()
    if actor.kind == "system":
        return Person.objects.filter(pk__in=_members(actor))
    if actor.kind != "person":
        return Person.objects.none()
    return Person.objects.filter(Q(pk=actor.id) | Q(pk__in=_members(actor)))


def _members(actor: Actor) -> QuerySet[Membership, UUID]:
    """People who ever had a role in a body of *actor*'s."""
    return Membership.objects.filter(body__in=actor.bodies()).values_list("person", flat=True)


def visible_acting_heads(actor: Actor) -> QuerySet[ActingHead]:
    """Who acts for whom: the own body's, or all for administrators and auditors."""
    if actor.roles & {"administrator", "auditor"}:
        return ActingHead.objects.all()
    return ActingHead.objects.filter(body__in=actor.bodies("coordinator", "head", "preparer"))


def visible_system_accounts(actor: Actor) -> QuerySet[SystemAccount]:
    """Accounts of systems: the own body's, or all for administrators and auditors."""
    if actor.roles & {"administrator", "auditor"}:
        return SystemAccount.objects.all()
    return SystemAccount.objects.filter(body__in=actor.bodies("coordinator"))
