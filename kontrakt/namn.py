"""Names that Temporal knows: queue, workflow types, update, signal, activities, search attributes. They stay."""

from __future__ import annotations

KO = "insatsflode"
"""The task queue of the fleet."""


ARBETSFLODE = "insats"


ARBETSFLODE_BETALNINGSKORNING = "betalningskorning"


ARBETSFLODE_OMBUD = "ombud"


UPPDATERING = "kommando"


SIGNAL = "kommando_signal"
SIGNAL_OPPNA = "oppna"
"""The calendar's word to a payment month that it is to be closed."""


AKTIVITET_FORUTSATTNINGAR = "forutsattningar"


AKTIVITET_JOURNALFOR = "journalfor"


AKTIVITET_LEVERERA = "leverera"


AKTIVITET_LAS_LAGE = "las_lage"


AKTIVITET_LAS_LAGE_I_DELAR = "las_lage_i_delar"


AKTIVITET_SIGILL = "sigill"


AKTIVITET_FRAMFOR = "framfor"


SOKATTRIBUT: dict[str, str] = {
    "InsatsAnordnare": "Keyword",
    "InsatsKarriarvagledare": "Keyword",
    "InsatsSlag": "Keyword",
    "InsatsStatus": "Keyword",
    "InsatsForsenad": "Bool",
    "InsatsForsenade": "KeywordList",
    "InsatsNastaFrist": "Datetime",
}
"""Search attributes and their Temporal types; ids and facts of the case, never of the kund (K3.3)."""


AKTIVITET_PROCESSFORUTSATTNINGAR = "processforutsattningar"


AKTIVITET_PROCESSTILLSTAND = "processtillstand"


AKTIVITET_JOURNALFOR_PROCESS = "journalfor_process"
