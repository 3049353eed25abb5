"""K9.5: the socialsekreterare that a case tells is one who is there, from its first day on."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from persistence.databas.motor import transaktion
from persistence.kontroll.namngivna import utan_socialsekreterare
from persistence.register.kund import skrivning
from starter.stod.klient import avsandning
from tests.persistence.arende.talat import Talat
from tests.persistence.arende.test_namngivna_andra import IDAG, IGAR, KV, anstall
from tests.verktyg.spel import FORARBETE


@pytest.mark.krav("K9.5", sort="avslag")
def test_a_case_begins_with_a_socialsekreterare_who_is_there_or_with_none(motor: Engine) -> None:
    kund = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50}
    data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": kund, **FORARBETE}
    nu = datetime.combine(IDAG, time(12), ZoneInfo("Europe/Stockholm"))

    def borja(**mer: str) -> str | None:
        sagt = data | {"kund": kund | mer}
        kundens: dict[str, Any] = avsandning.aktualisering(motor, "in-1", sagt, KV, nu)["kommando"]["kund"]
        return kundens.get("socialsekreterare")

    assert borja(socialsekreterare="so77") == "so77"  # while the register holds none it holds none out
    anstall(motor, "so7")
    anstall(motor, "so9", IDAG)
    assert [borja(socialsekreterare=id) for id in ("so7", "so9")] == ["so7", "so9"]
    assert borja() is None
    with pytest.raises(Avvisning) as fel:
        borja(socialsekreterare="so77")
    assert (fel.value.regel, fel.value.falt) == ("K9.5", "kund.socialsekreterare")
    assert fel.value.text == "finns inte bland socialsekreterarna i tjänst; menades so7?"
    uppgifter = {"personnummer": "199005022398", "namn": "x", "socialsekreterare": "so9"}
    ku = skrivning.lagg_till(motor, KV, uppgifter, IDAG)
    assert borja(id=ku) == "so9" == borja(id=ku, socialsekreterare="so7")  # the register says who it is
    with transaktion(motor) as c:
        c.execute(text("UPDATE medarbetare SET till = :igar WHERE id = 'so9'"), {"igar": IGAR})
    assert borja(id=ku) is None and borja(id=ku, socialsekreterare="so7") == "so7"


@pytest.mark.krav("K9.5")
def test_the_hunt_finds_a_case_that_tells_a_socialsekreterare_who_has_left_or_may_not_read(
    motor: Engine,
) -> None:
    arendet = Talat(motor)
    arendet.sager(KV, "utse_socialsekreterare", till="so8")
    arendet.sager(KV, "utse_socialsekreterare", till="so9")

    def fynd(arende: str | None = None) -> list[tuple[str, bool, str]]:
        return [(f.arende, f.upplysning, f.text.split(",")[0]) for f in utan_socialsekreterare(motor, arende)]

    borta = "kundens socialsekreterare finns inte i registret"
    annan = "ärendet berättar för en annan socialsekreterare än den som kundregistret har"
    assert fynd() == []  # neither register holds anybody
    anstall(motor, "so8")
    assert fynd() == fynd("in-1") == [("in-1", False, borta)] and fynd("in-2") == []
    anstall(motor, "so9")
    assert fynd() == []
    with motor.begin() as c:
        c.execute(text("UPDATE insats SET kund = 'kund'"))
    uppgifter = {"id": "kund", "personnummer": "199005022398", "namn": "x"}
    skrivning.lagg_till(motor, KV, uppgifter, IDAG)
    assert fynd() == [("in-1", True, annan)]
    skrivning.andra(motor, KV, "kund", {"socialsekreterare": "so8"}, IDAG)
    assert fynd() == [("in-1", True, annan)]
    skrivning.andra(motor, KV, "kund", {"socialsekreterare": "so9"}, IDAG)
    assert fynd() == []
    with transaktion(motor) as c:
        c.execute(text("UPDATE medarbetare SET till = :igar WHERE id = 'so9'"), {"igar": IGAR})
    assert fynd() == [("in-1", False, borta)]
    arendet.sager(KV, "ta_bort_socialsekreterare")
    assert fynd() == []  # nobody is named, and the KV is told so of each deviation
