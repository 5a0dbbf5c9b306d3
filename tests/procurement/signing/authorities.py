"""Our own certification authorities, made on the fly: nobody else's certificates stand in this repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

NOW = datetime.now(UTC)
PASSPHRASE = "sözün düzü"


def named(country: str, name: str, organisation: str = "") -> x509.Name:
    said = [(NameOID.COUNTRY_NAME, country), (NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation)]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in said if text])


@dataclass
class Authority:
    """A root that signs certificates."""

    country: str
    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def new(cls, country: str, name: str) -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(named(country, name), named(country, name), key, NOW - timedelta(days=400), 4000)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        builder = builder.add_extension(_usage(sign_certificates=True), critical=True)
        return cls(country, name, key, builder.sign(key, hashes.SHA256()))

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def issued(
        self, name: str, *, began: int = -30, days: int = 365, purpose: Any = None, organisation: str = ""
    ) -> tuple[Any, Any]:
        """A key and its certificate, in force from so many days from now on."""
        # pyHanko's time stamper of tests works with RSA only
        key: Any = rsa.generate_private_key(65537, 2048) if purpose else ec.generate_private_key(ec.SECP256R1())
        start = NOW + timedelta(days=began)
        builder = _builder(named(self.country, name, organisation), self.certificate.subject, key, start, days)
        builder = builder.add_extension(_usage(), critical=True)
        if purpose:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        return key, builder.sign(self.key, hashes.SHA256())

    def file(self, name: str, **options: Any) -> bytes:
        """A PKCS#12 file behind :data:`PASSPHRASE`."""
        key, certificate = self.issued(name, **options)
        behind = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, behind)

    def revoking(self, *serials: int) -> crl.CertificateList:
        """The list of its certificates that are revoked, as of yesterday."""
        day = timedelta(days=1)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(NOW - day).next_update(NOW + 30 * day)
        for serial in serials:
            one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - 2 * day).build()
            builder = builder.add_revoked_certificate(one)
        made = builder.sign(self.key, hashes.SHA256())
        return crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))

    def stamper(self, moment: datetime | None = None) -> DummyTimeStamper:
        """A time stamping authority under this root."""
        key, certificate = self.issued("Stamps", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        der = certificate.public_bytes(serialization.Encoding.DER)
        return DummyTimeStamper(
            asn1_x509.Certificate.load(der), asn1_keys.PrivateKeyInfo.load(private), fixed_dt=moment
        )

    def trusted(self, folder: Path, level: str = "qualified", **changed: str) -> None:
        """Lays the root into a folder of trusted authorities."""
        place = folder / self.country
        place.mkdir(parents=True, exist_ok=True)
        (place / "root.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        said = {
            "title": self.name,
            "source": "https://example.org/root",
            "sha256": sha256(self.der).hexdigest(),
            "level": level,
        } | changed
        lines = [f'{key} = "{value}"' for key, value in said.items()]
        (place / "root.toml").write_text("\n".join([*lines, "retrieved = 2026-11-26", ""]), encoding="utf-8")


def _builder(subject: x509.Name, issuer: x509.Name, key: Any, start: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )


def _usage(*, sign_certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=not sign_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )
