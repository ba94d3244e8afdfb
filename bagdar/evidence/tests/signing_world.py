"""A body whose head signs, with certificates of a self-made authority that the installation believes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

from bagdar.evidence.services.signing import put_for_signature
from bagdar.evidence.signing.drawing import draw
from bagdar.evidence.signing.models import Signing
from bagdar.files.models import StoredFile
from bagdar.files.services.keeping import prepare
from bagdar.files.storage import place
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Body, CertificateBinding, Person
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.signatures.selfmade.authority import (
    FIRST_HEAD,
    LEGAL_PERSON,
    SIGNING,
    Authority,
    Identity,
    make_authority,
    person,
)
from bagdar.signatures.selfmade.keys import ec_key
from bagdar.signatures.selfmade.signing import sign

BIN, IIN = "010140000017", "750202300025"


@cache
def authority() -> Authority:
    return make_authority(ec_key, datetime.now(UTC) - timedelta(days=30))


@cache
def identity(number: str = IIN, body: str = BIN, *usages: str) -> Identity:
    subject = person("АСҚАРҰЛЫ БОЛАТ", number, "МИНИСТРЛІК", body)
    return authority().issue(subject, SIGNING, LEGAL_PERSON, *(usages or (FIRST_HEAD,)))


def believe(folder: Path) -> None:
    """Lay the authority's certificates down where the installation looks for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, one in (("root", authority().root), ("issuing", authority().issuing)):
        (folder / f"{name}.der").write_bytes(one.certificate.der)


@cache
def pdf() -> bytes:
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page(page_size=(842, 595))
    written = io.BytesIO()
    made.save(written, deterministic_id=True)
    return written.getvalue()


@dataclass
class House:
    """A ministry: Aigerim prepares, Bolat is its first head, Dana works elsewhere."""

    body: Body
    aigerim: Person
    bolat: Person
    dana: Person

    @property
    def preparer(self) -> Actor:
        return actor_of(self.aigerim, factor=True)

    @property
    def head(self) -> Actor:
        return self.fresh(self.bolat)

    @property
    def stranger(self) -> Actor:
        return self.fresh(self.dana)

    def fresh(self, who: Person) -> Actor:
        return actor_of(who, factor=True, confirmed=clock.now())

    def file(self, content: bytes | None = None, name: str = "есеп.pdf", **fields: Any) -> StoredFile:
        """As it stands after it was uploaded and accepted."""
        ready = prepare(content or pdf())
        place().link(ready.staged)
        given: dict[str, Any] = {
            "id": ready.id,
            "owner_type": "orgs.body",
            "owner_id": str(self.body.pk),
            "body": self.body,
            "name": name,
            "media_type": "application/pdf",
            "size": ready.staged.size,
            "sha256": ready.staged.sha256,
            "state": "accepted",
            "kept_at": clock.now(),
        }
        return StoredFile.objects.create(**{**given, **fields})

    def put(self, file: StoredFile | None = None) -> Signing:
        """For signature, and drawn."""
        signing = put_for_signature(actor=self.preparer, of=file or self.file())
        draw.call(str(signing.pk))
        signing.refresh_from_db()
        return signing

    def bind(self, who: Person | None = None, number: str = IIN) -> None:
        CertificateBinding.objects.create(
            person=who or self.bolat,
            body=self.body,
            iin=number,
            bin=BIN,
            holder="БОЛАТ",
            bound_at=clock.now(),
        )


def make_house() -> House:
    body = make_body(number=BIN)
    return House(
        body=body,
        aigerim=make_person(body=body, role="preparer"),
        bolat=make_person(body=body, role="head"),
        dana=make_person(body=make_body(), role="head"),
    )


def message(content: bytes, who: Identity | None = None) -> bytes:
    return sign(content, who or identity(), at=clock.now(), chain=[authority().issuing.certificate])
