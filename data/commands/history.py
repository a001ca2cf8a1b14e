"""``python -m data log``, ``history``, and what goes back to an earlier state: ``undo``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

from data.access import Author
from data.commands.opening import opened_store
from data.errors import AtlasError
from data.store import Change, Kind, LoggedRevision

_MOST_NAMED = 5
"""Records of one save that are named; of more, the rest are counted."""


def add_history_commands(subparsers: Any) -> None:
    """Adds ``log``, ``history`` and ``undo``."""
    log = subparsers.add_parser("log", help="print the latest saves, the newest first")
    log.add_argument("--limit", type=_count, default=20, metavar="N", help="default: 20")
    log.set_defaults(run=_log)
    history = subparsers.add_parser("history", help="print every version of one record")
    history.add_argument("id", metavar="ID", help="as list --json gives it")
    history.add_argument("--kind", choices=[kind.value for kind in Kind])
    history.set_defaults(run=_history)
    undo = subparsers.add_parser("undo", help="take one save back, by a new one")
    undo.add_argument("revision", type=int, metavar="REVISION", help="as log prints it")
    undo.set_defaults(run=_undo)


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written)):
        raise argparse.ArgumentTypeError(f"{written!r} is no number from 1 upwards")
    return int(written)


def _log(options: argparse.Namespace) -> int:
    with opened_store() as store:
        for entry in store.log(options.limit):
            sys.stdout.write(f"{_heading(entry)}\n")
            for change in entry.changes[:_MOST_NAMED]:
                sys.stdout.write(f"    {change.deed} {change.kind.label} {change.id}\n")
            if len(entry.changes) > _MOST_NAMED:
                sys.stdout.write(f"    and {len(entry.changes) - _MOST_NAMED} more\n")
    return 0


def _heading(entry: LoggedRevision) -> str:
    line = f"{entry.revision}  {_minute(entry.at)}  {entry.author}"
    return f"{line}: {entry.note}" if entry.note else line


def _history(options: argparse.Namespace) -> int:
    kinds = [Kind(options.kind)] if options.kind else list(Kind)
    with opened_store() as store:
        found = [change for kind in kinds for change in store.history(kind, options.id)]
    if not found:
        raise AtlasError(
            f"There is no record {options.id[:80]!r}. python -m data list --json prints the ids of "
            "missions."
        )
    for change in found:
        sys.stdout.write(f"{_version(change)}\n")
    return 0


def _version(change: Change) -> str:
    what = ", ".join(_changed_fields(change)) or "nothing that can be shown"
    if change.after is None and not change.fault:
        what = "deleted"
    elif change.before is None and not change.fault:
        what = "created" if change.version == 1 else "restored"
    line = f"{change.kind.label} {change.id}, version {change.version} (revision {change.revision})"
    said = f" {change.note}" if change.note else ""
    fault = f" {change.fault}" if change.fault else ""
    return f"{line}, {_minute(change.at)}, {change.author}: {what}.{said}{fault}"


def _changed_fields(change: Change) -> list[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    names = type(after).model_fields
    return [name for name in names if getattr(before, name, None) != getattr(after, name)]


def _undo(options: argparse.Namespace) -> int:
    with opened_store() as store:
        revision = store.undo(options.revision, Author())
    sys.stdout.write(f"Revision {options.revision} is undone, by revision {revision}.\n")
    return 0


def _minute(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
