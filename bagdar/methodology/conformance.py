"""Where the program carries out a methodology and which tests show it: collected from sources, never written by hand.

``collect`` reads the source code of the program and of its tests without running it; ``tools/list-conformance`` writes
the result beside this module, and a test holds that it is current. What a pack itself says (checks, levels, columns)
is not in the file: it is asked of the pack (:mod:`bagdar.methodology.resting`).
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from bagdar.methodology.model import Methodology

FILE = "conformance.json"

PARTS = frozenset(
    [
        "levels",
        "sections",
        "offices",
        "body_kinds",
        "kinds",
        "statuses",
        "states",
        "standings",
        "reasons",
        "note",
        "finance",
        "informing",
        "strategy",
        "number_checks",
        "roles",
        "acts",
        "columns",
    ]
)
"""Attributes of a methodology (or of its forms) whose readers carry out what they say."""
_OWNERS = frozenset({"methodology", "pack", "governing", "spec", "form", "rules"})
"""Names under which the code holds a methodology or a form of it."""

_ASIDE = {("bagdar", "demo"), ("bagdar", "kernel")}
"""Packages that carry nothing out: invented content, and what knows no methodology."""

_CITED_IN_TEMPLATE = re.compile(r'\{%\s*par\s+"([^"]+)"')
_CASE = "test_faulty_document_is_found_by_this_check_alone"


class Cited(msgspec.Struct, frozen=True):
    """Places that name one clause. Code as "module:function", tests as pytest names them."""

    code: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


class Evidence(msgspec.Struct, frozen=True):
    """``parts``: attribute of a methodology → functions that read it; ``parameters``: id → functions that ask for it;
    ``checks``: id → the test in which it alone finds its fault; ``clauses``: id → who names it."""

    pack: str
    parts: dict[str, tuple[str, ...]]
    parameters: dict[str, tuple[str, ...]]
    checks: dict[str, str]
    clauses: dict[str, Cited]


@cache
def evidence() -> Evidence:
    """What was collected when the program was built."""
    return msgspec.json.decode(resources.files(__package__).joinpath(FILE).read_bytes(), type=Evidence)


def collect(root: Path, methodology: Methodology) -> Evidence:
    """Read the sources under *root* (the check-out) for what cites *methodology*."""
    found = _Found(methodology)
    for path in sorted(root.joinpath("bagdar").rglob("*.py")) + sorted(root.joinpath("tests").rglob("*.py")):
        found.module(path.relative_to(root), ast.parse(path.read_text("utf-8")))
    for path in sorted(root.joinpath("bagdar").rglob("*.html")):
        found.template(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    return found.evidence()


def encoded(collected: Evidence) -> bytes:
    """As the file has it: one key a line, so that a change is read in a comparison."""
    return msgspec.json.format(msgspec.json.encode(collected), indent=1) + b"\n"


class _Found:
    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self.parameters = {parameter.id for parameter in methodology.parameters}
        self.found: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.constants: dict[str, str] = {}

    def module(self, path: Path, tree: ast.Module) -> None:
        is_test = "tests" in path.parts
        if (is_test and not path.name.startswith("test_")) or path.parts[:2] in _ASIDE:
            return
        self.constants = _constants(tree)
        self._docstrings(path, tree, "tests" if is_test else "code")
        for name, function in _functions(tree):
            if not is_test:
                self._code(f"{_dotted(path)}:{name}", function)
            elif name.rpartition(".")[2].startswith("test_"):
                self._test(f"{path.as_posix()}::{name.replace('.', '::')}", function)

    def template(self, name: str, text: str) -> None:
        for clause in _CITED_IN_TEMPLATE.findall(text):
            self._note("pages", clause, name)

    def evidence(self) -> Evidence:
        clauses = {key: self._cited(key) for key in self.methodology.clauses}
        return Evidence(
            pack=self.methodology.id,
            parts={part: self._of("part", part) for part in sorted(PARTS) if self._of("part", part)},
            parameters={key: self._of("parameter", key) for key in sorted(self.parameters)},
            checks=self._checks(),
            clauses={key: cited for key, cited in clauses.items() if cited != Cited()},
        )

    def _cited(self, clause: str) -> Cited:
        return Cited(*(self._of(kind, clause) for kind in ("code", "pages", "tests")))

    def _checks(self) -> dict[str, str]:
        tests = self._of("cases", _CASE)
        return {check: f"{test}[{check}]" for check in self.methodology.checks for test in tests}

    def _of(self, kind: str, key: str) -> tuple[str, ...]:
        return tuple(sorted(self.found.get((kind, key), ())))

    def _note(self, kind: str, key: str, where: str) -> None:
        self.found[kind, key].add(where)

    def _code(self, where: str, function: ast.AST) -> None:
        for node in ast.walk(function):
            match node:
                case ast.Attribute(value=owner, attr=attr) if attr in PARTS and _named(owner) in _OWNERS:
                    self._note("part", attr, where)
                case ast.Call(args=[*_, asked]) | ast.Compare(comparators=[asked]):
                    if (key := self._text(asked)) in self.parameters:
                        self._note("parameter", key, where)
        for clause in _clauses(function):
            self._note("code", clause, where)

    def _docstrings(self, path: Path, tree: ast.Module, kind: str) -> None:
        """Clauses by which modules, classes and functions say that they work."""
        module = _dotted(path)
        for name, node in (("", tree), *_named_things(tree)):
            for clause in _told(ast.get_docstring(node) or ""):  # type: ignore[arg-type]
                if clause not in self.methodology.clauses:
                    continue
                if kind == "code":
                    self._note(kind, clause, f"{module}:{name}" if name else module)
                elif name.rpartition(".")[2].startswith("test_"):
                    self._note(kind, clause, f"{path.as_posix()}::{name.replace('.', '::')}")

    def _text(self, node: ast.AST) -> str:
        """A literal text, or a name that the module gives to one."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id=name):
                return self.constants.get(name, "")
        return ""

    def _test(self, where: str, function: ast.AST) -> None:
        if where.endswith(_CASE):
            self._note("cases", _CASE, where)
        for clause in _clauses(function):
            if clause in self.methodology.clauses:
                self._note("tests", clause, where)


