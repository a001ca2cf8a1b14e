"""How each kind of fact is underlined in a report: by colour and by the form of its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.palette import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """The underline of one kind of fact."""

    name: str
    """What a reader calls it."""
    light: str
    """Colour on a light page, #rrggbb; like the dark one, 3:1 or more against its ground."""
    dark: str
    line: str
    """``solid``, ``double``, ``dashed``, ``dotted`` or ``wavy``: told apart without colour."""

    def colour(self, theme: Theme) -> str:
        """The colour on a page of this theme."""
        return self.dark if theme == "dark" else self.light


# After Okabe and Ito, whose colours survive the common kinds of colour blindness; darkened for
# light pages. Neighbours in hue have different lines.
_BLUE, _ORANGE = ("#17498c", "#7db4f0"), ("#c25a08", "#ffc46b")
_GREEN, _PURPLE = ("#00735c", "#4fd0ac"), ("#a0417c", "#e59cc8")
_GREY = ("#4a525a", "#a9b3bc")

LOOKS: Mapping[str, Look] = {
    "origins": Look("Origin", *_BLUE, "solid"),
    "stops": Look("Stop", *_ORANGE, "solid"),
    "when": Look("Date", *_GREEN, "double"),
    "delegates": Look("Delegates", *_PURPLE, "dashed"),
    "lead": Look("Led by", *_BLUE, "dashed"),
    "leaders": Look("Leader", *_BLUE, "dotted"),
    "sectors": Look("Sector", *_GREEN, "dotted"),
    "agreements": Look("Agreement", *_PURPLE, "wavy"),
    "source": Look("Source", *_GREY, "solid"),
    "direction": Look("Direction", *_GREY, "dotted"),
    "status": Look("Status", *_GREY, "dashed"),
}
"""By the field of a mission, or ``source``. The order is that of the legend."""
OTHER = Look("Fact", *_GREY, "double")


def look_of(field: str) -> Look:
    """The look of a fact, named as evidence names it."""
    return LOOKS.get(field.partition(".")[0], OTHER)
