"""Run every benchmark beside this file, one after another, and sum up.

    python tests/bench [NAME ...]      such as: python tests/bench first_map

A goal that is missed is printed and no failure: the machine may be busy. A broken benchmark is one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOTES_VARIABLE = "ATLAS_BENCH_NOTES"


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks, or all; the number of those that broke."""
    names = sorted(file.stem for file in HERE.glob("bench_*.py"))
    if chosen:
        names = [name for name in names if name.removeprefix("bench_") in chosen]
        if not names:
            print(f"No benchmark is called {' or '.join(chosen)}.", file=sys.stderr)
            return 1
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "figures.jsonl"
        notes.touch()
        environment = {**os.environ, NOTES_VARIABLE: str(notes)}
        for name in names:
            print(f"== {name.removeprefix('bench_').replace('_', ' ')}", flush=True)
            command = [sys.executable, "-m", f"tests.bench.{name}"]
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                broken.append(name)
        figures = [json.loads(text) for text in notes.read_text(encoding="utf-8").splitlines()]
    print("\n== summary", *figures, *(f"{name} broke" for name in broken), sep="\n")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
