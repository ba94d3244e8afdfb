"""Going to signature and the three ways to sign, with all that is refused on the way."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from bagdar.evidence.models import Snapshot
from bagdar.evidence.services.signatures import Letter, confirm, register_paper, sign_by_certificate, sign_pdf
from bagdar.evidence.services.signing import put_for_signature, recall, send_back
from bagdar.evidence.signing.drawing import draw
from bagdar.evidence.signing.models import Signature, Signing
from bagdar.evidence.signing.selectors import is_frozen, visible_signings, waiting_for
from bagdar.evidence.signing.statement import statement_of
from bagdar.evidence.tests.signing_world import IIN, House, believe, identity, make_house, message
from bagdar.files import owners
from bagdar.files.holding import why_held
from bagdar.files.services import withdraw_file
from bagdar.files.storage import place
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import (
    AbsentError,
    ConfirmationNeededError,
    ConflictError,
    ForbiddenError,
    InvalidError,
)
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import ActingHead
from bagdar.orgs.tests.make import make_act, make_person
from bagdar.signatures.pades import embed, prepare
from bagdar.signatures.selfmade.authority import EMPLOYEE

pytestmark = pytest.mark.django_db
MAY_SIGN = "1.2.398.3.3.4.1.2.2"


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: Any) -> None:
    settings.FILES = str(tmp_path / "files")
    settings.TRUST = tmp_path / "trust"
    believe(settings.TRUST)


def reason(error: pytest.ExceptionInfo[InvalidError], field: str = "") -> str:
    return error.value.faults[field][0]


def acts(signing: Signing) -> list[str]:
    rows = Entry.objects.filter(object_id=str(signing.pk)).order_by("id")
    return list(rows.values_list("act", flat=True))


# ── going to signature ──


def test_what_is_put_for_signature_is_frozen_and_drawn_with_its_code() -> None:
    house = make_house()
    file = house.file()
    signing = put_for_signature(actor=house.preparer, of=file)
    assert (signing.state, signing.document) == ("drawing", None)
    assert is_frozen("files.storedfile", str(file.pk))
    draw.call(str(signing.pk))
    signing.refresh_from_db()
    assert signing.state == "open"
    assert signing.document is not None
    with place().open(signing.document.place) as opened:
        drawn = opened.read()
    with pikepdf.open(io.BytesIO(drawn)) as pages:
        assert [len(page.form_xobjects) for page in pages.pages] == [1, 1]
    assert acts(signing) == ["evidence.signing.put", "evidence.signing.drawn"]


def test_drawing_again_changes_nothing() -> None:
    house = make_house()
    signing = house.put()
    document = signing.document_id
    draw.call(str(signing.pk))
    signing.refresh_from_db()
    assert signing.document_id == document
    assert acts(signing) == ["evidence.signing.put", "evidence.signing.drawn"]


def test_what_cannot_be_drawn_is_free_again_and_says_why() -> None:
    house = make_house()
    file = house.file(b"%PDF-1.7 broken", name="бүлінген.pdf")
    signing = house.put(file)
    assert (signing.state, signing.remark) == ("undrawn", "writing.pdf_unreadable")
    assert not is_frozen("files.storedfile", str(file.pk))


def test_one_thing_is_not_for_signature_twice() -> None:
    house = make_house()
    file = house.file()
    house.put(file)
    with pytest.raises(InvalidError) as error:
        put_for_signature(actor=house.preparer, of=file)
    assert reason(error) == "signing.already"


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"mark": "ҚБП"}, "signing.marked"),
        ({"state": "quarantined"}, "signing.not_accepted"),
        ({"media_type": "image/png", "name": "сурет.png"}, "signing.cannot_draw"),
    ],
)
def test_what_is_not_put_for_signature(fields: dict[str, Any], expected: str) -> None:
    house = make_house()
    with pytest.raises(InvalidError) as error:
        put_for_signature(actor=house.preparer, of=house.file(**fields))
    assert reason(error) == expected
    assert not Snapshot.objects.exists()


def test_a_stranger_neither_puts_nor_sees_nor_signs() -> None:
    house = make_house()
    file = house.file()
    with pytest.raises(ForbiddenError):
        put_for_signature(actor=house.stranger, of=file)
    signing = house.put(file)
    assert not visible_signings(house.stranger).exists()
    assert not owners.may_read(house.stranger, "evidence.signing", str(signing.pk))
    for act in (
        lambda: confirm(actor=house.stranger, signings=[(signing.pk, signing.version)]),
        lambda: send_back(actor=house.stranger, signing=signing.pk, version=signing.version, remark="жоқ"),
    ):
        with pytest.raises(AbsentError):
            act()


def test_the_preparer_recalls_and_the_head_sends_back_with_a_remark() -> None:
    house = make_house()
    file = house.file()
    first = house.put(file)
    recall(actor=house.preparer, signing=first.pk, version=first.version)
    second = house.put(file)
    with pytest.raises(InvalidError) as error:
        send_back(actor=house.head, signing=second.pk, version=second.version, remark="  ")
    assert reason(error, "remark") == "signing.remark_wanted"
    send_back(actor=house.head, signing=second.pk, version=second.version, remark="2-жолды толықтырыңыз")
    assert acts(first)[-1:] == ["evidence.signing.recalled"]
    assert acts(second)[-1:] == ["evidence.signing.returned"]
    assert not is_frozen("files.storedfile", str(file.pk))
    with pytest.raises(ConflictError):
        confirm(actor=house.head, signings=[(second.pk, second.version)])


def test_the_preparer_does_not_sign_and_the_head_does_not_recall() -> None:
    house = make_house()
    signing = house.put()
    with pytest.raises(ForbiddenError):
        confirm(actor=house.fresh(house.aigerim), signings=[(signing.pk, signing.version)])
    with pytest.raises(ForbiddenError):
        recall(actor=house.head, signing=signing.pk, version=signing.version)


# ── first way: confirmed in the system ──


def test_a_head_confirms_several_at_once_after_a_fresh_proof() -> None:
    house = make_house()
    laid = [house.put() for _ in range(3)]
    wanted = [(one.pk, one.version) for one in laid]
    with pytest.raises(ConfirmationNeededError):
        confirm(actor=stale(house), signings=wanted)
    assert [one.pk for one in waiting_for(house.head)] == [one.pk for one in laid]
    signed = confirm(actor=house.head, signings=wanted)
    assert {one.signing_id for one in signed} == {one.pk for one in laid}
    assert {(one.way, one.standing, one.capacity, one.acting) for one in signed} == {
        ("confirmation", "confirmed", "head", False)
    }
    assert not waiting_for(house.head).exists()
    for one in laid:
        one.refresh_from_db()
        assert bytes(Signature.objects.get(signing=one).statement) == statement_of(one)
        assert acts(one)[-1] == "evidence.signing.signed"


def stale(house: House) -> Actor:
    return actor_of(house.bolat, factor=True, confirmed=clock.now() - timedelta(minutes=6))


def test_all_or_none() -> None:
    house = make_house()
    good, gone = house.put(), house.put()
    recall(actor=house.preparer, signing=gone.pk, version=gone.version)
    with pytest.raises(ConflictError):
        confirm(actor=house.head, signings=[(good.pk, good.version), (gone.pk, gone.version)])
    assert not Signature.objects.exists()


def test_an_acting_head_signs_by_the_act() -> None:
    house = make_house()
    deputy, act = make_person(body=house.body, role="reader"), make_act()
    today = clock.today("Asia/Almaty")
    ActingHead.objects.create(
        body=house.body, person=deputy, act=act, valid_from=today, valid_to=today, entered_by=house.aigerim
    )
    signing = house.put()
    (signature,) = confirm(actor=house.fresh(deputy), signings=[(signing.pk, signing.version)])
    assert (signature.acting, signature.act) == (True, str(act))


# ── second way: a certificate ──


def test_a_certificate_signs_the_statement() -> None:
    house = make_house()
    house.bind()
    signing = house.put()
    signature = sign_by_certificate(
        actor=house.head,
        signing=signing.pk,
        version=signing.version,
        message=message(statement_of(signing)),
    )
    assert (signature.way, signature.standing) == ("certificate", "verified")
    assert signature.found["revocation"] == "not_checked", "nobody vouched for it, and it says so"
    assert IIN not in str(signature.found)
    assert signature.message is not None
    assert signature.message.owner_id == str(signing.pk)


@pytest.mark.parametrize(
    "who, expected",
    [
        (lambda: identity("900101400017"), "signing.another_person"),
        (lambda: identity(IIN, "990140000019"), "signing.another_body"),
        (lambda: identity(IIN, "010140000017", EMPLOYEE), "signing.no_right"),
        (lambda: identity(IIN, "010140000017", MAY_SIGN), "signing.right_by_act"),
    ],
)
def test_only_this_head_for_this_body_with_a_right_to_sign(who: Callable[[], Any], expected: str) -> None:
    house = make_house()
    house.bind()
    signing = house.put()
    with pytest.raises(InvalidError) as error:
        sign_by_certificate(
            actor=house.head,
            signing=signing.pk,
            version=signing.version,
            message=message(statement_of(signing), who()),
        )
    assert reason(error) == expected
    assert not Signature.objects.exists()


def test_a_signature_over_something_else_is_refused() -> None:
    house = make_house()
    house.bind()
    one, other = house.put(), house.put()
    with pytest.raises(InvalidError) as error:
        sign_by_certificate(
            actor=house.head, signing=one.pk, version=one.version, message=message(statement_of(other))
        )
    assert reason(error) == "signatures.content_changed"


def test_the_document_itself_is_signed_inside() -> None:
    house = make_house()
    house.bind()
    signing = house.put()
    assert signing.document is not None
    with place().open(signing.document.place) as opened:
        ready = prepare(opened.read(), field="Head", at=clock.now())
    signed = embed(ready, message(ready.to_sign))
    signature = sign_pdf(actor=house.head, signing=signing.pk, version=signing.version, pdf=signed)
    assert (signature.way, signature.standing) == ("pdf", "verified")


def test_another_pdf_than_ours_is_refused() -> None:
    house = make_house()
    house.bind()
    signing, other = house.put(), house.put()
    assert other.document is not None
    with place().open(other.document.place) as opened:
        ready = prepare(opened.read(), field="Head", at=clock.now())
    with pytest.raises(InvalidError) as error:
        sign_pdf(
            actor=house.head,
            signing=signing.pk,
            version=signing.version,
            pdf=embed(ready, message(ready.to_sign)),
        )
    assert reason(error) == "signing.other_document"


# ── third way: paper ──


def letter(**fields: Any) -> Letter:
    today = clock.today("Asia/Almaty")
    given = {
        "outgoing_number": "01-15/77",
        "outgoing_day": today,
        "incoming_number": "",
        "incoming_day": None,
    }
    return Letter(**{**given, **fields})


def test_a_signed_paper_comes_back() -> None:
    house = make_house()
    signing = house.put()
    signature = register_paper(
        actor=house.preparer,
        signing=signing.pk,
        version=signing.version,
        code=signing.snapshot.shown_code.lower(),
        head=house.bolat.pk,
        copy=house.file(name="скан.pdf"),
        letter=letter(),
    )
    assert (signature.way, signature.standing, signature.outgoing_number) == ("paper", "paper", "01-15/77")
    assert (signature.signer, signature.entered_by) == (house.bolat.pk, house.aigerim.pk)


@pytest.mark.parametrize("wrong", ["code", "head", "copy", "outgoing_number", "outgoing_day", "incoming_day"])
def test_what_does_not_fit_the_paper_is_refused(wrong: str) -> None:
    house = make_house()
    signing, other = house.put(), make_house_elsewhere()
    today = clock.today("Asia/Almaty")
    changed: dict[str, Any] = {
        "code": {"code": "0000-0000-0000"},
        "head": {"head": house.aigerim.pk},
        "copy": {"copy": other.file()},
        "outgoing_number": {"letter": letter(outgoing_number=" ")},
        "outgoing_day": {"letter": letter(outgoing_day=today - timedelta(days=3))},
        "incoming_day": {"letter": letter(incoming_day=today - timedelta(days=1))},
    }
    given: dict[str, Any] = {
        "code": signing.snapshot.code,
        "head": house.bolat.pk,
        "copy": house.file(),
        "letter": letter(),
    }
    with pytest.raises(InvalidError) as error:
        register_paper(
            actor=house.preparer,
            signing=signing.pk,
            version=signing.version,
            **{**given, **changed[wrong]},
        )
    assert set(error.value.faults) >= {wrong}
    assert not Signature.objects.exists()


def make_house_elsewhere() -> House:
    from bagdar.orgs.tests.make import make_body

    body = make_body()
    person = make_person(body=body, role="head")
    return House(body=body, aigerim=person, bolat=person, dana=person)


def test_what_a_signature_rests_on_is_not_withdrawn() -> None:
    house = make_house()
    file, copy = house.file(), house.file(name="скан.pdf")
    signing = house.put(file)
    assert why_held(file.pk) == "signing.file_held"
    assert why_held(copy.pk) == ""
    register_paper(
        actor=house.preparer,
        signing=signing.pk,
        version=signing.version,
        code=signing.snapshot.code,
        head=house.bolat.pk,
        copy=copy,
        letter=letter(),
    )
    for held in (file, copy):
        with pytest.raises(InvalidError) as error:
            withdraw_file(actor=house.preparer, file=held.pk)
        assert reason(error) == "signing.file_held"


# ── what the database keeps ──


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_signature SET signer_name = 'X'",
        "DELETE FROM evidence_signature",
        "UPDATE evidence_signing SET title = 'X'",
        "UPDATE evidence_signing SET document_id = NULL, state = 'recalled'",
        "UPDATE evidence_signing SET state = 'open'",
        "DELETE FROM evidence_signing",
    ],
)
def test_what_was_signed_stays(statement: str) -> None:
    house = make_house()
    signing = house.put()
    confirm(actor=house.head, signings=[(signing.pk, signing.version)])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_signing_that_is_not_there_is_absent() -> None:
    house = make_house()
    with pytest.raises(AbsentError):
        confirm(actor=house.head, signings=[(uuid4(), 1)])
