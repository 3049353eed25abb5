"""What the anordnare has not read in time (§6, K6.6)."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum, passerad
from persistence.arende import lasning
from persistence.meddelanden import inkorg
from starter.cli.ram.gemensamt import databas, json_val, skriv_json, som_val
from starter.stod.installningar import las_installningar
from starter.stod.regler import gallande_regler
from starter.visning.tabell import tabell
from starter.visning.tid import tidpunkt


@click.command()
@click.option("--alla", is_flag=True, help="Allt, inte bara dina egna ärenden.")
@som_val
@json_val
def olasta(alla: bool, som: Aktor, som_json: bool) -> None:
    """Visa meddelanden till anordnaren som inte har lästs inom en arbetsdag (§6).

    Det som inte hör till ett ärende, till exempel nya villkor, ser arbetsledaren, och karriärvägledaren med --alla.
    """
    if som.roll not in (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE):
        raise Avvisning("K6.6", "det här ser karriärvägledaren och arbetsledaren", "som")
    inst = las_installningar()
    nu = datetime.now(UTC)
    with databas(inst) as motor:
        regelverk = gallande_regler(motor, inst)
        arenden = {a.arende: a for a in lasning.arenden(motor, som)}
        olasta = inkorg.olasta_hos_anordnare(motor, som)
    rader = []
    for m in olasta:
        sant = datum(m.tid)
        skulle = arbetsdagar_fran(sant, regelverk.tal("oppet_meddelande.arbetsdagar", sant)).frist
        # What stands beside the cases (the akt, an incident, a payment month) is no single karriärvägledare's.
        arende = arenden.get(m.arende)
        egen = som.roll is Roll.ARBETSLEDARE or alla or (arende is not None and arende.karriarvagledare == som.id)
        if egen and passerad(skulle) <= nu:
            rader.append((m, (arende.anordnare if arende else m.part) or "–", skulle))
    if som_json:
        skriv_json([
            {"arende": m.arende, "anordnare": vem, "tid": m.tid, "rubrik": m.rubrik, "skulle_ha_lasts": skulle}
            for m, vem, skulle in rader
        ])  # fmt: skip
        return
    tabell("Olästa hos anordnaren", ("Ärende", "Anordnare", "Sänt", "Skulle ha lästs", "Meddelande"), [
        (m.arende, vem, tidpunkt(m.tid), str(skulle), m.rubrik) for m, vem, skulle in rader
    ])  # fmt: skip
