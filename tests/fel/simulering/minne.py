"""What follows from values alone is worked out once in a life, however many ask for it.

A line is decided in the validator, in the loop, in each replay, by the writer and by the oracle, and in the next
schedule again; they are there to see in what order one comes to it, not to decide it each time. So while ``ihagkommet``
lasts, the product's functions that have nothing but values to go by are remembered by the very values that they were
given. Since states follow from each other by ``tillampa``, all who fold the same lines hold the same state. What a
state is as JSON, and a line, is made and read once too, and what a writer makes of it for its statements. Some lives do
without all this (``Schema.fullt``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import datetime
from typing import Any
from unittest import mock

from temporalio import converter
from temporalio.api.common.v1 import Payload

from activities.insats import Insatsaktiviteter
from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.liv import forlopp, kommandon, lagesbild, lagring, rutin
from domain.skeende.journal import Post
from kontrakt import insats, omfang, overlamning
from kontrakt.foljesedel import Foljesedel
from persistence.journal import projektion, skrivning
from persistence.meddelanden import brevlada
from tests.fel.simulering import liv, orakel
from tests.fel.simulering.liv import Liv
from tests.fel.simulering.servrar import butik
from workflows.insats import fasad, flode, ko, skrivare

_SVAR: dict[Any, Any] = {}
"""What has been worked out, by the function and what it was given; values that count by identity are kept with it."""


def glom() -> None:
    """Between two lives."""
    _SVAR.clear()


_SMA = frozenset({type(None), str, int, bool, datetime})
"""Values that count by themselves; any other counts by being the same object."""


def _en_gang(ratt: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is asked once for the same; a refusal is an answer too."""

    def minns(*vad: Any, **mer: Any) -> Any:
        nyckel = (ratt, *[v if type(v) in _SMA else id(v) for v in (*vad, *mer.values())])
        if (traff := _SVAR.get(nyckel)) is None:
            try:
                svar = ratt(*vad, **mer)
            except Avvisning as nej:
                svar = nej
            traff = _SVAR[nyckel] = (vad, mer), svar
        if isinstance(traff[1], Avvisning):
            raise traff[1].with_traceback(None)
        return traff[1]

    return minns


def _tillampa(ratt: Callable[[Insats | None, Post], Insats]) -> Callable[[Insats | None, Post], Insats]:
    """By the state's identity and by what the line says, however it was come by."""

    def tillampa(insats: Insats | None, post: Post) -> Insats:
        if (kanda := _SVAR.get((ratt, id(insats)))) is None:
            kanda = _SVAR[(ratt, id(insats))] = insats, {}
        foljande: dict[int, tuple[Post, Insats]] = kanda[1]
        if (traff := foljande.get(id(post))) is None:
            lik = next((efter for kand, efter in foljande.values() if kand == post), None)
            traff = foljande[id(post)] = post, lik or ratt(insats, post)
        return traff[1]

    return tillampa


def _fortsatt(ratt: Callable[[Insats | None, list[Post]], Any]) -> Callable[[Insats | None, list[Post]], Any]:
    """By the state before and the lines."""

    def fortsatt(fore: Insats | None, poster: list[Post]) -> Any:
        nyckel = (ratt, id(fore) if fore else 0, *map(id, poster))
        if (traff := _SVAR.get(nyckel)) is None:
            traff = _SVAR[nyckel] = (fore, tuple(poster)), ratt(fore, poster)
        return traff[1]

    return fortsatt


def _sokfalt(ratt: Callable[[Any, Any], Payload]) -> Callable[[Any, Any], Payload]:
    """By what is searched for and by what it says."""

    def kodat(nyckel: Any, varde: Any) -> Payload:
        vad = (ratt, nyckel.name, tuple(varde) if isinstance(varde, list) else varde)
        if (traff := _SVAR.get(vad)) is None:
            traff = _SVAR[vad] = None, ratt(nyckel, varde)
        svar: Payload = traff[1]
        return svar

    return kodat


def _igen(ratt: Callable[[list[Post], Liv], Any]) -> Callable[[list[Post], Liv], Any]:
    """What the pure engine tells of a life, by the lines that it is to come to."""

    def igen(poster: list[Post], liv_: Liv) -> Any:
        nyckel = (ratt, id(liv_), *map(id, poster))
        if (traff := _SVAR.get(nyckel)) is None:
            traff = _SVAR[nyckel] = tuple(poster), ratt(poster, liv_)
        return traff[1]

    return igen


