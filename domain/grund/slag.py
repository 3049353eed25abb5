"""The closed lists of words: insatsslag, kundval, kinds of absence, forms and reasons of an end, and where a case stands."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where the insats stands."""

    AKTUALISERAD = "aktualiserad"
    BEMANNAD = "bemannad"
    PAGAR = "pagar"
    """The uppdrag is entered; the end date has not passed."""
    AVSLUTAD = "avslutad"
    """The end date has passed; reports or payments remain."""
    SLUTFORD = "slutford"
    """Nothing remains; the workflow has completed."""
