"""What an officer does with a need: writes it, asks for proposals, keeps what fits, lists firms, moves on."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import translation
from msgspec.structs import asdict

from karavel.answers.suppliers import Evidence
from karavel.errors import IllegalMove
from karavel.procurement.tables import NEED
from karavel.verbs.classify import propose as proposed
from karavel.web import languages, moving
from karavel.web.accounts import audit
from karavel.web.desk.needs import market
from karavel.web.desk.needs.asking import notice_of
from karavel.web.desk.needs.models import BuyerProfile, LongListed, Need
from karavel.web.desk.needs.outline import as_text, outline
from karavel.web.requests import Member


def propose(need: Need) -> None:
    """Proposes codes for what is written, and an outline where there is none yet; keeps what the officer chose."""
    need.proposed = [asdict(one) for one in proposed(f"{need.title}\n{need.text}")]
    if not need.outline.strip():
        with translation.override(languages.DJANGO.get(need.language, need.language)):
            sections = outline(need.title, need.text, need.level, need.cpv, abroad=need.cross_border)
            need.outline = as_text(sections)
    need.save()


@transaction.atomic
def list_firms(request: Member, need: Need, on: date) -> int:
    """Lists the firms that could deliver anew; those that were invited stay, with what was said to them.

    Returns:
        how many are listed.

    Raises:
        LakeMissing: there is no lake to look into.
    """
    notice = notice_of(need, BuyerProfile.objects.first(), on)
    kept = {row.name: row for row in need.longlist.exclude(invited=None)}
    need.longlist.filter(invited=None).delete()
    rows = [_row(need, one) for one in market.longlist(notice, on) if one.firm.name not in kept]
    for row in rows:
        row.save()
    audit.note(request, "need.firms-listed", need, firms=len(rows) + len(kept))
    return len(rows) + len(kept)


def _row(need: Need, listed: market.Listed) -> LongListed:
    firm, route = listed.firm, listed.route
    return LongListed(
        need=need,
        company=listed.known.organisation if listed.known else None,
        name=firm.name[:300],
        country=firm.country or "",
        ids=list(firm.ids),
        evidence=[_evidence(one) for one in firm.evidence],
        verdict=listed.verdict or "",
        route_kind=route.kind if route else "",
        route_via=(route.via if route else None) or "",
        reasons=[reason.sentence for reason in listed.reasons],
    )


def _evidence(one: Evidence) -> dict[str, object]:
    return {
        "notice_id": one.notice_id,
        "lot_id": one.lot_id,
        "title": one.title,
        "buyer": one.buyer,
        "value_eur": one.value_eur,
        "date": one.date.isoformat() if one.date else None,
    }


@transaction.atomic
def move(request: Member, need: Need, name: str, reason: str = "") -> None:
    """Makes a move of the table.

    Raises:
        IllegalMove: the table has none, somebody was faster, or a consultation is still open.
    """
    before = need.state
    if name == "conclude" and need.consultations.filter(state="open").exists():
        raise IllegalMove(NEED.name, need.state, name)
    changes = {"reason": reason} if reason else {}
    moving.move(need, NEED, name, **changes)
    audit.note(request, f"need.{name}", need, before=before, after=need.state)
