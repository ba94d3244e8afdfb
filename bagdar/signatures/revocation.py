"""Whether a certificate was revoked: lists (CRL) and answers (OCSP) that the caller brings, or "not checked"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar

import msgspec
from asn1crypto import core, crl, ocsp

from bagdar.signatures.algorithms import digest, digest_named
from bagdar.signatures.asn1 import FAULTS, Algorithm, Exact, KeyInfo, Whole, algorithm, bits
from bagdar.signatures.certificates import KNOWN_CRITICAL, Certificate, read_certificate, read_name
from bagdar.signatures.chains import Chain, check_alone
from bagdar.signatures.keys import verify
from bagdar.signatures.profile import Profile
from bagdar.signatures.refusals import SignatureRefusedError

OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
SHA1 = "1.3.14.3.2.26"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of revocation: DER of lists (CRL) and of whole OCSP responses."""

    crls: tuple[bytes, ...] = ()
    ocsp: tuple[bytes, ...] = ()

    def with_(self, crls: tuple[bytes, ...], ocsp: tuple[bytes, ...]) -> Evidence:
        """This and what came with a message: it is signed by the issuers, so whoever brings it may."""
        return Evidence(crls=self.crls + crls, ocsp=self.ocsp + ocsp)


class Standing(StrEnum):
    NOT_CHECKED = "not_checked"
    """Nothing was brought that speaks of this certificate on that instant."""
    NOT_REVOKED = "not_revoked"


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one certificate of a chain."""

    name: str
    standing: Standing = Standing.NOT_CHECKED
    source: str | None = None
    """"crl" or "ocsp"."""
    produced: datetime | None = None
    """When the source was made."""


class Certificates(core.SequenceOf):  # type: ignore[misc]
    """Certificates that come with an answer, as they stand."""

    _child_spec = core.Any


class Answer(Exact):
    """BasicOCSPResponse: what was answered, and the signature over it."""

    _fields: ClassVar = [
        ("data", ocsp.ResponseData),
        ("how", Algorithm),
        ("signature", core.BitString),
        ("certs", Certificates, {"explicit": 0, "optional": True}),
    ]


class _Question(msgspec.Struct, frozen=True):
    certificate: Certificate
    issuer: Certificate
    profile: Profile
    at: datetime


def check_chain(
    chain: Chain, evidence: Evidence, profile: Profile, at: datetime, *, required: bool = False
) -> tuple[Revocation, ...]:
    """Standing of each certificate below the root, on *at*. Raises SignatureRefusedError for a revoked one.

    ``required``: one that could not be checked is refused, too.
    """
    found = tuple(
        _standing(_Question(certificate, issuer, profile, at), evidence)
        for certificate, issuer in pairwise(chain)
    )
    for one in found:
        if required and one.standing is Standing.NOT_CHECKED:
            raise SignatureRefusedError("revocation_not_known", name=one.name)
    return found


def _standing(question: _Question, evidence: Evidence) -> Revocation:
    """The latest word on the certificate; what cannot be read or does not belong here says nothing."""
    words = [("crl", produced) for produced in _heard(_list_says, evidence.crls, question)]
    words += [("ocsp", produced) for produced in _heard(_answer_says, evidence.ocsp, question)]
    name = str(question.certificate.subject)
    if not words:
        return Revocation(name=name)
    source, produced = max(words, key=lambda word: word[1])
    return Revocation(name=name, standing=Standing.NOT_REVOKED, source=source, produced=produced)


def _heard(
    says: Callable[[bytes, _Question], datetime | None], sources: tuple[bytes, ...], question: _Question
) -> Iterator[datetime]:
    """When each source that says "not revoked" was made. Raises the refusal of one that says "revoked"."""
    for raw in sources:
        try:
            produced = says(raw, question)
        except SignatureRefusedError as refusal:
            if refusal.reason == "revoked":
                raise
            continue
        except FAULTS:
            continue
        if produced:
            yield produced


def _covers(produced: datetime, until: datetime | None, question: _Question) -> bool:
    """Whether a source of that span speaks of the instant asked for.

    One made later does, too, as long as the certificate had not run out: lists drop what has run out.
    """
    if produced > question.at:
        return produced <= question.certificate.ends
    return until is not None and question.at <= until


def _refuse_revoked(question: _Question, when: datetime) -> None:
    if when <= question.at:
        raise SignatureRefusedError("revoked", name=str(question.certificate.subject), day=when.date())


def _list_says(raw: bytes, question: _Question) -> datetime | None:
    """When the list was made, if it is the issuer's, covers the instant and does not name the certificate."""
    read = crl.CertificateList.load(raw, strict=True)
    body, issuer = read["tbs_cert_list"], question.issuer
    how = algorithm(read["signature_algorithm"])
    critical = {str(one["extn_id"].dotted) for one in body["crl_extensions"] if one["critical"].native}
    signs = issuer.key_usages is None or "crl_sign" in issuer.key_usages
    if (
        read_name(body["issuer"]).compared != issuer.subject.compared
        or not signs
        or critical - KNOWN_CRITICAL
    ):
        # A list of some reasons only, or of changes since another list, is not read here.
        return None
    verify(issuer.key, how, body.dump(), bits(read["signature"]), question.profile)
    # National lists have hundreds of thousands of entries: they are gone through only where the number occurs.
    if core.Integer(question.certificate.serial).dump() in body["revoked_certificates"].dump():
        for entry in body["revoked_certificates"]:
            if entry["user_certificate"].native == question.certificate.serial:
                _refuse_revoked(question, entry["revocation_date"].native)
    produced: datetime = body["this_update"].native
    return produced if _covers(produced, body["next_update"].native, question) else None


