"""Every question there is: to import this is to know them all."""

from starter.api.terminal import (
    arenden,
    betalning,
    forklaring,
    gallring,
    insluppna,
    kunder,
    processer,
    registren,
    siffror,
)

RUM = (arenden, betalning, forklaring, gallring, insluppna, kunder, processer, registren, siffror)
