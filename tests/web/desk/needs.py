"""Needs and consultations behind addresses, made when an address is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone
from tests.web.world import Party, World

from karavel.web import scope
from karavel.web.desk.needs import inviting
from karavel.web.desk.needs.models import BuyerProfile, Consultation, ConsultationQuestion, Invitation, Need

TEXT = (
    "Families register a newborn child at the counter. They shall do so online, with their electronic identity. "
    "Parents who live abroad need it too."
)


def buyer(party: Party, country: str = "AZ") -> BuyerProfile:
    with scope.within(party.organisation):
        found = BuyerProfile.objects.first()
        if found is None:
            found = BuyerProfile(
                name="Agency for Digital Services", country=country, level="central", time_zone="Asia/Baku"
            )
            found.save()
        return found


def need(party: Party, title: str = "Birth registration online") -> Need:
    buyer(party)
    with scope.within(party.organisation):
        found = Need.objects.filter(title=title).first()
        if found is None:
            found = Need(title=title, text=TEXT, cpv=["72212000"])
            found.save()
        return found


def consultation(party: Party, slug: str = "") -> Consultation:
    asked = need(party)
    slug = slug or f"birth-{party.organisation.pk}"
    with scope.within(party.organisation):
        found = Consultation.objects.filter(slug=slug).first()
        if found is None:
            found = Consultation(
                need=asked,
                slug=slug,
                state="open",
                title={"en": "Birth registration online", "pt": "Registo de nascimento em linha"},
                text={"en": TEXT},
                opens=timezone.now(),
                closes=timezone.now() + timedelta(days=20),
            )
            found.save()
        return found


def reported(party: Party) -> Consultation:
    made = consultation(party, f"reported-{party.organisation.pk}")
    Consultation.everywhere.filter(pk=made.pk).update(state="reported", report={"en": "Three firms wrote."})
    return made


def secret_of(party: Party) -> str:
    """What the link of a party's guest ends in."""
    return f"the-secret-of-a-link-{party.organisation.pk}"


def invited(party: Party) -> Invitation:
    asked = consultation(party)
    with scope.within(party.organisation):
        key = inviting.key_of(secret_of(party))
        found = Invitation.objects.filter(key=key).first()
        if found is None:
            found = Invitation(consultation=asked, email="guest@example.org", language="en", key=key)
            found.save()
        return found


def hidden(party: Party) -> Consultation:
    """One that nobody may see yet: what others may answer once it is open has tests of its own."""
    made = consultation(party, f"hidden-{party.organisation.pk}")
    Consultation.everywhere.filter(pk=made.pk).update(state="draft")
    return made


def question(party: Party, asker: Party | None = None) -> ConsultationQuestion:
    asked = consultation(party)
    with scope.within((asker or party).organisation):
        found = ConsultationQuestion.objects.filter(consultation=asked).first()
        if found is None:
            found = ConsultationQuestion(consultation=asked, language="en", text="Which identity is meant?")
            found.save()
        return found


NEEDS: dict[str, Callable[[World], dict[str, Any]]] = {
    **dict.fromkeys(
        ("needs-one", "needs-market", "needs-save", "needs-code", "needs-firms", "needs-move", "consultations-new"),
        lambda world: {"pk": need(world.ours).pk},
    ),
    **dict.fromkeys(
        (
            *("consultations-desk", "consultations-edit", "consultations-open", "consultations-close"),
            *("consultations-report", "consultations-invite"),
        ),
        lambda world: {"pk": consultation(world.ours).pk},
    ),
    "consultations-answer": lambda world: {"pk": consultation(world.ours).pk, "row": question(world.ours).pk},
    "consultations-own-paper": lambda world: {"pk": consultation(world.ours).pk},
    "consultations-one": lambda world: {"slug": consultation(world.ours).slug},
    "consultations-paper": lambda world: {"slug": reported(world.ours).slug},
    **dict.fromkeys(
        ("consultations-guest", "consultations-guest-ask", "consultations-guest-interest"),
        lambda world: {"slug": invited(world.ours).consultation.slug, "secret": secret_of(world.ours)},
    ),
    "consultations-no-more": lambda _world: {"signed": signing.dumps("a@example.org", salt=inviting.SALT)},
    **dict.fromkeys(("consultations-ask", "consultations-interest"), lambda world: {"slug": hidden(world.ours).slug}),
}
