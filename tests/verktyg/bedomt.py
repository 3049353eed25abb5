"""What is judged, paid, ended and written off in a case that a test plays, each done in full."""

from __future__ import annotations

from typing import Any, Self

from domain.kapitel.ersattning.varde import vantat_underlag
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from domain.tid.manad import dag, nasta
from domain.tid.tidpunkt import datum, tolka_tid
from tests.verktyg.utfall import Utfall


class Bedomt(Utfall):
    """A case of which something can be decided; who says it, and when, is ``Spel``'s."""

    def anordnare(self, nar: str, verb: str, **fakta: Any) -> Self:
        raise NotImplementedError

    def kv(self, nar: str, verb: str, **fakta: Any) -> Self:
        raise NotImplementedError

    def arbetsledare(self, nar: str, verb: str, **fakta: Any) -> Self:
        raise NotImplementedError

    def godkann(self, manad: str, nar: str | None = None, progression: str = "fortsatt") -> Self:
        """Approve the month's report; by default on the 10th of the following month."""
        nar = nar or f"{dag(nasta(manad), 10)}"
        return self.kv(nar, "granska_manadsrapport", manad=manad, beslut="godkand", progression=progression)

    def aterremittera(self, manad: str, nar: str) -> Self:
        return self.kv(nar, "granska_manadsrapport", manad=manad, beslut="aterremiss", motivering="komplettera")

    def fakturera(self, manad: str, nar: str | None = None, belopp: str | None = None, nummer: str = "") -> Self:
        """The month's underlag, by default the computed amount on the 3rd of the following month."""
        if belopp is None:
            vantat = vantat_underlag(self.insats, manad)
            assert vantat is not None, "no amount is decided: say which one the underlag shows"
            belopp = str(vantat)
        nar = nar or f"{dag(nasta(manad), 3)}"
        fakta = {"manad": manad, "belopp": belopp, "fakturanummer": nummer or f"F{manad}"}
        return self.anordnare(nar, "lamna_faktureringsunderlag", **fakta)

    def avsluta(self, nar: str, avslutsdatum: str, orsak: str = "mal_natt", **fakta: Any) -> Self:
        """Decide an end; with a talk the same day and a next step."""
        hel = {
            "orsak": orsak,
            "avslutsdatum": avslutsdatum,
            "samtal_datum": nar[:10],
            "nasta_steg": "AMI2",
        }
        if orsak == "sjukskrivning":
            hel["lakarens_bedomning"] = nar[:10]
        if avslutsdatum < nar[:10]:
            hel["motivering"] = "beslutet kom sent"
        if orsak == "egen_forsorjning":
            hel["forsorjning"] = "arbete"
        elif orsak == "mal_natt" or fakta.get("mal_uppnatt"):
            fakta = self._malet(nar, fakta)
        return self.kv(nar, "besluta_avslut", **(hel | fakta))

    def _malet(self, nar: str, fakta: dict[str, Any]) -> dict[str, Any]:
        """With the insats's first goal as the one that was reached, where nothing is said of which (K2.3)."""
        sagt = {"natt_mal", "steg_till"} & fakta.keys()
        return fakta if sagt else insatsens_forsta_mal(self.insats, datum(tolka_tid(nar))) | fakta

    def avsluta_av_tva(self, nar: str, avslutsdatum: str, orsak: str = "mal_natt", **fakta: Any) -> Self:
        """An end that takes approved or paid days: proposed by the KV, decided by the arbetsledare (K13.2)."""
        hel = {"orsak": orsak, "avslutsdatum": avslutsdatum, "samtal_datum": nar[:10], "nasta_steg": "AMI2"}
        fakta = self._malet(nar, fakta) if orsak == "mal_natt" else fakta
        self.kv(nar, "foresla_avslut", **(hel | {"motivering": "beslutet kom sent"} | fakta))
        return self.arbetsledare(nar, "attestera_avslut", motivering="stämmer")

    def skriv_av(self, nar: str, slag: str, avser: str | None = None) -> Self:
        """Write off, by two where it costs pay (K13.7)."""
        fakta = {"slag": slag, "avser": avser, "motivering": "kommer inte"}
        fall = self.kv(nar, "avskriv", **fakta)
        foreslagen = (f"{slag}:{avser}" if avser else slag) in fall.insats.avskrivningsforslag
        return fall.arbetsledare(nar, "besluta_avskrivning", **fakta) if foreslagen else fall
