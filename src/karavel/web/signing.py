"""What the installation gives to signing contracts: whom it trusts, and who stamps the time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import httpx
from asn1crypto.tsp import TimeStampReq, TimeStampResp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from karavel.procurement.signing import TrustList, read_trust

_SECONDS: Final = 10.0
_LARGEST: Final = 64 * 1024  # bytes of a time stamp with its certificates
_ANSWER: Final = "application/timestamp-reply"


def trusted() -> TrustList:
    """The authorities that the operator trusts: the folder ``KARAVEL_TRUST``, read anew each time.

    Raises:
        InvalidInput: a file there does not hold.
    """
    return read_trust(Path(settings.TRUST))


def authority() -> TimeStamper | None:
    """The time stamping authority of ``KARAVEL_TSA``; None where none is set, and signatures are B-B then."""
    return HttpAuthority(settings.TSA) if settings.TSA else None


class HttpAuthority(TimeStamper):
    """A time stamping authority over HTTP (RFC 3161, 3.4). Its address is the operator's, so it may be inside."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url

    async def async_request_tsa_response(self, req: TimeStampReq) -> Any:
        """Asks for a time stamp.

        Raises:
            TimestampRequestError: there is no answer, or it is none.
        """
        try:
            content = self._asked(req.dump())
            return TimeStampResp.load(content, strict=True)
        except (httpx.HTTPError, ValueError) as error:
            raise TimestampRequestError(f"{self._url}: {error}") from error

    def _asked(self, query: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "User-Agent": "Karavel"}
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=_SECONDS) as client,
            client.stream("POST", self._url, content=query, headers=headers) as answer,
        ):
            answer.raise_for_status()
            if answer.headers.get("Content-Type", "").partition(";")[0].strip() != _ANSWER:
                raise ValueError("the answer is no time stamp")
            return _limited(answer)


def _limited(answer: httpx.Response) -> bytes:
    content = b""
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > _LARGEST:
            raise ValueError("the answer is too long")
    return content
