"""Every request leaves one line in the log and one observation in the metrics, under the name of its view."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from karavel.web import metrics

_log: Final = logging.getLogger("karavel.web.requests")
_ID: Final = re.compile(r"[\w-]{8,64}")


class Watching:
    """Middleware, outermost: what is inside it is measured."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers, and says how it went; ``X-Request-ID`` ties both sides' logs together."""
        began = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        response = self._get_response(request)
        response["X-Request-ID"] = request_id
        self._say(request, response, time.perf_counter() - began, request_id)
        return response

    def _say(self, request: HttpRequest, response: HttpResponse, seconds: float, request_id: str) -> None:
        match = request.resolver_match
        view = match.view_name if match else "none"
        metrics.observe(request.method or "", view, response.status_code, seconds)
        user = getattr(request, "user", None)
        _log.info(
            "request",
            extra={
                "method": request.method,
                "path": request.path,
                "view": view,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                "request_id": request_id,
                "user": getattr(user, "pk", None),
            },
        )
