"""What staff call the lines and states of what stands beside the cases."""

from __future__ import annotations

HANDELSE: dict[str, str] = {
    "incident_anmald": "Incidenten är anmäld",
    "incident_rattad": "Uppgifterna är rättade",
    "incidentkontakt_tagen": "Karriärvägledaren är kontaktad",
    "incidentkontakt_aterkallad": "Kontakten är återtagen",
    "incident_bedomd": "Incidenten är bedömd",
    "incidentpaminnelse": "Påminnelse",
    "incidentfrist_passerad": "Tiden har gått ut",
    "personal_borjade": "Någon börjar",
    "behorighet_ansokt": "Behörighet är sökt",
    "personal_slutade": "Någon slutar",
    "ombemanning_begard": "Ärenden ska bemannas på nytt",
    "behorighet_upphorde": "Behörigheten har upphört",
    "aktuppgift_aterkallad": "En uppgift är återtagen",
    "forandring_anmald": "En förändring är anmäld",
    "villkor_skickat": "Nya villkor är skickade",
    "villkor_bekraftat": "Villkoren är bekräftade",
    "aktpaminnelse": "Påminnelse",
    "aktfrist_passerad": "Fristen har passerat",
    "massbyte_bestallt": "Flytten är beställd",
    "massbyte_klart": "Flytten är klar",
    "utskick_bestallt": "Utskicket är beställt",
    "utskick_klart": "Utskicket är klart",
    "betalningsmanad_oppnad": "Betalningsmånaden är öppnad",
    "betalningsmanad_stangd": "Betalningsmånaden är stängd",
    "betalningsmanad_ingar": "Månaden ingår i en annan betalningsmånad",
    "betalning_forberedd": "Betalningen är förberedd",
    "betalning_attesterad": "Betalningen är attesterad",
    "betalning_aterlamnad": "Betalningen är återlämnad",
    "betalning_paminnelse": "Påminnelse",
    "betalning_forsenad": "Fristen har passerat",
}
"""A line's ``slag`` → what has happened."""

LAGE: dict[str, str] = {
    "vantar": "något väntas",
    "vilar": "inget väntas",
    "pagar": "flytten pågår",
    "klart": "flytten är klar",
    "skickas": "utskicket pågår",
    "utskickat": "utskicket är klart",
    "anmald": "väntar på kontakt",
    "bedoms": "väntar på bedömning",
    "anmals": "anmäls till myndigheten",
    "anmals_inte": "bedömd, anmäls inte",
    "ingen_incident": "bedömd, ingen incident",
    "stangs": "håller på att stängas",
    "stangd": "stängd, inte förberedd",
    "forberedd": "förberedd, väntar på attest",
    "attesterad": "attesterad",
    "ingar": "ingår i en senare månad",
}
"""A process's ``status`` → how it stands."""
