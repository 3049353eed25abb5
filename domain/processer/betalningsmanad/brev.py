"""§14: who is told of what happens to a payment month (K14.6)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.processer.betalningsmanad.attest import BetalningAterlamnad, BetalningAttesterad, BetalningForberedd
from domain.processer.betalningsmanad.bevakning import VAD, BetalningForsenad, BetalningPaminnelse
from domain.processer.betalningsmanad.lage import REGEL, Betalningslage, Summa
from domain.processer.betalningsmanad.stangning import BetalningsmanadStangd
from domain.processer.process import Processbrev
from domain.skeende.handelse import Handelse


def brev(lage: Betalningslage, h: Handelse) -> Iterator[Processbrev]:
    """The ekonom is told of each step, the anordnare of what is attested."""
    vad = f"Betalningsmånad {lage.manad}"
    match h:
        case BetalningsmanadStangd():
            text = f"{vad} är stängd: {kronor(lage.att_betala)} till {_antal_betalda(lage)}; förbered den för attest"
            yield _till_ekonomen(f"{text} (§14, {REGEL})")
            if h.ej_svarat:
                rader = "utbetalning" if h.ej_svarat == 1 else "utbetalningar"
                text = f"{vad} stängdes utan {h.ej_svarat} {rader} vars ärende inte svarade; de kommer i nästa månad"
                yield _till_ekonomen(f"{text} (§14, {REGEL})")
        case BetalningForberedd():
            for roll in (Roll.EKONOM, Roll.ARBETSLEDARE):
                yield Processbrev(roll, None, REGEL, f"{vad} är förberedd och väntar på attest (§14, {REGEL})")
        case BetalningAterlamnad():
            yield _till_ekonomen(f"{vad} är återlämnad; förbered den på nytt (§14, {REGEL})")
        case BetalningPaminnelse() | BetalningForsenad() if v := lage.vantan:
            sen = isinstance(h, BetalningForsenad)
            skulle = f"skulle ha skett senast {v.frist}" if sen else f"ska ske senast {v.frist}"
            roller = (Roll.EKONOM, Roll.ARBETSLEDARE) if sen or v.slag == "attest" else (Roll.EKONOM,)
            for roll in roller:
                yield Processbrev(roll, None, REGEL, f"{vad}: {VAD[v.slag]} {skulle} (§14, {REGEL})")
        case BetalningAttesterad():
            yield _till_ekonomen(f"{vad} är attesterad: {kronor(lage.att_betala)} (§14, {REGEL})")
            for s in lage.summor:
                yield Processbrev(Roll.ANORDNARE, s.anordnare, REGEL, f"{vad}: {_besked(s)} (§14, {REGEL})")


def _besked(s: Summa) -> str:
    delar = [f"{kronor(s.att_betala)} betalas ut"]
    if s.overfors:
        delar.append(f"{kronor(-s.overfors)} i avdrag förs över till nästa månad")
    if s.innehallna:
        delar.append(
            f"{s.innehallna} {'rad väntar eller hålls' if s.innehallna == 1 else 'rader väntar eller hålls'} inne"
        )
    return "; ".join(delar)


def _antal_betalda(lage: Betalningslage) -> str:
    return f"{sum(s.att_betala > 0 for s in lage.summor)} anordnare"


def _till_ekonomen(rubrik: str) -> Processbrev:
    return Processbrev(Roll.EKONOM, None, REGEL, rubrik)
