"""The desk's pages, by who sits there: what is walked, looked at and measured."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.tid.tidpunkt import datum
from starter.provkorning.exempelliv import sista_klar

ARENDE = "/arenden/in-exempel01"
KUND = "/kunder/ku-exempel01"
FORRA = sista_klar(datum(datetime.now(UTC)), "inlamnad")
"""The month whose reports are reviewed now."""
KV_SIDOR = (
    "/", "/meddelanden", "/?vy=alla", "/?vy=klara", "/?slag=manadsrapport", ARENDE, f"{ARENDE}/plan",
    f"{ARENDE}/rapporter", "/arenden/in-exempel02/franvaro", f"{ARENDE}/meddelanden", f"{ARENDE}/handlingar",
    f"{ARENDE}/ekonomi", "/arenden?status=bemannad", "/sok", "/jamfor", "/tillganglighet", "/meddelanden?visa=alla",
    f"{ARENDE}/historik?visa=sent", "/arenden/in-exempel11", "/arenden/in-exempel06/varfor/plangranskning",
    f"{ARENDE}/gor/registrera_brist", "/arenden/in-exempel05/gor/registrera_uppfoljningsmote",
    "/arenden/in-exempel05/gor/kalla_till_uppfoljningsmote", "/arenden/in-finns-inte", "/kunder", KUND,
    "/kunder/ku-exempel11", "/regler/K8.2",
    f"{ARENDE}/framat", f"{ARENDE}/granska/{FORRA}",
    "/nytt-arende?kund=ku-exempel08", "/vid-sidan", "/vid-sidan/ny/gor/anmal_incident", "/kvalitet",
    f"{ARENDE}/gor/besluta_avslut", f"{ARENDE}/gor/ratta", f"{ARENDE}/varfor-belopp/{FORRA}",
    f"{ARENDE}/meddelanden/ny", "/arenden/in-exempel02/meddelanden/1",
)  # fmt: skip
A_SIDOR = (
    "/", "/ko", "/arenden/in-exempel08/gor/bemanna", ARENDE,
    "/arenden/in-exempel03/gor/klarmarkera_manadsrapport", f"{ARENDE}/gor/anmal_franvaro", "/ekonomi",
    "/vid-sidan", "/vid-sidan/anordnare-Anordnare%20A", "/kvalitet", "/veckan", f"{ARENDE}/kontaktuppgifter",
)  # fmt: skip

SIDOR: dict[tuple[str, str], tuple[str, ...]] = {
    ("karin", ""): KV_SIDOR,
    ("hanna", ""): A_SIDOR,
    ("alva", ""): (
        "/",
        "/?vy=kv_sena",
        "/forseningar",
        "/arenden/in-exempel12/gor/besluta_forlangning",
        "/kunder",
        "/vid-sidan",
        "/vid-sidan/ny/gor/byt_alla_karriarvagledare",
        "/vid-sidan/ny/gor/skicka_villkor_till_alla",
        "/namnd",
        "/vid-sidan/ny/gor/oppna_uppfoljning",
    ),
    ("erik", ""): (
        "/",
        "/ekonomi",
        "/namnd",
        "/vid-sidan",
        "/vid-sidan/ny/gor/foresla_checkbelopp",
        "/vid-sidan/ny/gor/foresla_varden",
    ),
    ("dan", ""): ("/", "/vid-sidan", "/oppningar", "/registerutdrag", "/vid-sidan/ny/gor/foresla_gallring"),
    ("kim", ""): ("/", "/meddelanden", "/vid-sidan"),
    ("sam", ""): ("/", "/drift", "/inloggningar"),
    ("sol", ""): ("/", "/mina-kunder", "/mina-kunder/in-exempel02"),
    ("asa", ""): ("/min-insats",),
}
"""(Login, role to choose) → its pages."""
