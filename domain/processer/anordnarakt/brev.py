"""§3.2: who is told of what is put on an anordnare's record (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.grund.parter import Roll
from domain.processer.anordnarakt.akt import Akt
from domain.processer.anordnarakt.aterkallelse import Aterkallbart, UppgiftAterkallad
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse
from domain.processer.anordnarakt.nar_nagon_slutar import OmbemanningBegard
from domain.processer.anordnarakt.personal import BehorighetAnsokt, BehorighetUpphorde, PersonalBorjade, PersonalSlutade
from domain.processer.anordnarakt.villkor import ForandringAnmald, VillkorSkickat
from domain.processer.process import Processbrev
from domain.skeende.handelse import Handelse

FORANDRINGAR = {
    "bemanning": "bemanningen",
    "lokaler": "lokalerna",
    "agare": "ägarförhållandena",
    "ekonomi": "ekonomin",
    "verksamhet": "verksamheten",
    "annat": "något annat",
}


def brev(a: Akt, h: Handelse) -> Iterator[Processbrev]:
    """The messages of a händelse, by the state right after it."""
    match h:
        case PersonalBorjade():
            text = f"Ny anställd hos {a.anordnare} från {h.fran} (§3.2.1, K3.4)"
            for roll in (Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.ARBETSLEDARE):
                yield Processbrev(roll, None, "K3.4", text)
            text = f"Ansök om behörighet senast {h.fran}, den första anställningsdagen (§3.2.1, K3.4)"
            yield Processbrev(Roll.ANORDNARE, a.anordnare, "K3.4", text)
        case BehorighetAnsokt():
            text = f"{a.anordnare} ansöker om behörighet till verksamhetssystemet (§3.2.1, K3.4)"
            yield Processbrev(Roll.SYSTEMSPECIALIST, None, "K3.4", text)
        case PersonalSlutade():
            text = f"En anställd hos {a.anordnare} slutar {h.till}; behörigheten upphör då (§3.2.1, K3.4)"
            for roll in (Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR):
                yield Processbrev(roll, None, "K3.4", text)
        case OmbemanningBegard() if h.arenden:
            antal = "1 ärende" if len(h.arenden) == 1 else f"{len(h.arenden)} ärenden"
            hur = f"ska bemannas på nytt efter {h.till}" if h.till else "behåller sin handläggare"
            text = f"{antal} {hur} (§3.2.1, K3.4)"
            yield Processbrev(Roll.ANORDNARE, a.anordnare, "K3.4", text)
        case BehorighetUpphorde():
            text = f"En behörighet hos {a.anordnare} har upphört {h.till} (§3.2.1, K3.4)"
            yield Processbrev(Roll.SYSTEMSPECIALIST, None, "K3.4", text)
        case ForandringAnmald():
            vad = f"en förändring som gäller {FORANDRINGAR[h.sort]}, nr {a.forandringar} i akten"
            text = f"{a.anordnare} anmäler {vad} (§3.2, K3.5)"
            yield Processbrev(Roll.KARRIARVAGLEDARE, None, "K3.5", text)
            yield Processbrev(Roll.ARBETSLEDARE, None, "K3.5", text)
        case VillkorSkickat():
            text = f"Nya villkor från {h.galler_fran}: läs och bekräfta senast {h.frist} (§3.2, K16.2)"
            yield Processbrev(Roll.ANORDNARE, a.anordnare, "K16.2", text)
        case UppgiftAterkallad():
            for roll in _FICK_VETA[h.vad]:
                part = a.anordnare if roll is Roll.ANORDNARE else None
                vad = _ATERKALLAT[h.vad].format(avser=h.avser)
                yield Processbrev(roll, part, "K0.7", f"Återtaget hos {a.anordnare}: {vad} (K0.7)")
        case AktPaminnelse():
            yield Processbrev(Roll.ANORDNARE, a.anordnare, _regel(h.nyckel), f"Påminnelse: {_vad(h)}")
        case AktfristPasserad():
            yield Processbrev(Roll.ANORDNARE, a.anordnare, _regel(h.nyckel), f"Försenat: {_vad(h)}")
            mottagare = Roll.SYSTEMSPECIALIST if h.nyckel.startswith("behorighet") else Roll.ARBETSLEDARE
            yield Processbrev(mottagare, None, _regel(h.nyckel), f"Försenat hos {a.anordnare}: {_vad(h)}")


_FICK_VETA: Mapping[Aterkallbart, tuple[Roll, ...]] = {
    "borjan": (Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.ARBETSLEDARE),
    "ansokan": (Roll.SYSTEMSPECIALIST,),
    "slut": (Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR),
    "forandring": (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE),
    "villkor": (Roll.ANORDNARE,),
    "bekraftelse": (Roll.ARBETSLEDARE,),
}
_ATERKALLAT: Mapping[Aterkallbart, str] = {
    "borjan": "att någon börjar",
    "ansokan": "en ansökan om behörighet",
    "slut": "att någon slutar",
    "forandring": "anmälan av förändring nr {avser}",
    "villkor": "villkoren {avser}, som inte ska bekräftas",
    "bekraftelse": "bekräftelsen av {avser}",
}


def _regel(nyckel: str) -> str:
    return "K3.4" if nyckel.startswith("behorighet") else "K16.2"


def _vad(h: AktPaminnelse | AktfristPasserad) -> str:
    if h.nyckel.startswith("behorighet"):
        return f"ansökan om behörighet senast {h.frist} (§3.2.1, K3.4)"
    return f"bekräftelse av nya villkor senast {h.frist} (§3.2, K16.2)"
