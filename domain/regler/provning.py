"""From parsed files to a regelverk: every edition is checked before a single case may run under it.

Pure: reading the files is the work of the `regelverk` package. Each refusal names the file, the key and the
reason in Swedish, for the one who maintains the file.
"""

from collections.abc import Mapping
from datetime import date

from domain.regler.nycklar import (
    AVSLUTSFORMER,
    AVSLUTSORSAKER,
    FORM_FOR,
    FORVALSLISTANS_START,
    MALLPREFIX,
    NYCKLAR,
    ORD_I_LISTA,
    PERIODER,
    RUBRIKPREFIX,
    VARJE_PLAN,
    slag_for,
)
from domain.regler.rad import las_datum, las_text, tolka_rad
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import FelIRegelverk, i_foljd

_HUVUD = "[regelverk]"


def skapa_regelverk(filer: Mapping[str, Mapping[str, object]]) -> Regelverk:
    """The regelverk of one or more editions (file name → parsed TOML), laid in order of their valid-from.

    Raises: FelIRegelverk for anything missing, unknown, of the wrong type, overlapping or with gaps.
    """
    if not filer:
        raise FelIRegelverk("regelverk", _HUVUD, "det finns ingen utgåva")
    huvuden = sorted((_huvud(fil, innehall), fil) for fil, innehall in filer.items())
    regelverk, kalla = Regelverk((), ()), dict[str, str]()
    for (_, utgava), fil in huvuden:
        if utgava in regelverk.utgavor:
            raise FelIRegelverk(fil, _HUVUD, f"utgåvan {utgava} finns redan i en annan fil")
        parametrar = tolka_parametrar(fil, filer[fil])
        regelverk = regelverk.tillfor(parametrar, utgava, fil)
        kalla |= {p.nyckel: fil for p in parametrar}
    (borjan, _), forsta_fil = huvuden[0]
    for nyckel in NYCKLAR:
        if nyckel not in kalla:
            raise FelIRegelverk(forsta_fil, nyckel, "nyckeln saknas")
    for p in regelverk.parametrar:
        _kontrollera_borjan(kalla[p.nyckel], p, borjan)
    kontrollera_helhet(regelverk, kalla)
    return regelverk


def kontrollera_helhet(regelverk: Regelverk, kalla: Mapping[str, str]) -> None:
    """What no parameter shows by itself; `kalla` is key → the file (or edition) to name. Raises: FelIRegelverk."""
    rubriker = {p.nyckel: p.varden[0].fran for p in regelverk.parametrar if p.nyckel.startswith(RUBRIKPREFIX)}
    for p in regelverk.parametrar:
        fil = kalla.get(p.nyckel, regelverk.utgavor[-1])
        _kontrollera_slut(fil, p)
        _kontrollera_en_gang(fil, p)
        _kontrollera_hanvisningar(fil, p, rubriker)
        if p.nyckel.startswith(f"{VARJE_PLAN}."):
            _kontrollera_mallen(fil, p, regelverk)


def tolka_parametrar(fil: str, innehall: Mapping[str, object]) -> tuple[Parameter, ...]:
    """The parameters of one edition, each checked by itself. Raises: FelIRegelverk."""
    rader = innehall.get("parameter")
    if not isinstance(rader, list) or not rader:
        raise FelIRegelverk(fil, "[[parameter]]", "utgåvan har inga parametrar")
    alla: dict[str, Parameter] = {}
    for nummer, rad in enumerate(rader, start=1):
        p = tolka_rad(fil, rad if isinstance(rad, dict) else {}, f"parameter nr {nummer}")
        tidigare = alla[p.nyckel].varden if p.nyckel in alla else ()
        varden = i_foljd(fil, p.nyckel, (*tidigare, *p.varden))
        alla[p.nyckel] = Parameter(p.nyckel, p.enhet, p.paragraf, p.krav, p.status, p.text, varden)
    return tuple(alla.values())


