"""Minimum periods: both sides of each, by the right way of counting, and unknown where nothing is known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from karavel import texts
from karavel.errors import InvalidInput, InvalidLaw, Mistake
from karavel.procurement.periods import FACTS, Finding, Timetable, check, load, regime_of, sentence
from karavel.procurement.periods.counting import last_day
from karavel.texts.marking import say

MONDAY: Final = date(2026, 3, 2)
INVITED: Final = date(2026, 4, 7)
DECIDED: Final = date(2026, 5, 4)
LAST_MINUTE: Final = time(23, 59)
#: Of each step: the date from which it is counted, by event, and the field of its end.
STARTS: Final = {
    "dispatch": "dispatched",
    "publication": "published",
    "invitation": "invited",
    "answers": "answered",
    "decision": "decided",
}


def at(day: date) -> datetime:
    return datetime.combine(day, LAST_MINUTE)


def only(regime: str | None, **fields: Any) -> Finding:
    """The one finding of a timetable."""
    facts = frozenset(fields.pop("facts", ()))
    (found,) = check(Timetable(facts=facts, **fields), load()[regime] if regime else None)
    return found


#: Regime, buyer's country, procedure, facts, start, and the last day of the period, all counted by hand on a calendar.
#: Easter Monday is 6 April 2026, a holiday in Germany and none in Portugal; Ascension Day is 14 May.
TENDERS: Final = [
    ("EU", "PT", "open", "", MONDAY, date(2026, 4, 6)),
    ("EU", "DE", "open", "", MONDAY, date(2026, 4, 7)),
    ("EU", "PT", "open", "electronic_tenders", MONDAY, date(2026, 4, 1)),
    ("EU", "PT", "open", "urgent", MONDAY, date(2026, 3, 17)),
    ("EU", "PT", "open", "urgent electronic_tenders", MONDAY, date(2026, 3, 17)),
    ("EU", "PT", "open", "prior_notice", MONDAY, date(2026, 3, 17)),
    ("EU", "PT", "open", "documents_elsewhere", MONDAY, date(2026, 4, 13)),
    ("EU", "PT", "open", "documents_elsewhere urgent", MONDAY, date(2026, 3, 17)),
    ("EU", "PT", "restricted", "", INVITED, date(2026, 5, 7)),
    ("EU", "PT", "restricted", "electronic_tenders", INVITED, date(2026, 5, 4)),
    ("EU", "PT", "restricted", "urgent", INVITED, date(2026, 4, 17)),
    ("EU", "PT", "restricted", "prior_notice", INVITED, date(2026, 4, 17)),
    ("EU", "PT", "negotiation", "", INVITED, date(2026, 5, 7)),
    ("PT", "PT", "open", "published_oj", MONDAY, date(2026, 4, 1)),
    ("PT", "PT", "open", "published_oj works", MONDAY, date(2026, 4, 1)),
    ("PT", "PT", "open", "published_oj urgent", MONDAY, date(2026, 3, 17)),
    ("PT", "PT", "open", "published_oj documents_elsewhere", MONDAY, date(2026, 4, 6)),
    ("PT", "PT", "open", "", MONDAY, date(2026, 3, 9)),
    ("PT", "PT", "open", "works", MONDAY, date(2026, 3, 16)),
    ("PT", "PT", "restricted", "published_oj", INVITED, date(2026, 5, 4)),
    ("PT", "PT", "restricted", "", INVITED, date(2026, 4, 13)),
    ("PT", "PT", "restricted", "works", INVITED, date(2026, 4, 21)),
    ("GPA", "JP", "open", "", MONDAY, date(2026, 4, 11)),
    ("GPA", "JP", "open", "electronic_notice electronic_documents electronic_tenders", MONDAY, date(2026, 3, 27)),
    ("GPA", "JP", "open", "urgent electronic_tenders", MONDAY, date(2026, 3, 12)),
    ("GPA", "JP", "restricted", "electronic_tenders", INVITED, date(2026, 5, 12)),
    ("PT", "PT", "restricted", "published_oj", date(2026, 10, 1), date(2026, 11, 2)),
    ("PT", "PT", "restricted", "published_oj electronic_tenders", date(2026, 10, 1), date(2026, 10, 26)),
    ("EU-UTILITIES", "PT", "open", "electronic_tenders", MONDAY, date(2026, 4, 1)),
    ("EU-UTILITIES", "PT", "negotiation", "", INVITED, date(2026, 4, 17)),
    ("EU-UTILITIES", "PT", "restricted", "documents_elsewhere", INVITED, date(2026, 4, 22)),
    ("EU-CONCESSIONS", "PT", "open", "", MONDAY, date(2026, 4, 1)),
    ("EU-CONCESSIONS", "PT", "negotiation", "electronic_tenders", INVITED, date(2026, 4, 24)),
    ("EU-DEFENCE", "PT", "restricted", "", INVITED, date(2026, 5, 18)),
    ("EU-DEFENCE", "PT", "restricted", "electronic_documents", INVITED, date(2026, 5, 12)),
    ("AZ", "AZ", "open", "", date(2023, 10, 2), date(2023, 11, 15)),
    ("AZ", "AZ", "open", "repeated", date(2023, 10, 2), date(2023, 10, 30)),
]


@pytest.mark.parametrize(("regime", "country", "procedure", "facts", "start", "last"), TENDERS)
def test_tenders_may_be_due_on_the_last_day_of_the_period_and_not_on_the_day_before(
    regime: str, country: str, procedure: Any, facts: str, start: date, last: date
) -> None:
    days = {"country": country, "procedure": procedure, "facts": facts.split()}
    days |= {"invited" if procedure != "open" else "dispatched": start, "published": start}
    kept = only(regime, tenders_by=at(last), **days)
    short = only(regime, tenders_by=at(last - timedelta(days=1)), **days)
    assert (kept.status, kept.earliest, kept.short_by) == ("ok", last, 0)
    assert (short.status, short.earliest, short.short_by) == ("short", last, 1)


@pytest.mark.parametrize(
    ("regime", "procedure", "facts", "last"),
    [
        ("EU", "restricted", "", date(2026, 4, 1)),
        ("EU", "restricted", "urgent", date(2026, 3, 17)),
        ("EU", "negotiation", "", date(2026, 4, 1)),
        ("EU", "dialogue", "", date(2026, 4, 1)),
        ("EU", "innovation", "", date(2026, 4, 1)),
        ("PT", "restricted", "published_oj", date(2026, 4, 1)),
        ("PT", "restricted", "published_oj urgent", date(2026, 3, 17)),
        ("PT", "restricted", "", date(2026, 3, 9)),
        ("PT", "negotiation", "published_oj", date(2026, 4, 1)),
        ("EU-UTILITIES", "restricted", "urgent", date(2026, 3, 17)),
        ("EU-CONCESSIONS", "restricted", "", date(2026, 4, 1)),
        ("EU-DEFENCE", "restricted", "electronic_notice", date(2026, 4, 1)),
        ("GPA", "restricted", "", date(2026, 3, 27)),
        ("GPA", "restricted", "urgent", date(2026, 3, 12)),
    ],
)
def test_requests_may_be_due_on_the_last_day_of_the_period_and_not_on_the_day_before(
    regime: str, procedure: Any, facts: str, last: date
) -> None:
    days = {"country": "PT", "procedure": procedure, "facts": facts.split(), "dispatched": MONDAY, "published": MONDAY}
    assert only(regime, requests_by=at(last), **days).status == "ok"
    assert only(regime, requests_by=at(last - timedelta(days=1)), **days).status == "short"


@pytest.mark.parametrize(
    ("regime", "country", "facts", "first"),
    [
        ("EU", "PT", "", date(2026, 5, 15)),
        ("EU", "DE", "", date(2026, 5, 16)),
        ("EU", "PT", "told_by_post", date(2026, 5, 20)),
        ("PT", "PT", "published_oj", date(2026, 5, 19)),
    ],
)
def test_the_contract_may_be_signed_on_the_day_after_the_standstill_and_not_on_its_last(
    regime: str, country: str, facts: str, first: date
) -> None:
    days = {"country": country, "facts": facts.split(), "decided": DECIDED}
    kept, short = (only(regime, signed=day, **days) for day in (first, first - timedelta(days=1)))
    assert (kept.status, kept.earliest, short.status, short.short_by) == ("ok", first, "short", 1)


@pytest.mark.parametrize(("facts", "days"), [((), 6), (("urgent",), 4)])
def test_the_last_answers_come_so_many_days_before_the_deadline(facts: tuple[str, ...], days: int) -> None:
    deadline = at(date(2026, 4, 30))
    for left, status in ((days, "ok"), (days - 1, "short")):
        timetable = Timetable(
            country="PT",
            dispatched=MONDAY,
            answered=deadline.date() - timedelta(days=left),
            tenders_by=deadline,
            facts=frozenset(facts),
        )
        found = {one.step: one.status for one in check(timetable, load()["EU"])}
        assert found == {"answers": status, "tenders": "ok"}


@pytest.mark.parametrize("regime", load().values(), ids=load())
def test_every_period_of_the_data_is_kept_on_its_last_day_and_broken_on_the_day_before(regime: Any) -> None:
    told = [one for one in regime.periods if one.days is not None]
    assert told, regime.id
    for one in told:
        start = one.valid_from
        last = last_day(start, one.days, one.count, "PT") + timedelta(days=one.step == "standstill")
        end = {"requests": "requests_by", "standstill": "signed"}.get(one.step, "tenders_by")
        for day, status in ((last, "ok"), (last - timedelta(days=1), "short")):
            given = {"country": "PT", "procedure": one.procedures[0], STARTS[one.starts]: start, end: day}
            given[end] = day if end == "signed" else at(day)
            timetable = Timetable(
                dispatched=start, facts=one.when, **{k: v for k, v in given.items() if k != "dispatched"}
            )
            found = next(each for each in check(timetable, regime) if each.step == one.step)
            assert (found.article, found.status) == (one.article, status)


@pytest.mark.parametrize("regime", load().values(), ids=load())
def test_a_period_holds_from_its_first_day_to_its_last_and_on_no_other(regime: Any) -> None:
    for one in regime.periods:
        held = [one.fits(one.step, one.procedures[0], one.when, day) for day in _around(one.valid_from)]
        assert held == [False, True, True]
        if one.valid_until:
            held = [one.fits(one.step, one.procedures[0], one.when, day) for day in _around(one.valid_until)]
            assert held == [True, True, False]


def _around(day: date) -> tuple[date, date, date]:
    return day - timedelta(days=1), day, day + timedelta(days=1)


def test_a_deadline_within_the_last_day_is_tight_under_the_union_s_counting_and_not_under_the_gpa_s() -> None:
    noon = datetime(2026, 4, 6, 12)
    assert only("EU", country="PT", dispatched=MONDAY, tenders_by=noon).status == "tight"
    assert only("EU", country="PT", dispatched=MONDAY, tenders_by=noon + timedelta(days=1)).status == "ok"
    assert only("GPA", country="PT", published=MONDAY, tenders_by=datetime(2026, 4, 11, 12)).status == "ok"


def test_a_short_period_over_holidays_has_two_working_days() -> None:
    """24 December 2026 is a Thursday: three days later it is Sunday, and Monday is the first working day of two."""
    assert last_day(date(2026, 12, 24), 3, "regulation-1182-71", "DE") == date(2026, 12, 29)
    assert last_day(date(2026, 12, 24), 3, "calendar", "DE") == date(2026, 12, 27)


def test_the_law_of_azerbaijan_since_2024_is_told_as_unknown_with_what_to_read() -> None:
    found = only("AZ", country="AZ", published=date(2024, 1, 1), tenders_by=at(date(2024, 12, 1)))
    assert (found.status, found.minimum) == ("unknown", None)
    assert "have not been read" in sentence(found)


def test_the_restricted_procedure_of_portugal_since_october_2026_is_unknown_below_the_thresholds() -> None:
    """Decree-Law 177/2026 revised it; above the thresholds what the Directive asks at least is told as no more."""
    days = {"country": "PT", "procedure": "restricted", "dispatched": date(2026, 10, 1)}
    below = only("PT", requests_by=at(date(2027, 1, 1)), **days)
    assert (below.status, "177/2026" in sentence(below)) == ("unknown", True)
    above = only("PT", requests_by=at(date(2026, 11, 2)), facts=("published_oj",), **days)
    assert (above.status, "what the Directive asks at least" in sentence(above)) == ("ok", True)


@pytest.mark.parametrize(("answered", "status"), [(date(2026, 3, 22), "ok"), (date(2026, 3, 23), "short")])
def test_portuguese_answers_leave_the_last_third_of_the_time_for_tenders(answered: date, status: str) -> None:
    """Thirty days from 2 March to 1 April: the last ten are for tenders alone."""
    timetable = Timetable(country="PT", dispatched=MONDAY, answered=answered, tenders_by=at(date(2026, 4, 1)))
    (found,) = (one for one in check(timetable, load()["PT"]) if one.step == "answers")
    assert (found.status, found.minimum, found.earliest) == (status, 10, answered + timedelta(days=10))


def test_a_country_without_data_is_unknown_and_never_kept() -> None:
    assert regime_of("BR") is None
    found = only(None, country="BR", dispatched=MONDAY, tenders_by=at(date(2027, 1, 1)))
    assert (found.status, found.source) == ("unknown", None)
    assert "no minimum under BR" in sentence(found)


def test_a_missing_date_is_told_by_name() -> None:
    found = only("PT", country="PT", published=MONDAY, tenders_by=at(date(2026, 5, 1)))
    assert (found.status, found.missing) == ("unknown", "dispatch")
    assert "the day on which the notice is sent" in sentence(found)


def test_before_a_directive_applied_nothing_is_known() -> None:
    day = date(2016, 4, 17)
    assert only("EU", country="PT", dispatched=day, tenders_by=at(day + timedelta(days=90))).status == "unknown"


def test_a_finding_says_article_source_days_in_force_and_whether_it_was_looked_up() -> None:
    found = only("PT", country="PT", facts=("published_oj",), dispatched=MONDAY, tenders_by=at(date(2026, 3, 30)))
    assert (found.article, found.valid_from, found.confidence) == ("CCP, art. 136.º(1)", date(2018, 1, 1), "medium")
    assert sentence(found) == (
        "Time for tenders: 28 of at least 30 days (CCP, art. 136.º(1)). It may end on 1 Apr 2026 at the earliest. "
        "The figure was not looked up: check it in “CCP, Decree-Law 18/2008 as amended by Decree-Law 111-B/2017” "
        "before you rely on it."
    )


def test_what_shortens_a_period_is_cited_and_what_does_not_apply_is_not() -> None:
    days = {"country": "PT", "dispatched": MONDAY, "tenders_by": at(date(2026, 5, 1))}
    assert only("EU", facts=("electronic_tenders",), **days).adjusted_by == ("Directive 2014/24/EU, Art. 27(4)",)
    far = only("EU", facts=("documents_elsewhere",), **days)
    assert [source.articles for source in far.sources] == [("27",), ("53",)]
    both = only("EU", facts=("electronic_tenders", "urgent"), **days)
    assert both.adjusted_by == ("Directive 2014/24/EU, Art. 27(3)",)


def test_every_fact_and_finding_is_told_in_three_languages() -> None:
    timetable = Timetable(
        country="PT",
        procedure="restricted",
        dispatched=MONDAY,
        requests_by=at(date(2026, 3, 20)),
        invited=INVITED,
        answered=date(2026, 5, 5),
        tenders_by=datetime(2026, 5, 7, 12),
        decided=DECIDED,
        signed=date(2026, 5, 5),
    )
    said: dict[str, list[str]] = {}
    for language in texts.LANGUAGES:
        with texts.use(language):
            findings = [*check(timetable, load()["EU"]), *check(timetable, load()["PT"])]
            said[language] = [*map(sentence, findings), *map(say, FACTS.values())]
    assert all(len(set(one)) == len(texts.LANGUAGES) for one in zip(*said.values(), strict=True))


def test_a_fact_that_no_timetable_tells_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="tells no hurry"):
        Timetable(country="PT", facts=frozenset({"hurry"}))


SOURCES = "sources: {s: {title: S, url: 'https://s.example', looked_up: false, articles: ['1-9', 2a]}}"
PERIOD = "step: tenders, procedures: [open], starts: dispatch, count: calendar, source: s, article: A, from: 2018-01-01"
SOUND = f"{PERIOD}, confidence: medium"


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (f"{{id: a, {PERIOD}, confidence: high, days: 3}}", "nobody looked up"),
        (f"{{id: a, {SOUND}}}", "needs days"),
        (f"{{id: a, {SOUND}, days: 3, part: 3}}", "needs days"),
        (f"{{id: a, {SOUND}, days: 0}}", "below one"),
        (f"{{id: a, {SOUND}, days: 3, least: 4}}", "a least above"),
        (f"{{id: a, {SOUND}, days: 3, when: [hurry]}}", "'hurry'"),
        (f"{{id: a, {SOUND}, days: 3, adjust: [{{when: urgent, article: B}}]}}", "neither"),
        (f"{{id: a, {SOUND}, days: 3, adjust: [{{when: urgent, to: 4, article: B}}]}}", "no shorter time"),
        (f"{{id: a, {SOUND}, part: 3, adjust: [{{when: urgent, to: 4, article: B}}]}}", "not known"),
        (f"{{id: a, {SOUND}, days: 3, adjust: [{{when: urgent, to: 2, article: B, source: t}}]}}", "no source"),
        (f"{{id: a, {SOUND}, note: {{en: read}}}}", "needs en, pt, az"),
        (f"{{id: a, {SOUND}, days: 3, until: 2017-12-31}}", "before it begins"),
        (f"{{id: a, {SOUND.replace('article: A', 'article: Art. 10(2)')}, days: 3}}", "article 10"),
        (f"{{id: a, {SOUND.replace('article: A', 'article: Art. 2b')}, days: 3}}", "article 2b"),
        (f"{{id: a, {SOUND}, days: 3}}, {{id: b, {SOUND}, days: 2, when: [works]}}", "never reached: 'a'"),
        (f"{{id: a, {SOUND}, days: 3}}, {{id: a, {SOUND.replace('tenders', 'answers')}, days: 2}}", "stands twice"),
        (f"{{id: a, {PERIOD}, confidence: low, days: 3}}", "Invalid enum value"),
        (f"{{id: a, {SOUND}, days: 3, colour: red}}", "unknown field"),
        (f"{{id: a, {SOUND}, days: 3, days: 4}}", "'days' is written twice"),
        (f"{{id: a, {SOUND}, days: 2018-13-01}}", "Expected `int"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_place(periods: str, told: str, tmp_path: Any) -> None:
    found = refused(tmp_path, f"{HEAD}\n{SOURCES}\nperiods: [{periods}]\n")
    assert all(mistake.place.startswith("XX.yaml") for mistake in found)
    assert any(told in mistake.message for mistake in found), found


HEAD = "id: XX\ntitle: {en: X, pt: X, az: X}\nreviewed: 2026-11-26"


def refused(folder: Path, text: str) -> tuple[Mistake, ...]:
    (folder / "XX.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidLaw) as caught:
        load(folder)
    return caught.value.mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "holds no regime"),
        ("{", "is not YAML"),
        (f"{HEAD}\n{SOURCES}\nperiods: {{}}", "begin each period with a dash"),
        (f"{HEAD}\n{SOURCES}\nperiods: []", "cited by no period"),
        (f"{HEAD}\n{SOURCES.replace('https://s.example', '')}\nperiods: [{{id: a, {SOUND}, days: 3}}]", "the address"),
        (f"{HEAD.replace('az: X', 'ru: X')}\n{SOURCES}\nperiods: [{{id: a, {SOUND}, days: 3}}]", "needs en, pt, az"),
        (f"{HEAD.replace('id: XX', 'id: YY')}\n{SOURCES}\nperiods: [{{id: a, {SOUND}, days: 3}}]", "the file's name"),
    ],
)
def test_a_file_that_is_no_regime_is_told_so(text: str, told: str, tmp_path: Path) -> None:
    found = refused(tmp_path, text)
    assert any(told in mistake.message for mistake in found), found


def test_mistakes_of_several_periods_are_told_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, f"{HEAD}\n{SOURCES}\nperiods: [{{id: a, {SOUND}, day: 3}}, {{id: b, days: 2}}]")
    assert [mistake.place for mistake in found] == ["XX.yaml: a", "XX.yaml: b"]
