"""The desk's pages, by who sits there: what is walked, looked at and measured."""

from __future__ import annotations

ARENDE = "/arenden/in-exempel01"
KV_SIDOR = (
    "/", "/?vy=alla", "/?vy=ingens", "/?vy=klara", "/?slag=manadsrapport", ARENDE, f"{ARENDE}/plan",
    f"{ARENDE}/rapporter", "/arenden/in-exempel02/franvaro", f"{ARENDE}/meddelanden", f"{ARENDE}/handlingar",
    f"{ARENDE}/ekonomi", "/arenden", "/arenden?status=bemannad", "/sok", "/jamfor", "/tillganglighet",
    f"{ARENDE}/historik", f"{ARENDE}/historik?visa=sent", "/arenden/in-exempel11", "/arenden/in-exempel08",
    "/arenden/in-exempel06/varfor/plangranskning", f"{ARENDE}/gor/registrera_brist", f"{ARENDE}/gor/besluta_avslut",
    "/arenden/in-finns-inte", "/ingenstans",
)  # fmt: skip
A_SIDOR = ("/", ARENDE, f"{ARENDE}/gor/klarmarkera_manadsrapport", f"{ARENDE}/gor/anmal_franvaro", "/ekonomi")

SIDOR: dict[tuple[str, str], tuple[str, ...]] = {
    ("karin", ""): KV_SIDOR,
    ("hanna", ""): A_SIDOR,
    ("alva", ""): ("/", "/?vy=kv_sena", "/ekonomi"),
    ("erik", ""): ("/", "/ekonomi"),
    ("dan", ""): ("/",),
    ("sol", ""): ("/",),
}
"""(Login, role to choose) → its pages."""
