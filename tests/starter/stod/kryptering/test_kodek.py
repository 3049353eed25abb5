"""The codec and its keys: what is written can be read by who has the keys, there and nowhere else."""

import base64
import stat
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.converter import DataConverter
from temporalio.exceptions import ApplicationError

from kontrakt.omvandlare import OMVANDLARE
from starter.stod.kryptering.kodek import Krypteringskodek
from starter.stod.kryptering.namn import Nyckelfel
from starter.stod.kryptering.nyckelring import Nyckelring, las_nyckelring, ny_nyckel
from starter.stod.kryptering.omvandling import Sammanfattning, krypterad

pytestmark = pytest.mark.krav("K3.3")

HEMLIGT = {"handlaggare": "H1-som-inte-ska-synas", "datum": "2024-03-28"}


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    fil = tmp_path / "nycklar.toml"
    ny_nyckel(fil, "2026-11")
    return fil


async def tillbaka(omvandlare: DataConverter, payloads: Any) -> Any:
    return (await omvandlare.decode(payloads))[0]


async def test_what_is_encrypted_says_nothing_and_is_read_by_who_has_the_key(fil: Path) -> None:
    omvandlare = krypterad(las_nyckelring(fil), "insatsflode")
    forsta, andra = [(await omvandlare.encode([HEMLIGT]))[0] for _ in range(2)]
    for payload in (forsta, andra):
        assert payload.metadata["encoding"] == b"binary/encrypted"
        assert payload.metadata["nyckel-id"] == b"2026-11"
        assert b"H1-som" not in payload.SerializeToString()
    assert forsta.data != andra.data, "samma värde ger samma text två gånger"
    # Another process, that has only the file.
    assert await tillbaka(krypterad(las_nyckelring(fil), "insatsflode"), [forsta]) == HEMLIGT


async def test_what_was_stored_before_encryption_is_read_as_it_is(fil: Path) -> None:
    gammal = await OMVANDLARE.encode([HEMLIGT])
    assert await tillbaka(krypterad(las_nyckelring(fil), "insatsflode"), gammal) == HEMLIGT


async def test_a_new_key_takes_what_is_new_and_the_old_one_still_reads(fil: Path) -> None:
    gammal = await krypterad(las_nyckelring(fil), "insatsflode").encode([HEMLIGT])
    ny_nyckel(fil, "2026-12")
    efter = krypterad(las_nyckelring(fil), "insatsflode")
    (ny,) = await efter.encode([HEMLIGT])
    assert ny.metadata["nyckel-id"] == b"2026-12"
    assert await tillbaka(efter, gammal) == await tillbaka(efter, [ny]) == HEMLIGT


async def test_what_is_moved_to_another_namespace_or_changed_is_refused(fil: Path) -> None:
    ring = las_nyckelring(fil)
    (payload,) = await krypterad(ring, "insatsflode").encode([HEMLIGT])
    with pytest.raises(Nyckelfel, match="annan namnrymd"):
        await krypterad(ring, "annan").decode([payload])
    andrad = Payload(metadata=payload.metadata, data=payload.data[:-1] + bytes([payload.data[-1] ^ 1]))
    with pytest.raises(Nyckelfel, match="ändrat"):
        await krypterad(ring, "insatsflode").decode([andrad])
    # The same keys under another id: the id is authenticated too.
    bytt = Nyckelring("b", {"b": ring.nycklar["2026-11"]})
    omdopt = Payload(metadata={**payload.metadata, "nyckel-id": b"b"}, data=payload.data)
    with pytest.raises(Nyckelfel, match="ändrat"):
        await krypterad(bytt, "insatsflode").decode([omdopt])


async def test_a_key_that_is_gone_is_named_and_one_of_the_same_name_is_found_out(fil: Path, tmp_path: Path) -> None:
    (payload,) = await krypterad(las_nyckelring(fil), "insatsflode").encode([HEMLIGT])
    ny_nyckel(tmp_path / "andra.toml", "2026-12")
    with pytest.raises(Nyckelfel, match=r"nyckeln 2026-11 finns inte i filen"):
        await krypterad(las_nyckelring(tmp_path / "andra.toml"), "insatsflode").decode([payload])
    ny_nyckel(tmp_path / "tredje.toml", "2026-11")
    with pytest.raises(Nyckelfel, match="annan nyckel"):
        await krypterad(las_nyckelring(tmp_path / "tredje.toml"), "insatsflode").decode([payload])