def _dotted(path: Path) -> str:
    """The module of a file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Functions with their names, methods as "Class.method"; what is inside a function belongs to it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{within}{node.name}.")


def _constants(tree: ast.Module) -> dict[str, str]:
    """Texts to which a module gives a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _named(owner: ast.AST) -> str:
    """The last name of an expression: "methodology" of ``self.methodology``."""
    match owner:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _named_things(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Classes and functions with their names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield f"{within}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _named_things(node, f"{within}{node.name}.")


_IN_WORDS = re.compile(r"§(\d+(?:\(\d+\))?)|\b([A-Z]\d\.\d+(?:\(\d+\))?)")
"""A clause in a sentence: "§31", "A2.4(7)"."""


def _told(docstring: str) -> set[str]:
    return {one or other for one, other in _IN_WORDS.findall(docstring)}


_LETTERED = re.compile(r"[A-Z]+\d*\.\d+(?:\(\d+\))?|\d+\(\d+\)")
"""Clauses that cannot be anything else: "A2.4(7)", "32(1)"."""


def _clauses(function: ast.AST) -> Iterator[str]:
    """Clauses that a function names: ``clause="31"``, a comparison with ``.clause``, columns of a table of cases
    that are called clause, and any text that only a clause can be."""
    for node in ast.walk(function):
        match node:
            case ast.keyword(arg="clause", value=ast.Constant(value=str(clause))):
                yield clause
            case ast.Compare(
                left=ast.Attribute(attr="clause"), comparators=[ast.Constant(value=str(clause))]
            ):
                yield clause
            case ast.Call(
                func=ast.Attribute(attr="parametrize"), args=[ast.Constant(value=str(names)), table, *_]
            ):
                yield from _column(names, table)
            case ast.Constant(value=str(clause)) if _LETTERED.fullmatch(clause):
                yield clause


def _column(names: str, table: ast.AST) -> Iterator[str]:
    """The constants of the column "clause" of a table of cases."""
    columns = [name.strip() for name in names.split(",")]
    if "clause" not in columns or not isinstance(table, ast.List):
        return
    at = columns.index("clause")
    for row in table.elts:
        cell = row.elts[at] if isinstance(row, ast.Tuple) and len(row.elts) > at else row
        if isinstance(cell, ast.Constant) and isinstance(cell.value, str):
            yield cell.value
