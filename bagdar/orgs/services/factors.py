"""Second factors: added, shown, removed; sheets of one-time codes."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, ForbiddenError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import CodeSheet, Membership, Person, SecurityKey, SheetCode, Totp
from bagdar.orgs.policy import visible_people
from bagdar.orgs.proofs import codes, limits, totp, webauthn
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.proofs.sealing import seal, unseal
from bagdar.orgs.selectors.factors import factors_of, needs_factor
from bagdar.orgs.services.people import require_whole
from bagdar.orgs.services.sign_in import count, refuse

RECOVERY_CODES = 10
PRINTED_CODES = 40
"""A sheet of these lasts a reporting season of daily signing in."""
MOST_OF_A_KIND = 5


@service(
    "orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited", "orgs.factor.code_used")
)
def prove_code(*, actor: Actor, person: Person, code: str, origin: Origin) -> str:
    """Which factor the typed *code* is of: "totp", "recovery" or "printed". It is used up.

    Raises InvalidError and TooManyError.
    """
    policy.require(actor, "orgs.sign_in.try")
    counted = count(str(person.pk), limits.of_account("factor", str(person.pk), origin), person, origin)
    typed = codes.plain(code)
    kind = _take_totp(person, typed) if typed.isdigit() else _take_sheet_code(actor, person, typed)
    if not kind:
        refuse(person, "code", origin)
        raise InvalidError({"code": ("orgs.factor.wrong", {})})
    counted.forgive()
    return kind


def _take_totp(person: Person, code: str) -> str:
    with transaction.atomic():
        for row in Totp.objects.select_for_update().filter(person=person):
            now = clock.now()
            step = totp.step_of(unseal(row.secret), code, now, row.last_step)
            if step is not None:
                row.last_step, row.used_at = step, now
                row.save(update_fields=["last_step", "used_at"])
                return "totp"
    return ""


def _take_sheet_code(actor: Actor, person: Person, code: str) -> str:
    with transaction.atomic():
        row = (
            SheetCode.objects.select_for_update()
            .filter(
                sheet__person=person,
                sheet__withdrawn_at=None,
                digest=codes.digest(f"{person.pk}{code}"),
                used_at=None,
            )
            .first()
        )
        if row is None:
            return ""
        row.used_at = clock.now()
        row.save(update_fields=["used_at"])
        sheet = CodeSheet.objects.get(pk=row.sheet_id)
        after = {"kind": sheet.kind, "number": row.number}
        record(actor=actor, act="orgs.factor.code_used", object=person, after=after)
        return sheet.kind


@service("orgs.account.factor", journal=("orgs.factor.added",))
def add_totp(*, actor: Actor, person: Person, secret: str, code: str, name: str) -> Totp:
    """Take an app as a factor once it shows the right *code*. Raises InvalidError."""
    with transaction.atomic():
        _lock_own(actor, person)
        if Totp.objects.filter(person=person).count() >= MOST_OF_A_KIND:
            raise InvalidError({"": ("orgs.factor.too_many", {"most": MOST_OF_A_KIND})})
        now = clock.now()
        step = totp.step_of(secret, codes.plain(code), now, 0)
        if step is None:
            raise InvalidError({"code": ("orgs.factor.wrong", {})})
        row = Totp.objects.create(
            person=person, name=name.strip()[:80], secret=seal(secret), last_step=step, created_at=now
        )
        record(actor=actor, act="orgs.factor.added", object=person, after={"kind": "totp", "name": row.name})
    return row


@service("orgs.account.factor", journal=("orgs.factor.added",))
def add_security_key(
    *, actor: Actor, person: Person, host: str, state: webauthn.State, answer: str, name: str
) -> SecurityKey:
    """Keep a security key that the browser has just made. Raises InvalidError."""
    policy.require(actor, "orgs.account.factor", person)
    try:
        made = webauthn.registered(host, state, answer)
    except (ValueError, KeyError, TypeError):
        raise InvalidError({"": ("orgs.factor.key_wrong", {})}) from None
    with transaction.atomic():
        _lock_own(actor, person)
        if SecurityKey.objects.filter(person=person).count() >= MOST_OF_A_KIND:
            raise InvalidError({"": ("orgs.factor.too_many", {"most": MOST_OF_A_KIND})})
        if SecurityKey.objects.filter(credential=made.credential).exists():
            raise InvalidError({"": ("orgs.factor.key_known", {})})
        row = SecurityKey.objects.create(
            person=person,
            name=name.strip()[:80],
            credential=made.credential,
            data=made.data,
            counter=made.counter,
            created_at=clock.now(),
        )
        record(actor=actor, act="orgs.factor.added", object=person, after={"kind": "key", "name": row.name})
    return row


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def prove_security_key(
    *, actor: Actor, person: Person, host: str, state: webauthn.State, answer: str, origin: Origin
) -> str:
    """ "key", where one of the person's keys signed what was asked. Raises InvalidError and TooManyError."""
    policy.require(actor, "orgs.sign_in.try")
    counted = count(str(person.pk), limits.of_account("factor", str(person.pk), origin), person, origin)
    keys = list(SecurityKey.objects.filter(person=person))
    try:
        key, counter = webauthn.proved(host, state, keys, answer)
    except (ValueError, KeyError, TypeError):
        refuse(person, "key", origin)
        raise InvalidError({"": ("orgs.factor.key_wrong", {})}) from None
    counted.forgive()
    SecurityKey.objects.filter(pk=key.pk).update(counter=counter, used_at=clock.now())
    return "key"