async def test_a_payload_that_only_pretends_to_be_encrypted_is_one_clear_refusal(fil: Path) -> None:
    kodek = Krypteringskodek(las_nyckelring(fil), "insatsflode")
    for metadata, data in (
        ({}, b""),
        ({"nyckel-id": b"\xff\x00"}, b"x"),
        ({"nyckel-id": b"2026-11"}, b"x" * 40),
        ({"nyckel-id": b"2026-11", "datanyckel": b"kort"}, b"x" * 40),
    ):
        with pytest.raises(Nyckelfel):
            await kodek.decode([Payload(metadata={"encoding": b"binary/encrypted", **metadata}, data=data)])


async def test_only_what_names_a_workflow_in_the_pages_stays_readable(fil: Path) -> None:
    omvandlare = krypterad(las_nyckelring(fil), "insatsflode")
    lasbara = await omvandlare.encode([Sammanfattning("plan senast 2024-03-25"), WorkflowMetadata(current_details="x")])
    assert all(p.metadata["encoding"].startswith(b"json/") for p in lasbara)
    assert lasbara[0].data == b'"plan senast 2024-03-25"'
    (sagt,) = await omvandlare.encode(["karriarvagledare:kv1"])
    assert sagt.metadata["encoding"] == b"binary/encrypted"
    assert await tillbaka(omvandlare, lasbara[:1]) == "plan senast 2024-03-25"


async def test_a_failure_keeps_its_text_to_itself(fil: Path) -> None:
    omvandlare, failure = krypterad(las_nyckelring(fil), "insatsflode"), Failure()
    await omvandlare.encode_failure(ApplicationError("K6.1: ärendet är slut", "K6.1", type="Avvisning"), failure)
    assert "slut" not in str(failure) and "K6.1" not in str(failure)
    fel = await omvandlare.decode_failure(failure)
    assert isinstance(fel, ApplicationError)
    assert (fel.message, fel.details[0], fel.type) == ("K6.1: ärendet är slut", "K6.1", "Avvisning")


async def test_data_keys_are_changed_before_they_are_worn(fil: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("starter.stod.kryptering.kodek._BRUK", 2)
    kodek = Krypteringskodek(las_nyckelring(fil), "insatsflode")
    skrivna = await kodek.encode([Payload(data=b"x")] * 5)
    assert len({p.metadata["datanyckel"] for p in skrivna}) == 3
    assert await kodek.decode(skrivna) == [Payload(data=b"x")] * 5


def test_a_file_of_keys_is_its_owners_only_and_never_forgets_a_key(fil: Path) -> None:
    assert stat.S_IMODE(fil.stat().st_mode) == 0o600
    fore = las_nyckelring(fil)
    with pytest.raises(Nyckelfel, match="finns redan"):
        ny_nyckel(fil, "2026-11")
    assert las_nyckelring(fil) == fore
    assert set(ny_nyckel(fil, "2027-01").nycklar) == {"2026-11", "2027-01"}
    assert repr(fore) == "Nyckelring(aktiv='2026-11', antal=1)"


KORT = base64.b64encode(b"kort").decode()


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("inte toml = = =", "ingen nyckelfil"),
        ('aktiv = "a"', "fältet aktiv"),
        ('aktiv = "b"\n[nycklar]\na = "x"', "fältet aktiv"),
        ('aktiv = "a"\n[nycklar]\na = "inte base64!"', "nyckeln a ska vara 32 byte"),
        (f'aktiv = "a"\n[nycklar]\na = "{KORT}"', "nyckeln a ska vara 32 byte"),
        ('aktiv = "å"\n[nycklar]\n"å" = "x"', "nyckels namn"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_that_shows_no_key(tmp_path: Path, text: str, sagt: str) -> None:
    (fil := tmp_path / "f.toml").write_text(text)
    with pytest.raises(Nyckelfel, match=sagt) as fel:
        las_nyckelring(fil)
    assert str(fel.value).startswith("KRYPTERINGSNYCKLAR: ")
    assert "inte base64!" not in str(fel.value) and KORT not in str(fel.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Nyckelfel, match="går inte att läsa"):
        las_nyckelring(tmp_path / "ingen.toml")
