"""What an examination says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

import msgspec

from bagdar.kernel.messages import is_message, render

State = Literal["ok", "warning", "error"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """``message``: id of the sentence, with the message ``….remedy`` where something is to be done."""

    check: str
    state: State
    message: str
    params: dict[str, Any] = msgspec.field(default_factory=dict)

    def text(self, language: str) -> str:
        return render(self.message, language, **self.params)

    def remedy(self, language: str) -> str:
        remedy = f"{self.message}.remedy"
        return render(remedy, language, **self.params) if is_message(remedy) else ""


class Check(msgspec.Struct, frozen=True):
    """``gate``: what it finds wrong keeps the service from starting. ``database``: the one it is about, if of one."""

    name: str
    gate: bool
    database: str
    function: Callable[[], Iterable[Found]]


CHECKS: Final[dict[str, Check]] = {}


def check(
    name: str, *, gate: bool = False, database: str = ""
) -> Callable[[Callable[[], Iterable[Found]]], Callable[[], Any]]:
    """Declare an examination. It gives what it finds wrong; nothing found is "ok"."""

    def declare(function: Callable[[], Iterable[Found]]) -> Callable[[], Iterable[Found]]:
        CHECKS[name] = Check(name, gate, database, function)
        return function

    return declare


def wrong(name: str, state: State, what: str = "", /, **params: Any) -> Found:
    """The sentence is ``ops.doctor.<name>`` or ``ops.doctor.<name>.<what>``."""
    message = f"ops.doctor.{name}.{what}" if what else f"ops.doctor.{name}"
    return Found(check=name, state=state, message=message, params=params)
