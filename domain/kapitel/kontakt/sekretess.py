"""§3: the form of a contact, and that it keeps sekretess (K3.6)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning

Kontaktform = Literal["personligt", "telefon", "digitalt"]
Motesform = Annotated[Kontaktform, Field(description="Mötets form.")]
Bekraftelse = Annotated[
    bool,
    Field(description="Bekräftas att mötesformen håller sekretess och att kunden fått veta riskerna?"),
]
"""What is asked of every contact, in the same words (K3.6)."""


def krav_sekretess(form: str, bekraftad: bool, anteckning: object, falt: str = "anteckning") -> None:
    """K3.6. Raises: Avvisning."""
    if form == "digitalt" and not bekraftad and anteckning is not None:
        raise Avvisning(
            "K3.6",
            "utan bekräftelse på att mötesformen håller sekretess får bara datum och form antecknas",
            falt,
        )