@service("orgs.account.factor", journal=("orgs.factor.removed",))
def remove_factor(*, actor: Actor, person: Person, factor: UUID) -> None:
    """Remove an app or a security key of one's own; never the last factor of somebody who needs one.

    Raises AbsentError and InvalidError.
    """
    with transaction.atomic():
        _lock_own(actor, person)
        row: Totp | SecurityKey | None = (
            Totp.objects.filter(person=person, pk=factor).first()
            or SecurityKey.objects.filter(person=person, pk=factor).first()
        )
        if row is None:
            raise AbsentError("kernel.absent")
        before = {"kind": "totp" if isinstance(row, Totp) else "key", "name": row.name}
        row.delete()
        require_one_left(person)
        record(actor=actor, act="orgs.factor.removed", object=person, before=before)


def require_one_left(person: Person) -> None:
    """Raises InvalidError where the person needs a factor and would have none."""
    if needs_factor(person) and not factors_of(person).any:
        raise InvalidError({"": ("orgs.factor.last", {})})


@service("orgs.account.factor", journal=("orgs.codes.issued",))
def issue_recovery_codes(*, actor: Actor, person: Person) -> list[str]:
    """New recovery codes in place of the old; they are shown once and kept nowhere."""
    with transaction.atomic():
        _lock_own(actor, person)
        return _issue(actor, person, "recovery", RECOVERY_CODES)


@service("orgs.codes.issue", journal=("orgs.codes.issued",))
def issue_printed_codes(*, actor: Actor, person: UUID) -> list[str]:
    """A printed sheet for somebody of the house, where phones are not allowed; it replaces the old one.

    Raises ForbiddenError for a sheet of one's own: nobody gives a factor to themselves.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_house(actor, "orgs.codes.issue", row)
        if row.pk == actor.id:
            raise ForbiddenError("orgs.codes.own_sheet")
        return _issue(actor, row, "printed", PRINTED_CODES)


@service("orgs.codes.issue", journal=("orgs.codes.withdrawn",))
def withdraw_printed_codes(*, actor: Actor, person: UUID) -> None:
    """A lost sheet opens nothing any more; where none is in force nothing happens."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_house(actor, "orgs.codes.issue", row)
        withdrawn = CodeSheet.objects.filter(person=row, kind="printed", withdrawn_at=None)
        if withdrawn.update(withdrawn_at=clock.now()):
            record(actor=actor, act="orgs.codes.withdrawn", object=row, before={"kind": "printed"})


def require_house(actor: Actor, action: str, person: Person) -> UUID | None:
    """*action* concerns a whole account of the actor's house, and asks for a fresh proof; the body it is done for.

    Raises AbsentError for a person whom the actor may not see, else ForbiddenError of a kind.
    """
    if not visible_people(actor).filter(pk=person.pk).exists():
        raise AbsentError("kernel.absent")
    policy.require(actor, action)
    require_whole(actor, action, person)
    bodies = Membership.objects.filter(person=person, ended_at=None).values_list("body", flat=True)
    return next((body for body in bodies if body in actor.bodies("coordinator")), next(iter(bodies), None))


def _issue(actor: Actor, person: Person, kind: str, many: int) -> list[str]:
    now = clock.now()
    CodeSheet.objects.filter(person=person, kind=kind, withdrawn_at=None).update(withdrawn_at=now)
    sheet = CodeSheet.objects.create(
        person=person, kind=kind, issued_at=now, issued_by_id=actor.id if actor.id != person.pk else None
    )
    issued = [codes.new_code(2, 5) for _ in range(many)]
    SheetCode.objects.bulk_create(
        SheetCode(sheet=sheet, number=number, digest=codes.digest(f"{person.pk}{code}"))
        for number, code in enumerate(issued, 1)
    )
    record(actor=actor, act="orgs.codes.issued", object=person, after={"kind": kind, "codes": many})
    return issued


def _lock_own(actor: Actor, person: Person) -> None:
    policy.require(actor, "orgs.account.factor", person)
    Person.objects.select_for_update().get(pk=person.pk)
