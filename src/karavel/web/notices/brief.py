"""The brief of a notice: two pages for somebody who decides: what, by when, may we, how, why us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karavel import texts
from karavel.answers.access import RouteAnswer
from karavel.routes import Step
from karavel.web.notices.paper import Paper
from karavel.web.notices.sheet import Sheet
from karavel.web.notices.times import When
from karavel.web.templatetags.karavel import range_eur, source, span
from karavel.web.words import country_name, route_words, verdict_words

_REASONS, _WAYS, _LOTS, _AWARDS = 2, 5, 4, 4
#: Heights (mm) kept free for what stands under a list.
_FOR_QUALIFY, _FOR_SIMILAR = 62, 34


def pdf(sheet: Sheet) -> bytes:
    """The brief as PDF, in the reader's language."""
    paper = Paper(texts.current(), _foot(sheet), datetime.combine(sheet.on, time(), UTC))
    paper.set_title(sheet.title.text)
    paper.set_creator("Karavel")
    paper.add_page()
    paper.headline(sheet.title.text, _above(sheet))
    _what(paper, sheet)
    _when(paper, sheet)
    _may_we(paper, sheet)
    paper.add_page()
    _how(paper, sheet)
    _why(paper, sheet)
    return bytes(paper.output())


def _foot(sheet: Sheet) -> str:
    who = sheet.profile.name if sheet.profile else "Karavel"
    told = _("Karavel supports decisions; it gives no legal advice. Each verdict names its source.")
    return f"{who} · {texts.day(sheet.on)} · {sheet.notice['id']} · {told}"


def _above(sheet: Sheet) -> str:
    buyer = sheet.notice["buyer"] or {}
    country = country_name(buyer["country"]) if buyer.get("country") else ""
    return " · ".join(part for part in (buyer.get("name"), country, sheet.notice["id"]) if part)


def _what(paper: Paper, sheet: Sheet) -> None:
    paper.heading(_("What do they want?"))
    paper.text_of(sheet.wanted.text or sheet.title.text, most=7)
    trades = "; ".join(f"{trade.code} {trade.label}" for trade in sheet.trades[:2])
    paper.facts(_known((_("Trade"), trades), (_("Value"), _money(sheet)), (_("Lot"), _lot(sheet))))


def _lot(sheet: Sheet) -> str:
    count = len(sheet.lots)
    if count == 1:
        return ""
    here = next((lot for lot in sheet.lots if lot.here), sheet.lots[0])
    return f"{here.id} {here.title.text} ({ngettext('%(count)d lot', '%(count)d lots', count) % {'count': count}})"


def _money(sheet: Sheet) -> str:
    return texts.money(sheet.value.amount, sheet.value.currency) if sheet.value else ""


def _when(paper: Paper, sheet: Sheet) -> None:
    paper.heading(_("By when?"))
    moved = [_("deadline moved %(before)s → %(after)s") % _days(one.before, one.after) for one in sheet.moved[:1]]
    paper.facts(
        _known(
            (_("Deadline"), _moment(sheet.deadline) if sheet.deadline else _("The notice gives no deadline.")),
            (_("Questions until"), _moment(sheet.questions) if sheet.questions else ""),
            (_("What changed"), "; ".join(moved)),
        )
    )


def _days(before: str | None, after: str | None) -> dict[str, str]:
    told = (texts.day(datetime.fromisoformat(one).date()) if one else "–" for one in (before, after))
    return dict(zip(("before", "after"), told, strict=True))


def _moment(when: When) -> str:
    both = f"{when.theirs} ({when.theirs_zone})" + (f" = {when.yours} ({when.yours_zone})" if when.yours else "")
    if when.past:
        return f"{both} · {_('closed')}"
    return f"{both} · {ngettext('%(days)d day left', '%(days)d days left', when.days) % {'days': when.days}}"


