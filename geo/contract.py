"""What a frame must hold before it is drawn, checked as a whole: all faults are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from geo.errors import GeoError

ROWS_NAMED = 3
"""Rows that an error names before it says how many more there are."""


class FrameError(GeoError, ValueError):
    """A frame does not hold what its contract promises; the message names every column and row."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one column holds."""

    dtype: str
    """"str", "int64", "float64", "bool", or "tuple" for tuples of text in an object column."""
    low: float | None = None
    """Smallest value allowed; None for any."""
    high: float | None = None
    """Largest value allowed; None for any."""
    options: tuple[str, ...] = ()
    """The only values allowed; empty for any."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns of a frame, and the one that identifies a row."""

    name: str
    """What the frame is called in messages."""
    key: str
    """Column that is different in every row."""
    columns: Mapping[str, Rule]

    def select(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The contract's columns, in its order, with its dtypes; other columns are left behind."""
        kinds = {
            name: "object" if r.dtype == "tuple" else r.dtype for name, r in self.columns.items()
        }
        return frame[list(self.columns)].astype(kinds).reset_index(drop=True)


def check(frame: pd.DataFrame, contract: Contract) -> None:
    """Raise FrameError naming every missing column, wrong dtype and bad value at once.

    An empty frame needs the columns, but its dtypes are not looked at. NaN and None are faults.
    """
    faults = [
        f"column {name!r} is missing" for name in contract.columns if name not in frame.columns
    ]
    for name, rule in contract.columns.items():
        if name in frame.columns and len(frame):
            faults += _faults(frame, frame[name], rule, contract)
    if contract.key in frame.columns:
        twice = frame[contract.key].duplicated(keep="first")
        if twice.any():
            faults.append(
                f"column {contract.key!r}: {_rows(frame, twice, contract)} stand(s) there twice"
            )
    if faults:
        raise FrameError(f"{contract.name} cannot be drawn: " + "; ".join(faults) + ".")


def _faults(
    frame: pd.DataFrame, column: pd.Series[Any], rule: Rule, contract: Contract
) -> list[str]:
    where = f"column {column.name!r}"
    empty = column.isna()
    if not _is(column, rule.dtype):
        told = f"{where} has dtype {column.dtype}, not {rule.dtype}"
        return [
            told + (f", with no value in {_rows(frame, empty, contract)}" if empty.any() else "")
        ]
    faults = []
    if empty.any():
        faults.append(f"{where} has no value in {_rows(frame, empty, contract)}")
    if rule.options:
        strange = ~column.isin(rule.options) & ~empty
        if strange.any():
            faults.append(
                f"{where} is none of {', '.join(rule.options)} in {_rows(frame, strange, contract)}"
            )
    if rule.dtype == "tuple":
        strange = ~column.map(_is_texts)
        if strange.any():
            faults.append(f"{where} holds no tuple of text in {_rows(frame, strange, contract)}")
    if rule.low is not None or rule.high is not None:
        numbers = column.to_numpy(dtype=np.float64)
        low = -np.inf if rule.low is None else rule.low
        high = np.inf if rule.high is None else rule.high
        outside = pd.Series(
            ((numbers < low) | (numbers > high) | np.isinf(numbers)), index=column.index
        )
        if outside.any():
            bounds = f"{low:g} to {high:g}" if np.isfinite(high) else f"{low:g} or more"
            faults.append(f"{where} is outside {bounds} in {_rows(frame, outside, contract)}")
    return faults


def _is(column: pd.Series[Any], dtype: str) -> bool:
    if dtype == "str":
        return types.is_string_dtype(column)
    if dtype == "tuple":
        return types.is_object_dtype(column)
    return str(column.dtype) == dtype


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(text, str) for text in value)


def _rows(frame: pd.DataFrame, bad: pd.Series[bool], contract: Contract) -> str:
    """The bad rows by position and key, the first few of them."""
    positions = np.flatnonzero(bad.to_numpy())
    keys = frame[contract.key] if contract.key in frame.columns else frame.index.to_series()
    named = [f"row {i} ({keys.iloc[i]})" for i in positions[:ROWS_NAMED]]
    more = len(positions) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
