"""§3: the form of a contact, and that it keeps sekretess (K3.6)."""

from __future__ import annotations

from typing import Literal

from domain.grund.avvisning import Avvisning

Kontaktform = Literal["personligt", "telefon", "digitalt"]


def krav_sekretess(form: str, bekraftad: bool, anteckning: object, falt: str = "anteckning") -> None:
    """K3.6. Raises: Avvisning."""
    if form == "digitalt" and not bekraftad and anteckning is not None:
        raise Avvisning(
            "K3.6",
            "utan bekräftelse på att mötesformen håller sekretess får bara datum och form antecknas",
            falt,
        )
