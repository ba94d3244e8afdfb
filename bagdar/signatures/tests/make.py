"""The cast of the tests: people of the self-made authority, what they sign, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from bagdar.signatures.challenge import compose_challenge
from bagdar.signatures.selfmade.authority import (
    AUTHENTICATION,
    EMPLOYEE,
    FIRST_HEAD,
    LEGAL_PERSON,
    SIGNING,
    Authority,
    Identity,
    make_authority,
    person,
)
from bagdar.signatures.selfmade.keys import Key, ec_key, gost_key, rsa_key
from bagdar.signatures.selfmade.signing import sign
from bagdar.signatures.trust import Trust

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
NUMBER = "900101400017"
BODY_NUMBER = "010140000017"
CHALLENGE = compose_challenge("https://bagdar.example", bytes(range(32)), AT)
DOCUMENT = "Есеп: 2026 жыл, 1-бөлім".encode() * 40
KINDS: dict[str, Callable[[], Key]] = {"rsa": rsa_key, "ec": ec_key, "gost": gost_key}


class World(NamedTuple):
    """One self-made authority with its people, all with keys of one kind."""

    authority: Authority
    aigerim: Identity
    """Prepares; her key is for authentication."""
    bolat: Identity
    """First head; his key is for signing."""

    @property
    def trust(self) -> Trust:
        return self.authority.trust()

    def signed(self, content: bytes, *signers: Identity, **how: object) -> bytes:
        """A message over *content*, with the issuing certificate in it."""
        chain = [self.authority.issuing.certificate]
        return sign(content, *signers, at=AT, chain=chain, **how)  # type: ignore[arg-type]


@cache
def world(kind: str) -> World:
    """Made once a run: GOST keys take their time."""
    authority = make_authority(KINDS[kind], BEGINS)
    aigerim = person("СЕРІКҚЫЗЫ АЙГЕРІМ", NUMBER, "МИНИСТРЛІК", BODY_NUMBER)
    bolat = person("АСҚАРҰЛЫ БОЛАТ", "750202300025", "МИНИСТРЛІК", BODY_NUMBER)
    return World(
        authority,
        authority.issue(aigerim, AUTHENTICATION, LEGAL_PERSON, EMPLOYEE),
        authority.issue(bolat, SIGNING, LEGAL_PERSON, FIRST_HEAD),
    )
