"""National certificates: bound once to a person and a body, and shown to come in."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body, CertificateBinding, Person
from bagdar.orgs.proofs import certificate, limits
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.services.factors import require_one_left
from bagdar.orgs.services.sign_in import count, refuse
from bagdar.signatures.holders import Holder


@service("orgs.account.factor", journal=("orgs.certificate.bound",))
def bind_certificate(
    *, actor: Actor, person: Person, signed: str, challenge: certificate.Challenge
) -> CertificateBinding:
    """Bind the holder of the certificate that signed to *person*, and to the body it was issued for.

    Raises InvalidError: the signature does not hold, the holder is bound to somebody else, the person has
    another's number bound already, or does not work for the body the certificate names.
    """
    policy.require(actor, "orgs.account.factor", person)
    holder = certificate.verified(signed, challenge).holder
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        body = _body_of(person, holder)
        _require_free(person, holder)
        row = CertificateBinding.objects.create(
            person=person,
            body=body,
            iin=holder.number or "",
            bin=holder.body_number or "",
            holder=holder.name[:300],
            bound_at=clock.now(),
        )
        after = {"holder": row.holder, "bin": row.bin}
        record(actor=actor, act="orgs.certificate.bound", object=person, body=body, after=after)
    return row


@service("orgs.account.factor", journal=("orgs.certificate.released",))
def release_certificate(*, actor: Actor, person: Person, binding: UUID) -> None:
    """The certificate opens nothing any more. Raises AbsentError; InvalidError for the last factor needed."""
    with transaction.atomic():
        policy.require(actor, "orgs.account.factor", person)
        Person.objects.select_for_update().get(pk=person.pk)
        row = CertificateBinding.objects.filter(pk=binding, person=person, released_at=None).first()
        if row is None:
            raise AbsentError("kernel.absent")
        row.released_at = clock.now()
        row.save(update_fields=["released_at"])
        require_one_left(person)
        before = {"holder": row.holder, "bin": row.bin}
        record(actor=actor, act="orgs.certificate.released", object=person, body=row.body_id, before=before)


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def prove_certificate(
    *,
    actor: Actor,
    signed: str,
    challenge: certificate.Challenge,
    origin: Origin,
    person: Person | None = None,
) -> Person:
    """Whose certificate signed the challenge; *person*: it must be theirs. Raises InvalidError and TooManyError."""
    policy.require(actor, "orgs.sign_in.try")
    counted = count("certificate", limits.of_network(origin), person, origin)
    try:
        holder = certificate.verified(signed, challenge).holder
        row = CertificateBinding.objects.filter(
            iin=holder.number, bin=holder.body_number or "", released_at=None, person__state="active"
        ).first()
        if row is None or (person is not None and row.person_id != person.pk):
            raise InvalidError({"": ("orgs.certificate.not_bound", {"name": holder.name})})
    except InvalidError:
        refuse(person, "certificate", origin)
        raise
    counted.forgive()
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return Person.objects.get(pk=row.person_id)


def _body_of(person: Person, holder: Holder) -> Body | None:
    if not holder.body_number:
        return None
    body = Body.objects.filter(
        number=holder.body_number, memberships__person=person, memberships__ended_at=None
    ).first()
    if body is None:
        fault = {"name": holder.organisation, "number": holder.body_number}
        raise InvalidError({"": ("orgs.certificate.other_body", fault)})
    return body


def _require_free(person: Person, holder: Holder) -> None:
    bound = CertificateBinding.objects.filter(released_at=None)
    if bound.filter(iin=holder.number).exclude(person=person).exists():
        raise InvalidError({"": ("orgs.certificate.somebody_else_s", {})})
    if bound.filter(person=person).exclude(iin=holder.number).exists():
        raise InvalidError({"": ("orgs.certificate.other_person", {})})
    if bound.filter(iin=holder.number, bin=holder.body_number or "").exists():
        raise InvalidError({"": ("orgs.certificate.bound_already", {})})
