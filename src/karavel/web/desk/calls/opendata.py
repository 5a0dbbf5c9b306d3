"""What is public, for programs: OCDS releases and records of a call and of all, and a feed of calls."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.procurement.releases import Publisher, record_package, release_package
from karavel.web import scope
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import clock, drafting, found
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import licensed, publisher
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

#: Releases on a page, and calls in a feed.
PAGE: Final = 100
_FEED: Final = 50


def _answered(request: Request, state: Iterable[Any], make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What any site's page may read; 304 and nothing else to who has it in this state (RFC 9110, 13.1.2)."""
    digest = sha256("\0".join(map(str, state)).encode()).hexdigest()[:32]
    response = get_conditional_response(request, etag=quote_etag(digest)) or make()
    response["ETag"] = quote_etag(digest)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _json(value: Any) -> HttpResponse:
    content = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return HttpResponse(content, content_type="application/json")


def _releases(call: Call) -> list[dict[str, Any]]:
    with scope.within(call.organisation_id):
        return [version.release for version in call.versions.all()]


def _latest(call: Call) -> datetime:
    """The moment of the latest release."""
    with scope.within(call.organisation_id):
        return call.versions.latest("number").published


def _publisher(call: Call) -> Publisher:
    with scope.within(call.organisation_id):
        return publisher(BuyerProfile.objects.get())


@requires(PUBLIC)
@require_safe
def release(request: Request, slug: str) -> HttpResponseBase:
    """All releases of a call, as a release package."""
    return _of_call(request, slug, "calls-release", release_package)


@requires(PUBLIC)
@require_safe
def record(request: Request, slug: str) -> HttpResponseBase:
    """A call's releases and what they come to, as a record package."""
    return _of_call(request, slug, "calls-record", record_package)


def _of_call(request: Request, slug: str, name: str, package: Callable[..., dict[str, Any]]) -> HttpResponseBase:
    call, here = found.public(slug), address(reverse(name, args=[slug]))
    by = _publisher(call)
    return _answered(
        request,
        (name, call.ocid, call.version, by),
        lambda: _json(package(_releases(call), by, uri=here, at=_latest(call))),
    )


def _site() -> Publisher:
    """Who publishes packages of all buyers: this site."""
    name = urlsplit(address("/")).netloc
    return Publisher(name=name, prefix=drafting.prefix(), uri=address("/"), **licensed())


def _newest() -> tuple[Any, ...]:
    """What changes whenever something is published anywhere."""
    return (CallVersion.public.order_by("-pk").values_list("pk", flat=True).first(), _site())


@requires(PUBLIC)
@require_safe
def releases(request: Request) -> HttpResponseBase:
    """Releases of every call, the newest first, a hundred on a page; ``links`` lead on."""
    rows = CallVersion.public.order_by("-published", "-pk")
    pages = Paginator(rows.values_list("release", "published"), PAGE)
    asked = request.GET.get("page", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= pages.num_pages:
        raise Http404
    page = pages.page(int(asked))
    return _answered(request, ("releases", asked, *_newest()), lambda: _json(_page(page, asked)))


def _page(page: Any, asked: str) -> dict[str, Any]:
    if not page.object_list:
        return _empty(reverse("opendata-releases"))
    here = address(f"{reverse('opendata-releases')}?page={asked}")
    found_releases = [one for one, _published in page]
    package = release_package(found_releases, _site(), uri=here, at=page[0][1])
    return package | _links(page)


def _links(page: Any) -> dict[str, Any]:
    whole = address(reverse("opendata-releases"))
    links = {}
    if page.has_next():
        links["next"] = f"{whole}?page={page.next_page_number()}"
    if page.has_previous():
        links["prev"] = f"{whole}?page={page.previous_page_number()}"
    return {"links": links} if links else {}


def _empty(path: str) -> dict[str, Any]:
    """A package of nothing, where nothing is public yet."""
    site = _site()
    moment = timezone.now().isoformat(timespec="seconds")
    return {
        "uri": address(path),
        "version": "1.1",
        "publishedDate": moment,
        "publisher": {"name": site.name, "uri": site.uri},
        "releases": [],
    }


@requires(PUBLIC)
@require_safe
def records(request: Request) -> HttpResponseBase:
    """Every record, one a line, compressed; written while it is read."""
    return _answered(request, ("records", *_newest()), _download)


def _download() -> StreamingHttpResponse:
    response = StreamingHttpResponse(_compressed(), content_type="application/gzip")
    response["Content-Disposition"] = 'attachment; filename="records.jsonl.gz"'
    return response


class _Pipe:
    """What has been written to it since it was last emptied."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """All of it; the pipe is empty afterwards."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _compressed() -> Iterator[bytes]:
    pipe = _Pipe()
    with gzip.GzipFile(fileobj=pipe, mode="wb", mtime=0) as file:
        for line in _lines():
            file.write(line)
            if part := pipe.taken():
                yield part
    yield pipe.taken()


def _lines() -> Iterator[bytes]:
    here = address(reverse("opendata-records"))
    for call in Call.public.order_by("pk").iterator(chunk_size=50):
        package = record_package(_releases(call), _site(), uri=here, at=_latest(call))
        yield msgspec.json.encode(package["records"][0]) + b"\n"


@requires(PUBLIC)
@require_safe
def atom(request: Request) -> HttpResponse:  # noqa: ARG001 - a view is given it
    """The newest calls as a feed (Atom, RFC 4287)."""
    clock.close_due(timezone.now())
    site = address(reverse("calls"))
    feed = Atom1Feed(
        title=f"Karavel · {urlsplit(site).netloc}",
        link=site,
        description="",
        language=texts.current(),
        feed_url=address(reverse("calls-feed")),
    )
    for call in Call.public.order_by("-published", "-pk")[:_FEED]:
        feed.add_item(
            title=said(call.title, original=call.language),
            link=address(reverse("calls-page", args=[call.slug])),
            description=said(call.description, original=call.language)[:1000],
            unique_id=f"urn:ocds:{call.ocid}",
            author_name=call.buyer,
            pubdate=call.published,
            updateddate=call.changed,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=900"
    return response
