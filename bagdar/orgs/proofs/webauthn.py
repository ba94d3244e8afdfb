"""Security keys and passkeys (WebAuthn): what is asked of the browser, and whether its answer holds.

``host``: the name people reach the service by, without port; a key works for this name only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

import msgspec
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from bagdar.orgs.models import Person, SecurityKey

State = dict[str, Any]
"""What was asked, for checking the answer; kept in the session, used once."""


class Registered(msgspec.Struct, frozen=True):
    """A new credential: its id (base64url), attested data (hex) and signature counter."""

    credential: str
    data: str
    counter: int


def hindrance(host: str, *, secure: bool) -> str:
    """Message id of why keys do not work at this address, "" where they do. Browsers want a name, and TLS."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        local = host == "localhost" or host.endswith(".localhost")
        return "" if secure or local else "orgs.factor.key_needs_tls"
    return "orgs.factor.key_needs_name"


def ask_to_register(host: str, person: Person, keys: Sequence[SecurityKey]) -> tuple[str, State]:
    """What the browser is told to make a new key with, as JSON, and what to keep."""
    options, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(id=person.pk.bytes, name=person.login, display_name=person.full_name),
        [_data(key) for key in keys],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)), state


def registered(host: str, state: State, answer: str) -> Registered:
    """What the browser made. Raises ValueError for an answer that does not hold."""
    told = _server(host).register_complete(state, _parsed(answer))
    data = told.credential_data
    if data is None:
        raise ValueError("no credential")
    return Registered(websafe_encode(data.credential_id), bytes(data).hex(), told.counter)


def ask_to_prove(host: str, keys: Sequence[SecurityKey]) -> tuple[str, State]:
    """What the browser is told to sign, as JSON, and what to keep."""
    options, state = _server(host).authenticate_begin(
        [_data(key) for key in keys], user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)), state


def proved(host: str, state: State, keys: Sequence[SecurityKey], answer: str) -> tuple[SecurityKey, int]:
    """Which key signed, and its counter now. Raises ValueError for an answer that does not hold."""
    parsed = _parsed(answer)
    used = _server(host).authenticate_complete(state, [_data(key) for key in keys], parsed)
    counter = AuthenticationResponse.from_dict(parsed).response.authenticator_data.counter
    named = websafe_encode(used.credential_id)
    key = next(key for key in keys if key.credential == named)
    if (counter or key.counter) and counter <= key.counter:
        raise ValueError("a copied key: its counter did not go up")
    return key, counter


def _parsed(answer: str) -> dict[str, Any]:
    try:
        parsed = json.loads(answer)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(parsed, dict):
        raise ValueError("not an answer")
    return parsed


def _data(key: SecurityKey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes.fromhex(key.data))


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=host))
