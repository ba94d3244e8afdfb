"""Accounts of an identity provider (OpenID Connect): bound by the person, then enough for the first proof."""

from __future__ import annotations

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import OuterIdentity, Person
from bagdar.orgs.proofs import limits
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.services.sign_in import count, refuse


@service("orgs.account.factor", journal=("orgs.identity.bound",))
def bind_identity(*, actor: Actor, person: Person, source: str, subject: str) -> OuterIdentity:
    """Bind the provider's *subject* to *person*; a binding before it is replaced. Raises InvalidError."""
    with transaction.atomic():
        policy.require(actor, "orgs.account.factor", person)
        Person.objects.select_for_update().get(pk=person.pk)
        if OuterIdentity.objects.filter(source=source, subject=subject).exclude(person=person).exists():
            raise InvalidError({"": ("orgs.identity.somebody_else_s", {})})
        OuterIdentity.objects.filter(source=source, person=person).delete()
        row = OuterIdentity.objects.create(
            person=person, source=source, subject=subject, bound_at=clock.now()
        )
        record(actor=actor, act="orgs.identity.bound", object=person, after={"source": source})
    return row


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def prove_identity(*, actor: Actor, source: str, subject: str, origin: Origin) -> Person:
    """Whose the provider's *subject* is. Raises InvalidError for a stranger: nobody is made here; and TooManyError."""
    policy.require(actor, "orgs.sign_in.try")
    counted = count("identity", limits.of_network(origin), None, origin)
    row = OuterIdentity.objects.filter(source=source, subject=subject, person__state="active").first()
    if row is None:
        refuse(None, "identity", origin)
        raise InvalidError({"": ("orgs.identity.not_bound", {})})
    counted.forgive()
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return Person.objects.get(pk=row.person_id)