def _answer_says(raw: bytes, question: _Question) -> datetime | None:
    """When the answer was made, if it is the issuer's, covers the instant and says "good"."""
    answer = ocsp.OCSPResponse.load(raw, strict=True)
    if answer["response_status"].native != "successful":
        return None
    basic = Answer.load(bytes(answer["response_bytes"]["response"]), strict=True)
    data = basic["data"]
    key = _answering_key(basic, question)
    verify(key, algorithm(basic["how"]), data.dump(), bits(basic["signature"]), question.profile)
    for single in data["responses"]:
        if _is_about(single["cert_id"], question):
            return _single_says(single, question)
    return None


def _single_says(single: Any, question: _Question) -> datetime | None:
    status = single["cert_status"]
    if status.name == "revoked":
        _refuse_revoked(question, status.chosen["revocation_time"].native)
    elif status.name != "good":
        return None
    produced: datetime = single["this_update"].native
    return produced if _covers(produced, single["next_update"].native or produced, question) else None


def _answering_key(basic: Any, question: _Question) -> bytes:
    """Key of whoever answered: the issuer itself, or one to whom the issuer gave that usage."""
    issuer, certs = question.issuer, basic["certs"]
    who = basic["data"]["responder_id"]
    brought = [] if isinstance(certs, core.Void) else [read_certificate(one.dump()) for one in certs]
    for one in (issuer, *brought):
        by_name = who.name == "by_name" and read_name(who.chosen).compared == one.subject.compared
        by_key = who.name == "by_key" and who.chosen.native == _key_hash("sha1", one)
        if not (by_name or by_key):
            continue
        if one is not issuer:
            check_alone(one, question.at)
            if OCSP_SIGNING not in one.extended_usages:
                continue
            verify(issuer.key, one.how, one.signed, one.signature, question.profile)
        return one.key
    raise ValueError("nobody known answered")


def _is_about(asked: Any, question: _Question) -> bool:
    """Whether an answer's certificate is the one in question; the digest here only names, it proves nothing."""
    identifier, parameters = algorithm(asked["hash_algorithm"])
    name = "sha1" if identifier == SHA1 else digest_named(identifier, parameters, question.profile)
    issuer_name = _issuer_name(question.issuer)
    return bool(
        asked["serial_number"].native == question.certificate.serial
        and asked["issuer_key_hash"].native == _key_hash(name, question.issuer)
        and asked["issuer_name_hash"].native == _hash(name, issuer_name)
    )


def _issuer_name(issuer: Certificate) -> bytes:
    return bytes(Whole.load(issuer.der)["body"]["subject"].dump())


def _key_hash(name: str, certificate: Certificate) -> bytes:
    return _hash(name, bits(KeyInfo.load(certificate.key)["public_key"]))


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest() if name == "sha1" else digest(name, data)
