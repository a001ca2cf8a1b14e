"""Answers of online services, remembered for good in one small JSON file."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from geo.errors import MemoryFileError
from geo.names import fold
from geo.places import Candidate, Match, Place, PlaceKind, PlaceQuery, Point

_FORMAT = "atlas-answers 1"


class Memory:
    """What was asked online, and the answer, an empty one included.

    The file is read at first use and replaced whole at each new answer, so that a crash leaves the
    old one; what another process added meanwhile is read again before. Without a path nothing is
    kept beyond the life of the object. Methods raise MemoryFileError when the file cannot be read
    or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._answers: dict[str, list[dict[str, Any]]] | None = None if path else {}
        self._lock = threading.Lock()

    def recall(self, service: str, query: PlaceQuery) -> tuple[Candidate, ...] | None:
        """The remembered answer, empty when there is no such place; None when never asked."""
        with self._lock:
            if self._answers is None:
                self._answers = self._read()
            rows = self._answers.get(_key(service, query))
        if rows is None:
            return None
        try:
            return tuple(map(_candidate, rows))
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged(f"{type(error).__name__} {error} at “{query.name}”") from error

    def remember(self, service: str, query: PlaceQuery, answer: tuple[Candidate, ...]) -> None:
        """Keep an answer."""
        with self._lock:
            answers = self._read() if self.path else dict(self._answers or {})
            answers[_key(service, query)] = [_row(candidate) for candidate in answer]
            self._write(answers)
            self._answers = answers

    def _read(self) -> dict[str, list[dict[str, Any]]]:
        if self.path is None:
            return {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            if found["format"] != _FORMAT or not isinstance(found["answers"], dict):
                raise ValueError(f"it is not of the format {_FORMAT}")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise MemoryFileError(
                f"The remembered answers {self.path} cannot be read: {error.strerror}."
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged(str(error)) from error
        answers: dict[str, list[dict[str, Any]]] = found["answers"]
        return answers

    def _damaged(self, why: str) -> MemoryFileError:
        return MemoryFileError(
            f"The remembered answers {self.path} are damaged ({why}). Delete the file: they are "
            "then asked for again."
        )

    def _write(self, answers: dict[str, list[dict[str, Any]]]) -> None:
        if self.path is None:
            return
        text = json.dumps({"format": _FORMAT, "answers": answers}, ensure_ascii=False, indent=1)
        name = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".answers-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(self.path)
        except OSError as error:
            if name:
                Path(name).unlink(missing_ok=True)
            raise MemoryFileError(
                f"The answer could not be remembered in {self.path}: {error.strerror}."
            ) from error


def _key(service: str, query: PlaceQuery) -> str:
    countries = ",".join(sorted(c.upper() for c in query.countries))
    return "|".join((service, fold(query.name), countries, fold(query.region or "")))


def _row(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "key": place.key,
        "name": place.name,
        "country": place.country,
        "region": place.region,
        "kind": place.kind.value,
        "lon": place.point.lon,
        "lat": place.point.lat,
        "source": candidate.source,
    }


def _candidate(row: dict[str, Any]) -> Candidate:
    place = Place(
        key=row["key"],
        name=row["name"],
        country=row["country"],
        region=row["region"],
        kind=PlaceKind(row["kind"]),
        point=Point(lon=float(row["lon"]), lat=float(row["lat"])),
    )
    return Candidate(place, Match.ONLINE, place.name, source=row["source"])
