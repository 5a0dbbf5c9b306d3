"""The summary of a consultation as PDF: for everybody without names, for the buyer with what each company says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.web import scope
from karavel.web.desk.fields import said
from karavel.web.desk.needs import consulting
from karavel.web.desk.needs.abilities import ABILITIES
from karavel.web.desk.needs.models import BuyerProfile, Consultation, ConsultationQuestion, Interest
from karavel.web.fences import requires
from karavel.web.notices.paper import Paper
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member, Request
from karavel.web.words import country_name

_LINES: Final = 40  # of one text on a page
_NEEDED: Final = 60.0  # mm for a question with its answer
_WORDS: Final = 900  # letters of what a company offers


@requires(PUBLIC)
@require_safe
def public_paper(_request: Request, slug: str) -> HttpResponse:
    """What came of it, without names; there once it is reported."""
    consultation = get_object_or_404(Consultation.public.filter(state="reported"), slug=slug)
    return _answer(consultation, named=False)


@requires("desk.view")
@require_safe
def own_paper(_request: Member, pk: int) -> HttpResponse:
    """The same for the buyer's file, with each expression of interest."""
    return _answer(get_object_or_404(Consultation.objects.exclude(state="draft"), pk=pk), named=True)


def _answer(consultation: Consultation, *, named: bool) -> HttpResponse:
    with scope.within(consultation.organisation_id):
        made = pdf(consultation, BuyerProfile.objects.first(), named=named)
    name = f"{consultation.slug}{'-companies' if named else ''}.pdf"
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": header})


def pdf(consultation: Consultation, buyer: BuyerProfile | None, *, named: bool) -> bytes:
    """The summary in the reader's language; each part on pages of its own, so that nothing is cut.

    Args:
        consultation: which.
        buyer: who asked.
        named: with each company's expression of interest: for the buyer alone.
    """
    moment = consultation.reported or consultation.closes
    who = buyer.name if buyer else str(consultation.organisation)
    paper = Paper(texts.current(), f"{who} · {texts.day(moment.date())}", moment)
    paper.set_title(_said(consultation.title, consultation))
    paper.set_creator("Karavel")
    interests = consulting.interests_of(consultation)
    _front(paper, consultation, who)
    _figures(paper, consulting.summary(interests))
    _questions(paper, list(consulting.questions_of(consultation, answered=True)), consultation)
    if named:
        _companies(paper, interests)
    return bytes(paper.output())


def _said(told: dict[str, str], consultation: Consultation) -> str:
    return said(told, original=consultation.need.language)


def _front(paper: Paper, consultation: Consultation, who: str) -> None:
    paper.add_page()
    paper.headline(_said(consultation.title, consultation), f"{_('Market consultation')} · {who}")
    opened = texts.day(consultation.opens.date()) if consultation.opens else "–"
    paper.facts([(_("Open from"), opened), (_("Last moment"), texts.day(consultation.closes.date()))])
    for heading, told in (
        (_("What was asked"), consultation.text),
        (_("What came of it"), consultation.report),
        (_("What changes because of it"), consultation.lessons),
    ):
        if text := _said(told, consultation):
            paper.heading(heading)
            for paragraph in text.split("\n"):
                paper.text_of(paragraph, most=_LINES)


def _figures(paper: Paper, found: consulting.Summary) -> None:
    paper.add_page()
    paper.heading(_("Expressions of interest"))
    countries = ", ".join(f"{country_name(code)} {count}" for code, count in found.by_country)
    spoken = ", ".join(f"{texts.language_name(code)} {count}" for code, count in found.languages)
    priced = _("%(low)s to %(high)s, by %(count)d companies; it binds nobody")
    facts = [(_("Companies"), texts.number(found.companies)), (_("Countries"), countries), (_("Languages"), spoken)]
    if found.priced >= consulting.FEWEST_PRICES:
        money = [texts.money(float(one or 0), found.currency) for one in (found.low, found.high)]
        facts.append((_("Price"), priced % {"low": money[0], "high": money[1], "count": found.priced}))
    paper.facts(pair for pair in facts if pair[1])
    paper.heading(_("What they would do themselves"))
    paper.facts((one.name, texts.number(one.companies)) for one in found.abilities)


def _questions(paper: Paper, questions: Sequence[ConsultationQuestion], consultation: Consultation) -> None:
    if not questions:
        return
    paper.add_page()
    paper.heading(_("Questions and answers"))
    for one in questions:
        _flow(paper)
        paper.text_of(one.text, bold=True, most=_LINES)
        paper.text_of(_said(one.answer, consultation), most=_LINES)
        paper.ln(2)


def _companies(paper: Paper, interests: Sequence[Interest]) -> None:
    names = dict(ABILITIES)
    for one in interests:
        paper.add_page()
        paper.heading(one.name)
        abilities = ", ".join(str(names[code]) for code in one.abilities if code in names)
        paper.facts(
            pair
            for pair in (
                (_("Country"), country_name(one.country)),
                (_("Like contracts"), texts.number(one.references)),
                (_("People"), texts.number(one.staff)),
                (_("Would do itself"), abilities),
                (_("Certificates"), one.certificates),
                (_("Months"), texts.number(one.months) if one.months else ""),
                (_("Price"), price(one)),
            )
            if pair[1]
        )
        paper.text_of(one.summary[:_WORDS], most=_LINES)
        if one.remarks:
            paper.text_of(f"{_('What would keep it from bidding:')} {one.remarks[:_WORDS]}", soft=True, most=_LINES)


def price(one: Interest) -> str:
    """The range that a company names; empty where it names none."""
    ends = [value for value in (one.price_min, one.price_max) if value is not None]
    return " – ".join(texts.money(float(value), one.price_currency) for value in ends) if one.price_currency else ""


def _flow(paper: Paper) -> None:
    """A new page where this one is nearly full."""
    if not paper.has_room(_NEEDED):
        paper.add_page()
