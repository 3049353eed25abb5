"""What takes two people, in a browser and against the whole house: the payment month, and a gallring (K14.6, K3.8)."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, text

from domain.grund.parter import Aktor
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.tid.manad import fore, manad
from domain.tid.tidpunkt import datum
from persistence.databas.motor import skapa_motor
from persistence.register.kund import skrivning
from starter.stod.klient.kontakt import anslut
from starter.stod.klient.process import Processklient
from tests.starter.skrivbord.conftest import Sitter, axe
from tests.starter.skrivbord.elakt.sidlasare import FLYKT, SKRIPT, farligt
from tests.starter.skrivbord.verktyg.huset import Hus

IDAG = datum(datetime.now(UTC))
# A month is closed on its 16th at the earliest (K14.6).
SENAST = manad(IDAG - timedelta(days=15))
FORRA = fore(SENAST)
EKONOM = Aktor.tolka("ekonom:e1")
BETALT = {FORRA: {"in-exempel05": "3876.00", "in-exempel10": "1000.50"}, SENAST: {"in-exempel01": "4000.25"}}
"""Month → what is paid in it: Anordnare A is paid more in the later one, and B nothing."""


@pytest.fixture(scope="module")
def motor(hus: Hus) -> Iterator[Engine]:
    m = skapa_motor(hus.stack.database_url)
    yield m
    m.dispose()


@pytest.fixture(scope="module")
def manader(hus: Hus, motor: Engine) -> tuple[str, str]:
    """Two months that the service has closed, each with its rows; the earlier and the later."""
    with motor.begin() as c:
        for m, rader in BETALT.items():
            for arende, belopp in rader.items():
                en = "SELECT nyckel FROM utbetalning WHERE arende = :a AND slag = 'manad' ORDER BY ordning LIMIT 1"
                satt = f"""UPDATE utbetalning SET status = 'utbetald', utbetalningsmanad = :m, belopp = :b
                    WHERE arende = :a AND nyckel = ({en})"""
                c.execute(text(satt), {"a": arende, "b": belopp, "m": m})

    async def oppna() -> None:
        temporal = await anslut(hus.stack.temporal_address, hus.stack.namespace)
        for m in (FORRA, SENAST):
            data = {"kommando": "oppna_betalningsmanad", "manad": m}
            await Processklient(temporal, motor).sag(BETALNINGSMANAD, process_id(m), data, EKONOM)
            await asyncio.to_thread(stangd, motor, m)

    asyncio.run(oppna())
    return FORRA, SENAST


def stangd(motor: Engine, m: str) -> None:
    slut = time.monotonic() + 120
    while time.monotonic() < slut:
        with motor.connect() as c:
            if c.execute(text("SELECT 1 FROM betalningsmanad WHERE manad = :m"), {"m": m}).first():
                return
        time.sleep(0.5)
    raise AssertionError(f"{m} stängdes inte")


def tills(sida: Page, vad: str, sekunder: float = 60) -> str:
    """The page's words when it says ``vad``; it is loaded again until then."""
    slut = time.monotonic() + sekunder
    while vad not in (ord_ := " ".join(sida.locator("main").inner_text().split())):
        assert time.monotonic() < slut, f"{vad}: {ord_[:600]}"
        time.sleep(0.5)
        sida.reload()
    return ord_


@pytest.mark.krav("K14.6")
def test_a_month_is_held_against_the_one_before_by_anordnare_and_in_all(manader: tuple[str, str], som: Sitter) -> None:
    sida = som("erik")
    sida.goto("/ekonomi")
    assert sida.locator(f"a[href='/ekonomi/{manader[1]}']").count() == 1
    sida.click(f"a[href='/ekonomi/{manader[1]}']")
    text_ = " ".join(sida.locator("main").inner_text().replace("\xa0", " ").split())
    assert "Mot " in text_ and "+124,25 kr" in text_, text_
    assert "-1 000,50 kr" in text_, "who was paid then and is not now"
    assert "-876,25 kr" in text_, "and in all"
    assert axe(sida) == []
    sida.goto(f"/ekonomi/{manader[0]}")
    assert "Mot " not in sida.locator("main").inner_text(), "there is none before it"


