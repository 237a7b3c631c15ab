"""Moments as people read them: in their language, in the time zone of the server."""

from datetime import datetime

from babel.dates import format_skeleton, format_time, get_datetime_format

from simulator.figures import date_locale


def moment(seconds: float, language: str) -> str:
    """Write a moment, counted in seconds since 1970: 26 Nov 2026, 23:05."""
    at, locale = datetime.fromtimestamp(seconds), date_locale(language)
    day, time = format_skeleton("yMMMd", at, locale=locale), format_time(at, "short", locale=locale)
    return str(get_datetime_format("medium", locale=locale)).format(time, day)
