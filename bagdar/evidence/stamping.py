"""Asking a time stamping authority (RFC 3161); no thread is held longer than :data:`LONGEST`."""

from __future__ import annotations

import secrets
import socket
import threading
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

import msgspec
from asn1crypto import tsp

from bagdar.signatures.asn1 import reading
from bagdar.signatures.refusals import SignatureRefusedError

LONGEST: Final = 5.0
"""Seconds for a whole question and answer."""
LARGEST: Final = 64 * 1024
"""Bytes of an answer."""


class Told(msgspec.Struct, frozen=True):
    """``token``: DER of the time stamp token. ``at``: the authority's clock."""

    token: bytes
    at: datetime


def ask_for_stamp(url: str, content: bytes) -> Told:
    """A stamp over *content* from the authority at *url* (http or https).

    Raises OSError where it does not answer in time, SignatureRefusedError("stamp_wrong") where what it answers is
    no stamp over *content* or not for this question. Whose signature it bears is judged when the proof is read.
    """
    nonce = secrets.randbits(63)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(content).digest()}
    question = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    )
    return _read(_post(url, question.dump()), sha256(content).digest(), nonce)


def _read(answer: bytes, digest: bytes, nonce: int) -> Told:
    with reading("stamp_wrong"):
        response = tsp.TimeStampResp.load(answer, strict=True)
        if response["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise SignatureRefusedError("stamp_wrong")
        token = response["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        imprint = info["message_imprint"]
        told = (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native)
        if told != ("sha256", digest) or info["nonce"].native != nonce:
            raise SignatureRefusedError("stamp_wrong")
        return Told(token.dump(), info["gen_time"].native)


def _post(url: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    kind = {"http": HTTPConnection, "https": HTTPSConnection}[parts.scheme]
    connection = kind(parts.netloc, timeout=LONGEST)
    # A timeout counts from byte to byte; an authority that drips is cut off all the same.
    end = threading.Timer(LONGEST, _cut, [connection])
    end.start()
    try:
        address = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("POST", address, body, {"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse()
        raw: bytes = answer.read(LARGEST)
        if answer.status != 200:
            raise OSError(f"the time stamping authority answers {answer.status}")
    except HTTPException as error:
        raise OSError("the time stamping authority does not answer") from error
    finally:
        end.cancel()
        connection.close()
    return raw


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
