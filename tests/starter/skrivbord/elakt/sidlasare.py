"""A page read as a browser reads it: its elements, its text, and what stands in its fields."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from domain.grund.text import synligt

SKRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
MALL = "\"'><svg/onload=alert(3)> {{ 7*7 }} {% raw %} ${7*7} &amp; &#60;b&#62;"
FLYKT = "</textarea></title></p><form action=//ond.example><iframe srcdoc='<script>alert(4)</script>'>"
VAND = "\u202egnirts desrever\u202c\u2066\u200f javascript:alert(5)"
LANGT = "å<" * 50_000
ELAKT = (SKRIPT, MALL, FLYKT, VAND, LANGT)
"""Script, markup, a template's own signs, what breaks out of its place, changes of direction, and 100 KB."""

_TOMMA = frozenset({"input", "img", "br", "meta", "link", "hr", "area", "base", "col", "embed", "source", "wbr"})
_FARLIGA = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "foreignobject"})


class Sida(HTMLParser):
    """What a page consists of."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.element: list[tuple[str, dict[str, str]]] = []
        self.falt: dict[str, list[str]] = {}
        self._text: list[str] = []
        self._ruta: str | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self._text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        self.element.append((tag, a))
        if tag == "input" and a.get("type") not in ("radio", "checkbox"):
            self.falt.setdefault(a.get("name", ""), []).append(a.get("value", ""))
        if tag == "textarea":
            self._ruta = a.get("name", "")
            self.falt.setdefault(self._ruta, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._ruta = None

    def handle_data(self, data: str) -> None:
        if self._ruta is not None:
            self.falt[self._ruta][-1] += data
        else:
            self._text.append(data)


def farligt(html: str, sida: Sida | None = None) -> list[str]:
    """What of a page could do something else than be read, or sends what is written elsewhere; nothing, it is hoped.

    ``sida``: the page, where it has been read already.
    """
    s = sida or Sida(html)
    funnet = [f"<{tag}>" for tag, _ in s.element if tag in _FARLIGA]
    for tag, a in s.element:
        funnet += [f"<{tag} {namn}>" for namn in a if namn.startswith("on") or namn in ("srcdoc", "formaction")]
        for namn in ("href", "src", "action", "xlink:href"):
            varde = a.get(namn, "")
            if not varde.startswith(("/", "#", "tel:", "data:,")) and varde:
                funnet.append(f"<{tag} {namn}={varde[:40]}>")
            if varde.startswith("//"):
                funnet.append(f"<{tag} {namn}={varde[:40]}>")
        if tag == "script" and not a.get("src", "").startswith("/statiskt/"):
            funnet.append("<script>")
        if tag == "img" and not a.get("src", "").startswith("/namnd.svg"):
            funnet.append("<img>")
    if html != synligt(html):
        funnet.append("tecken som gör annat än syns")
    return funnet


def i_faltet(text: str) -> str:
    """A text as its field gives it back: what would do something else than be seen is shown, white space trimmed."""
    return synligt(text).strip()


def tal(ord_: Iterable[str]) -> int:
    """How many of the calls that were planted stand in the texts."""
    return sum(o.count("alert(") for o in ord_)
