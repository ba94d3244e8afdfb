"""A storage that speaks S3 just well enough for these tests: put, head, get, delete, list, over real HTTP."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 2
"""Names in one answer, so that the reader must ask for more."""


class Handler(BaseHTTPRequestHandler):
    kept: dict[str, bytes]
    failing = ""
    """The code of a fault, answered instead of taking anything."""

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _fault(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code></Error>".encode(), Content_Type="application/xml")

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get(
            "Transfer-Encoding", ""
        ) and "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return whole

    def do_PUT(self) -> None:
        content = self._body()
        if self.failing:
            self._fault(400, self.failing)
            return
        self.kept[self._key] = content
        self._answer(200, ETag=f'"{hashlib.md5(content).hexdigest()}"')

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if "list-type" in asked:
            self._list(asked)
        elif self._key in self.kept:
            self._answer(200, self.kept[self._key], ETag='"x"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT")
        else:
            self._fault(404, "NoSuchKey")

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self) -> None:
        self.kept.pop(self._key, None)
        self._answer(204)

    def _list(self, asked: dict[str, list[str]]) -> None:
        bucket = self._key.partition("/")[0]
        start = f"{bucket}/{asked.get('prefix', [''])[0]}"
        names = sorted(name for name in self.kept if name.startswith(start))
        after = asked.get("continuation-token", [""])[0]
        names = [name for name in names if name > after]
        shown, more = names[:PAGE], len(names) > PAGE
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        contents = "".join(
            f"<Contents><Key>{escape(name.partition('/')[2])}</Key><Size>{len(self.kept[name])}</Size>"
            f"<LastModified>{now}</LastModified></Contents>"
            for name in shown
        )
        rest = (
            f"<NextContinuationToken>{escape(shown[-1])}</NextContinuationToken><IsTruncated>true</IsTruncated>"
            if more
            else "<IsTruncated>false</IsTruncated>"
        )
        self._answer(
            200,
            f"<ListBucketResult>{rest}{contents}</ListBucketResult>".encode(),
            Content_Type="application/xml",
        )


@contextmanager
def storage() -> Iterator[tuple[str, type[Handler]]]:
    """Its address, and the handler that holds what was put."""
    own = type("Own", (Handler,), {"kept": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), own)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", own
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
