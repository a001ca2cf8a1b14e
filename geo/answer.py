"""What the gazetteer answers, put into words when somebody reads it."""

from __future__ import annotations

from geo.likely import Found, Scored
from geo.places import Candidate, Match, Outcome, Place, PlaceQuery, Resolution

LIMIT = 10
"""How many candidates an answer holds at most, unless asked otherwise."""
_SHOWN_BEATEN = 4
"""How many of the candidates that the first one beat its trace names."""
_HOW = {
    Match.EXACT: "is its usual name",
    Match.ALIAS: "is another name of it",
    Match.FUZZY: "is nearly its name",
}
_set = object.__setattr__


class Answer(Resolution):
    """A Resolution whose candidates and trace are made when they are first looked at: most who ask
    want the first place alone, and few how it was found."""

    __slots__ = ("_candidates", "_found", "_rival", "_trace")

    _candidates: tuple[Candidate, ...] | None
    _found: Found
    _rival: Scored | None
    _trace: tuple[str, ...] | None

    def __init__(self, query: PlaceQuery, found: Found, rival: Scored | None) -> None:
        """`found` is what the name may mean, `rival` what may be meant as well as the first."""
        if not found.places:
            outcome = Outcome.NOT_FOUND
        elif rival is not None or found.doubtful:
            outcome = Outcome.AMBIGUOUS
        else:
            outcome = Outcome.FOUND
        _set(self, "query", query)
        _set(self, "outcome", outcome)
        _set(self, "_found", found)
        _set(self, "_rival", rival)
        _set(self, "_candidates", None)
        _set(self, "_trace", None)

    @property
    def best(self) -> Candidate | None:
        """The answer, or the likeliest of several; None when nothing was found."""
        return candidate(self._found.places[0]) if self._found.places else None

    @property
    def place(self) -> Place | None:
        """The place of the best candidate; None when nothing was found."""
        return self._found.places[0].record.place if self._found.places else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Best first; empty unless found or ambiguous."""
        if self._candidates is None:
            _set(self, "_candidates", tuple(map(candidate, self._found.places[:LIMIT])))
        return self._candidates or ()

    @property
    def trace(self) -> tuple[str, ...]:
        """One plain sentence for each step that was tried, in order."""
        if self._trace is None:
            _set(self, "_trace", (_asked(self.query), *self._found.notes, *self._outcome()))
        return self._trace or ()

    def __reduce__(self) -> tuple[type[Resolution], tuple[object, ...]]:
        return Resolution, (self.query, self.outcome, self.candidates, self.trace)

    def _outcome(self) -> list[str]:
        if not self._found.places:
            return ["The gazetteer knows no such place."]
        first, *others = self.candidates
        how = f"“{first.matched_name}” {_HOW[first.match]}"
        if first.match is Match.FUZZY:
            how += f" ({first.score:.0f} of 100 alike); no place is spelled exactly so"
        said = [f"{_label(first)}: {how}."]
        if others:
            beaten = "; ".join(map(_label, others[:_SHOWN_BEATEN]))
            unnamed = len(self._found.places) - 1 - _SHOWN_BEATEN
            more = f"; and {unnamed} more" if unnamed > 0 else ""
            said.append(f"It comes before {beaten}{more}.")
        if self._rival is not None:
            said.append(
                f"{_label(candidate(self._rival))} may be meant as well: "
                "say the region to settle it."
            )
        return said


def candidate(scored: Scored) -> Candidate:
    """A place that was weighed, as a reader is told of it."""
    place = scored.record.place
    source = "GeoNames" if place.geoname_id else "Mission Atlas, after GeoNames"
    return Candidate(place, scored.match, scored.matched_name, scored.likeness, source)


def _asked(query: PlaceQuery) -> str:
    where = f" in {' or '.join(query.countries)}" if query.countries else ""
    name = query.name if len(query.name) <= 80 else query.name[:79] + "…"
    return f"Looked in the gazetteer for “{name}”{where}."


def _label(shown: Candidate) -> str:
    place = shown.place
    parts = dict.fromkeys(p for p in (place.name, place.region, place.country) if p)
    return f"{', '.join(parts)} ({place.kind.value})"
