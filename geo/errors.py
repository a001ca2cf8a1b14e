"""What may go wrong with places. Each error also inherits the built-in one that it resembles."""

from __future__ import annotations


class GeoError(Exception):
    """Root of the errors of this package. Its text tells a reader what, where and what to do."""


class GazetteerError(GeoError, OSError):
    """A file of the gazetteer is missing, damaged, or of another version."""


class GeocoderSettingError(GeoError, ValueError):
    """The online service is switched on with settings that cannot work."""


class GeocoderUnavailableError(GeoError, ConnectionError):
    """The online service could not be asked, or gave no answer that can be read."""


class MemoryFileError(GeoError, OSError):
    """The file of remembered answers cannot be read or written."""
