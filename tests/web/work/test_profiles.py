"""The editor keeps what a profile says, tells what is wrong beside its field, and never overwrites somebody else."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.world import World, example

from karavel.companies import parse
from karavel.demo.build import COMPANIES
from karavel.web.accounts.models import User
from karavel.web.permissions import Role
from karavel.web.profiles import sent
from karavel.web.profiles.codes import by_text, by_words
from karavel.web.profiles.layout import PARTS
from karavel.web.profiles.toml import written
from karavel.web.workspace.models import CompanyProfile

As = Callable[[User | None], Client]

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
COUNTS = st.dictionaries(st.text(string.printable, min_size=1, max_size=8), st.integers(0, 99), min_size=1, max_size=3)
SCALAR = st.one_of(
    TEXT,
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.lists(TEXT, max_size=3),
    COUNTS,
)
TABLE = st.dictionaries(st.sampled_from(["a", "b-c", "d e", "ə"]), SCALAR, min_size=1, max_size=4)


class Fields(HTMLParser):
    """What a browser would send of the page's editor."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.query = QueryDict(mutable=True)
        self._area = self._select = ""
        self._text = ""
        self._chosen: str | None = None
        self.feed(page.partition('<form class="editor"')[2].partition("</form>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "input" and name and (found.get("type") != "checkbox" or "checked" in found):
            self.query.appendlist(name, found.get("value", ""))
        if tag == "textarea":
            self._area, self._text = name, ""
        if tag == "select":
            self._select, self._chosen = name, None
        if tag == "option" and (self._chosen is None or "selected" in found):
            self._text = ""
            self._chosen = found.get("value", "\0")
        elif tag == "option":
            self._text = "\0"

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data
        elif self._select and self._chosen == "\0" and self._text == "":
            self._chosen = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.query.appendlist(self._area, self._text)
            self._area = ""
        if tag == "select":
            self.query.appendlist(self._select, self._chosen or "")
            self._select = ""


@pytest.mark.parametrize("name", COMPANIES)
def test_a_profile_that_is_opened_and_saved_says_the_same(world: World, as_user: As, name: str) -> None:
    profile = world.ours.profile
    assert profile
    CompanyProfile.everywhere.filter(pk=profile.pk).update(text=example(name))
    client = as_user(world.ours.members[Role.BID_MANAGER])
    form = Fields(client.get(f"/profiles/{profile.pk}/").content.decode()).query
    assert parse(written(sent.read(form).raw)) == parse(example(name))
    assert client.post(f"/profiles/{profile.pk}/", form).status_code == 302


@given(raw=st.fixed_dictionaries({part.name: st.lists(TABLE, max_size=3) if part.many else TABLE for part in PARTS}))
def test_what_is_written_is_read_again(raw: dict[str, object]) -> None:
    assert tomllib.loads(written(raw)) == {name: value for name, value in raw.items() if value}


def opened(world: World, as_user: As) -> tuple[Client, int, QueryDict]:
    client = as_user(world.ours.members[Role.BID_MANAGER])
    assert world.ours.profile
    pk = world.ours.profile.pk
    return client, pk, Fields(client.get(f"/profiles/{pk}/").content.decode()).query


def test_what_is_wrong_stands_beside_its_field(world: World, as_user: As) -> None:
    client, pk, form = opened(world, as_user)
    form["company.employees"] = "sixty"
    form["owners[0].share"] = "130"
    form["references[1].title"] = ""
    answer = client.post(f"/profiles/{pk}/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    for place in ("company-employees", "owners-0-share", "references-1-title"):
        assert page.partition(f'id="e-{place}"')[2].startswith("><p>"), place
    checked = client.post("/profiles/check/", form).content.decode()
    assert 'id="e-owners-0-share" hx-swap-oob="true"><p>is 130 %' in checked
    assert "3 things are not right" in checked


def test_rows_that_are_empty_are_left_out_and_mistakes_stay_in_their_row(world: World, as_user: As) -> None:
    client, _pk, form = opened(world, as_user)
    for field in ("title", "cpv", "country", "ended", "value.amount", "value.currency"):
        form[f"references[0].{field}"] = ""
    form["references[1].country"] = "XX"
    checked = client.post("/profiles/check/", form).content.decode()
    assert 'id="e-references-1-country" hx-swap-oob="true"><p>' in checked
    assert 'id="e-references-0-title" hx-swap-oob="true"></div>' in checked


def test_a_row_is_added_and_taken_away_without_saving(world: World, as_user: As) -> None:
    client, pk, form = opened(world, as_user)
    more = client.post(f"/profiles/{pk}/", {**form.dict(), "add": "owners"})
    assert 'name="owners[1].share"' in more.content.decode()
    less = client.post(f"/profiles/{pk}/", {**form.dict(), "remove": "owners[0]"})
    assert 'name="owners[0].share"' not in less.content.decode()
    assert CompanyProfile.everywhere.get(pk=pk).revision == 1


def test_codes_are_found_by_words_in_any_language_and_by_what_a_text_says(world: World, as_user: As) -> None:
    assert "72000000" in by_words("services IT")
    assert by_words("72212000") == ("72212000",)
    assert by_words("  ") == () == by_text("\n")
    assert any(code.startswith(("72", "48")) for code in by_text("software para hospitais"))


def test_codes_are_offered_at_the_field_that_asks_in_the_readers_language(world: World, as_user: As) -> None:
    client, pk, form = opened(world, as_user)
    form["rows:references"], form["references[0].title"] = "1", "Levantamento topográfico e cartografia"
    form["words.references[0].cpv"] = "seguros"
    address, portuguese = f"/profiles/{pk}/", {"accept-language": "pt"}
    page = client.post(address, {**form.dict(), "suggest": "references[0].cpv"}, headers=portuguese).content.decode()
    own, others = offered(page, "references[0].cpv"), offered(page, "capabilities.cpv")
    assert any(code.startswith("71") for code in own)
    assert not others, "each field is offered what its own words say"
    assert any("arquitet" in label.lower() for label in own.values()), own
    looked = client.post(address, {**form.dict(), "look": "references[0].cpv"}).content.decode()
    assert any(code.startswith("66") for code in offered(looked, "references[0].cpv"))
    assert 'name="words.references[0].cpv" value="seguros"' in looked
    form["capabilities.summary"] = "Citizen portals for ministries"
    whole = client.post(address, {**form.dict(), "suggest": "capabilities.cpv"}).content.decode()
    assert any(code.startswith(("72", "48")) for code in offered(whole, "capabilities.cpv"))


def test_a_row_is_taken_away_where_an_empty_one_stands_before_it(world: World, as_user: As) -> None:
    client, pk, form = opened(world, as_user)
    rows = {"rows:owners": "3", "owners[0].country": "", "owners[0].share": ""}
    rows |= {"owners[1].country": "PT", "owners[1].share": "40", "owners[2].country": "GE", "owners[2].share": "60"}
    page = client.post(f"/profiles/{pk}/", {**form.dict(), **rows, "remove": "owners[1]"}).content.decode()
    assert re.findall(r'name="owners\[\d\].share" value="(\d*)"', page) == ["60"]


def offered(page: str, place: str) -> dict[str, str]:
    """Codes to tick at a field that are not ticked yet, with their labels."""
    found = re.findall(rf'name="{re.escape(place)}" value="(\d+)"> <code>\d+</code> ([^<]*)<', page)
    return dict(found)


def test_nobody_overwrites_what_somebody_else_has_saved(world: World, as_user: As) -> None:
    client, pk, form = opened(world, as_user)
    form["company.employees"] = "61"
    assert client.post(f"/profiles/{pk}/", form).status_code == 302
    form["company.employees"] = "62"
    answer = client.post(f"/profiles/{pk}/", form)
    assert answer.status_code == 409
    assert "revision 2" in answer.content.decode()
    assert CompanyProfile.everywhere.get(pk=pk).company.employees == 61
    again = client.post(f"/profiles/{pk}/text/", {"text": example(), "revision": "1"})
    assert again.status_code == 409


def test_a_revision_that_says_the_same_leaves_the_lists_alone(world: World, as_user: As) -> None:
    client, pk, _form = opened(world, as_user)
    before = CompanyProfile.everywhere.get(pk=pk)
    answer = client.post(f"/profiles/{pk}/text/", {"text": "# a remark\n" + before.text, "revision": "1"}, follow=True)
    after = CompanyProfile.everywhere.get(pk=pk)
    assert (after.revision, after.digest) == (2, before.digest)
    assert "the lists stay as they are" in answer.content.decode()


def test_files_are_exchanged_and_a_wrong_one_is_told_of(world: World, as_user: As) -> None:
    client, pk, _form = opened(world, as_user)
    file = client.get(f"/profiles/{pk}/company.toml")
    assert file["Content-Disposition"].startswith("attachment")
    client.post("/profiles/import/", {"file": SimpleUploadedFile("company.toml", file.content)})
    assert CompanyProfile.everywhere.filter(organisation=world.ours.organisation).count() == 2
    wrong = client.post("/profiles/import/", {"file": SimpleUploadedFile("x.toml", b"[company]\nname = '<script>'")})
    assert wrong.status_code == 422
    assert "<script>'" not in wrong.content.decode()
    for junk in (b"\xff\xfe", b""):
        client.post("/profiles/import/", {"file": SimpleUploadedFile("x.toml", junk)})
    assert CompanyProfile.everywhere.filter(organisation=world.ours.organisation).count() == 2


def test_the_profile_that_was_chosen_is_the_one_in_use(world: World, as_user: As) -> None:
    client, _pk, _form = opened(world, as_user)
    other = SimpleUploadedFile("c.toml", example(COMPANIES[-1]).encode())
    client.post("/profiles/import/", {"file": other})
    second = CompanyProfile.everywhere.filter(organisation=world.ours.organisation).latest("pk")
    client.post(f"/profiles/{second.pk}/use/")
    card = (
        client.get("/profiles/")
        .content.decode()
        .partition(f'aria-labelledby="p-{second.pk}"')[2]
        .partition("</section>")[0]
    )
    assert "in use" in card


def test_a_profile_goes_only_when_its_name_is_typed(world: World, as_user: As) -> None:
    client, pk, _form = opened(world, as_user)
    client.post(f"/profiles/{pk}/delete/", {"name": "something"})
    assert CompanyProfile.everywhere.filter(pk=pk).exists()
    client.post(f"/profiles/{pk}/delete/", {"name": CompanyProfile.everywhere.get(pk=pk).name})
    assert not CompanyProfile.everywhere.filter(pk=pk).exists()
