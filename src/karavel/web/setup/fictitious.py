"""An article and a programme of our own making, called fictitious: drafts for an agency that looks around first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.cooperation.models import Agreement, Commitment, CooperationProgramme, Event, Outcome, Participation
from karavel.web.newsroom import letters
from karavel.web.newsroom.models import Article, ArticleText

#: Title, lead and text by language.
_ARTICLE: Final = {
    "en": (
        "Fictitious: two agencies try one register",
        "An example of an article. Nothing in it has happened; delete it, or write over it.",
        (
            "## What a reader finds here\n\nAn invented agency in Lisbon and one in Baku try out **one register** for "
            "six months.\n\n- what was agreed\n- who does what by when\n- what came of it\n"
        ),
    ),
    "pt": (
        "Fictício: duas agências experimentam um só registo",
        "Um exemplo de artigo. Nada do que conta aconteceu; elimine-o ou escreva por cima.",
        (
            "## O que o leitor encontra aqui\n\nUma agência inventada em Lisboa e outra em Bacu experimentam **um só "
            "registo** durante seis meses.\n\n- o que foi acordado\n- quem faz o quê e até quando\n- o que resultou\n"
        ),
    ),
    "az": (
        "Uydurma: iki agentlik bir reyestri sınaqdan keçirir",
        "Məqalə nümunəsi. Burada yazılanların heç biri baş verməyib; silin və ya üzərində yazın.",
        (
            "## Oxucu burada nə tapır\n\nLissabonda və Bakıda uydurma agentliklər altı ay ərzində **bir reyestri** "
            "sınaqdan keçirir.\n\n- nə razılaşdırıldı\n- kim nəyi nə vaxta qədər edir\n- nəticəsi nə oldu\n"
        ),
    ),
}

#: What came of it: a name, the same in every language.
_CAME: Final = "Register 1.0"


@transaction.atomic
def write(user: User, today: date, language: str) -> None:
    """Writes both for the organisation in force, unless it has some of its own; strangers see neither."""
    if not Article.objects.exists():
        _article(user)
    if not CooperationProgramme.objects.exists():
        _programme(today, language)


def _article(user: User) -> None:
    one = Article(author=user)
    one.save()
    for language, (title, lead, body) in _ARTICLE.items():
        slug = f"{letters.slug(title)}-{one.pk}"
        ArticleText(article=one, language=language, title=title, lead=lead, body=body, slug=slug).save()


def _programme(today: date, language: str) -> None:
    title = _ARTICLE[language][0]
    programme = CooperationProgramme(
        title=title,
        summary=_ARTICLE[language][1],
        language=language,
        first_country="PT",
        first_agency="Agência Exemplo",
        second_country="AZ",
        second_agency="Nümunə Agentliyi",
        began=today - timedelta(days=120),
        slug=f"{letters.slug(title)}-{scope.current()}",
    )
    programme.save()
    for row in _rows(programme, today):
        row.save()
    firm = Participation(programme=programme, name="Exemplo Lda", country="PT")
    firm.save()
    Outcome(programme=programme, participation=firm, label=_CAME, on=today - timedelta(days=10)).save()


def _rows(programme: CooperationProgramme, today: date) -> list[Any]:
    return [
        Agreement(programme=programme, title="Memorandum 1", signed=today - timedelta(days=110), place="Lisboa"),
        Event(programme=programme, title="Forum 1", kind=Event.Kind.FORUM, first_day=today + timedelta(days=20)),
        Commitment(programme=programme, text="Register 1.1", owner="Agência Exemplo", due=today + timedelta(days=30)),
        Commitment(programme=programme, text="API 1.0", owner="Nümunə Agentliyi", due=today - timedelta(days=5)),
    ]
