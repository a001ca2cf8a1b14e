"""Online geocoders, for names that the gazetteer does not know. Off unless switched on.

This is the only module that imports geopy's online services. Switched on by two environment
variables: ATLAS_GEOCODER (nominatim or photon) and ATLAS_USER_AGENT, which says who is asking.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from geopy.adapters import BaseAdapter
from geopy.exc import ConfigurationError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon

from geo.errors import GeocoderSettingError, GeocoderUnavailableError
from geo.places import Candidate, Match, Place, PlaceKind, PlaceQuery, Point

SERVICES = ("nominatim", "photon")
"""The services that may be named in ATLAS_GEOCODER."""
SECONDS_BETWEEN = 1.0
"""What the usage policy of Nominatim asks for: at most one request a second from an application."""
_TIMEOUT_SECONDS = 10
_RETRIES = 1
_LIMIT = 5
_SOURCE = {"nominatim": "OpenStreetMap, by Nominatim", "photon": "OpenStreetMap, by Photon"}
_KINDS = {
    PlaceKind.CITY: "city town village hamlet suburb borough municipality locality quarter",
    PlaceKind.REGION: "state province region",
    PlaceKind.DISTRICT: "county district state_district",
    PlaceKind.COUNTRY: "country",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_OFF = ("", "0", "no", "none", "off", "false")


class OnlineService(Protocol):
    """What the resolver needs of an online geocoder."""

    name: str
    """As in ATLAS_GEOCODER."""

    def ask(self, query: PlaceQuery) -> tuple[Candidate, ...]:
        """The places of a name, best first; empty when the service knows none.

        Raises GeocoderUnavailableError when the service could not be asked.
        """


class _Limiter(RateLimiter):  # type: ignore[misc]  # geopy has no types
    """geopy's limiter with a clock and a sleep from outside, so that tests need not wait."""

    def __init__(self, func: Any, clock: Callable[[], float], sleep: Callable[[float], None]):
        super().__init__(
            func,
            min_delay_seconds=SECONDS_BETWEEN,
            max_retries=_RETRIES,
            error_wait_seconds=2 * SECONDS_BETWEEN,
            swallow_exceptions=False,
        )
        self._clock_function, self._sleep_function = clock, sleep

    def _clock(self) -> float:
        return self._clock_function()

    def _sleep(self, seconds: float) -> None:
        self._sleep_function(seconds)


class OnlineGeocoder:
    """Nominatim or Photon, at most one request a second.

    Keep one for the whole application: each counts its own seconds. Raises GeocoderSettingError for
    an unknown service or a user agent that says nothing.
    """

    def __init__(
        self,
        service: str,
        user_agent: str,
        *,
        adapter_factory: Callable[..., BaseAdapter] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = service.strip().lower()
        if self.name not in SERVICES:
            raise GeocoderSettingError(
                f"ATLAS_GEOCODER is “{service}”. It has to be {' or '.join(SERVICES)}, or unset."
            )
        if not user_agent.strip():
            raise GeocoderSettingError(
                f"ATLAS_GEOCODER is {self.name}, but ATLAS_USER_AGENT is not set. The service "
                "wants to know who asks: set it to a name and an address, such as "
                "“atlas (me@example.org)”."
            )
        settings = {
            "user_agent": user_agent.strip(),
            "timeout": _TIMEOUT_SECONDS,
            "adapter_factory": adapter_factory,
        }
        try:
            geocoder = Nominatim(**settings) if self.name == "nominatim" else Photon(**settings)
        except ConfigurationError as error:
            raise GeocoderSettingError(f"ATLAS_USER_AGENT is refused: {error}") from error
        self._geocode = _Limiter(geocoder.geocode, clock, sleep)

    def ask(self, query: PlaceQuery) -> tuple[Candidate, ...]:
        """The places of a name, best first; empty when the service knows none.

        Shops, offices and streets of that name are left out: they are no places to travel to.
        Raises GeocoderUnavailableError when the service could not be asked or its answer not
        be read.
        """
        text = f"{query.name}, {query.region}" if query.region else query.name
        options: dict[str, Any] = {"exactly_one": False, "limit": _LIMIT, "language": "en"}
        if self.name == "nominatim":
            options["addressdetails"] = True
            if query.countries:
                options["country_codes"] = [c.lower() for c in query.countries]
        try:
            locations = self._geocode(text, **options) or []
            places = [self._place(location) for location in locations]
        except GeopyError as error:
            raise GeocoderUnavailableError(
                f"The online service {self.name} could not be asked "
                f"({type(error).__name__}: {error})."
            ) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise GeocoderUnavailableError(
                f"The answer of the online service {self.name} could not be read ({error})."
            ) from error
        wanted = {c.upper() for c in query.countries}
        return tuple(
            Candidate(place, Match.ONLINE, place.name, source=_SOURCE[self.name])
            for place in places
            if place is not None and (not wanted or place.country in wanted)
        )

    def _place(self, location: Any) -> Place | None:
        # The coordinates are read from the answer itself: geopy makes 0, 0 of missing ones.
        raw: dict[str, Any] = location.raw
        if self.name == "photon":
            lon, lat = raw["geometry"]["coordinates"][:2]
            raw = raw["properties"]
            country, state = raw.get("countrycode"), raw.get("state")
            sort, osm = raw.get("osm_value"), f"{raw.get('osm_type', '')}{raw.get('osm_id', '')}"
            group = raw.get("osm_key")
        else:
            lon, lat = raw["lon"], raw["lat"]
            address = raw.get("address") or {}
            country, state = address.get("country_code"), address.get("state")
            sort = raw.get("addresstype") or raw.get("type")
            osm = f"{str(raw.get('osm_type', ''))[:1].upper()}{raw.get('osm_id', '')}"
            group = raw.get("class") or raw.get("category")
        kind = _KIND_OF.get(str(sort))
        if kind is None or group not in ("place", "boundary") or not country or not osm:
            return None
        return Place(
            key=f"osm:{osm}",
            name=raw.get("name") or str(location.address).split(",")[0].strip(),
            country=str(country).upper(),
            region=state or None,
            kind=kind,
            point=Point(lon=float(lon), lat=float(lat)),
        )


def online_from_environment(
    environment: Mapping[str, str] = os.environ, **options: Any
) -> OnlineGeocoder | None:
    """The service that the environment switches on, or None when it switches none on.

    Raises GeocoderSettingError when it asks for a service that is unknown or does not say who asks.
    """
    service = environment.get("ATLAS_GEOCODER", "").strip()
    if service.lower() in _OFF:
        return None
    return OnlineGeocoder(service, environment.get("ATLAS_USER_AGENT", ""), **options)
