"""Who may do what to bodies and people, and who sees which of them (the house's table of access)."""

from __future__ import annotations

from django.db.models import QuerySet

from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import ANYONE, SIGNED_IN, Rule, grant
from bagdar.orgs.models import Body

RULES = {
    "orgs.home.see": Rule((grant(SIGNED_IN),)),
    "orgs.sign_in": Rule((grant(ANYONE),)),
    "orgs.body.see": Rule((grant(SIGNED_IN), grant("system")), scope="bodies.read"),
}


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """Bodies are structure, not content: every known person and account may see them."""
    return Body.objects.all() if actor.known else Body.objects.none()
