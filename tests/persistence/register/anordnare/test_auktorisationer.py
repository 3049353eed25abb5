"""The log of auktorisationer: every change has its line, in order, and the förvalslista follows from it (K5.5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.register.forval.auktorisationslista import Listhistorik, Registerhandelse
from domain.register.forval.forvalslista import forvalsperioder
from persistence.databas.motor import skapa_motor
from persistence.register.anordnare import auktorisationer, auktorisationslogg, register
from persistence.register.anordnare.auktorisationslogg import Registrering
from tests.verktyg.listspel import D, instant, regelverket

A = "AMI"


@pytest.fixture
def motor_med_tre(motor: Engine) -> Engine:
    for namn in "ABC":
        register.lagg_till_anordnare(motor, namn)
    return motor


def den(dag: str, motivering: str | None = None) -> Registrering:
    return Registrering("al1", instant(dag), motivering)


def rader(motor: Engine, kundval: str | None = A) -> list[tuple[str, str, date | None, date | None, date | None]]:
    return [
        (h.slag, h.anordnare, h.avser, h.fran, h.till)
        for h in (rad.handelse for rad in auktorisationslogg.logg(motor, kundval))
    ]


def i_registret(motor: Engine) -> set[tuple[str, date, date | None]]:
    return {(r.anordnare, r.fran, r.till) for r in auktorisationer.auktorisationer(motor) if r.kundval == A}


def ur_loggen(motor: Engine) -> set[tuple[str, date, date | None]]:
    gallande: dict[tuple[str, date], date | None] = {}
    for h in auktorisationslogg.registerhandelser(motor, "AMI"):
        if h.avser is not None:
            del gallande[h.anordnare, h.avser]
        if h.fran is not None:
            gallande[h.anordnare, h.fran] = h.till
    return {(namn, fran, till) for (namn, fran), till in gallande.items()}


@pytest.mark.krav("K1.1", "K5.5", "K0.7")
def test_every_change_has_its_line_and_the_log_adds_up_to_the_register(motor_med_tre: Engine) -> None:
    motor = motor_med_tre
    auktorisationer.auktorisera(motor, "A", A, D("2024-01-02"), None, den("2024-01-02"))
    auktorisationer.auktorisera(motor, "B", A, D("2024-01-05"), None, den("2024-01-05"))
    auktorisationer.avsluta_auktorisation(motor, "A", A, D("2024-06-30"), den("2024-02-01"))
    auktorisationer.andra_auktorisation(
        motor, "A", A, D("2024-01-02"), fran=D("2024-01-02"), till=None, registrering=den("2024-02-02", "skrivfel")
    )
    auktorisationer.andra_auktorisation(
        motor, "B", A, D("2024-01-05"), fran=D("2024-01-04"), till=D("2024-12-31"), registrering=den("2024-02-03", "x")
    )
    auktorisationer.stryk_auktorisation(motor, "B", A, D("2024-01-04"), den("2024-02-04", "fel anordnare"))
    assert rader(motor) == [
        ("registrerad", "A", None, D("2024-01-02"), None),
        ("registrerad", "B", None, D("2024-01-05"), None),
        ("upphor", "A", D("2024-01-02"), D("2024-01-02"), D("2024-06-30")),
        ("andrad", "A", D("2024-01-02"), D("2024-01-02"), None),
        ("andrad", "B", D("2024-01-05"), D("2024-01-04"), D("2024-12-31")),
        ("struken", "B", D("2024-01-04"), None, None),
    ]
    assert ur_loggen(motor) == i_registret(motor) == {("A", D("2024-01-02"), None)}
    sista = auktorisationslogg.logg(motor, A)[-1]
    assert (sista.registrerad_av, sista.motivering) == ("al1", "fel anordnare")
    assert sista.handelse.registrerad == instant("2024-02-04")


def test_what_is_so_already_has_no_line(motor_med_tre: Engine) -> None:
    motor = motor_med_tre
    for _ in range(2):
        auktorisationer.auktorisera(motor, "A", A, D("2024-01-02"), D("2024-06-30"))
        auktorisationer.avsluta_auktorisation(motor, "A", A, D("2024-06-30"))
        auktorisationer.andra_auktorisation(
            motor,
            "A",
            A,
            D("2024-01-02"),
            fran=D("2024-01-02"),
            till=D("2024-06-30"),
            registrering=Registrering(motivering="x"),
        )
    assert len(rader(motor)) == 1


@pytest.mark.krav("K1.1", "K0.7", sort="avslag")
def test_a_refused_change_leaves_register_and_log_as_they_were(motor_med_tre: Engine) -> None:
    motor = motor_med_tre
    auktorisationer.auktorisera(motor, "A", A, D("2024-01-02"), D("2024-03-31"))
    auktorisationer.auktorisera(motor, "A", A, D("2024-05-01"))
    fore = i_registret(motor), rader(motor)
    skal = Registrering(motivering="fel datum")

    def ratta(avser: str, fran: str, till: str | None, r: Registrering = skal) -> None:
        slut = D(till) if till else None
        auktorisationer.andra_auktorisation(motor, "A", A, D(avser), fran=D(fran), till=slut, registrering=r)

    for gor, vantat in (
        (lambda: auktorisationer.auktorisera(motor, "A", A, D("2024-03-31"), D("2024-04-01")), "2024-01-02–2024-03-31"),
        (lambda: auktorisationer.auktorisera(motor, "A", A, D("2024-04-30")), "2024-05-01–tills vidare"),
        (lambda: auktorisationer.auktorisera(motor, "A", A, D("0001-01-01"), D("2014-12-31")), "åren 2015–2040"),
        (lambda: auktorisationer.auktorisera(motor, "A", A, D("2041-01-01")), r"åren 2015–2040 \(K1.1"),
        (lambda: auktorisationer.auktorisera(motor, "A", "FAI", D("2024-01-01"), D("9999-12-31")), "åren 2015–2040"),
        (lambda: auktorisationer.avsluta_auktorisation(motor, "A", A, D("2041-01-01")), "åren 2015–2040"),
        (lambda: ratta("2024-05-01", "2024-05-01", "2041-01-01"), "åren 2015–2040"),
        (lambda: auktorisationer.avsluta_auktorisation(motor, "A", A, D("2024-04-15")), "ingen auktorisation för AMI"),
        (lambda: ratta("2024-01-02", "2024-01-02", "2024-05-01"), "har redan en auktorisation"),
        (lambda: ratta("2024-01-02", "2024-01-02", None), "har redan en auktorisation"),
        (lambda: ratta("2024-01-02", "2024-04-01", "2024-03-31"), "före första dagen"),
        (lambda: ratta("2024-01-03", "2024-01-03", None), "som börjar 2024-01-03"),
        (lambda: ratta("2024-01-02", "2024-01-03", None, Registrering(motivering=" ")), "kräver en motivering"),
        (lambda: auktorisationer.stryk_auktorisation(motor, "A", A, D("2024-01-02"), Registrering()), "motivering"),
        (lambda: auktorisationer.stryk_auktorisation(motor, "B", A, D("2024-01-02"), skal), "B har ingen"),
    ):
        with pytest.raises(Avvisning, match=vantat):
            gor()
    assert (i_registret(motor), rader(motor)) == fore


@pytest.mark.krav("K1.1", sort="gräns")
def test_one_may_begin_the_day_after_another_ends(motor_med_tre: Engine) -> None:
    auktorisationer.auktorisera(motor_med_tre, "A", A, D("2024-01-02"), D("2024-03-31"))
    auktorisationer.auktorisera(motor_med_tre, "A", A, D("2024-04-01"))
    auktorisationer.auktorisera(motor_med_tre, "A", "FAI", D("2024-03-31"), D("2040-12-31"))
    assert len(auktorisationer.auktorisationer(motor_med_tre, "A")) == 3


@pytest.mark.krav("K5.5")
def test_now_is_the_databases_clock(motor_med_tre: Engine) -> None:
    fore = datetime.now(UTC) - timedelta(seconds=5)
    auktorisationer.auktorisera(motor_med_tre, "A", A, D("2024-01-02"))
    (h,) = auktorisationslogg.registerhandelser(motor_med_tre, "AMI")
    assert fore < h.registrerad < datetime.now(UTC) + timedelta(seconds=5)


@pytest.mark.krav("K5.5", sort="avslag")
def test_history_is_taken_over_in_order_and_never_in_the_future(motor_med_tre: Engine) -> None:
    motor = motor_med_tre
    auktorisationer.auktorisera(motor, "A", A, D("2024-01-02"), None, den("2024-02-01"))
    with pytest.raises(Avvisning, match="redan en senare registrering, från 2024-02-01") as fel:
        auktorisationer.auktorisera(motor, "B", A, D("2024-01-02"), None, den("2024-01-31"))
    assert (fel.value.regel, fel.value.falt) == ("K5.5", "registrerad")
    with pytest.raises(Avvisning, match="i framtiden"):
        imorgon = Registrering(tid=datetime.now(UTC) + timedelta(days=1))
        auktorisationer.auktorisera(motor, "B", A, D("2024-01-02"), None, imorgon)
    # The same instant, and another kundval, are in order.
    auktorisationer.auktorisera(motor, "B", A, D("2024-01-02"), None, den("2024-02-01"))
    auktorisationer.auktorisera(motor, "B", "FAI", D("2024-01-02"), None, den("2024-01-02"))
    assert [r[1] for r in rader(motor)] == ["A", "B"]


@pytest.mark.krav("K5.5")
def test_those_who_register_at_the_same_time_stand_in_the_log_in_the_order_of_their_instants(
    motor_med_tre: Engine,
) -> None:
    dagar = [D("2024-01-01") + timedelta(days=2 * n) for n in range(24)]

    def registrera(dag: date) -> None:
        auktorisationer.auktorisera(motor_med_tre, "ABC"[dag.day % 3], A, dag, dag)

    with ThreadPoolExecutor(8) as tradar:
        list(tradar.map(registrera, dagar))
    logg = auktorisationslogg.logg(motor_med_tre, A)
    assert len(logg) == 24
    assert [rad.nr for rad in logg] == sorted(rad.nr for rad in logg)
    assert len({rad.handelse.registrerad for rad in logg}) == 24


@pytest.mark.krav("K5.5")
def test_the_forvalslista_of_the_krav_follows_from_what_was_written(motor_med_tre: Engine) -> None:
    for namn, dag in (("A", "2024-01-02"), ("B", "2024-01-05"), ("C", "2024-02-01")):
        auktorisationer.auktorisera(motor_med_tre, namn, A, D(dag), None, den(dag))
    handelser = auktorisationslogg.registerhandelser(motor_med_tre, "AMI")
    perioder = list(forvalsperioder(handelser, "AMI", regelverket(), D("2024-03-03")))
    assert [(p.tur, str(p.start)) for p in perioder] == [
        ("A", "2024-01-08"), ("B", "2024-01-22"), ("C", "2024-02-05"), ("A", "2024-02-19"),
    ]  # fmt: skip


@pytest.mark.krav("K5.5")
def test_what_was_in_the_register_before_it_had_a_log_counts_as_known_the_day_it_began_to_hold(
    database_url: str, motor: Engine
) -> None:
    """The rows of the migration, as it writes them for a register that is already in use."""
    from alembic import command

    from persistence.databas.migrering import migrera, migreringar

    gammal = skapa_motor(database_url)
    with gammal.connect() as forbindelse:
        command.downgrade(migreringar(forbindelse), "0004")
    with gammal.begin() as forbindelse:
        forbindelse.execute(text("INSERT INTO anordnare (namn) VALUES ('A'), ('B')"))
        forbindelse.execute(
            text(
                "INSERT INTO auktorisation (anordnare, kundval, fran, till) VALUES"
                " ('B', 'AMI', '2024-07-01', '2024-12-31'), ('A', 'AMI', '2024-01-02', NULL),"
                " ('A', 'FAI', '2099-01-01', NULL)"
            )
        )
    gammal.dispose()
    migrera(database_url)
    assert auktorisationslogg.registerhandelser(motor, "AMI") == [
        Registerhandelse(instant("2024-01-02T00:00"), "A", "AMI", None, D("2024-01-02")),
        Registerhandelse(instant("2024-07-01T00:00"), "B", "AMI", None, D("2024-07-01"), D("2024-12-31")),
    ]
    (framtida,) = auktorisationslogg.registerhandelser(motor, "FAI")
    assert framtida.registrerad <= datetime.now(UTC)
    assert [a.namn for a in register.historik(motor, "A")] == ["A"]
    assert Listhistorik([framtida], "FAI").kand(D("2098-01-01"))