def _may_we(paper: Paper, sheet: Sheet) -> None:
    paper.heading(_("May we?"))
    if sheet.ways is None:
        paper.text_of(_("Whether you may bid and how you get in depends on your company."))
        return
    told: set[str] = set()
    for chip in sheet.ways.bar[:1] + sheet.ways.bar[1:][-_WAYS:]:
        _way(paper, chip.route, told)
    missing = " ".join(sheet.ways.chosen.missing)
    if missing:
        paper.facts([(_("To settle it:"), missing)])


def _way(paper: Paper, route: RouteAnswer, told: set[str]) -> None:
    """A route with its reasons, each of which is told once."""
    name = f"{route_words(route.kind, route.via)}: {verdict_words(route.verdict)}"
    marks = [_("best")] if route.best else []
    if route.in_time is False:
        marks.append(_("for the next one"))
    paper.text_of(" · ".join([name, *marks]), bold=True, most=1)
    for reason in route.reasons[:_REASONS]:
        if reason.sentence in told:
            continue
        told.add(reason.sentence)
        since = texts.day(reason.valid_from) if reason.valid_from else ""
        named = source(reason) + (f" ({since})" if since else "")
        paper.text_of(f"{reason.sentence} [{named}]", soft=True, most=3)
    paper.ln(1)


def _how(paper: Paper, sheet: Sheet) -> None:
    paper.heading(_("How do we get in?"))
    if sheet.ways is None:
        paper.text_of(_("Whether you may bid and how you get in depends on your company."))
        return
    route = sheet.ways.chosen
    told = [route_words(route.kind, route.via), verdict_words(route.verdict)]
    if route.days:
        told.append(f"{span(route.days)} {_('days')}")
    if route.cost_eur:
        told.append(f"{range_eur(route.cost_eur)} {_('(estimates)')}")
    paper.text_of(" · ".join(told), bold=True, most=2)
    if sheet.ways.late:
        paper.text_of(_late(route))
    dated = sheet.on if sheet.is_open and not sheet.ways.late else None
    paper.points((_step(step, dated) for step in route.steps), _FOR_QUALIFY, box=True)


def _late(route: RouteAnswer) -> str:
    told = [_("In time for the next one")]
    if route.next_time:
        told.append(
            _("This contract ends about %(day)s; the next call comes before that.")
            % {"day": texts.day(route.next_time)}
        )
    return ". ".join(told)


def _step(step: Step, dated: date | None) -> tuple[str, str]:
    """A step, with its last day where that counts; one whose day has gone by begins now."""
    unit = _("working days") if step.unit == "working" else _("days")
    beside = [step.who, f"{span(step.days)} {unit}", step.fee]
    if dated and step.begin_by:
        late = step.begin_by <= dated
        beside.append(_("begin now") if late else _("begin by %(day)s") % {"day": texts.day(step.begin_by)})
    return step.title, " · ".join(part for part in beside if part)


def _why(paper: Paper, sheet: Sheet) -> None:
    paper.heading(_("Why us?"))
    paper.points(_reasons(sheet), _FOR_SIMILAR)
    if sheet.chances.awards:
        paper.heading(_("Similar past awards and who won them"))
        paper.points(
            (award.title, " · ".join(part for part in (*(who.name for who in award.suppliers), _eur(award.value_eur))))
            for award in sheet.chances.awards[:_AWARDS]
        )


def _eur(value: float | None) -> str:
    return "–" if value is None else texts.money(value, "EUR")


def _reasons(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield from ((part.sentence, "") for part in sheet.chances.parts[:3])
    for need in sheet.qualifies.requirements if sheet.qualifies else ():
        if need.met is None:
            state = _("read the documents")
        else:
            state = _("met") if need.met else f"{_('gap')}: {need.gap or ''}"
        yield need.need, " · ".join(part for part in (state, None if need.met else need.cure) if part)


def _known(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(name, said) for name, said in pairs if said]
