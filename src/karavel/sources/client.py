"""The only HTTP client: says who it is, keeps a distance between requests, waits when asked, tries a few times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self

import httpx
import msgspec

from karavel import __version__
from karavel.errors import SourceError
from karavel.sources.addresses import checked, redirected

AGENT: Final = f"Karavel/{__version__} (reads public procurement notices)"

_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_REDIRECTS: Final = 5
_JSON_LIMIT: Final = 64 << 20  # bytes of one JSON answer
_BAD: Final = 400
_CHALLENGE: Final = "x-amzn-waf-action"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is treated.

    Attributes:
        distance: seconds between the starts of two requests. TED shuts out who asks for more than 500 files in six
            minutes, so the default stays below that.
        attempts: how often one request is tried.
        first_wait: seconds before the second attempt; each further wait is twice as long.
        longest_wait: seconds that a server may ask us to wait; if it asks for more, we stop and say so.
        timeout: seconds without an answer.
    """

    distance: float = 0.8
    attempts: int = 5
    first_wait: float = 2.0
    longest_wait: float = 300.0
    timeout: float = 60.0


class Client:
    """Asks servers politely.

    Args:
        manners: how.
        sleep: waits, in seconds.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.manners = manners or Manners()
        self._sleep = sleep
        self._clock = clock
        self._last = float("-inf")
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        self._http = httpx.Client(headers=headers, timeout=self.manners.timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def post_json(self, address: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON object that a server answers.

        Raises:
            SourceError: the server did not answer, or not with a JSON object.
        """
        for attempt in range(self.manners.attempts):
            with self._answer("POST", address, json=body) as response:
                try:
                    content = b"".join(_limited(response, address))
                except httpx.TransportError:
                    self.wait(attempt)
                    continue
            try:
                return msgspec.json.decode(content, type=dict[str, Any])
            except msgspec.DecodeError as error:
                raise SourceError(f"{address} answered something that is no JSON object: {error}.") from error
        raise SourceError(f"{address} broke off its answer {self.manners.attempts} times.")

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """A server's answer, its body still to be read; 206 and 416 come only when the headers ask for a part.

        Raises:
            SourceError: the server did not answer, or with an error.
        """
        with self._answer("GET", address, headers=dict(headers or {})) as response:
            yield response

    def wait(self, attempt: int, asked: float | None = None) -> None:
        """Waits before the next attempt, if there is one: as long as the server asked, else twice as long as before."""
        if attempt + 1 < self.manners.attempts:
            self._sleep(self.manners.first_wait * 2**attempt if asked is None else asked)

    @contextmanager
    def _answer(self, method: str, address: str, **options: Any) -> Iterator[httpx.Response]:
        response = self._followed(method, checked(address), options)
        try:
            yield response
        finally:
            response.close()

    def _followed(self, method: str, address: str, options: dict[str, Any]) -> httpx.Response:
        for _ in range(_REDIRECTS):
            response = self._tried(method, address, options)
            location = response.headers.get("Location")
            if response.status_code not in _MOVED or location is None:
                return _accepted(response, address)
            response.close()
            address = redirected(address, location)
        raise SourceError(f"{address} redirects more than {_REDIRECTS} times.")

    def _tried(self, method: str, address: str, options: dict[str, Any]) -> httpx.Response:
        """The first answer that asks for no other attempt."""
        why = ""
        for attempt in range(self.manners.attempts):
            self._keep_distance()
            try:
                response = self._http.send(self._http.build_request(method, address, **options), stream=True)
            except httpx.TransportError as error:
                why = str(error) or type(error).__name__
                self.wait(attempt)
                continue
            except httpx.InvalidURL as error:
                raise SourceError(f"{address} is no address: {error}.") from error
            if response.status_code not in _AGAIN:
                return response
            why = f"it answered {response.status_code} {response.reason_phrase}".strip()
            response.close()
            self.wait(attempt, self._asked(response, address))
        raise SourceError(
            f"{address} could not be reached in {self.manners.attempts} attempts ({why}).",
            remedy="Run the same command again later; it goes on from what is there.",
        )

    def _keep_distance(self) -> None:
        due = self._last + self.manners.distance - self._clock()
        if due > 0:
            self._sleep(due)
        self._last = self._clock()

    def _asked(self, response: httpx.Response, address: str) -> float | None:
        """Seconds that the server asks us to wait (RFC 9110, 10.2.3), by its own clock where it names a time."""
        asked = _seconds(response.headers)
        if asked is not None and asked > self.manners.longest_wait:
            raise SourceError(f"{address} asks to wait {asked:.0f} s.", remedy="Run the same command again after that.")
        return asked


def _seconds(headers: Mapping[str, str]) -> float | None:
    after = headers.get("Retry-After", "").strip()
    if after.isdigit():
        return float(after)
    try:
        until, now = parsedate_to_datetime(after), parsedate_to_datetime(headers.get("Date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def _accepted(response: httpx.Response, address: str) -> httpx.Response:
    """The answer when it is one; what a browser would have to solve first is none."""
    if _CHALLENGE in response.headers:
        response.close()
        raise SourceError(
            f"{address} answered with a challenge for browsers instead of the file.",
            remedy="Fetch the file with a browser and ingest it from disk, or try again later.",
        )
    if response.status_code >= _BAD and response.status_code != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        response.close()
        raise SourceError(f"{address} answered {response.status_code} {response.reason_phrase}.")
    return response


def _limited(response: httpx.Response, address: str) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_raw():
        size += len(chunk)
        if size > _JSON_LIMIT:
            raise SourceError(f"{address} answered more than {_JSON_LIMIT >> 20} MiB of JSON.")
        yield chunk
