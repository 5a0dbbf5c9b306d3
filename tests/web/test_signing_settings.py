"""What the operator sets for signing: whom to trust, and who stamps the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto.tsp import TimeStampReq
from django.test import override_settings
from tests.procurement.signing.authorities import NOW, PASSPHRASE, Authority
from tests.procurement.signing.contracts import contract

from karavel.errors import SigningError
from karavel.procurement.signing import BUYER, draft, read_key, sign, validate
from karavel.web import signing

ROOT = Authority.new("PT", "Root of Lisbon")


@contextmanager
def served(kind: str, body: bytes | None = None) -> Iterator[str]:
    """A time stamping authority on this machine; with a body, one that always answers that."""
    stamper = ROOT.stamper()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            content = stamper.request_tsa_response(query).dump() if body is None else body
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Nothing is told."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_contract_is_stamped_by_the_authority_that_is_set(tmp_path: Path) -> None:
    ROOT.trusted(tmp_path)
    key = read_key(ROOT.file("Somebody"), PASSPHRASE, NOW)
    with served("application/timestamp-reply") as address, override_settings(TSA=address, TRUST=tmp_path):
        signed = sign(draft(contract()), BUYER, key, authority=signing.authority())
        (one,) = validate(signed, signing.trusted(), NOW).signatures
    assert one.ok
    assert one.proven


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<p>Welcome</p>"),
        ("application/timestamp-reply", b"nothing"),
        ("application/timestamp-reply", bytes(100_000)),
    ],
)
def test_an_authority_that_gives_none_signs_nothing(kind: str, body: bytes) -> None:
    key = read_key(ROOT.file("Somebody"), PASSPHRASE, NOW)
    with served(kind, body) as address, override_settings(TSA=address), pytest.raises(SigningError, match="no time"):
        sign(draft(contract()), BUYER, key, authority=signing.authority())


def test_without_settings_nobody_stamps_and_nobody_is_trusted(tmp_path: Path) -> None:
    with override_settings(TSA="", TRUST=tmp_path / "absent"):
        assert signing.authority() is None
        assert signing.trusted().entries == ()
