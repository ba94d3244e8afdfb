"""Methodology packs: found, read, validated, put together; a fault is shown with file, line and key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from bagdar.documents.bodies import Bodies, Body, Region
from bagdar.documents.spec import Column, FormSpec
from bagdar.kernel.jsonio import convert
from bagdar.kernel.text import Text
from bagdar.methodology import faults, references
from bagdar.methodology.faults import Fault, PackError
from bagdar.methodology.model import Methodology, Parameter

BODIES = "bodies.toml"
FORMS = "forms"
COMMON = "common"
WORDS = "words"
LEXICONS = "lexicons"


_REPEATED = ("kinds", "statuses", "states", "standings", "reasons", "note")
"""Parts of the pack that every form carries."""


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of ``forms/``: what differs between forms; the rest of a FormSpec comes from the pack.

    ``columns_of``: id of the form whose columns come first; ``widths``: column id → mm, in place of
    the widths there; ``clauses``: column id → the clause that asks for it in this form.
    """

    title: Text = Text()
    annex: Text = Text()
    landscape: bool = True
    columns_of: str | None = None
    widths: dict[str, float] = {}
    clauses: dict[str, str] = {}
    columns: tuple[Column, ...] = ()
    words: dict[str, Text] = {}
    word_variants: dict[str, dict[str, tuple[str, ...]]] = {}
    decimal_mark: Text = Text()
    dash: str = "–"


class Source(msgspec.Struct, frozen=True):
    """A pack's file: name inside the pack, text, parsed content. ``within``: the key that the content is
    taken to stand under, though the file does not write it."""

    name: str
    text: str
    content: dict[str, Any]
    within: str = ""

    def error(self, fault: Fault) -> PackError:
        if self.within and fault.path[:1] == (self.within,):
            fault = replace(fault, path=fault.path[1:])
        return faults.raised(fault, self.name, self.text)


def packs_folder() -> Traversable:
    return resources.files("bagdar.methodology").joinpath("packs")


@cache
def available() -> tuple[str, ...]:
    """Ids of the packs that come with the program, in alphabetical order."""
    return tuple(
        sorted(item.name for item in packs_folder().iterdir() if item.joinpath("pack.toml").is_file())
    )


@cache
def default_pack() -> str:
    """Id of the pack used where none is named."""
    index = tomllib.loads(packs_folder().joinpath("index.toml").read_text("utf-8"))
    return str(index["default"])


def load(pack: str | Path | None = None, *, readings: Mapping[str, str] | None = None) -> Methodology:
    """The methodology *pack*: an id (None: the default one) or a folder.

    *readings*: parameter → reading, in place of those the pack uses.
    Raises PackError for an unknown id, an unknown key, a wrong type, a missing text or a reference
    that leads nowhere. Packs that come with the program are read once.
    """
    if (pack is None or pack in available()) and not readings:
        return _load_shipped(str(pack) if pack is not None else default_pack())
    folder = pack_folder(pack)
    if isinstance(pack, str) and not folder.joinpath("pack.toml").is_file():
        raise PackError("methodology.unknown_pack", pack=pack, known=available())
    methodology = _Loading(folder, readings or {}).methodology()
    if methodology.id not in available():
        _elsewhere[methodology.id] = folder
    return methodology


_elsewhere: dict[str, Traversable] = {}
"""Id → folder of packs loaded from outside the program, so that an id alone leads back to them."""


@cache
def _load_shipped(pack: str) -> Methodology:
    return _Loading(packs_folder().joinpath(pack)).methodology()


def pack_folder(pack: str | Path | None = None) -> Traversable:
    """The folder of *pack*, named as for :func:`load`, or by the id of one loaded from a folder."""
    if isinstance(pack, Path):
        return pack
    if pack is None or pack in available():
        return packs_folder().joinpath(pack or default_pack())
    return _elsewhere.get(pack, Path(pack))


def load_bodies(pack: str | Path | None = None) -> Bodies:
    """The reference list of bodies of *pack*. Raises PackError as :func:`load` does."""
    folder = pack_folder(pack)
    if not folder.joinpath(BODIES).is_file():
        return Bodies()
    shipped = pack is None or pack in available()
    return _shipped_bodies(folder.name) if shipped else _read_bodies(folder, load(pack))


@cache
def _shipped_bodies(pack: str) -> Bodies:
    return _read_bodies(packs_folder().joinpath(pack), load(pack))


