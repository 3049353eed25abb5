"""§14: who is told of an underlag, a hold, a release and a payment (K14.1, K14.3–K14.5)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.grund.avvisning import finns
from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.insats.insats import Insats
from domain.kapitel.ersattning.betalningshandelser import (
    AvbrottsersattningBeviljad,
    FaktureringsunderlagLamnat,
    UtbetalningFrigjord,
    UtbetalningInnehallen,
    UtbetalningVerkstalld,
)
from domain.kapitel.ersattning.underlag import bevakningar
from domain.kapitel.ersattning.utbetalningsrad import HINDERREGEL
from domain.skeende.handelse import Brev


def brev_lamnat(i: Insats, h: FaktureringsunderlagLamnat) -> Iterator[Brev]:
    """An underlag that does not show what the days are worth is told of (K14.4)."""
    if h.vantat is not None and h.belopp != h.vantat:
        siffror = f"visar {kronor(h.belopp)}, beräknat är {kronor(h.vantat)}"
        text = f"Underlaget för {h.manad} {siffror}; utbetalningen hålls inne"
        for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
            yield Brev(roll, "K14.4", f"{text} (§14, K14.4)")


def brev_innehallen(i: Insats, h: UtbetalningInnehallen) -> Iterator[Brev]:
    """Both sides are told why a row is held."""
    if h.hinder == "underlag_avviker":
        manad = h.avser if h.utbetalning == "manad" else finns(i.sista_manad, "an avbrott has a last month")
        sist = i.underlag[manad][-1]
        # Else both sides were told the two figures when it came.
        if sist.vantat in (None, sist.belopp) or sist.stamde_till:
            for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
                yield Brev(roll, "K14.4", f"Utbetalning {h.avser} hålls inne: {h.skal}")
        return
    andra = (hinder for nyckel, hinder in i.hallna.items() if nyckel != f"{h.utbetalning}:{h.avser}")
    if h.hinder == "belopp_saknas" and h.hinder in andra:
        return  # one clear notice, however many rows wait for the same amount (K14.1)
    for roll in (Roll.ANORDNARE, Roll.EKONOM):
        yield Brev(roll, HINDERREGEL[h.hinder], f"Utbetalning {h.avser} hålls inne: {h.skal}")


def brev_frigjord(i: Insats, h: UtbetalningFrigjord) -> Iterator[Brev]:
    """Both sides are told that it is held no more."""
    text = f"Utbetalning {h.avser} hålls inte längre inne"
    # Who has waited for the amount learns here that the underlag is awaited again.
    vantade = (b for b in bevakningar(i) if b.avser == h.avser and not b.uppfylld and not b.vilar)
    frist = next((b.frist for b in vantade if h.avser in i.beloppen_kom and b.frist >= i.idag), None)
    att_gora = f"; faktureringsunderlaget lämnas senast {frist}" if frist else ""
    yield Brev(Roll.ANORDNARE, "K14.1", f"{text}{att_gora} (§14, K14.1, K14.4)")
    yield Brev(Roll.EKONOM, "K14.1", f"{text} (§14, K14.1, K14.4)")


def brev_verkstalld(i: Insats, h: UtbetalningVerkstalld) -> Iterator[Brev]:
    """The anordnare is told what it is paid, and in which month (K14.5)."""
    yield Brev(
        Roll.ANORDNARE,
        "K14.5",
        f"Utbetalning {h.avser}: {kronor(h.belopp)} i betalningsmånad {h.utbetalningsmanad} (§14, K14.5)",
    )


def brev_beviljad(i: Insats, h: AvbrottsersattningBeviljad) -> Iterator[Brev]:
    """The anordnare is told that the break is paid (K14.3)."""
    for roll in (Roll.ANORDNARE, Roll.EKONOM):
        yield Brev(roll, "K14.3", "Avbrottsersättning är beviljad trots sen slutrapport (§12.1.3, K14.3)")
