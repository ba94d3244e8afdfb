"""``bagdar serve``: the service in one command."""

from __future__ import annotations

import argparse
from pathlib import Path

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter, refused_at_the_gate
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.serve.help", language)
    parser = subparsers.add_parser("serve", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("--host", default="127.0.0.1", help=render("cli.serve.host.option", language))
    parser.add_argument("--port", type=int, default=8000, help=render("cli.serve.port.option", language))
    parser.add_argument("--workers", type=int, default=2, help=render("cli.serve.workers.option", language))
    for name in ("cert", "key"):
        parser.add_argument(f"--tls-{name}", type=Path, help=render(f"cli.serve.tls_{name}.option", language))
    parser.add_argument("--no-jobs", action="store_true", help=render("cli.serve.no_jobs.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    enter(args)
    from bagdar.ops import static
    from bagdar.ops.serving import Address, examine, serve

    address = Address(host=args.host, port=args.port, cert=args.tls_cert, key=args.tls_key)
    refused = refused_at_the_gate(language)
    if refused is not None:
        return refused
    examine(address)
    static.collect()
    serve(
        address,
        workers=args.workers,
        jobs=not args.no_jobs,
        begun=lambda: print(render("ops.serve.begun", language, url=address.url), flush=True),
    )
    print(render("ops.serve.stopped", language), flush=True)
    return OK
