"""One kund's cases against each other: begun, moved and revoked through the real doors (K6.1, K8.6, K13.4)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Engine, text

from activities import massbyte
from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.kedja import foregaende
from kontrakt.insats import Kvitto
from persistence.arende import lasning
from persistence.kontroll import dubbla_insatser
from persistence.register.anordnare import auktorisationer, register
from tests.workflows.process.test_massbyte import TILL_C, flytta
from tests.workflows.tjanst import AKTUALISERA, KV, UPPDRAG, Tjanst

AVSLUTA = {
    "kommando": "besluta_avslut", "orsak": "byte_av_anordnare", "avslutsdatum": "2024-03-31",
    "samtal_datum": "2024-03-01", "nasta_steg": "Samma insats hos B",
}  # fmt: skip
ATERKALLA = {"kommando": "aterkalla_avslut", "motivering": "Kunden ångrade sig"}


@pytest.fixture(autouse=True)
def kunderna(motor: Engine) -> None:
    """The kunder that the cases are for, in the register."""
    with motor.begin() as c:
        for nr in (1, 2, 3, 4):
            c.execute(
                text(
                    "INSERT INTO kund (id, personnummer, fodelsedatum, namn, andrad, andrad_av)"
                    f" VALUES ('ku-{nr}', '19900502000{nr}', '1990-05-02', 'x', now(), 'prov')"
                )
            )


def dag1(insats: str = "AMI2", kund: str | None = "ku-1", **mer: Any) -> dict[str, Any]:
    fakta: dict[str, Any] = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02"}
    fakta |= {"arbetsformaga": 50} if insats == "AMI2" else {}
    return AKTUALISERA | {"insats": insats, "kund": fakta | ({"id": kund} if kund else {})} | mer


async def starta(t: Tjanst, arende: str, data: dict[str, Any]) -> Kvitto:
    return await t.klient.starta(data, KV, arende=arende, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


async def nekas(t: Tjanst, arende: str, data: dict[str, Any], regel: str, annat: str) -> None:
    """Refused under the rule, in words that name the other case; and no case has begun."""
    with pytest.raises(Avvisning, match=f"i ärendet {annat}") as sagt:
        await starta(t, arende, data)
    assert sagt.value.regel == regel
    assert lasning.journalrader(t.motor, None, arende) == []


async def slutar_hos_a(t: Tjanst, kund: str | None = "ku-1") -> dict[str, Any]:
    """AMI2 at A, decided to end on 2024-03-31; what begins it anew at B."""
    await starta(t, t.arende, dag1(kund=kund))
    await t.sag(KV, UPPDRAG, tid=await t.nu())
    await t.sag(KV, AVSLUTA, tid=await t.nu())
    fore = foregaende(t.insats(), "byte_av_anordnare", insats="AMI2", anordnare="B")
    return dag1(kund=kund, anordnare="B", foregaende=fore)


@pytest.mark.krav("K6.1", sort="avslag")
async def test_a_kund_is_not_given_the_same_insats_twice(t: Tjanst) -> None:
    await starta(t, "in-1", dag1())
    await nekas(t, "in-2", dag1(), "K6.1", "in-1")
    await nekas(t, "in-2b", dag1(anordnare="B"), "K6.1", "in-1")
    await starta(t, "in-3", dag1(kund="ku-2"))
    await starta(t, "in-4", dag1(kund=None))
    await starta(t, "in-5", dag1(kund=None))  # no id: nobody knows whether it is the same kund
    assert (await starta(t, "in-1", dag1())).arende == "in-1", "samma ärende igen ger samma kvitto"


@pytest.mark.krav("K8.6", sort="avslag")
async def test_another_insats_goes_on_beside_it_with_the_judgement(t: Tjanst) -> None:
    await starta(t, "in-1", dag1())
    await nekas(t, "in-2", dag1("FAI1"), "K8.6", "in-1")
    await starta(t, "in-3", dag1("FAI1", stegforflyttning_bedoms_mojlig=True))
    (forsta, *_) = lasning.journalrader(t.motor, None, "in-3")
    assert forsta.handelse.parallell is True  # type: ignore[attr-defined]


@pytest.mark.krav("K6.1")
async def test_of_two_that_are_begun_at_the_same_instant_one_is_refused(t: Tjanst) -> None:
    """Both have asked, and been told of none, before either is written."""
    utfall = await asyncio.gather(*(starta(t, f"in-{n}", dag1()) for n in range(4)), return_exceptions=True)
    nekade = [u for u in utfall if isinstance(u, Avvisning)]
    assert [u.regel for u in nekade] == ["K6.1"] * 3
    assert len(lasning.arenden(t.motor, None)) == 1


@pytest.mark.krav("K13.4", "K13.2", sort="avslag")
@pytest.mark.parametrize("kund", ["ku-1", None])
async def test_an_end_does_not_move_into_the_days_of_the_case_that_follows(t: Tjanst, kund: str | None) -> None:
    nytt = await slutar_hos_a(t, kund)
    await starta(t, "in-ny", nytt)
    await nekas(t, "in-igen", nytt, "K6.1", "in-ny")
    senare = AVSLUTA | {"avslutsdatum": "2024-04-01"}
    ratta = {"kommando": "ratta", "vad": "besluta_avslut", "motivering": "fel dag"}
    for data in (ATERKALLA, senare, ratta | {"andringar": {"avslutsdatum": "2024-04-15"}}, ratta | {"stryk": True}):
        with pytest.raises(Avvisning, match=r"AMI2 i ärendet in-ny .*följer på det här.*\(K13.4"):
            await t.sag(KV, data, tid=await t.nu())
    assert str(t.insats().slutdatum) == "2024-03-31"
    assert dubbla_insatser.dubbla_insatser(t.motor) == []
    await t.sag(KV, ratta | {"andringar": {"avslutsdatum": "2024-03-30"}}, tid=await t.nu())  # earlier is no harm
    t.arende = "in-ny"
    with pytest.raises(Avvisning, match="slutar dagen före 2024-04-01"):
        await t.sag(KV, UPPDRAG | {"startdatum": "2024-03-31", "langd_manader": None}, tid=await t.nu())


@pytest.mark.krav("K13.4", "K13.2")
async def test_when_the_case_that_follows_is_recalled_the_end_can_be_revoked(t: Tjanst) -> None:
    gammalt = t.arende
    await starta(t, "in-ny", await slutar_hos_a(t))
    t.arende = "in-ny"
    await t.sag(KV, AVSLUTA | {"avslutsdatum": "2024-03-20"}, tid=await t.nu())  # before it has any day
    t.arende = gammalt
    await t.sag(KV, ATERKALLA, tid=await t.nu())
    assert t.insats().avslutsbeslut is None
    assert dubbla_insatser.dubbla_insatser(t.motor) == []


@pytest.mark.krav("K13.4")
async def test_a_bulk_move_does_not_revoke_an_end_when_the_insats_has_begun_elsewhere(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody makes the change by hand just when the order has ended the old case."""
    register.lagg_till_anordnare(t.motor, "C")
    auktorisationer.auktorisera(t.motor, "C", "AMI", (await t.nu()).date().replace(month=1))
    await starta(t, t.arende, dag1())
    await t.sag(KV, UPPDRAG, tid=await t.nu())
    riktig = massbyte.Massbytesaktiviteter._borja_om

    async def nagon_hinner_fore(sjalv: Any, *resten: Any) -> Avvisning | None:
        fore = foregaende(t.insats(), "byte_av_anordnare", insats="AMI2", anordnare="B")
        await starta(t, "in-hand", dag1(anordnare="B", foregaende=fore))
        return await riktig(sjalv, *resten)

    monkeypatch.setattr(massbyte.Massbytesaktiviteter, "_borja_om", nagon_hinner_fore)
    utfall = await flytta(t, TILL_C, KV)
    assert (utfall.flyttade, [a for a, _ in utfall.avvisade]) == (0, [t.arende])
    assert "AMI2 i ärendet in-hand" in utfall.avvisade[0][1]
    assert t.insats().avslutsbeslut is not None
    assert "avslut_aterkallat" not in t.slagen()
