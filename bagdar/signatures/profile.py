"""What a country's certificates say and where: numbers, capacities, purposes, algorithms of its own; as data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec

from bagdar.kernel.jsonio import convert
from bagdar.kernel.text import Text

NATIONAL = "kz"
"""The profile of the country whose certificates the program meets first."""


class Number(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where in the subject's name a registered number stands: an attribute, a prefix, a pattern after it."""

    attribute: str
    prefix: str
    pattern: str

    def read(self, value: str) -> str | None:
        """The number in *value*, None where there is none of this kind."""
        if not value.startswith(self.prefix):
            return None
        number = value.removeprefix(self.prefix)
        return number if re.fullmatch(self.pattern, number, re.ASCII) else None


class Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Attributes of the subject's name, by identifier."""

    common: str
    surname: str
    patronymic: str
    organisation: str
    email: str


class Meaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an extended key usage says: the key's ``purpose`` or the ``capacity`` its holder acts in."""

    name: Text
    purpose: str | None = None
    capacity: str | None = None


class Scheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a signature is made: kind of key, and the digest where the identifier fixes it."""

    key: str
    digest: str | None = None


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country's certificates. Keys of the tables are dotted object identifiers."""

    id: str
    name: Text
    challenge_purposes: frozenset[str]
    """Purposes of keys with which one may sign in."""
    document_purposes: frozenset[str]
    """Purposes of keys with which one may sign documents."""
    names: Names
    person_numbers: tuple[Number, ...]
    body_numbers: tuple[Number, ...]
    usages: dict[str, Meaning]
    policies: dict[str, Text]
    digests: dict[str, str] = {}
    """National digest identifiers → name of the digest ("streebog512")."""
    schemes: dict[str, Scheme] = {}
    gost_keys: dict[str, int] = {}
    """Kinds of GOST keys → bits of the digest they sign."""
    gost_curves: dict[str, str] = {}
    """National curve identifiers → name of the curve in R 1323565.1.024-2019."""


@cache
def profile(name: str = NATIONAL) -> Profile:
    """The profile of that name. Raises FileNotFoundError for an unknown one."""
    path = resources.files("bagdar").joinpath("signatures", "profiles", f"{name}.toml")
    return convert(tomllib.loads(path.read_text("utf-8")), Profile)
