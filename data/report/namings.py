"""Every mention of a place in a report, with the cues and the neighbours that it has there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.report.masked import Masked
from data.report.mention import Mention
from data.report.roles import NOT, STOP, Hit
from data.report.scopes import Clause, Scope

_JOINT = re.compile(
    r"(?:,|;|/|&|\s|and|und|sowie|or|oder|then|dann|to|nach|[–—→-])+", re.IGNORECASE
)
"""What stands between the places of a list."""
_AGAINST = 0.6
"""Share of a cue against a stop that is taken off a cue for it."""


@dataclass(slots=True)
class Naming:
    """One mention of a place, where it stands."""

    mention: Mention
    sentence: Masked
    offset: int
    """Of its sign in the masked sentence."""
    scope: Scope
    cues: dict[str, Hit] = field(default_factory=dict)
    """The best cue by role."""
    reasons: set[str] = field(default_factory=set)
    """Role and reason of every cue, such as "stop: visited"."""
    mates: tuple[str, ...] = ()
    """Keys of the other places in the same list."""

    @property
    def is_main(self) -> bool:
        """Whether the words around it tell of the report's own journey."""
        return self.scope is Scope.MAIN

    @property
    def quoted(self) -> bool:
        """Whether somebody is quoted as saying it."""
        return any(hit.quoted for hit in self.cues.values())

    def weight(self, role: str) -> float:
        """Weight of the best cue for a role, 0 to 5; 0 without one."""
        return self.cues[role].weight if role in self.cues else 0.0

    @property
    def net(self) -> float:
        """What the cues for a stop come to, less those against it."""
        return self.weight(STOP) - _AGAINST * self.weight(NOT)


def namings(
    hits: Iterable[Hit], masked: tuple[Masked, ...], clauses: tuple[tuple[Clause, ...], ...]
) -> dict[str, list[Naming]]:
    """Every mention of every place, by the key of the place, in the order of the text."""
    found: dict[tuple[int, int], Naming] = {}
    for sentence, parts in zip(masked, clauses, strict=True):
        order = sentence.sentence.order
        for offset, sign in enumerate(sentence.text):
            mention = sentence.places.get(sign)
            if mention is not None:
                scope = next((c.scope for c in parts if c.start <= offset < c.end), Scope.MAIN)
                found[order, offset] = Naming(mention, sentence, offset, scope)
        _join_lists(sentence, found)
    for hit in hits:
        naming = found.get((hit.sentence, hit.offset))
        if naming is not None:
            naming.reasons.add(f"{hit.role}: {hit.reason}")
            if hit.weight > naming.weight(hit.role):
                naming.cues[hit.role] = hit
    by_place: dict[str, list[Naming]] = defaultdict(list)
    for naming in found.values():
        by_place[naming.mention.place.key].append(naming)
    return dict(by_place)


def _join_lists(sentence: Masked, found: Mapping[tuple[int, int], Naming]) -> None:
    order = sentence.sentence.order
    lists: list[list[Naming]] = []
    for offset in range(len(sentence.text)):
        naming = found.get((order, offset))
        if naming is None:
            continue
        between = sentence.text[lists[-1][-1].offset + 1 : offset] if lists else ""
        if lists and _JOINT.fullmatch(between):
            lists[-1].append(naming)
        else:
            lists.append([naming])
    for listed in lists:
        keys = [naming.mention.place.key for naming in listed]
        for naming, key in zip(listed, keys, strict=True):
            naming.mates = tuple(other for other in keys if other != key)
