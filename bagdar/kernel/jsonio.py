"""JSON in, out and schema for the structs of the pure packages; Text as an object of languages."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from bagdar.kernel.text import Text

T = TypeVar("T")


def _dec(kind: type, obj: Any) -> Any:
    if kind is Text:
        if not isinstance(obj, dict) or not all(isinstance(v, str) for v in obj.values()):
            raise ValueError("expected an object of language → string")
        return Text(obj)
    raise NotImplementedError(kind.__name__)


def _schema(kind: type) -> dict[str, Any]:
    if kind is Text:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    raise NotImplementedError(kind.__name__)


def dumps(obj: Any, *, indent: int = 0) -> bytes:
    """Canonical UTF-8 JSON: sorted keys, no spaces (with *indent*: readable)."""
    raw = msgspec.json.encode(obj, order="sorted")
    return msgspec.json.format(raw, indent=indent) if indent else raw


def loads(raw: bytes | str, kind: type[T]) -> T:
    """Parse and validate. Raises msgspec.ValidationError with the path of the first fault."""
    return msgspec.json.decode(raw, type=kind, dec_hook=_dec)


def plain(obj: Any) -> Any:
    """Python builtins (dict, list, str, int, …) for *obj*."""
    return msgspec.to_builtins(obj)


def convert(obj: Any, kind: type[T]) -> T:
    """The reverse of :func:`plain`; strict. Raises msgspec.ValidationError."""
    return msgspec.convert(obj, type=kind, dec_hook=_dec)


def schema(kind: type) -> dict[str, Any]:
    """JSON Schema (2020-12) of *kind*."""
    return msgspec.json.schema(kind, schema_hook=_schema)
