"""Make deckgl.min.js, the map library of the offline page, from four npm packages.

Run by hand when the version changes; the result is committed, so the atlas never needs this.

    python geo/webpage_assets/fetch_deckgl.py

Needs npm. Each package's file is checked against its SHA-256. The packages' own ready-made bundles
are joined as they are, but for the addresses in them: those of documentation in comments, and of
the place that workers would be fetched from, which the page never uses. They are made unusable,
so that nothing in the page names another machine.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
VERSION = "9.4.0"
PACKAGES = {
    "core": "28328885fe8dd7c5411eb681930a3395a41f26aa0a636cb5d1a4c2ef5f59dd38",
    "layers": "0e27fefa2e2e4fbaaff228307c36b4d14ff74f0f990b0619c413e08fef857052",
    "extensions": "0e685b6539b8d1ccdaea903d4793720028ad0657bd96d7d212525b9956a84bf3",
    "json": "13bdbfea48b63892f9c1a787df896a8e481d12f0791e10490a566e45350b6d2c",
}
"""SHA-256 of each package's file, in the order in which they must be loaded."""
ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*")


class PackageError(RuntimeError):
    """A package is not the one that was looked at."""


def bundle(folder: Path, name: str, sha256: str) -> tuple[str, str]:
    """A package's script without addresses, and its licence."""
    command = ["npm", "pack", "--silent", f"@deck.gl/{name}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    file = folder / f"deck.gl-{name}-{VERSION}.tgz"
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        raise PackageError(f"{file.name} has the SHA-256 {found}, not {sha256}.")
    texts = []
    with tarfile.open(file) as archive:
        for member in ("package/dist.min.js", "package/LICENSE"):
            part = archive.extractfile(member)
            if part is None:
                raise PackageError(f"{file.name} holds no {member}.")
            texts.append(part.read().decode("utf-8"))
    script = ADDRESS.sub("address-removed:", texts[0])
    if "</script" in script.lower() or "<!--" in script:
        raise PackageError(f"{file.name} cannot stand inside an HTML page.")
    return script, texts[1]


def main() -> int:
    """Write the script and the licence beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [bundle(Path(folder), name, sha256) for name, sha256 in PACKAGES.items()]
    names = ", ".join(f"@deck.gl/{name}" for name in PACKAGES)
    head = f"/* deck.gl {VERSION} ({names}), MIT licence, addresses removed */\n"
    script = head + "\n;\n".join(script for script, _ in parts) + "\n"
    (HERE / "deckgl.min.js").write_text(script, encoding="utf-8", newline="\n")
    (HERE / "LICENSE-deckgl").write_text(parts[0][1], encoding="utf-8", newline="\n")
    sys.stdout.write(f"deckgl.min.js: {len(script.encode()):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
