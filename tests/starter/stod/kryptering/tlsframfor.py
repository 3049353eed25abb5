"""A Temporal that is reached by TLS alone, and only by who has a certificate: what certifies, and a door before it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from starter.stod.stack.processes import LOOPBACK

NAMN = "temporal.kommunen.example"


@dataclass(frozen=True)
class Intyg:
    """An issuer, and what it certifies: each is written as ``NAME.pem`` and ``NAME.key`` in a folder."""

    mapp: Path

    @classmethod
    def skapa(cls, mapp: Path) -> Intyg:
        """An issuer, a server's certificate for ``NAMN`` alone, a client's, and a client's of another issuer."""
        mapp.mkdir()
        intyg = cls(mapp)
        for utfardare, namn in (("ca", ("server", "klient")), ("annan-ca", ("annan",))):
            nyckel = intyg._skriv(utfardare, None)
            for n in namn:
                intyg._skriv(n, (utfardare, nyckel))
        return intyg

    def fil(self, namn: str) -> str:
        return str(self.mapp / namn)

    def _skriv(self, namn: str, av: tuple[str, ec.EllipticCurvePrivateKey] | None) -> ec.EllipticCurvePrivateKey:
        nyckel, nu = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        bygge = x509.CertificateBuilder().subject_name(_namn(namn)).issuer_name(_namn(av[0] if av else namn))
        bygge = bygge.public_key(nyckel.public_key()).serial_number(x509.random_serial_number())
        bygge = bygge.not_valid_before(nu - timedelta(days=1)).not_valid_after(nu + timedelta(days=1))
        bygge = bygge.add_extension(x509.BasicConstraints(ca=av is None, path_length=None), critical=True)
        if namn == "server":
            bygge = bygge.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAMN)]), critical=False)
        else:
            bygge = bygge.add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False
            )
        cert = bygge.sign(av[1] if av else nyckel, hashes.SHA256())
        (self.mapp / f"{namn}.pem").write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        (self.mapp / f"{namn}.key").write_bytes(
            nyckel.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return nyckel


def _namn(namn: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, namn)])


@asynccontextmanager
async def bakom_tls(adress: str, intyg: Intyg) -> AsyncIterator[str]:
    """A server that speaks no TLS, reached by it: the address of the door, which asks for a client's certificate."""
    hur = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    hur.load_cert_chain(intyg.fil("server.pem"), intyg.fil("server.key"))
    hur.load_verify_locations(intyg.fil("ca.pem"))
    hur.verify_mode = ssl.CERT_REQUIRED
    hur.set_alpn_protocols(["h2"])
    vard, _, port = adress.rpartition(":")

    async def for_over(las: asyncio.StreamReader, skriv: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await las.read(65536):
                skriv.write(data)
                await skriv.drain()
        skriv.close()

    async def tar_emot(las: asyncio.StreamReader, skriv: asyncio.StreamWriter) -> None:
        inat, utat = await asyncio.open_connection(vard, int(port))
        await asyncio.gather(for_over(las, utat), for_over(inat, skriv))

    async with await asyncio.start_server(tar_emot, LOOPBACK, 0, ssl=hur) as server:
        yield f"{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
        server.close()
