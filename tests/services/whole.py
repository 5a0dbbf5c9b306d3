"""A catalogue with every field filled, and strategies for any catalogue that the shapes allow."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from karavel import services
from karavel.services import Text, codes
from karavel.services.lifecycle import SERVICE
from karavel.services.terms import TABLES, How

BASE = "https://services.example/services"

TAX = services.PublicOrganisation(
    uri=f"{BASE}/authorities/tax",
    names=(Text("az", "Dövlət Vergi Xidməti"), Text("en", "State Tax Service"), Text("pt", "Serviço Fiscal")),
    identifier="AZ-VOEN 1400057421",
    spatial=("AZ",),
    homepage="https://tax.example/",
)

WHOLE = services.settled(
    services.Catalogue(
        uri=BASE,
        titles=(Text("en", "E-services"), Text("pt", "Serviços eletrónicos")),
        descriptions=(Text("en", "Everything that can be done online."),),
        publisher=services.PublicOrganisation(
            uri=f"{BASE}/publisher", names=(Text("en", "The agency"),), spatial=("AZ",)
        ),
        services=(
            services.PublicService(
                uri=f"{BASE}/tax",
                identifier="tax-declaration",
                titles=(Text("az", "Vergi bəyannaməsi"), Text("en", "Tax declaration")),
                descriptions=(Text("en", 'Declares income "once" a year.\nOnline.'),),
                keywords=(Text("en", "tax"), Text("pt", "imposto")),
                authorities=(TAX,),
                contact_points=(
                    services.ContactPoint(
                        uri=f"{BASE}/tax#contact-1",
                        email="ask@tax.example",
                        telephone="+994 12 195",
                        page="https://tax.example/contact",
                    ),
                ),
                channels=(
                    services.Channel(
                        uri=f"{BASE}/tax#channel-1",
                        identifier="web",
                        type="website",
                        descriptions=(Text("en", "The portal"),),
                        page="https://tax.example/portal",
                    ),
                ),
                events=(
                    services.Event(
                        uri="urn:x-karavel:life-event:working",
                        kind="life",
                        identifier="working",
                        titles=(Text("en", "Working"),),
                        descriptions=(Text("en", "Earning money"),),
                        types=("https://events.example/work",),
                    ),
                    services.Event(
                        uri="urn:x-karavel:business-event:running",
                        kind="business",
                        identifier="running",
                        titles=(Text("en", "Running a business"),),
                    ),
                ),
                inputs=(
                    services.Evidence(
                        uri=f"{BASE}/tax#input-1",
                        identifier="income",
                        titles=(Text("en", "Statement of income"),),
                        descriptions=(Text("en", "From the employer"),),
                        type="https://evidence.example/statement",
                        languages=("az",),
                        pages=("https://tax.example/statement",),
                    ),
                ),
                outputs=(
                    services.Output(
                        uri=f"{BASE}/tax#output-1",
                        identifier="assessment",
                        titles=(Text("en", "Assessment"),),
                        descriptions=(Text("en", "What is to be paid"),),
                        types=("https://outputs.example/decision",),
                        languages=("az", "en"),
                    ),
                ),
                costs=(
                    services.Cost(
                        uri=f"{BASE}/tax#cost-1",
                        identifier="fee",
                        descriptions=(Text("en", "Paper only"),),
                        value=2.5,
                        currency="AZN",
                    ),
                ),
                legal_resources=(
                    services.LegalResource(uri="https://law.example/tax-code", titles=(Text("en", "Tax Code"),)),
                ),
                rules=(
                    services.Rule(
                        uri=f"{BASE}/tax#rule-1",
                        identifier="rule",
                        titles=(Text("en", "How it is decided"),),
                        descriptions=(Text("en", "Within five days"),),
                        languages=("az",),
                        implements=("https://law.example/tax-code",),
                    ),
                ),
                languages=("az", "en", "pt"),
                spatial=("AZ",),
                sectors=("https://sectors.example/O",),
                themes=("https://themes.example/taxes",),
                types=("econ-aff",),
                audience=("businesses", "citizens"),
                classifications=("https://classes.example/1",),
                pages=("https://tax.example/about",),
                processing_time="P5D",
                status="active",
                status_since=date(2026, 3, 1),
                level=5,
                cross_border=True,
                unread=(
                    f'<{BASE}/tax> <http://purl.org/dc/terms/rights> "ours"@en .',
                    f"<{BASE}/tax> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <https://tax.example/more> .",
                ),
            ),
        ),
        unread=('<https://elsewhere.example/> <http://purl.org/dc/terms/rights> "theirs"@en .',),
    )
)

_LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
#: What XML could not hold is left out of words; Turtle and JSON-LD hold line breaks, quotes and tabs.
WORDS = st.text(st.one_of(_LETTERS, st.sampled_from("\n\t\"'\\\r")), max_size=20)
TEXTS = st.lists(st.builds(Text, st.sampled_from(["az", "en", "pt", "pt-br", "und"]), WORDS), max_size=3).map(tuple)
PLACES = st.text(st.sampled_from("abcdefgh0123456789-._~/?=&%üə"), min_size=1, max_size=12)
ADDRESSES = PLACES.map("https://x.example/".__add__)
_LISTED = {
    "language": ["az", "pt", "en", "ru", "zh"],
    "country": ["AZ", "PT", "MZ", "GB", "XK"],
    "currency": ["EUR", "AZN", "XDR"],
}
_VALUES: dict[How, st.SearchStrategy[Any]] = {
    How.TEXTS: TEXTS,
    How.TEXT: WORDS,
    How.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    How.DAY: st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    How.DURATION: st.sampled_from(["P5D", "PT2H", "P1Y2M", "-P1D", "PT0.5S"]),
    How.DOCUMENT: ADDRESSES,
    How.LINK: ADDRESSES,
}


def _code(name: str) -> st.SearchStrategy[str]:
    if name == "status":
        return st.sampled_from(SERVICE.states)
    listed = _LISTED.get(name) or list(codes.LISTS.get(name, ()))
    return st.one_of(st.sampled_from(listed), ADDRESSES) if listed else ADDRESSES


@st.composite
def things(draw: st.DrawFn, kind: Any, prefix: str) -> Any:
    """Any thing of a shape; its address is one that no other thing has."""
    given: dict[str, Any] = {}
    for row in TABLES[kind]:
        many = isinstance(getattr(kind(uri="x"), row.field), tuple)
        if row.how is How.TEXTS:
            given[row.field] = draw(TEXTS)
            continue
        if row.how is How.PART:
            parts = draw(st.integers(0, 2))
            given[row.field] = tuple(draw(things(row.of, f"{prefix}/{row.field}{place}")) for place in range(parts))
            continue
        one = _code(str(row.of)) if row.how is How.CODE else _VALUES[row.how]
        given[row.field] = draw(st.lists(one, max_size=2).map(tuple) if many else st.none() | one)
    if kind is services.Event:
        given["kind"] = draw(st.sampled_from(["", "life", "business"]))
    if kind is services.PublicService:
        given["level"] = draw(st.none() | st.integers(1, 5))
        given["cross_border"] = draw(st.none() | st.booleans())
    return kind(uri=prefix, **given)


@st.composite
def catalogues(draw: st.DrawFn) -> services.Catalogue:
    """Any catalogue, in its settled order."""
    found = tuple(draw(things(services.PublicService, f"{BASE}/{place}")) for place in range(draw(st.integers(0, 3))))
    if not draw(st.booleans()):
        return services.settled(services.Catalogue(services=found))
    publisher = draw(st.none() | things(services.PublicOrganisation, f"{BASE}/publisher"))
    return services.settled(
        services.Catalogue(uri=BASE, titles=draw(TEXTS), descriptions=draw(TEXTS), publisher=publisher, services=found)
    )


#: What stands where SHACL asks for something and a strategy gave nothing.
_NEEDED: dict[How, Any] = {
    How.TEXTS: (Text("en", "Words"),),
    How.TEXT: "name",
    How.CODE: ("AZ",),
    How.PART: (TAX,),
}


def completed(thing: Any) -> Any:
    """A thing with everything that SHACL asks for."""
    found: dict[str, Any] = {}
    for row in TABLES[type(thing)]:
        value = getattr(thing, row.field)
        if row.how is How.PART:
            value = tuple(completed(part) for part in value)
        found[row.field] = value or (_NEEDED[row.how] if row.needed else value)
    return replace(thing, **found)


def complete() -> st.SearchStrategy[services.Catalogue]:
    """Any catalogue of which every thing has what SHACL asks for."""
    return catalogues().map(
        lambda one: services.settled(
            replace(
                one,
                titles=one.titles or _NEEDED[How.TEXTS],
                descriptions=one.descriptions or _NEEDED[How.TEXTS],
                publisher=completed(one.publisher or TAX),
                services=tuple(map(completed, one.services)),
            )
        )
    )
