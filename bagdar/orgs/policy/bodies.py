"""Rows of bodies: structure is seen by every known person and account."""

from __future__ import annotations

from django.db.models import QuerySet

from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import SIGNED_IN, Rule, grant
from bagdar.orgs.models import Body

RULES = {
    "orgs.body.see": Rule((grant(SIGNED_IN), grant("system")), scope="bodies.read"),
}


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """Bodies are structure, not content: every known person and account may see them."""
    return Body.objects.all() if actor.known else Body.objects.none()
