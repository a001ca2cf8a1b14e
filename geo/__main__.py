"""Places from the command line: python -m geo locate NAME, the answer and how it was found."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from geo.errors import GeoError
from geo.places import Candidate, Outcome, PlaceQuery, Resolution
from geo.resolver import Resolver, open_resolver

FOUND, NOT_FOUND, FAULT = 0, 1, 2
"""Exit codes. With --stdin: all lines answered, some name not found, nothing could be answered."""


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate as it is printed."""
    place = candidate.place
    return {
        "name": place.name,
        "country": place.country,
        "region": place.region,
        "kind": place.kind.value,
        "lat": place.point.lat,
        "lon": place.point.lon,
        "geoname_id": place.geoname_id,
        "match": candidate.match.value,
    }


def resolution_json(answer: Resolution) -> dict[str, Any]:
    """An answer as it is printed: place is null unless the outcome is found or ambiguous."""
    return {
        "query": answer.query.name,
        "outcome": answer.outcome.value,
        "place": candidate_json(answer.best) if answer.best else None,
        "candidates": [candidate_json(c) | {"score": c.score} for c in answer.candidates],
        "trace": list(answer.trace),
    }


def say(answer: Resolution, *, explain: bool) -> str:
    """An answer for a person."""
    best = answer.best
    if best is None:
        headline = f"“{answer.query.name}”: no such place is known."
        if answer.outcome is Outcome.UNAVAILABLE:
            headline = f"“{answer.query.name}”: the online service could not be asked."
        return "\n".join((headline, *(f"  {step}" for step in answer.trace)))
    place = best.place
    parts = dict.fromkeys(p for p in (place.name, place.region, place.country) if p)
    lines = [
        f"{', '.join(parts)} ({place.kind.value})  "
        f"{abs(place.point.lat):.4f} {'N' if place.point.lat >= 0 else 'S'}, "
        f"{abs(place.point.lon):.4f} {'E' if place.point.lon >= 0 else 'W'}"
    ]
    if place.within:
        lines.append(f"  in {', '.join(place.within)}")
    lines.append(f"  {answer.outcome.value}, {best.match.value} match; source: {best.source}")
    lines += [f"  {step}" for step in answer.trace]
    if explain:
        lines.append("  Candidates:")
        for number, candidate in enumerate(answer.candidates, 1):
            other = candidate.place
            where = ", ".join(dict.fromkeys(p for p in (other.region, other.country) if p))
            people = f"{other.population:,} inhabitants" if other.population else "size unknown"
            lines.append(
                f"  {number}. {other.name} ({other.kind.value}), {where}; {people}; "
                f"“{candidate.matched_name}” {candidate.match.value} {candidate.score:g}; "
                f"{other.key}"
            )
    return "\n".join(lines)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m geo", description="Places, offline.")
    commands = top.add_subparsers(dest="command", required=True)
    locate = commands.add_parser("locate", help="find the place that a name means")
    locate.add_argument("name", nargs="?", help="the name, in any spelling")
    locate.add_argument(
        "--country", action="append", default=[], metavar="CC", help="ISO code; may be repeated"
    )
    locate.add_argument("--region", help="ranks places in this region first")
    locate.add_argument("--json", action="store_true", help="print the answer as JSON")
    locate.add_argument("--explain", action="store_true", help="print every candidate")
    locate.add_argument(
        "--stdin", action="store_true", help="read lines of name<TAB>country, answer each in turn"
    )
    return top


def countries_of(text: str | Sequence[str]) -> tuple[str, ...]:
    """Country codes from text such as "CN" or "GB, DE". Raises ValueError for what is no code."""
    words = text if isinstance(text, str) else ",".join(text)
    codes = tuple(dict.fromkeys(w.upper() for w in words.replace(",", " ").split()))
    for code in codes:
        if len(code) != 2 or not (code.isascii() and code.isalpha()):
            raise ValueError(f"“{code}” is not a country code of two letters, such as CN or GB.")
    return tuple("GB" if code == "UK" else code for code in codes)


def answer_lines(
    resolver: Resolver, lines: Iterable[str], base: PlaceQuery, out: TextIO, *, as_json: bool
) -> int:
    """Answer each line in turn; one whose country cannot be read is answered not found."""
    code = FOUND
    for line in lines:
        name, country, *_ = (*line.rstrip("\r\n").split("\t"), "")
        query = base._replace(name=name)
        try:
            query = query._replace(countries=countries_of(country.strip()) or base.countries)
            answer = resolver.resolve(query)
        except ValueError as error:
            answer = Resolution(query, Outcome.NOT_FOUND, trace=(str(error),))
        if answer.best is None:
            code = NOT_FOUND
        text = (
            json.dumps(resolution_json(answer), ensure_ascii=False)
            if as_json
            else say(answer, explain=False)
        )
        print(text, file=out, flush=True)
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code says whether the place was found."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Lines in another encoding are answered as well as may be, never with a stack trace.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    try:
        base = PlaceQuery(options.name or "", countries_of(options.country), options.region)
        if options.name is None and not options.stdin:
            raise ValueError("Say which name to look for, or --stdin to read names line by line.")
        resolver = open_resolver()
    except (GeoError, ValueError) as error:
        print(error, file=sys.stderr)
        return FAULT
    try:
        if options.stdin:
            return answer_lines(resolver, sys.stdin, base, sys.stdout, as_json=options.json)
        answer = resolver.resolve(base)
        found = answer.best is not None
        if options.json:
            print(json.dumps(resolution_json(answer), ensure_ascii=False))
        else:
            print(say(answer, explain=options.explain), file=sys.stdout if found else sys.stderr)
        sys.stdout.flush()
        return FOUND if found else NOT_FOUND
    except GeoError as error:
        print(error, file=sys.stderr)
        return FAULT
    except BrokenPipeError:
        # The reader has gone; keep Python from complaining about it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND


if __name__ == "__main__":
    sys.exit(main())
