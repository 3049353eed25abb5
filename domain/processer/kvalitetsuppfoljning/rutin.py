"""§1.1: the yearly review of an anordnare as a process: its clock, what is awaited, and who is told (K16.4)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.kvalitetsuppfoljning.beslut import besluta
from domain.processer.kvalitetsuppfoljning.kommandon import (
    REGEL,
    BeslutaAtgard,
    GranskaAtgard,
    OppnaUppfoljning,
    RegistreraIakttagelse,
    RegistreraSiffror,
    SigneraUppfoljning,
    StrykIUppfoljning,
    SvaraAtgard,
)
from domain.processer.kvalitetsuppfoljning.lage import (
    AtgardBeslutad,
    AtgardBesvarad,
    AtgardGranskad,
    AtgardPaminnelse,
    AtgardsfristPasserad,
    IakttagelseRegistrerad,
    SiffrorRegistrerade,
    StruketIUppfoljning,
    Uppfoljning,
    UppfoljningOppnad,
    UppfoljningSignerad,
    tillampa,
)
from domain.processer.process import Effekt, Processbevakning, Processbrev, Processrad, Processrutin, Processutfall
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import VIKT_FRIST, Klockslag
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import klockan, passerad

SLAG = "kvalitetsuppfoljning"
AKTIVITET_SIFFROR = "rakna_uppfoljning"


def _effekter(u: Uppfoljning) -> Iterator[Effekt]:
    if u.siffror is None:
        o = u.oppnad
        argument = {"anordnare": o.anordnare, "ar": o.ar, "dag": o.dag.isoformat()}
        yield Effekt("siffror", AKTIVITET_SIFFROR, argument, f"räknar {o.ar} års siffror")


def _klockslag(u: Uppfoljning) -> Iterator[Klockslag]:
    """A reminder on the last arbetsdag before the frist, or on its day, and the frist passed (K0.8)."""
    for n, a in enumerate(u.atgarder, start=1):
        o = a.nu
        if not a.vantar or o.forsenad or u.signerad:
            continue
        nyckel = _nyckel(n, len(a.omgangar))
        vad = f"svar på åtgärd {n} senast {o.frist} · {REGEL}"
        if not o.pamind:
            fore = klockan(arbetsdag_fore(o.frist), u.oppnad.paminns)
            nar = fore if fore >= o.oppnad else klockan(o.frist, u.oppnad.paminns)
            yield Klockslag(nar, VIKT_FRIST, f"paminnelse:{nyckel}", AtgardPaminnelse(n), f"påminnelse: {vad}")
        yield Klockslag(passerad(o.frist), VIKT_FRIST, f"frist:{nyckel}", AtgardsfristPasserad(n), vad)


def _nyckel(nummer: int, omgang: int) -> str:
    return f"atgard:{nummer}" if omgang == 1 else f"atgard:{nummer}:{omgang}"


def _bevakningar(u: Uppfoljning) -> Iterator[Processbevakning]:
    """Each answer that has been awaited, in order."""
    for n, a in enumerate(u.atgarder, start=1):
        for nr, o in enumerate(a.omgangar, start=1):
            utfall: Processutfall = "sen" if o.forsenad else "uppfylld"
            if o.besvarad is None:
                utfall = "upphord" if a.struken else "forsenad" if o.forsenad else "oppen"
            yield Processbevakning(
                _nyckel(n, nr), "atgardssvar", REGEL, Roll.ANORDNARE, u.oppnad.anordnare, o.oppnad,
                passerad(o.frist), o.frist, utfall, o.besvarad,
            )  # fmt: skip


def _brev(u: Uppfoljning, h: Handelse) -> Iterator[Processbrev]:
    vad = f"Kvalitetsuppföljning {u.oppnad.ar} av {u.oppnad.anordnare}"
    anordnaren, ledaren = Roll.ANORDNARE, Roll.ARBETSLEDARE
    till: tuple[Roll, ...] = (anordnaren,)
    match h:
        case UppfoljningOppnad():
            text = "är öppnad"
        case AtgardBeslutad():
            text = f"en åtgärd ska besvaras senast {h.frist}"
        case AtgardBesvarad():
            till, text = (ledaren,), f"åtgärd {h.atgard} är besvarad; granska svaret"
        case AtgardGranskad(frist=None):
            text = f"åtgärd {h.atgard} är godkänd"
        case AtgardGranskad():
            text = f"åtgärd {h.atgard} ska besvaras på nytt senast {h.frist}"
        case AtgardPaminnelse():
            text = f"åtgärd {h.atgard} ska besvaras senast {u.atgarder[h.atgard - 1].nu.frist}"
        case AtgardsfristPasserad():
            frist = u.atgarder[h.atgard - 1].nu.frist
            till, text = (anordnaren, ledaren), f"åtgärd {h.atgard} skulle ha besvarats senast {frist}"
        case StruketIUppfoljning():
            sak = "en iakttagelse" if h.vad == "iakttagelse" else f"åtgärd {h.nummer}"
            text = f"{sak} är struken"
        case UppfoljningSignerad():
            till, text = (anordnaren, ledaren), "är signerad"
        case _:
            return
    for roll in till:
        part = u.oppnad.anordnare if roll is Roll.ANORDNARE else None
        yield Processbrev(roll, part, REGEL, f"{vad}: {text} ({hanvisning(REGEL)})")


def _rad(u: Uppfoljning) -> Processrad:
    o = u.oppnad
    iakttagelser = [
        {"nummer": n, "villkor": i.villkor, "bedomning": i.bedomning, "struken": i.struken}
        for n, i in enumerate(u.iakttagelser, start=1)
    ]
    atgarder = [
        {
            "nummer": n, "iakttagelse": a.iakttagelse, "frist": a.nu.frist.isoformat(), "vantar": a.vantar,
            "forsenad": a.vantar and a.nu.forsenad, "godkand": a.godkand, "struken": a.struken,
        }
        for n, a in enumerate(u.atgarder, start=1)
    ]  # fmt: skip
    data = {
        "anordnare": o.anordnare, "ar": o.ar, "dag": o.dag.isoformat(), "iakttagelser": iakttagelser,
        "siffror": [list(s) for s in u.siffror or ()], "atgarder": atgarder,
        "signerad": str(u.signerad) if u.signerad else None,
    }  # fmt: skip
    rubrik = f"Kvalitetsuppföljning {o.ar} av {o.anordnare}"
    return Processrad(u.status, o.anordnare, None, rubrik, data, ensam=f"{o.ar} {o.anordnare}")


def _far_se(u: Uppfoljning, aktor: Aktor) -> bool:
    """The municipality's chiefs and career guides, and the anordnare that it is of."""
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == u.oppnad.anordnare
    return aktor.roll in (Roll.ARBETSLEDARE, Roll.KARRIARVAGLEDARE, Roll.SYSTEM)


KVALITETSUPPFOLJNING = Processrutin(
    slag=SLAG,
    namn="uppfoljning",
    borjar=(OppnaUppfoljning,),
    regel=REGEL,
    tillstand=Uppfoljning,
    kommandon=(
        OppnaUppfoljning,
        RegistreraSiffror,
        RegistreraIakttagelse,
        BeslutaAtgard,
        SvaraAtgard,
        GranskaAtgard,
        StrykIUppfoljning,
        SigneraUppfoljning,
    ),
    handelser=(
        UppfoljningOppnad,
        SiffrorRegistrerade,
        IakttagelseRegistrerad,
        AtgardBeslutad,
        AtgardBesvarad,
        AtgardGranskad,
        StruketIUppfoljning,
        UppfoljningSignerad,
        AtgardPaminnelse,
        AtgardsfristPasserad,
    ),
    besluta=besluta,
    tillampa=tillampa,
    rad=_rad,
    klar=lambda u: u.signerad is not None,
    far_se=_far_se,
    klockslag=_klockslag,
    brev=_brev,
    bevakningar=_bevakningar,
    effekter=_effekter,
)
