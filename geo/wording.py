"""The words that maps have of their own, in English, German and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": {
            "United Kingdom": "Vereinigtes Königreich",
            "Germany": "Deutschland",
            "Other": "Andere",
            "Place visited": "Besuchter Ort",
            "Direction of travel": "Reiserichtung",
            "Places": "Orte",
            "Lines": "Verbindungen",
        },
        "zh": {
            "United Kingdom": "英国",
            "Germany": "德国",
            "Other": "其他",
            "Place visited": "到访地点",
            "Direction of travel": "行进方向",
        },
    }
)


def word(text: str, language: str) -> str:
    """A word of the legend in "en", "de" or "zh"; the English one where there is no other."""
    return _WORDS.get(language, {}).get(text, text)


def number(value: float, language: str) -> str:
    """A whole number, its thousands as the language writes them."""
    shown = f"{value:,.0f}"
    return shown.replace(",", ".") if language == "de" else shown


def missions(count: int, language: str = "en") -> str:
    """A number of missions in words."""
    if language == "zh":
        return f"{count:,} 次访问"
    if language == "de":
        return f"{number(count, 'de')} Delegationsreise" + ("" if count == 1 else "n")
    return f"{count:,} mission" + ("" if count == 1 else "s")


def agreements(count: int, language: str = "en") -> str:
    """A number of agreements in words."""
    if language == "de":
        return f"{number(count, 'de')} Abkommen"
    return f"{count:,} agreement" + ("" if count == 1 else "s")


def more(count: int, language: str = "en") -> str:
    """What stands for the rest of a list."""
    return f"und {count} weitere" if language == "de" else f"and {count} more"


def leg(seq: int, km: float, language: str = "en") -> str:
    """A leg by its place in the journey, from 0, and its length."""
    name = "Etappe" if language == "de" else "Leg"
    return f"{name} {seq + 1} · {number(km, language)} km"
