"""Days and instants as the tests of time write them."""

from datetime import date, timedelta

from hypothesis import strategies as st

DYGN = timedelta(days=1)
dagar = st.dates(date(2016, 1, 1), date(2043, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(text)
