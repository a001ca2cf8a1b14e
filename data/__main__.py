"""The atlas without its pages: ``python -m data COMMAND``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from data.commands.history import add_history_commands
from data.commands.importing import add_importing_command
from data.commands.keeping import add_keeping_commands
from data.commands.listing import add_listing_commands
from data.commands.opening import read_atlas, tell
from data.errors import AtlasError
from data.export.cli import add_export_command, run_export
from data.report.cli import add_read_command, run_read


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 when a check finds faults, or 2 when it cannot be run."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except AtlasError as error:
        tell(str(error))
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data", description="The missions of the atlas."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    add_listing_commands(commands)
    add_importing_command(commands)
    add_export_command(commands).set_defaults(run=_export)
    add_read_command(commands).set_defaults(run=run_read)
    add_keeping_commands(commands)
    add_history_commands(commands)
    return parser


def _export(options: argparse.Namespace) -> int:
    return run_export(read_atlas(), options)


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe has seen enough. Python would flush once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_run())