@pytest.mark.krav("K14.6")
def test_who_prepares_a_month_has_no_button_to_attest_it_and_another_has(manader: tuple[str, str], som: Sitter) -> None:
    vag = f"/ekonomi/{manader[0]}"
    erik, elsa = som("erik"), som("elsa", script=False)
    erik.goto(vag)
    assert erik.locator("button:has-text('Attestera')").count() == 0
    erik.fill("textarea[name=text]", f"Stämmer mot underlagen. <b>Se A.</b> {SKRIPT} {FLYKT}")
    erik.click("button:has-text('Förbered för attest')")
    assert "Förberedd av" in tills(erik, "Förberedd av")
    assert erik.locator("button:has-text('Attestera')").count() == 0, "nobody attests their own preparation"
    elsa.goto(vag)
    sagt = elsa.locator("main").inner_text()
    assert all(ord_ in sagt for ord_ in ("<b>Se A.</b>", SKRIPT, FLYKT)), "shown as it was written"
    assert farligt(elsa.content()) == [], "and does nothing"
    elsa.click("button:has-text('Återlämna')")
    assert "skriv varför" in elsa.locator(".govuk-error-summary").inner_text().lower()
    elsa.click("button:has-text('Attestera')")
    tills(elsa, "Attesterad av")
    assert elsa.locator("main form").count() == 0, "attested is final"
    hanna = som("hanna")
    hanna.goto("/ekonomi")
    hanna.click(f"a[href='{vag}']")
    assert "3 876,00" in hanna.locator("main").inner_text().replace("\xa0", " ")
    assert "Stämmer mot underlagen" not in hanna.content(), "what they write to each other is theirs"
    with hanna.expect_download() as hamtad:
        hanna.click("a:has-text('CSV')")
    assert "3876,00" in hamtad.value.path().read_text(encoding="utf-8-sig")
    assert som("bea").goto(f"/ekonomi/{manader[1]}").status in (404, 422)  # type: ignore[union-attr]


@pytest.mark.krav("K3.8")
def test_a_gallring_is_signed_by_two_on_the_desk_and_tells_row_by_row_what_became_of_it(
    motor: Engine, som: Sitter
) -> None:
    falt = {"id": "ku-gammal", "personnummer": "199005022398", "namn": "Gammal Kund", "karriarvagledare": "kv1"}
    skrivning.lagg_till(motor, Aktor.tolka("karriarvagledare:kv1"), falt, IDAG)
    with motor.begin() as c:
        c.execute(text("UPDATE kund SET andrad = now() - interval '6 years' WHERE id = 'ku-gammal'"))
    sam = som("sam", script=False)
    sam.goto("/vid-sidan/ny/gor/foresla_gallring")
    sam.fill("input[name=dag]", f"{IDAG}")
    sam.click("button:has-text('Spara utkast')")
    assert "Inget är inskickat" in sam.locator("#formular").inner_text()
    sam.click("button:has-text('Fortsätt')")
    sam.click("button:has-text('Bekräfta')")
    with motor.connect() as c:
        assert c.execute(text("SELECT count(*) FROM utkast")).scalar() == 0, "what has been said is no draft"
    vag = re.search(r"/vid-sidan/gallring-[^/?#]+", sam.url)
    assert vag, sam.url
    assert "ku-gammal" in tills(sam, "ku-gammal")
    assert sam.locator("a:has-text('Underteckna')").count() == 0, "who proposes it here may not sign"
    for konto, kvar in (("dan", True), ("alva", False)):
        sida = som(konto)
        sida.goto(vag[0])
        sida.click("a:has-text('Underteckna gallringen')")
        assert sida.locator("button:has-text('Spara utkast')").count() == 0, "nothing is written here"
        sida.click("button:has-text('Fortsätt')")
        assert axe(sida) == []
        sida.click("button:has-text('Bekräfta')")
        assert axe(sida) == []
        if kvar:
            sida.goto(f"{vag[0]}/gor/underteckna_gallring")
            sida.click("button:has-text('Fortsätt')")
            assert "den andra underskriften är en annans" in sida.locator(".govuk-error-summary").inner_text()
            with motor.connect() as c:
                assert c.execute(text("SELECT 1 FROM kund WHERE id = 'ku-gammal'")).first(), "nothing goes before that"
    klart = som("dan")
    klart.goto(vag[0])
    text_ = tills(klart, "ku-gammal gallrad")
    assert "Undertecknat av Vem dataskyddssamordnare ds1 arbetsledare al1" in text_
    with motor.connect() as c:
        assert c.execute(text("SELECT 1 FROM kund WHERE id = 'ku-gammal'")).first() is None
