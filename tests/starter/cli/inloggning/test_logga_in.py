"""The command line as a tool of staff: logged in through a browser, and with the same words as before."""

from __future__ import annotations

import json
import re
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from domain.liv.lagring import post_till_json
from domain.regler.provning import skapa_regelverk
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from regelverk import las_utgavor
from starter.cli.alla import insats
from starter.cli.inloggning.logga_in import webbrowser
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from starter.stod.klient import http
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.huset.platser import FALL
from tests.starter.api.conftest import (
    KONTON,
    Dorr,
    Oppna,
    _utfardaren,
    befolka,
    database_url,
    dorr,
    folkmall,
    oppna,
    oppnad,
    utfardare,
)
from tests.starter.api.utfardaren import Provutfardare
from tests.starter.cli.inloggning.registerord import SAGT

__all__ = ["_utfardaren", "database_url", "dorr", "folkmall", "oppna", "utfardare"]
pytestmark = pytest.mark.krav("K3.4")


@pytest.fixture(autouse=True)
def egen_dator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home of one's own, and no address to any database."""
    for namn in ("DATABASE_URL", "TEMPORAL_ADDRESS", "INSATS_SOM"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, list(argument))


def logga_in(d: Dorr, konto: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """As the person does it: in a browser that the command opens."""

    def i_webblasaren(adress: str) -> bool:
        k = d.klient()
        d.utfardare.sub = konto
        till = k.get(adress).headers["location"]
        till = k.get(till).headers["location"]
        k.get(k.get(till).headers["location"])
        return True

    monkeypatch.setattr(webbrowser, "open", i_webblasaren)
    return kor("logga-in", "--adress", d.bas)


def test_one_logs_in_by_the_browser_and_is_who_the_registers_say(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    svar = logga_in(dorr, "hanna", monkeypatch)
    assert svar.exit_code == 0, svar.output
    assert "Inloggad som anordnare:h1@Anordnare A." in svar.output
    assert stat.S_IMODE(http.fil().stat().st_mode) == 0o600
    assert kor("vem").output.startswith(f"anordnare:h1@Anordnare A hos {dorr.bas}, till ")


def test_the_words_are_the_same_by_both_ways(dorr: Dorr, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    b = ren.spela(las_provfil(FALL / "ami2_hela_livet.yaml"), skapa_regelverk(las_utgavor()))
    skriv(dorr.motor, Batch(ren.ARENDE, 0, tuple(post_till_json(p) for p in b.poster), b.meddelanden))
    logga_in(dorr, "hanna", monkeypatch)
    fragor = (
        ["visa", ren.ARENDE], ["arenden"], ["bevakningar", "--alla"], ["bevakningar"], ["inkorg", "--alla"],
        ["mojliga", ren.ARENDE], ["dokument", ren.ARENDE], ["visa", ren.ARENDE, "--json"], ["visa", "in-finns-inte"],
        ["tidslinje", ren.ARENDE], ["tidslinje", ren.ARENDE, "--json"], ["tidslinje", "in-finns-inte"],
        ["framat", ren.ARENDE], ["framat", ren.ARENDE, "--json"], ["framat", ren.ARENDE, "--till", "2024-01-01"],
        ["forklara", ren.ARENDE, "bevakning", "slutrapport"], ["forklara", ren.ARENDE, "bevakning", "finns_inte"],
        ["forklara", ren.ARENDE, "bevakning", "slutrapport", "--json"], ["forklara", ren.ARENDE, "beslut"],
        ["forklara", ren.ARENDE, "belopp", "2024-04"], ["forklara", ren.ARENDE, "belopp", "2024-04", "--json"],
        ["forklara", ren.ARENDE, "belopp", "strunt"], ["forklara", ren.ARENDE, "avslag", "finns-inte"],
        ["tank-om", ren.ARENDE, "bemanna", "--handlaggare", "h1"], ["olasta"],
        ["tank-om", ren.ARENDE, "ratta", "--vad", "bemanna", "--stryk", "ja"],
        ["sag", ren.ARENDE, "ratta", "--vad", "bemanna", "--stryk", "ja"],
        ["personal", "lista"], ["personal", "lista", "--json"], ["personal", "andra", "h77", "--namn", "Någon"],
        ["akt", "visa", "Anordnare A"], ["akt", "visa", "Anordnare B"], ["villkor", "lista"], ["incident", "lista"],
        ["incident", "visa", "incident-x"], ["incident", "rapport", "2024"], ["massbyte", "lista"],
        ["massbyte", "karriarvagledare", "kv1", "kv2", "--torrkor"],
    )  # fmt: skip
    genom = [kor(*f) for f in fragor]
    monkeypatch.setenv("DATABASE_URL", database_url)
    direkt = [kor(*f, "--som", "anordnare:h1@Anordnare A") for f in fragor]
    for f, g, d in zip(fragor, genom, direkt, strict=True):
        assert (g.exit_code, g.output) == (d.exit_code, d.output), f
    assert genom[0].exit_code == 0
    assert "AMI2 hos Anordnare A: slutförd" in genom[0].output


@pytest.fixture
def database_url_igen(postgres: EmbeddedPostgres, template_database: str | None) -> Iterator[str]:
    """Another database of this test's own."""
    namn = f"test_{uuid.uuid4().hex}"
    yield postgres.create_database(namn, template=template_database)
    postgres.drop_database(namn)


def test_the_registers_are_kept_by_the_same_words(
    oppna: Oppna, database_url_igen: str, database_url: str, utfardare: Provutfardare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two databases: what is said in the one through the door is said straight in the other."""
    genom = befolka(oppna())
    with oppnad(database_url_igen, utfardare) as annan:
        befolka(annan)
    for namn, varde in {
        "OIDC_UTFARDARE": "https://idp.kommunen.example", "OIDC_KLIENT": "x", "API_ADRESS": "https://i.example",
    }.items():  # fmt: skip
        monkeypatch.setenv(namn, varde)
    for konto, fragor in SAGT.items():
        monkeypatch.delenv("DATABASE_URL", raising=False)
        bevis = genom.bevis(konto).headers["authorization"].partition(" ")[2]
        http.spara(genom.bas, bevis, KONTON[konto])
        svar = [kor(*f) for f in fragor]
        monkeypatch.setenv("DATABASE_URL", database_url_igen)
        for f, g in zip(fragor, svar, strict=True):
            with monkeypatch.context() as m:
                m.setenv("INSATS_SOM", KONTON[konto])
                d = kor(*f)
            assert (g.exit_code, _utan_tid(g.output)) == (d.exit_code, _utan_tid(d.output)), (konto, f)
            assert "Traceback" not in g.output
    assert "Bryggan" in kor("anordnare", "lista").output


def _utan_tid(text: str) -> str:
    return re.sub(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9:.]{5,15}Z?", "tid", text)


def test_a_refusal_comes_through_the_door_in_its_own_words(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    logga_in(dorr, "hanna", monkeypatch)
    svar = kor("sag", "in-finns-inte", "bemanna", "--handlaggare", "h1")
    assert svar.exit_code == 1
    assert "finns inte" in svar.output and "(K3.3, §3)" in svar.output


def test_log_out_ends_the_session_and_forgets_it(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    logga_in(dorr, "karin", monkeypatch)
    bevis = json.loads(http.fil().read_text(encoding="utf-8"))["bevis"]
    assert kor("logga-ut").output == "Utloggad.\n"
    assert not http.fil().exists()
    assert httpx2.get(f"{dorr.bas}/api/jag", headers={"authorization": f"Bearer {bevis}"}).status_code == 401
    svar = kor("vem")
    assert svar.exit_code == 1 and "logga in med insats logga-in" in svar.output


def test_one_sees_ones_logins_and_ends_another_of_them(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "logga in med insats logga-in" in kor("sessioner").output
    logga_in(dorr, "karin", monkeypatch)
    webb = dorr.som("karin")  # and a browser of hers besides the one that the terminal opened
    annans = dorr.som("kalle")
    alla = json.loads(kor("sessioner", "--json").output)
    assert sorted(s["slag"] for s in alla) == ["terminal", "webb", "webb"]
    assert [s["slag"] for s in alla if s["denna"]] == ["terminal"]
    utskrift = kor("sessioner").output
    assert "terminal (den här)" in utskrift and "webbläsare" in utskrift and "kalle" not in utskrift
    for s in alla:
        if s["slag"] == "webb":
            assert kor("sessioner", "--avsluta", str(s["nr"])).exit_code == 0
    assert webb.get("/api/jag").status_code == 401
    (kvar,) = json.loads(kor("sessioner", "--json").output)
    kalles = annans.get("/api/sessioner").json()[0]["nr"]
    svar = kor("sessioner", "--avsluta", str(kalles))
    assert svar.exit_code == 1 and "ingen sådan session" in svar.output
    assert annans.get("/api/jag").status_code == 200 and kvar["denna"]


def test_a_login_that_others_can_read_is_not_used(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    logga_in(dorr, "karin", monkeypatch)
    http.fil().chmod(0o644)
    svar = kor("arenden")
    assert svar.exit_code == 1 and "kan läsas av andra" in svar.output


def test_a_code_is_the_terminals_that_asked_and_is_used_once(dorr: Dorr) -> None:
    from persistence.inloggning.paborjade import utmaning

    verifierare = "v" * 43
    k = dorr.klient()
    dorr.utfardare.sub = "karin"
    for fel in ("http://ond.example/ " + "x" * 43, "http://127.0.0.1:99/ kort", "http://localhost:99/ " + "x" * 43):
        assert k.get("/logga-in", params={"terminal": fel}).status_code == 422
    terminal = f"http://127.0.0.1:1/ {utmaning(verifierare)}"
    till = k.get("/logga-in", params={"terminal": terminal}).headers["location"]
    adress = k.get(k.get(till).headers["location"]).headers["location"]
    kod = adress.partition("?kod=")[2]
    data = {"grant_type": "authorization_code", "code": kod}
    assert httpx2.post(f"{dorr.bas}/api/token", data=data | {"code_verifier": "fel" * 20}).status_code == 401
    assert httpx2.post(f"{dorr.bas}/api/token", data=data | {"code_verifier": verifierare}).status_code == 401, "spent"


def test_who_is_let_in_by_the_command_line(
    dorr: Dorr, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    for namn, varde in {
        "OIDC_UTFARDARE": "https://idp.kommunen.example", "OIDC_KLIENT": "insatsflode",
        "API_ADRESS": "https://insats.kommunen.example",
    }.items():  # fmt: skip
        monkeypatch.setenv(namn, varde)
    adm = ["forsta-administrator", "ada", "--id", "adm", "--namn", "Ada Min", "--epost", "ada@kommunen.example"]
    assert "kan logga in" in kor(*adm).output
    igen = kor(*adm)
    assert igen.exit_code == 1 and "redan insläppt" in igen.output
    ss = ["--som", "systemspecialist:adm"]
    vem = ["--namn", "Eva", "--epost", "e@kommunen.example", "--fran", "2024-01-01"]
    assert kor("medarbetare", "lagg-till", "ekonom", "e9", *vem, *ss).output == "ekonom e9 finns i registret.\n"
    assert kor("konto", "koppla", "eva", "ekonom:e9", *ss).output == "Inloggningen är ekonom:e9.\n"
    assert kor("konto", "koppla", "eva", "ekonom:e9", "--som", "arbetsledare:al1").exit_code == 1
    assert json.loads(kor("konto", "lista", "--json", *ss).output)[1]["aktor"] == "ekonom:e9"
    in_ = kor("program", "slapp-in", "robot", "ekonom:e9", "--namn", "R", "--omrade", "las", *ss)
    assert "Hemligheten visas bara nu" in in_.output
    assert kor("medarbetare", "andra", "ekonom", "e9", "--till", "2024-12-31", *ss).output == "ekonom e9 är ändrad.\n"
    with dorr.motor.connect() as c:
        assert c.execute(text("SELECT count(*) FROM medarbetarhistorik WHERE id = 'e9'")).scalar() == 2
        (av,) = c.execute(text("SELECT av FROM forsta_administrator")).one()
    assert " på " in av
    monkeypatch.setenv("OIDC_SANDLADA", "true")
    svar = kor("konto", "lista", *ss)
    assert svar.exit_code == 1 and "OIDC_SANDLADA" in svar.output, "the sandbox's provider is refused outside it"
