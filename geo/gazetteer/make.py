"""Make the gazetteer: python geo/gazetteer/make.py, with the packages of requirements.txt.

Writes gazetteer.txt.gz, its checksum gazetteer.sha256, country_names.tsv and han.tsv. The same
packages give the same bytes. README.md says what is in them, where it comes from and how it may be
used. The work is done by geo.making.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Make everything."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from geo.making.maker import Maker
    from geo.making.writing import write_countries, write_gazetteer, write_han

    write_han()
    rows = Maker().gather()
    write_countries(rows)
    print(write_gazetteer(rows))


if __name__ == "__main__":
    main()
