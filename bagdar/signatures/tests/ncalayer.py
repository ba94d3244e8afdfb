"""A stand-in for NCALayer: speaks its protocol and signs with a key of the self-made authority."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, Protocol

from bagdar.kernel import clock
from bagdar.signatures.browser import ADDRESS
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.selfmade.authority import Identity
from bagdar.signatures.selfmade.signing import sign

GREETING = '{"result":{"version":"1.4"}}'
HEARTBEAT = "--heartbeat--"
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""What the handshake of a web socket adds to the key (RFC 6455)."""


class Signer:
    """What NCALayer answers. ``mood``: "signs", "cancels", "fails", "leaves" (closes the connection).

    ``old``: it knows the module of before 2022 only.
    """

    def __init__(
        self, who: Identity, chain: Sequence[Certificate] = (), *, mood: str = "signs", old: bool = False
    ):
        self.who = who
        self.chain = chain
        self.mood = mood
        self.old = old
        self.asked: list[dict[str, Any]] = []
        """Every request, for a test to look at."""

    def answer(self, text: str) -> str | None:
        """The answer to a request; None: nothing is answered and the connection ends."""
        if text == HEARTBEAT:
            return HEARTBEAT
        request = json.loads(text)
        self.asked.append(request)
        if self.mood == "leaves":
            return None
        module = request["module"].rpartition(".")[2]
        if module == "commonUtils":
            return json.dumps(self._common(request))
        if module != "basics" or self.old:
            return json.dumps({"success": False, "errorCode": "MODULE_NOT_FOUND"})
        return json.dumps(self._basics(request["args"]))

    def _basics(self, args: dict[str, Any]) -> dict[str, Any]:
        wanted = set(args["signerParams"]["extKeyUsageOids"])
        if self.mood == "cancels":
            return {"status": True, "body": {}}
        if self.mood == "fails" or not wanted <= set(self.who.certificate.extended_usages):
            return {"status": False, "code": "SIGNING_FAILURE", "message": "no such key", "details": ""}
        attached = args["signingParams"]["encapsulate"]
        return {"status": True, "body": {"result": [self._signed(args["data"], attached=attached)]}}

    def _common(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["method"] == "getActiveTokens":
            return {"code": "200", "message": "", "responseObject": []}
        if self.mood != "signs":
            message = "action.canceled" if self.mood == "cancels" else "wrong password"
            return {"code": "500", "message": message}
        _, _, data, attached = request["args"]
        return {"code": "200", "message": "", "responseObject": self._signed(data, attached=attached)}

    def _signed(self, data: str, *, attached: bool) -> str:
        at: datetime = clock.now().replace(microsecond=0)
        content = base64.b64decode(data, validate=True)
        cms = sign(content, self.who, at=at, chain=self.chain, detached=not attached)
        return f"-----BEGIN CMS-----\n{base64.encodebytes(cms).decode()}-----END CMS-----\n"


class Route(Protocol):
    """A web socket of a page in a browser under test."""

    def send(self, message: str) -> None: ...
    def close(self) -> None: ...
    def on_message(self, handler: Callable[[str], None]) -> None: ...


def attach(page: Any, signer: Signer | None) -> None:
    """Put *signer* behind NCALayer's address on *page* (of Playwright); None: nothing listens there."""

    def opened(route: Route) -> None:
        if signer is None:
            route.close()
            return

        def answered(message: str) -> None:
            reply = signer.answer(message)
            route.close() if reply is None else route.send(reply)

        route.on_message(answered)
        route.send(GREETING)

    page.route_web_socket(f"{ADDRESS}/", opened)


@contextmanager
def listening(signer: Signer) -> Iterator[int]:
    """Within the block *signer* listens on the port that is given, without TLS."""

    class Conversation(StreamRequestHandler):
        def handle(self) -> None:
            _shake_hands(self)
            _send(self, GREETING)
            while (text := _receive(self)) is not None:
                reply = signer.answer(text)
                if reply is None:
                    return
                _send(self, reply)

    with ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def _shake_hands(to: StreamRequestHandler) -> None:
    key = b""
    while line := to.rfile.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"sec-websocket-key":
            key = value.strip()
    accepted = base64.b64encode(hashlib.sha1(key + MAGIC, usedforsecurity=False).digest())
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    to.wfile.write(head + b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n")


def _send(to: StreamRequestHandler, text: str) -> None:
    data = text.encode()
    size = bytes([len(data)]) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2, "big")
    to.wfile.write(b"\x81" + size + data)


def _receive(of: StreamRequestHandler) -> str | None:
    """The next text; None where the other side has closed. A browser masks what it sends."""
    head = of.rfile.read(2)
    if len(head) < 2 or head[0] & 0x0F != 1:
        return None
    size = head[1] & 0x7F
    if size == 126:
        size = int.from_bytes(of.rfile.read(2), "big")
    mask, data = of.rfile.read(4), of.rfile.read(size)
    return bytes(byte ^ mask[place % 4] for place, byte in enumerate(data)).decode()