def _post_fran_json(ratt: Callable[[Any], Post]) -> Callable[[Any], Post]:
    """By the identity of what happened: a row is a new mapping each time it is read, and its händelse is not."""

    def post_fran_json(data: Any) -> Post:
        nyckel = (ratt, id(data["handelse"]), data["nr"], data["tid"])
        if (traff := _SVAR.get(nyckel)) is None:
            traff = _SVAR[nyckel] = data["handelse"], ratt(data)
        return traff[1]

    return post_fran_json


def _som_lista(ratt: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    return lambda *vad: list(ratt(*vad))


@contextmanager
def ihagkommet() -> Iterator[None]:
    """While it lasts, the same of the same is not worked out again."""
    las = _en_gang(kommandon.las_inkommet)
    post = _post_fran_json(lagring.post_fran_json)
    vantande = _en_gang(lagesbild.vantande)
    i_stallet: dict[tuple[Any, str], Any] = {
        (rutin, "tillampa"): _tillampa(rutin.tillampa),
        (forlopp, "paborja"): _en_gang(forlopp.paborja),
        (forlopp, "utfor"): _en_gang(forlopp.utfor),
        (forlopp, "anteckna_avvisning"): _en_gang(forlopp.anteckna_avvisning),
        (forlopp, "lat_ga"): _en_gang(forlopp.lat_ga),
        (forlopp, "kommande"): _en_gang(forlopp.kommande),
        **{(modul, "las_inkommet"): las for modul in (ko, liv, orakel)},
        (lagring, "post_till_json"): _en_gang(lagring.post_till_json),
        **{(modul, "post_fran_json"): post for modul in (lagring, skrivning, orakel)},
        (lagesbild, "bevakningsrader"): _en_gang(lagesbild.bevakningsrader),
        **{(modul, "vantande"): vantande for modul in (lagesbild, flode)},
        (lagesbild, "rader"): _en_gang(lagesbild.rader),
        (lagesbild, "lagesbild"): _en_gang(lagesbild.lagesbild),
        (lagesbild, "insatsrad"): _en_gang(lagesbild.insatsrad),
        (fasad, "sokattribut"): _en_gang(fasad.sokattribut),
        (fasad, "detaljer"): _en_gang(fasad.detaljer),
        (orakel, "_igen"): _igen(orakel._igen),
        (insats, "storlek"): _en_gang(omfang.storlek),
        (overlamning, "packa"): _en_gang(overlamning.packa),
        (overlamning, "las"): _en_gang(overlamning.las),
        **{
            (skrivning, namn): _en_gang(getattr(skrivning, namn)) for namn in ("_las", "_arendets_rad", "_journalrader")
        },
        (skrivning, "_fortsatt"): _fortsatt(skrivning._fortsatt),
        (projektion, "andringar"): _en_gang(_som_lista(projektion.andringar)),
        (brevlada, "som_sats"): _en_gang(brevlada.som_sats),
        (butik, "vid_borjan"): _en_gang(butik.vid_borjan),
        (butik, "rad"): _en_gang(butik.rad),
        (converter, "encode_typed_search_attribute_value"): _sokfalt(converter.encode_typed_search_attribute_value),
    }
    with ExitStack() as stack:
        for (modul, namn), ersatt in i_stallet.items():
            stack.enter_context(mock.patch.object(modul, namn, ersatt))
        yield


@contextmanager
def sedlar(laggs: bool) -> Iterator[None]:
    """What the workflow lays beside its lines, in a life where its code need not be run where it has been run before:
    what was laid then lies there still. Where none are laid, whoever writes reads the journal each time.

    A schedule may come to the very same lines by another way than the one before it; its own slip is of the case as
    its journal has it.
    """
    lagda: list[Foljesedel] = []
    ratt = skrivning.skriv

    def lagd(sedel: Foljesedel) -> AbstractContextManager[None]:
        lagda.append(sedel)
        return nullcontext()

    def skriv(butik_: Any, batch: insats.Batch, _: Foljesedel | None = None, **hur: Any) -> insats.Journalkvitto:
        sedel = None
        if laggs and (dessa := [s for s in lagda if s.galler(batch)]):
            rader = butik_.journalrader(batch.arende)[: batch.efter_nr]
            fore = lagesbild.lagesbild(skrivning._vik(None, rader)) if rader else None
            sedel = next((s for s in dessa if s.fore == fore), dessa[0])
        return ratt(butik_, batch, sedel, **hur)

    with (
        mock.patch.object(skrivare, "lagd", lagd),
        mock.patch.object(skrivare, "_spelas_om", lambda: False),
        mock.patch.object(skrivning, "skriv", skriv),
        mock.patch.object(Insatsaktiviteter, "_sedel", lambda *_: None),
    ):
        yield
