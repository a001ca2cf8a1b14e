"""``python -m data init``, ``backup`` and ``restore``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from data.access import Author
from data.commands.opening import opened_store, tell
from data.store import Kind, restore_store


def add_keeping_commands(subparsers: Any) -> None:
    """Adds ``init``, ``backup`` and ``restore``."""
    init = subparsers.add_parser(
        "init", help="make the database, or bring it up to date, and say what it holds"
    )
    init.set_defaults(run=_init)
    backup = subparsers.add_parser(
        "backup",
        help="copy everything, history too, into one new file, also while the atlas is in use",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="an SQLite file that is made")
    backup.set_defaults(run=_backup)
    restore = subparsers.add_parser(
        "restore", help="put a backup in the place of what the database holds"
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what backup has written")
    restore.add_argument(
        "--force",
        action="store_true",
        help="also when the database holds changes; what it holds is kept in a file beside",
    )
    restore.set_defaults(run=_restore)


def _init(_: argparse.Namespace) -> int:
    with opened_store() as store:
        records = store.records()
        counts = {
            "missions": len(records.missions),
            "partnerships": len(records.partnerships),
            "sources": len(records.sources),
            "drafts": len(store.all(Kind.DRAFT)),
            "corrections": len(store.all(Kind.CORRECTION)),
        }
        held = ", ".join(f"{number} {name}" for name, number in counts.items())
        sys.stdout.write(f"{store.name}, revision {store.revision()}: {held}.\n")
        for problem in records.faults:
            tell(str(problem))
    return 0


def _backup(options: argparse.Namespace) -> int:
    with opened_store() as store:
        made = store.back_up(options.file)
    sys.stdout.write(f"{options.file}: {made.records} records at revision {made.revision}.\n")
    return 0


def _restore(options: argparse.Namespace) -> int:
    restored = restore_store(options.file, Author(), force=options.force)
    sys.stdout.write(f"{restored.records} records restored as revision {restored.revision}.\n")
    for path in restored.kept:
        sys.stdout.write(f"What was there before is kept in {path}.\n")
    return 0
