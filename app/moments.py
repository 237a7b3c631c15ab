"""Moments as people read them: in their language, in the time zone of the server."""

from datetime import datetime

from babel.dates import format_datetime


def moment(seconds: float, language: str) -> str:
    """Write a moment, counted in seconds since 1970: 26 Nov 2026, 23:05."""
    return str(format_datetime(datetime.fromtimestamp(seconds), "medium", locale=language))
