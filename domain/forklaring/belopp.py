"""§14.1: how a month's amount came about, in every part, and what it was computed to before (K14.1, K14.2, K0.7)."""

from __future__ import annotations

from itertools import pairwise

from domain.grund.granser import Json
from domain.insats.insats import Insats, med
from domain.kapitel.ersattning.rakning import Ersattning, forklara
from domain.kapitel.ersattning.varde import avbrott_for, avbrott_forverkat, ersattning_for, vantat_underlag
from domain.tid.manad import Manad


def forklaring_av_belopp(i: Insats, m: Manad) -> Json:
    """How a month's amount came about: the days, each amount and its source, the sum, and what the underlag shows.

    A month that has lost its days is worth nothing.
    """
    parameter = i.regelverk.parameter(f"checkbelopp.{i.kundval}")
    kalla = f"{parameter.paragraf}, {parameter.krav} ({parameter.status})"
    if m not in i.insatsmanader:
        return _UTAN_DAGAR | {"manad": m, "kalla": kalla, "forklaring": f"{m} har inga insatsdagar (§14.1, K14.2)"}
    e = ersattning_for(i, m)
    return {
        "manad": m,
        "fran": e.period.fran.isoformat(),
        "till": str(e.period.till),
        "insatsdagar": e.dagar,
        "hel_manad": e.hel_manad,
        **_rakning(e),
        "avbrott": _forklarat_avbrott(i, m),
        "tidigare": _tidigare(i, m),
        "vantat_underlag": None if (v := vantat_underlag(i, m)) is None else str(v),
        "kalla": kalla,
        "forklaring": forklara(e),
    }


_UTAN_DAGAR: Json = {
    "fran": None, "till": None, "insatsdagar": 0, "hel_manad": False, "delar": [], "utan_belopp_fran": [],
    "belopp": "0.00", "avbrott": None, "tidigare": [], "vantat_underlag": None,
}  # fmt: skip


def _rakning(e: Ersattning) -> Json:
    return {
        "delar": [
            {
                "fran": d.fran.isoformat(),
                "till": d.till.isoformat(),
                "dagar": d.dagar,
                "manadsbelopp": str(d.manadsbelopp),
                "delat_med": d.delat_med,
            }
            for d in e.delar
        ],
        "utan_belopp_fran": [d.isoformat() for d in e.utan_belopp],
        "belopp": None if e.belopp is None else str(e.belopp),
    }


def _forklarat_avbrott(i: Insats, m: Manad) -> Json | None:
    """The two weeks' pay of the last month, also when it has been forfeited (K14.3)."""
    if m != i.sista_manad or (a := avbrott_for(i)) is None:
        return None
    dagar = {"fran": a.period.fran.isoformat(), "till": str(a.period.till), "dagar": a.dagar}
    return dagar | _rakning(a) | {"forverkat": avbrott_forverkat(i), "forklaring": forklara(a)}


def _tidigare(i: Insats, m: Manad) -> list[Json]:
    """What the month, and for the last one the avbrott, was computed to while an amount was another, oldest first.

    ``gallde_till`` is the instant when it was put right (K14.1).
    """
    nyckel = f"checkbelopp.{i.kundval}"
    da = [(nar, med(i, regelverk=i.regelverk.med_parametrar([p]))) for nar, p in i.ersatta_regler if p.nyckel == nyckel]
    svar = []
    for vad, rakna in (("manad", lambda x: ersattning_for(x, m)), ("avbrott", avbrott_for)):
        if vad == "avbrott" and m != i.sista_manad:
            continue
        for (nar, e), (_, sedan) in pairwise([*((nar, rakna(x)) for nar, x in da), (None, rakna(i))]):
            if e is not None and nar is not None and e != sedan:
                svar.append({"slag": vad, "gallde_till": nar.isoformat(), **_rakning(e), "forklaring": forklara(e)})
    return svar
