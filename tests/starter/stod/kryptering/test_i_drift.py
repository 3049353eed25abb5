"""Encryption in the fleet: cases begun before it, a key changed under them, and what Temporal's pages still show."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from activities.kontroll.jakt import jaga
from domain.grund.avvisning import Avvisning
from domain.kontroll.fynd import Granser
from starter.drift.laga import laga_arende
from starter.drift.sandlada import sandlada
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt, anslut
from starter.stod.kryptering.anslutning import insticksmoduler
from starter.stod.kryptering.namn import MILJO
from starter.stod.kryptering.nyckelring import ny_nyckel
from tests.flotta.flottan import AKTUALISERA, ANORDNARE, KV, Flotta, tills
from tests.starter.stod.kryptering.payloads import payloads_i
from workflows.insats.flode import Insatsflode

pytestmark = pytest.mark.krav("K3.3")

_MARKERING = {
    "seq", "attempt", "activity_id", "activity_type", "complete_time", "backoff", "original_schedule_time",
    "activation_index",
}  # fmt: skip
HEMLIG = "handlaggare-som-inte-ska-synas"


async def historik(f: Flotta, arende: str) -> WorkflowHistory:
    return await f.klient.temporal.get_workflow_handle(arende).fetch_history()


async def bemanna_om(f: Flotta, klient: Insatsklient, arende: str, vem: str) -> None:
    await klient.kommando(arende, {"kommando": "bemanna", "handlaggare": vem}, ANORDNARE)


async def test_a_case_is_unreadable_in_temporal_but_for_what_names_it(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    await bemanna_om(f, f.klient, arende, HEMLIG)
    await f.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": f"{HEMLIG}-2"}, ANORDNARE)
    with pytest.raises(Avvisning, match="K"):  # a refusal crosses as a failure, and is read at the door
        await f.klient.kommando(arende, {"kommando": "besluta_forlangning", "beslut": "bevilja"}, ANORDNARE)
    await tills(lambda: len(f.bemannade(arende)) == 2)
    h = await historik(f, arende)
    allt = h.to_json()
    assert HEMLIG not in allt and "1990-05-02" not in allt
    klara = [p for p in payloads_i(h) if p.metadata["encoding"] != b"binary/encrypted"]
    # Search attributes are plaintext in Temporal whatever the codec; the rest that can be read is summaries.
    rester = [p for p in klara if "klartext" not in p.metadata and "type" not in p.metadata]
    # What is left is the SDK's own note of a local activity: its number, name and instant.
    assert all(json.loads(p.data).keys() <= _MARKERING for p in rester)
    timrar = [e.user_metadata.summary for e in h.events if e.HasField("timer_started_event_attributes")]
    assert timrar and all(json.loads(t.data) for t in timrar)
    om = await f.klient.temporal.get_workflow_handle(arende).describe()
    assert await om.static_summary() == "AMI2 hos A"


async def test_the_control_reads_what_is_encrypted_and_finds_nothing(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    await f.bemanna(arende, "H1")
    utfall = await jaga(f.motor, f.klient.temporal)
    assert (utfall.fynd, utfall.hinder, utfall.arenden) == ((), "", 1)


async def test_a_case_begun_in_the_clear_goes_on_encrypted_and_over_a_change_of_key(
    f: Flotta, nycklar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MILJO)
    utan = Insatsklient(await anslut(f.temporal.address, "default"), f.motor)
    arbetare = await f.ny_arbetare()
    arende = "in-klartext1"
    await utan.starta(AKTUALISERA, KV, arende=arende)
    await bemanna_om(f, utan, arende, "H1")
    await asyncio.to_thread(arbetare.stop)

    monkeypatch.setenv(MILJO, str(nycklar))
    arbetare = await f.ny_arbetare()
    await bemanna_om(f, f.klient, arende, "H2")
    await asyncio.to_thread(arbetare.stop)

    ny_nyckel(nycklar, "2026-12")
    await f.ny_arbetare()
    bytt = Insatsklient(await anslut(f.temporal.address, "default"), f.motor)
    await bemanna_om(f, bytt, arende, "H3")
    assert f.bemannade(arende) == ["H1", "H2", "H3"]
    h = await historik(f, arende)
    assert {p.metadata["nyckel-id"] for p in payloads_i(h) if "nyckel-id" in p.metadata} == {b"2026-11", b"2026-12"}
    assert b'"H1"' in b"".join(p.data for p in payloads_i(h))  # what was said before is as it was

    (modul,) = insticksmoduler("default")
    spelare = Replayer(workflows=[Insatsflode], workflow_runner=sandlada(bytt.temporal.data_converter), plugins=[modul])
    await spelare.replay_workflow(h)


async def test_a_worker_without_the_keys_waits_and_the_case_is_whole_when_they_are_back(
    f: Flotta, monkeypatch: pytest.MonkeyPatch, nycklar: Path
) -> None:
    arbetare = await f.ny_arbetare()
    arende = await f.nytt_arende()
    await asyncio.to_thread(arbetare.stop)
    blind = await f.ny_arbetare(**{MILJO: ""})
    svar = asyncio.create_task(f.bemanna(arende, "H1"))
    await asyncio.sleep(2)
    assert not svar.done()
    await asyncio.to_thread(blind.stop)
    await f.ny_arbetare()
    await asyncio.wait_for(svar, 40)
    assert f.bemannade(arende) == ["H1"]


async def test_keys_that_cannot_be_used_are_one_swedish_line_at_every_door(
    f: Flotta, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(MILJO, str(tmp_path / "ingen.toml"))
    with pytest.raises(IngenKontakt, match=r"^KRYPTERINGSNYCKLAR: .* går inte att läsa"):
        await anslut(f.temporal.address, "default")
    arbetare = f.starta_arbetare(**{MILJO: str(tmp_path / "ingen.toml")})
    assert await asyncio.to_thread(arbetare._process.wait, 20) == 1
    (rad,) = arbetare.log.read_text().splitlines()
    assert rad.startswith("Fel: KRYPTERINGSNYCKLAR: ")


async def test_tls_comes_from_the_environment_and_a_key_is_never_sent_in_the_clear(
    f: Flotta, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEMPORAL_TLS_SERVER_CA_CERT_PATH", str(tmp_path / "ingen.pem"))
    with pytest.raises(IngenKontakt, match="TEMPORAL_TLS"):
        await anslut(f.temporal.address, "default")
    monkeypatch.delenv("TEMPORAL_TLS_SERVER_CA_CERT_PATH")
    monkeypatch.setenv("TEMPORAL_TLS", "true")
    with pytest.raises(IngenKontakt, match=r"ingen Temporal-server svarar .*TEMPORAL_TLS"):  # it speaks no TLS
        await anslut(f.temporal.address, "default")
    monkeypatch.delenv("TEMPORAL_TLS")
    monkeypatch.setenv("TEMPORAL_API_KEY", "en-nyckel")
    with pytest.raises(IngenKontakt, match="TEMPORAL_TLS"):
        await anslut(f.temporal.address, "default")


async def test_a_key_that_is_lost_is_said_and_the_case_goes_on_from_the_record(
    f: Flotta, nycklar: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    arbetare = await f.ny_arbetare()
    arende = await f.nytt_arende()
    await f.bemanna(arende, "H1")
    await asyncio.to_thread(arbetare.stop)
    await f.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": "H2"}, ANORDNARE)
    ny_nyckel(fil := tmp_path / "nya.toml", "2027-01")  # and of the old one no copy was kept
    monkeypatch.setenv(MILJO, str(fil))
    f.klient = Insatsklient(await anslut(f.temporal.address, "default"), f.motor)
    arbetare = await f.ny_arbetare()
    await tills(lambda: "Nyckelfel" in arbetare.log.read_text())
    assert "KRYPTERINGSNYCKLAR: nyckeln 2026-11 finns inte i filen; lägg tillbaka den" in arbetare.log.read_text()
    lagat = await laga_arende(f.motor, f.klient.temporal, arende, ny_korning=True)
    assert "1 sak i den gamla kön går inte att läsa utan sin nyckel; dörrarna har sitt i databasen." in lagat.gjort
    # What lay in its queue can be read by nobody there; the record has it too, and it is said again.
    await tills(lambda: f.bemannade(arende) == ["H1", "H2"])
    await f.bemanna(arende, "H3")
    assert (await jaga(f.motor, f.klient.temporal, granser=Granser(andrum=timedelta(seconds=2)))).fynd == ()
