"""What is refused leaves no text behind, whoever said it and by whichever door (K3.3)."""

from typing import Any

import pytest
from sqlalchemy import select
from temporalio.client import WorkflowUpdateFailedError

from domain.grund.avvisning import Avvisning
from domain.kontroll import arende
from domain.kontroll.arende import Skrivet
from domain.liv.vikning import vikningar
from domain.skeende.handelse import DORR_EGET_DOKUMENT
from kontrakt.namn import SIGNAL, UPPDATERING
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.journal import dokument
from persistence.tabeller import grund
from starter.stod.klient.kontakt import IngenKontakt
from tests.workflows.tjanst import ANNAN_ANORDNARE, ANORDNARE, KV, Tjanst
from workflows.insats.ko import ta_emot

pytestmark = pytest.mark.krav("K3.3", sort="avslag")

HEMLIGT = "Karin Planterad har slutat"
KONTAKT: dict[str, Any] = {
    "kommando": "registrera_kundkontakt", "datum": "2024-03-01", "form": "telefon", "sekretess_bekraftad": True,
    "anteckning": HEMLIGT,
}  # fmt: skip


def lagret(t: Tjanst) -> list[str]:
    """Everything that the document store holds."""
    with transaktion(t.motor) as c:
        return [str(r.innehall) for r in c.execute(select(grund.dokument))]


def lasta(t: Tjanst) -> list[str]:
    """What the case's own parties can read of its documents."""
    return [str(d.innehall) for av in (KV, ANORDNARE) for d in lasning.dokument(t.motor, av, t.arende)]


async def test_an_update_that_is_refused(t: Tjanst) -> None:
    """A stranger's organisation, a wrong role, and K3.6 unmet: none of them has put a word in the case."""
    await t.pagaende()
    for av, data in (
        (ANNAN_ANORDNARE, KONTAKT),
        (KV, KONTAKT),
        (ANORDNARE, KONTAKT | {"form": "digitalt", "sekretess_bekraftad": False}),
        (ANNAN_ANORDNARE, {"kommando": "anmal_avvikelse", "datum": "2024-03-01", "beskrivning": HEMLIGT}),
    ):
        with pytest.raises(Avvisning):
            await t.sag(av, data)
        assert not any(HEMLIGT in text for text in lagret(t))


async def test_a_signal_that_is_refused(t: Tjanst) -> None:
    await t.pagaende()
    id_ = await t.klient.lagg_i_kon(
        t.arende, {"kommando": "anmal_avvikelse", "datum": "2024-03-01", "beskrivning": HEMLIGT}, ANNAN_ANORDNARE
    )
    await t.tills(lambda: "kommando_avvisat" in t.slagen())
    (post,) = [p for p in t.poster() if p.handelse.slag == "kommando_avvisat"]
    assert (post.kommando, post.dokument) == (id_, None)
    assert not any(HEMLIGT in text for text in lagret(t))
    fynd = arende.dokument(Skrivet(t.arende, None, t.poster()), list(vikningar(t.poster())))
    assert [f.text for f in fynd if id_ in f.text] == [], "the hunt does not ask for what was rightly taken away"


async def test_what_is_said_to_no_case(t: Tjanst) -> None:
    with pytest.raises(IngenKontakt):
        await t.sag(ANORDNARE, KONTAKT)
    with pytest.raises(IngenKontakt):
        await t.klient.lagg_i_kon(t.arende, KONTAKT, ANORDNARE)
    assert lagret(t) == []


async def test_what_has_not_been_decided_is_nobodys_to_read(t: Tjanst) -> None:
    """A door that dies between the words and the kommando leaves words that no line tells of."""
    await t.pagaende()
    dokument.spara(t.motor, "dog", t.arende, "registrera_kundkontakt", str(ANORDNARE), {"anteckning": HEMLIGT})
    assert not any(HEMLIGT in text for text in lasta(t))
    assert lasning.ett_dokument(t.motor, KV, "dog") is None
    dokument.glom_avvisat(t.motor, "dog", "in-annan")
    assert any(HEMLIGT in text for text in lagret(t)), "another case's refusal takes nothing away"


@pytest.mark.krav("K3.3", sort="positiv")
async def test_what_is_taken_stays_and_a_refusal_of_the_same_id_does_not_take_it_away(t: Tjanst) -> None:
    await t.pagaende()
    await t.till("2024-03-12T09:00")
    sagt = KONTAKT | {"datum": "2024-03-11"}
    await t.sag(ANORDNARE, sagt, kommando_id="k-text")
    assert sum(HEMLIGT in text for text in lasta(t)) == 2
    await t.sag(ANORDNARE, sagt, kommando_id="k-text")
    dokument.glom_avvisat(t.motor, "k-text", t.arende)
    assert sum(HEMLIGT in text for text in lasta(t)) == 2
    # A stranger whose refused signal names the document of another takes nothing away either.
    data = {"id": "k-annan", "av": str(ANNAN_ANORDNARE), "dokument": "k-text",
            "kommando": {"kommando": "bemanna", "handlaggare": "H9"}}  # fmt: skip
    await t.handtag.signal("kommando_signal", data)
    await t.tills(lambda: "kommando_avvisat" in t.slagen())
    assert sum(HEMLIGT in text for text in lasta(t)) == 2


@pytest.mark.krav("K3.3", sort="avslag")
async def test_what_is_said_names_no_document_but_its_own(t: Tjanst) -> None:
    """Whatever id it names, a line would tell of a document that nobody has, or that is another's."""
    await t.starta()
    data = {"id": "k1", "av": str(ANORDNARE), "kommando": {"kommando": "bemanna", "handlaggare": "H1"}}
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(UPPDATERING, data | {"dokument": "2024-13"})
    assert "dokument: ska ha samma id" in str(fel.value.cause)
    await t.handtag.signal(SIGNAL, data | {"id": "s1", "dokument": "2024-13"})
    await t.tills(lambda: "kommando_avvisat" in t.slagen())
    assert "arende_bemannat" not in t.slagen()
    await t.handtag.execute_update(UPPDATERING, data | {"dokument": "k1"})
    assert t.poster()[-1].dokument == "k1"
    tidigare = ta_emot(data | {"dokument": "2024-13"}, await t.nu(), vantar=False, dorr=DORR_EGET_DOKUMENT - 1)
    assert tidigare.fel_form is None, "en historik av en tidigare utgåva läses som den avgjordes"
