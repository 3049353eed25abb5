"""The sentences of what concerns the kund: contact, meetings, deviations, absence (§4, §7–§10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain.tid.manad import namn
from starter.visning.mening import Mening, spann
from starter.visning.ord import FRANVARO, KONTAKTFORM, MALGRUPP


def _kontakt(h: Any) -> Mening:
    sen = f"; kontakten för {h.sen_vecka} är registrerad i efterhand" if h.sen_vecka else ""
    return Mening(f"Kontakt med kunden {h.datum} ({KONTAKTFORM[h.form]}){sen}", "K7.2", "sen" if sen else "vanlig")


def _uppfoljning(h: Any) -> Mening:
    planen = "planen gäller" if h.planen == "galler" else "planen ska revideras"
    return Mening(f"Uppföljningsmöte {h.datum}: {planen}", "K7.7")


def _trepart(h: Any) -> Mening:
    kallat = {"karriarvagledare": "karriärvägledaren", "anordnare": "anordnaren", "kund": "kunden"}[h.kallat_av]
    return Mening(f"Trepartsmöte {h.datum}, på begäran av {kallat}", "K7.6")


def _kundlage(h: Any) -> Mening:
    ersattning = [
        vad
        for vad, galler in (
            ("ekonomiskt bistånd", h.ekonomiskt_bistand),
            ("etableringsersättning", h.etableringsersattning),
        )
        if galler
    ]
    har = " och ".join(ersattning) or "varken ekonomiskt bistånd eller etableringsersättning"
    return Mening(f"Från {h.fran} gäller målgruppen {MALGRUPP[h.malgrupp]}, med {har}", "K9.4")


def _ogiltig(h: Any) -> Mening:
    forsok = f"; kontaktförsök {_dagar(h.kontaktforsok)}" if h.kontaktforsok else ""
    return Mening(f"Ogiltig frånvaro är meddelad: {_dagar(h.franvarodagar)}{forsok}", "K10.6", "sen")


def _dagar(dagar: Sequence[date]) -> str:
    return ", ".join(str(d) for d in dagar)


OM_KUNDEN: dict[str, Callable[[Any], Mening]] = {
    "kartlaggning_registrerad": lambda h: Mening(f"Kartläggning med kunden {h.datum}", "K4.1"),
    "kundkontakt_registrerad": _kontakt,
    "uppfoljningsmote_registrerat": _uppfoljning,
    "trepartsmote_registrerat": _trepart,
    "trepartsmote_bokat": lambda h: Mening(f"Trepartsmöte är bokat till {h.datum}", "K10.3"),
    "avvikelse_anmald": lambda h: Mening(f"Avvikelse från planeringen {h.datum}", "K9.1", "sen"),
    "helhetsbedomning_registrerad": lambda h: Mening(
        f"Helhetsbedömning av {namn(h.manad)} är gjord av karriärvägledare och socialsekreterare", "K9.1"
    ),
    "kundlage_andrat": _kundlage,
    "franvaro_anmald": lambda h: Mening(f"Anmäld {FRANVARO[h.franvaro]} {spann(h.fran, h.till)}", "K10.0"),
    "franvaro_avslutad": lambda h: Mening(f"Avslutad {FRANVARO[h.franvaro]} {spann(h.fran, h.till)}", "K10.0"),
    "intyg_mottaget": lambda h: Mening(
        f"{'Läkarintyg' if h.intyg == 'sjuk' else 'VAB-intyg'} har kommit in för frånvaron från {h.fran}",
        "K10.1" if h.intyg == "sjuk" else "K10.4",
    ),
    "forstadagsintyg_kravt": lambda h: Mening(
        f"Läkarintyg krävs {'' if h.galler else 'inte längre '}från första sjukdagen", "K10.2"
    ),
    "kontaktforsok_registrerat": lambda h: Mening(
        f"{'Kunden nåddes' if h.lyckat else 'Kunden nåddes inte'} vid kontaktförsök {h.datum}", "K10.6"
    ),
    "uteblivande_registrerat": lambda h: Mening(f"Kunden uteblev {h.datum}", "K10.6", "sen"),
    "ogiltig_franvaro_meddelad": _ogiltig,
}
"""Slag → how its sentence is written."""
