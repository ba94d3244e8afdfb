"""What the commands of an installation share: its folder, and the framework loaded only by them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from bagdar.cli.exits import USAGE
from bagdar.kernel.messages import render


def add_home(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--home", type=Path, help=render("cli.home.option", language))


def enter(args: argparse.Namespace, environment: Mapping[str, str] | None = None) -> Path:
    from bagdar.ops import surroundings

    return surroundings.enter(args.home, environment)


def refused_at_the_gate(language: str) -> int | None:
    """Says what keeps the service from starting; None: nothing does."""
    from bagdar.ops.doctor.examine import at_the_gate

    found = at_the_gate()
    if not found:
        return None
    print(render("ops.gate", language), file=sys.stderr)
    for one in found:
        print(f"- {one.text(language)} {one.remedy(language)}".rstrip(), file=sys.stderr)
    return USAGE
