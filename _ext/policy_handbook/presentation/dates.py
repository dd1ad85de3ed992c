"""Dates as readers see them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from ..model.records import UNKNOWN_DATE
from .say import tell

_LANGUAGE = "nl"
_PATTERN = "d MMMM y"


def show_date(given: str) -> str:
    """An ISO date in words ("14 juni 2022"), or that the source gives none."""
    return tell("date.unknown") if given == UNKNOWN_DATE else show_day(date.fromisoformat(given))


def show_day(day: date) -> str:
    """A day in words."""
    return format_date(day, _PATTERN, locale=_LANGUAGE)
