"""``bagdar phrase``: what the grammars make of a cell's words, one reading for each text."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final

from bagdar.cli.common import FIRST_YEAR, LAST_YEAR
from bagdar.cli.output import print_json
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import is_message, render

if TYPE_CHECKING:
    from bagdar.documents.grammar.spans import Reading

GRAMMARS: Final = ("deadline", "executors", "completion", "financing", "number")
Reader = Callable[[str], "Reading"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    parser = subparsers.add_parser(
        "phrase",
        help=render("cli.phrase.help", language),
        description=render("grammar.phrase.description", language),
    )
    parser.add_argument("grammar", choices=GRAMMARS, help=render("grammar.phrase.grammar", language))
    parser.add_argument("text", nargs="+", help=render("grammar.phrase.text", language))
    parser.add_argument("--language", help=render("grammar.phrase.language", language))
    parser.add_argument("--methodology", help=render("grammar.phrase.methodology", language))
    parser.add_argument("--period", type=_period, help=render("grammar.phrase.period", language))
    parser.add_argument("--json", action="store_true", help=render("grammar.phrase.json", language))


def _period(value: str) -> tuple[int, int]:
    """``2025-2029`` or ``2025`` → first and last year. ValueError becomes argparse's refusal."""
    first, _, last = value.partition("-")
    years = int(first), int(last or first)
    if not FIRST_YEAR <= years[0] <= years[1] <= LAST_YEAR:
        raise ValueError(value)
    return years


def run(args: argparse.Namespace, language: str) -> int:
    """Prints the readings; 0 whatever the texts: what is not understood is an answer, not a failure.

    Raises DomainError for a language that there are no words of.
    """
    _known(args)
    read = _reader(args)
    readings = [read(_with_breaks(text)) for text in args.text]
    if args.json:
        print_json([reading.as_json() for reading in readings])
        return 0
    from bagdar.documents.grammar.odd import remarks

    for reading in readings:
        verdict = "understood" if reading.understood else "not_understood"
        print(f"{reading.text!r}: {render(f'grammar.phrase.{verdict}', language, rest=reading.left_over)}")
        for part in reading.parts:
            kind = _kind(part.kind, args.grammar, language)
            print(f"  {part.span[0]:>4}–{part.span[1]:<4} {kind:<30} {reading.text[slice(*part.span)]!r}")
        for message, words in remarks(reading):
            said = "grammar.odd.said" if words else "grammar.odd.said_of_all"
            print(render(said, language, what=render(message, language), words=words))
    return 0


def _kind(kind: str, grammar: str, language: str) -> str:
    """What a part is, in words; the same word of two grammars may mean two things."""
    own = f"grammar.part.{grammar}.{kind}"
    return render(own if is_message(own) else f"grammar.part.{kind}", language)


def _known(args: argparse.Namespace) -> None:
    """Raises DomainError where the language asked for is none that phrases are read in."""
    if args.language is None:
        return
    from bagdar.documents.grammar.lexicon import shipped_languages

    known = dict.fromkeys((*shipped_languages(), *_lexicons(args.methodology)))
    if args.language not in known:
        raise DomainError("cli.unknown_language", language=args.language, known=list(known))


def _with_breaks(text: str) -> str:
    r"""The two characters ``\n`` mean a line break: shells and tables write it so."""
    return text.replace("\\n", "\n")


def _reader(args: argparse.Namespace) -> Reader:
    if args.grammar == "number":
        return _number(args)
    return _deadline(args) if args.grammar == "deadline" else _of_pack(args)


def _number(args: argparse.Namespace) -> Reader:
    from bagdar.documents.grammar import lexicon
    from bagdar.documents.grammar.numbers import read_number

    if args.language is None:
        return read_number
    packs = _lexicons(args.methodology)
    mark = lexicon.load(args.language, "numbers", packs.get(args.language)).decimal_mark
    return lambda text: read_number(text, mark)


def _deadline(args: argparse.Namespace) -> Reader:
    from bagdar.documents.grammar.deadline import read_deadline

    packs = _lexicons(args.methodology)
    return lambda text: read_deadline(text, args.language, period=args.period, packs=packs)


def _lexicons(methodology: str | None) -> Mapping[str, Traversable]:
    """The pack's own lexicons; none without a pack, for the shipped ones need no loading."""
    if methodology is None:
        return {}
    from bagdar.methodology.loader import load_lexicons

    return load_lexicons(methodology)


def _of_pack(args: argparse.Namespace) -> Reader:
    from bagdar.methodology.loader import load, load_bodies

    methodology = load(args.methodology)
    if args.grammar == "financing":
        from bagdar.documents.grammar.financing import Source, read_financing

        sources = tuple(Source(id=source.id, labels=source.labels) for source in methodology.finance)
        packs = _lexicons(args.methodology)
        return lambda text: read_financing(text, args.language, sources=sources, packs=packs)
    bodies, packs = load_bodies(args.methodology), _lexicons(args.methodology)
    if args.grammar == "executors":
        from bagdar.documents.grammar.executors import read_executors

        return lambda text: read_executors(text, bodies, args.language, packs=packs)
    from bagdar.documents.grammar.completion import read_completion

    informing = methodology.informing
    return lambda text: read_completion(text, bodies, args.language, informing=informing, packs=packs)
