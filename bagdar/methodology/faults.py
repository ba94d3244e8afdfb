"""Faults of a pack: what is wrong, at which key, of which file and line."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from bagdar.kernel.errors import DomainError
from bagdar.kernel.jsonio import convert
from bagdar.kernel.text import Text
from bagdar.methodology.lines import Path, line_of, lines_of

_TOML_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "float"),
    (str, "string"),
    (datetime, "date-time"),
    (date, "date"),
    (dict, "table"),
    (list, "array"),
)


class PackError(DomainError):
    """A pack that cannot be used; ``params`` hold file (inside the pack), line (from 1) and key."""


class Fault(msgspec.Struct, frozen=True):
    """``kind``: the message id after "methodology."; ``path``: keys from the top of the file."""

    kind: str
    path: Path
    params: dict[str, Any] = {}


def toml_name(value: Any) -> str:
    """The TOML word for the type of *value*: ``3`` → ``integer``."""
    return next((name for kind, name in _TOML_NAMES if isinstance(value, kind)), "value")


def dotted(path: Path) -> str:
    """``("levels", 2, "due")`` → ``levels[2].due``, as people write it; indexes from 0."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def raised(fault: Fault, file: str, text: str) -> PackError:
    """The error for *fault* in *file* (its name) whose content is *text*."""
    return PackError(
        f"methodology.{fault.kind}",
        file=file,
        line=line_of(lines_of(text), fault.path),
        key=dotted(fault.path) or "–",
        **fault.params,
    )


def fault_in(kind: Any, raw: Any, path: Path = ()) -> Fault | None:
    """The first and deepest fault of *raw* as a value of *kind*; None where there is none."""
    try:
        convert(raw, kind)
    except msgspec.ValidationError:
        pass
    else:
        return None
    inner = next(_inner_faults(kind, raw, path), None)
    return inner or Fault("wrong_type", path, {"expected": expected(kind), "found": toml_name(raw)})


def _inner_faults(kind: Any, raw: Any, path: Path) -> Iterator[Fault]:
    kind = _without_none(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if isinstance(raw, dict):
            yield from _struct_faults(kind, raw, path)
        return
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Text:
        origin, arguments = dict, (str, str)
    if origin is dict and isinstance(raw, dict):
        pairs = [(key, arguments[1], item) for key, item in raw.items()]
    elif origin is tuple and isinstance(raw, list):
        many = len(arguments) == 2 and arguments[1] is Ellipsis
        pairs = [
            (i, arguments[0] if many else arguments[min(i, len(arguments) - 1)], x) for i, x in enumerate(raw)
        ]
    else:
        return
    for key, inner, item in pairs:
        fault = fault_in(inner, item, (*path, key))
        if fault:
            yield fault


def _struct_faults(kind: type[msgspec.Struct], raw: dict[str, Any], path: Path) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in fields:
            yield Fault("unknown_key", (*path, key), {"known": sorted(fields)})
    for name, field in fields.items():
        if name not in raw:
            if field.required:
                yield Fault("missing_key", path, {"missing": name})
            continue
        fault = fault_in(field.type, raw[name], (*path, name))
        if fault:
            yield fault


def _without_none(kind: Any) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        rest = [item for item in typing.get_args(kind) if item is not type(None)]
        return rest[0] if len(rest) == 1 else kind
    return kind


def expected(kind: Any) -> str:
    """The TOML word for the annotation *kind*."""
    kind = _without_none(kind)
    origin = typing.get_origin(kind) or kind
    if origin is tuple:
        return "array"
    if origin is Text or origin is dict or (isinstance(origin, type) and issubclass(origin, msgspec.Struct)):
        return "table"
    return next((name for known, name in _TOML_NAMES if origin is known), "value")