class _Register(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``bodies.toml``. ``state``: language → words of a body's name that only say whose it is."""

    bodies: tuple[Body, ...] = ()
    regions: tuple[Region, ...] = ()
    state: dict[str, tuple[str, ...]] = {}


def _read_bodies(folder: Traversable, methodology: Methodology) -> Bodies:
    source = _source(folder.joinpath(BODIES), BODIES)
    register: _Register = _checked(source, "", _Register, source.content)
    for fault in references.register_faults(register.bodies, register.regions, methodology):
        raise source.error(fault)
    return Bodies(
        register.bodies,
        regions=register.regions,
        state=register.state,
        responsible=[kind.id for kind in methodology.body_kinds if kind.responsible != "no"],
    )


def load_lexicons(pack: str | Path | None = None) -> Mapping[str, Traversable]:
    """Language → the pack's own lexicon of phrases (``lexicons/<language>.toml``), where it has one."""
    folder = pack_folder(pack).joinpath(LEXICONS)
    if not folder.is_dir():
        return {}
    return {item.name[:-5]: item for item in folder.iterdir() if item.name.endswith(".toml")}


def _source(file: Traversable, name: str) -> Source:
    text = file.read_text("utf-8").replace("\r\n", "\n")
    try:
        return Source(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(name, text, str(error)) from None


def _syntax_error(name: str, text: str, message: str) -> PackError:
    """tomllib tells the place only in its sentence: "… (at line 3, column 7)"."""
    _, _, tail = message.rpartition("(at line ")
    number = tail.split(",")[0]
    line = int(number) if number.isdigit() else text.count("\n") + 1
    return PackError("methodology.not_toml", file=name, line=line)


def _checked(source: Source, key: str, kind: Any, raw: Any) -> Any:
    """*raw*, found under *key* of *source*, as a value of *kind*. Raises PackError."""
    try:
        return convert(raw, kind)
    except msgspec.ValidationError:
        fault = faults.fault_in(kind, raw, (key,) if key else ())
        raise source.error(
            fault or Fault("wrong_type", (key,), {"expected": "value", "found": "value"})
        ) from None


class _Loading:
    """One pass over a pack's folder. Top-level keys may be spread over files, but none is given twice;
    only tables (clauses, checks, …) may be continued in another file."""

    def __init__(self, folder: Traversable, readings: Mapping[str, str] | None = None) -> None:
        if not folder.joinpath("pack.toml").is_file():
            raise PackError("methodology.no_pack_file", folder=str(folder))
        self.folder = folder
        self.readings = readings or {}
        self.words: dict[str, Text] = {}
        self.raw: dict[str, Any] = {}
        self.origin: dict[tuple[str, ...], Source] = {}
        self.forms: dict[str, tuple[_Form, Source]] = {}
        self.first = _source(folder.joinpath("pack.toml"), "pack.toml")
        self.digest = hashlib.sha256()

    def methodology(self) -> Methodology:
        for name, file in _files(self.folder):
            data = file.read_bytes().replace(b"\r\n", b"\n")
            self.digest.update(f"{name}\0{len(data)}\0".encode() + data)
        for item in sorted(self.folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith(".toml") and item.name != BODIES:
                self._merge(_source(item, item.name))
        self._refuse_unknown()
        self._apply_readings()
        parts = self._parts()
        forms = self._forms(parts)
        whole = Methodology(**parts, forms=forms, digest=self.digest.hexdigest())
        for fault in references.faults(whole):
            raise self.error(fault)
        for form, source in self.forms.values():
            for fault in references.form_faults(form, whole):
                raise source.error(fault)
        return whole

    def error(self, fault: Fault) -> PackError:
        """*fault* at the file that gives its key."""
        keys = tuple(str(part) for part in fault.path[:2])
        source = self.origin.get(keys) or self.origin.get(keys[:1]) or self.first
        return source.error(fault)

    def _merge(self, source: Source) -> None:
        for key, value in source.content.items():
            if key not in self.raw:
                self.raw[key] = value
                self.origin[key,] = source
                if isinstance(value, dict):
                    self.origin.update({(key, inner): source for inner in value})
                continue
            known = self.raw[key]
            if not isinstance(value, dict) or not isinstance(known, dict):
                raise source.error(Fault("twice", (key,)))
            for inner in value:
                if inner in known:
                    raise source.error(Fault("twice", (key, inner)))
                self.origin[key, inner] = source
            self.raw[key] = {**known, **value}

    def _refuse_unknown(self) -> None:
        known = set(Methodology.__struct_fields__) - {FORMS, "digest"}
        for key in self.raw:
            if key not in known:
                raise self.error(Fault("unknown_key", (key,), {"known": sorted(known)}))

    def _apply_readings(self) -> None:
        """What the readings in use change in the pack, before anything else looks at it."""
        for at, parameter in enumerate(self._part("parameters", tuple[Parameter, ...])):
            value = self.readings.get(parameter.id, parameter.value)
            self.raw["parameters"][at]["value"] = value
            for path, new in parameter.sets.get(str(value), {}).items():
                fault = Fault("dangling", ("parameters", at, "sets", str(value), path), {"value": path})
                if path.startswith("words."):
                    self.words[path.removeprefix("words.")] = Text(new)
                elif not _set(self.raw, path.split("."), new):
                    raise self.error(fault)

    def _parts(self) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        for field in msgspec.structs.fields(Methodology):
            if field.name in (FORMS, "digest"):
                continue
            if field.name in self.raw:
                parts[field.name] = self._part(field.name, field.type)
            elif field.required:
                raise self.error(Fault("missing_key", ("id",), {"missing": field.name}))
        return parts

    def _part(self, key: str, kind: Any) -> Any:
        raw = self.raw.get(key, [])
        try:
            return convert(raw, kind)
        except msgspec.ValidationError:
            fault = faults.fault_in(kind, raw, (key,))
            if fault is None:
                raise
            raise self.error(fault) from None

    def _forms(self, parts: dict[str, Any]) -> dict[str, FormSpec]:
        folder = self.folder.joinpath(FORMS)
        for item in sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else ():
            if item.name.endswith(".toml"):
                source = _source(item, f"{FORMS}/{item.name}")
                if item.name == f"{WORDS}.toml":
                    # Nothing but words, so that they stand at the top of it.
                    source = replace(source, within=WORDS)
                shape = {source.within: source.content} if source.within else source.content
                self.forms[item.name[:-5]] = (_checked(source, "", _Form, shape), source)
        shared = [self.forms[key] for key in (COMMON, WORDS) if key in self.forms]
        own = [key for key in self.forms if key not in (COMMON, WORDS)]
        forms = {key: _form(key, self.forms, shared, parts) for key in own}
        return {key: _with_words(form, self.words) for key, form in forms.items()}


def _set(raw: dict[str, Any], path: list[str], new: Any) -> bool:
    """Set what *path* leads to through keys and ids. False where there is no such thing."""
    at: Any = raw
    for part in path[:-1]:
        if isinstance(at, dict):
            at = at.get(part)
        elif isinstance(at, list):
            at = next((item for item in at if isinstance(item, dict) and item.get("id") == part), None)
    if not isinstance(at, dict):
        return False
    at[path[-1]] = new
    return True


def _with_words(form: FormSpec, words: Mapping[str, Text]) -> FormSpec:
    """*form* with those of *words* that it prints, in place of its own."""
    changed = {key: text for key, text in words.items() if key in form.words}
    return replace(form, words={**form.words, **changed}) if changed else form


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".toml"):
            yield prefix + item.name, item


def _form(
    key: str,
    files: Mapping[str, tuple[_Form, Source]],
    shared: list[tuple[_Form, Source]],
    parts: dict[str, Any],
) -> FormSpec:
    own, _ = files[key]
    words: dict[str, Text] = {}
    variants: dict[str, dict[str, tuple[str, ...]]] = {}
    for form, source in (*shared, files[key]):
        for name, given, known in (
            ("words", form.words, words),
            ("word_variants", form.word_variants, variants),
        ):
            for word in given:
                if word in known:
                    raise source.error(Fault("twice", (name, word)))
        words.update(form.words)
        variants.update(form.word_variants)
    look = shared[0][0] if shared else own
    return FormSpec(
        id=key,
        languages=parts["languages"],
        title=own.title,
        annex=own.annex,
        landscape=own.landscape,
        columns=_columns(key, files),
        **{name: parts[name] for name in _REPEATED},
        words=words,
        word_variants=variants,
        periods=parts.get("reports_a_year", 1),
        year_starts=parts.get("year_starts", 1),
        decimal_mark=look.decimal_mark,
        dash=look.dash,
    )


def _columns(key: str, files: Mapping[str, tuple[_Form, Source]]) -> tuple[Column, ...]:
    """Written columns first, in order; those only met in other documents after them."""
    own, source = files[key]
    if own.columns_of is None:
        return own.columns
    if own.columns_of not in files or own.columns_of == key:
        raise source.error(Fault("dangling", ("columns_of",), {"value": own.columns_of}))
    others = [
        replace(
            column,
            width=own.widths.get(column.id, column.width),
            clause=own.clauses.get(column.id, column.clause),
        )
        for column in files[own.columns_of][0].columns
    ]
    both = [*others, *own.columns]
    return (*(c for c in both if c.width), *(c for c in both if not c.width))
