"""The file of a backup: a stream in pieces, each of which tells whether it is as it was written.

Layout: ``BAGDAR`` and a byte each for the format and the way (0 open, 1 encrypted), 16 random bytes, then
pieces of four bytes of length (the first bit marks the last piece), the content, and its proof. Encrypted: the
proof is the tag of AES-256-GCM, the nonce the piece's number, and the key is derived from the key file and
the random bytes, so each file has its own. Open: the proof is SHA-256 over everything up to there. Either
way a changed, missing, swapped or added byte is found when the piece is read.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bagdar.kernel.errors import DomainError

MAGIC: Final = b"BAGDAR\x01"
OPEN, ENCRYPTED = 0, 1
PIECE: Final = 1 << 20
LONGEST: Final = 1 << 24
_LAST: Final = 1 << 31
_SALT: Final = 16
SHORTEST_KEY: Final = 32


def new_key(path: Path) -> None:
    """Write a new key, readable to its owner alone. Raises FileExistsError: a key is never overwritten."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(secrets.token_urlsafe(48) + "\n", "ascii")


def read_key(path: Path | None) -> bytes | None:
    """The secret in the key file *path*. Raises DomainError where it is too short to be one."""
    if path is None:
        return None
    secret = path.read_bytes().strip()
    if len(secret) < SHORTEST_KEY:
        raise DomainError("ops.backup.key_short", file=path.name, least=SHORTEST_KEY)
    return secret


class DamagedError(DomainError):
    """The file is not as it was written, or this is not its key."""

    exit_code = 3


class _Proof:
    """Proves pieces, one after the other."""

    def __init__(self, head: bytes, secret: bytes | None) -> None:
        self.head, self.number = head, 0
        self.whole = hashlib.sha256(head)
        self.cipher: AESGCM | None = None
        if secret is not None:
            derived = HKDF(algorithm=SHA256(), length=32, salt=head[-_SALT:], info=b"bagdar backup")
            self.cipher = AESGCM(derived.derive(secret))

    def _around(self, length: bytes) -> tuple[bytes, bytes]:
        self.number += 1
        return self.number.to_bytes(12), self.head + length

    def close(self, length: bytes, content: bytes) -> bytes:
        """Content and proof as they are written."""
        if self.cipher is not None:
            nonce, around = self._around(length)
            return self.cipher.encrypt(nonce, content, around)
        self.whole.update(length + content)
        return content + self.whole.digest()

    def open(self, length: bytes, written: bytes) -> bytes:
        if self.cipher is not None:
            nonce, around = self._around(length)
            try:
                return self.cipher.decrypt(nonce, written, around)
            except InvalidTag as error:
                raise DamagedError("ops.backup.damaged", piece=self.number) from error
        self.number += 1
        content, proof = written[:-32], written[-32:]
        self.whole.update(length + content)
        if not secrets.compare_digest(self.whole.digest(), proof):
            raise DamagedError("ops.backup.damaged", piece=self.number)
        return content

    @property
    def size(self) -> int:
        return 16 if self.cipher is not None else 32


class Writer:
    """Takes bytes as a file does; :meth:`finish` must be called, or the file will be found cut off."""

    def __init__(self, file: IO[bytes], secret: bytes | None) -> None:
        head = MAGIC + bytes([OPEN if secret is None else ENCRYPTED]) + secrets.token_bytes(_SALT)
        file.write(head)
        self._file, self._proof, self._waiting = file, _Proof(head, secret), bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), 0)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._waiting), _LAST)
        self._waiting.clear()

    def _put(self, content: bytes, mark: int) -> None:
        length = (len(content) | mark).to_bytes(4)
        self._file.write(length + self._proof.close(length, content))


class Reader:
    """Gives the bytes back; raises :class:`DamagedError` at the first that is not as it was written."""

    def __init__(self, file: IO[bytes], secret: bytes | None) -> None:
        head = file.read(len(MAGIC) + 1 + _SALT)
        if len(head) < len(MAGIC) + 1 + _SALT or not head.startswith(MAGIC) or head[len(MAGIC)] > ENCRYPTED:
            raise DamagedError("ops.backup.no_backup")
        encrypted = head[len(MAGIC)] == ENCRYPTED
        if encrypted and secret is None:
            raise DamagedError("ops.backup.key_needed")
        self._file, self._proof = file, _Proof(head, secret if encrypted else None)
        self._ready, self._done = b"", False

    def read(self, size: int = -1) -> bytes:
        while (size < 0 or len(self._ready) < size) and not self._done:
            self._ready += self._next()
        taken = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(taken) :]
        return taken

    def finish(self) -> None:
        """Nothing may follow, and the last piece must have come."""
        while not self._done:
            self._next()
        if self._file.read(1):
            raise DamagedError("ops.backup.damaged", piece=self._proof.number)

    def _next(self) -> bytes:
        length = self._file.read(4)
        number = int.from_bytes(length)
        size = (number & ~_LAST) + self._proof.size
        if len(length) < 4 or size > LONGEST:
            raise DamagedError("ops.backup.damaged", piece=self._proof.number + 1)
        written = self._file.read(size)
        if len(written) < size:
            raise DamagedError("ops.backup.damaged", piece=self._proof.number + 1)
        content = self._proof.open(length, written)
        self._done = bool(number & _LAST)
        return content
