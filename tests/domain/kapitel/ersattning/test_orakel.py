"""K14: what is paid, and when, is what someone who has read the routine works out on paper."""

import pytest

from tests.verktyg.orakel.liv import Liv

pytestmark = pytest.mark.langsam


@pytest.mark.krav("K14.1", "K14.2", "K14.3", "K14.4", "K14.5", "K14.6", "K13.8", "K11.1", "K0.7")
@pytest.mark.parametrize("fro", [1, 3, 14, 21, 29, 30, 38, 41, 68, 746])
def test_a_life_is_paid_row_by_row_as_the_routine_is_read(fro: int) -> None:
    liv = Liv(fro).lev()
    assert liv.betalt == liv.oraklets
