"""Asks Karavel's API for the best open lots, and takes the first up as a pursuit. Needs nothing but Python.

export KARAVEL_URL=http://127.0.0.1:8000 KARAVEL_TOKEN=karavel_…   # Settings, API tokens
python examples/api_client.py PT AO
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


class Karavel:
    """A client of the API under ``/api/v1``.

    Args:
        address: of the server, as ``https://tenders.example.org``.
        token: of *Settings, API tokens*.
    """

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address.rstrip("/"), token

    def get(self, path: str, **query: Any) -> Any:
        """What stands at a path; a list gives a filter several values."""
        return self._asked("GET", f"{path}?{urlencode(query, doseq=True)}")

    def send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """What a change answers."""
        return self._asked(method, path, json.dumps(body).encode())

    def lots(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """All open lots that pass the filters, best first, page by page."""
        offset = 0
        while True:
            page = self.get("/match", offset=offset, limit=50, **filters)
            yield from page["lots"]
            offset += len(page["lots"])
            if offset >= page["total"] or not page["lots"]:
                return

    def _asked(self, method: str, path: str, body: bytes | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = Request(f"{self._address}/api/v1{path}", body, headers, method=method)  # noqa: S310 - your own server
        try:
            with urlopen(request) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            problem = json.load(error)
            raise SystemExit(f"{problem['status']} {problem['detail']} {problem['remedy']}") from error


def main() -> None:
    """Prints the ten best lots of the countries named, and takes up the first."""
    karavel = Karavel(os.environ["KARAVEL_URL"], os.environ["KARAVEL_TOKEN"])
    best = [lot for lot, _ in zip(karavel.lots(market=sys.argv[1:]), range(10), strict=False)]
    for lot in best:
        sys.stdout.write(f"{lot['score']:.2f}  {lot['direct']['verdict']:<14} {lot['title'][:70]}\n")
    if best:
        names = {name: best[0][name] for name in ("notice_id", "lot_id")}
        pursuit = karavel.send("POST", "/pursuits", names)
        sys.stdout.write(f"Pursuit {pursuit['id']}: {pursuit['state']}\n")


if __name__ == "__main__":
    main()