def _huvud(fil: str, innehall: Mapping[str, object]) -> tuple[date, str]:
    """Valid-from and name of the edition."""
    for okand in innehall.keys() - {"regelverk", "parameter"}:
        raise FelIRegelverk(fil, okand, "okänt avsnitt, bara [regelverk] och [[parameter]] får finnas")
    huvud = innehall.get("regelverk")
    if not isinstance(huvud, dict):
        raise FelIRegelverk(fil, _HUVUD, "avsnittet saknas")
    for okand in huvud.keys() - {"utgava", "fran", "kalla"}:
        raise FelIRegelverk(fil, _HUVUD, f"okänt fält {okand}")
    return las_datum(fil, _HUVUD, huvud, "fran"), las_text(fil, _HUVUD, huvud, "utgava")


def _ar_belopp(p: Parameter) -> bool:
    """K14.1: next year's amount is not decided yet, and that is a state the payments handle."""
    slag = slag_for(p.nyckel)
    return slag is not None and slag.form == "belopp"


def _kontrollera_borjan(fil: str, p: Parameter, borjan: date) -> None:
    """All but amounts must hold from the first edition: a case can be asked about any day."""
    # a heading may come with a later edition; that its text is there in time is seen where it is used
    if p.varden[0].fran > borjan and p.nyckel in NYCKLAR and not _ar_belopp(p):
        raise FelIRegelverk(
            fil, p.nyckel, f"värde saknas från {borjan.isoformat()} till {p.varden[0].fran.isoformat()}"
        )


def _kontrollera_slut(fil: str, p: Parameter) -> None:
    """All but amounts must hold without end."""
    if p.varden[-1].till is not None and not _ar_belopp(p):
        raise FelIRegelverk(fil, p.nyckel, f"värde saknas för tiden efter {p.varden[-1].till.isoformat()}")


def _kontrollera_en_gang(fil: str, p: Parameter) -> None:
    """The förvalslista began once, and what it gave since then stands (K5.5)."""
    if p.nyckel == FORVALSLISTANS_START and len(p.varden) > 1:
        raise FelIRegelverk(fil, p.nyckel, "förvalslistan har en enda första start, den kan inte ändras senare")


def _kontrollera_hanvisningar(fil: str, p: Parameter, rubriker: Mapping[str, date]) -> None:
    """Words in lists and tables must exist: headings with a text from the same day, reasons with a form."""
    for v in p.varden:
        if not isinstance(v.varde, tuple) or p.enhet == PERIODER.enhet:
            continue
        ord_ = {post if isinstance(post, str) else post[0] for post in v.varde}
        former = {post[1] for post in v.varde if not isinstance(post, str)}
        okanda = former - AVSLUTSFORMER
        if p.nyckel.startswith(MALLPREFIX):
            okanda |= {o for o in ord_ if rubriker.get(RUBRIKPREFIX + o, date.max) > v.fran}
        else:
            kanda = next((o for borjan, o in ORD_I_LISTA.items() if p.nyckel.startswith(borjan)), AVSLUTSORSAKER)
            okanda |= ord_ - kanda
        if okanda:
            raise FelIRegelverk(fil, p.nyckel, f"okänt ord: {', '.join(sorted(okanda))}")
        if utan := FORM_FOR.get(p.nyckel, frozenset()) - ord_:
            raise FelIRegelverk(fil, p.nyckel, f"orsaken saknas: {', '.join(sorted(utan))}")


def _kontrollera_mallen(fil: str, p: Parameter, regelverk: Regelverk) -> None:
    """What no plan may leave out stands in every insats's own template, on every day (K4.5)."""
    borjor = {v.fran for n in (p.nyckel, VARJE_PLAN) for v in regelverk.parameter(n).varden}
    for dag in sorted(b for b in borjor if b >= p.varden[0].fran):
        if saknas := set(regelverk.lista(VARJE_PLAN, dag)) - set(regelverk.lista(p.nyckel, dag)):
            raise FelIRegelverk(fil, p.nyckel, f"rubrik som varje plan har saknas: {', '.join(sorted(saknas))}")
