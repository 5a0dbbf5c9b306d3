"""What awards, changes and the forms of 2011 are in the model, on small notices of our own."""

from __future__ import annotations

from tests.readers.ted.making import BODY, form, notice, read, subject, understood

from karavel.notices import Money, Tenders

LOTS = tuple(f"<OBJECT_DESCR><LOT_NO>{number}</LOT_NO></OBJECT_DESCR>" for number in (1, 2, 3))
WINNER = (
    "<CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>{name}</OFFICIALNAME>"
    '<NATIONALID>{id}</NATIONALID><COUNTRY VALUE="EL"/></ADDRESS_CONTRACTOR><SME/></CONTRACTOR></CONTRACTORS>'
)


def award(number: str = "", content: str = "", name: str = "Exemplo AE", identifier: str = "N/A") -> str:
    lot = f"<LOT_NO>{number}</LOT_NO>" if number else ""
    winner = WINNER.format(name=name, id=identifier)
    return f"<AWARD_CONTRACT>{lot}<AWARDED_CONTRACT>{winner}{content}</AWARDED_CONTRACT></AWARD_CONTRACT>"


def result(*awards: str, lots: tuple[str, ...] = LOTS) -> bytes:
    return notice(form(BODY + subject(*lots) + "".join(awards), "F03"), document_type="7")


def test_a_winner_has_country_size_and_an_id_only_where_there_is_one() -> None:
    winner = understood(result(award("1"))).awards[0].suppliers[0]
    assert (winner.name, winner.country, winner.size, winner.ids) == ("Exemplo AE", "GR", "sme", ())


def test_tenders_are_counted_by_kind_and_what_is_not_told_is_none() -> None:
    counts = "<NB_TENDERS_RECEIVED>3</NB_TENDERS_RECEIVED><NB_TENDERS_RECEIVED_SME>0</NB_TENDERS_RECEIVED_SME>"
    assert understood(result(award("1", f"<TENDERS>{counts}</TENDERS>"))).awards[0].tenders == Tenders(total=3, sme=0)


def test_a_value_that_is_not_to_be_published_is_none() -> None:
    kept = '<VALUES PUBLICATION="NO"><VAL_TOTAL CURRENCY="EUR">5</VAL_TOTAL></VALUES>'
    assert understood(result(award("1", kept))).awards[0].value is None


def test_lowest_and_highest_tender_stand_in_for_a_value() -> None:
    values = '<VALUES><VAL_RANGE_TOTAL CURRENCY="EUR"><LOW>5</LOW><HIGH>9</HIGH></VAL_RANGE_TOTAL></VALUES>'
    found = understood(result(award("1", values))).awards[0]
    assert (found.value, found.lowest, found.highest) == (None, Money(5, "EUR"), Money(9, "EUR"))


def test_a_lot_without_a_winner_says_so_and_why() -> None:
    nobody = "<NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/></NO_AWARDED_CONTRACT>"
    found = understood(result(f"<AWARD_CONTRACT><LOT_NO>2</LOT_NO>{nobody}</AWARD_CONTRACT>")).awards[0]
    assert (found.lot_id, found.status, found.reason, found.suppliers) == ("2", "clos-nw", "other", ())


def test_an_award_finds_its_lot_however_the_buyer_writes_it() -> None:
    numbers = [found.lot_id for found in understood(result(*map(award, ("Lot 1", "02", "3.")))).awards]
    assert numbers == ["1", "2", "3"]


def test_a_contract_for_several_lots_is_an_award_of_each_and_bears_its_value_once() -> None:
    value = '<VALUES><VAL_TOTAL CURRENCY="EUR">5</VAL_TOTAL></VALUES>'
    found = understood(result(award("1, 2 e 3", value))).awards
    assert [(each.lot_id, each.value) for each in found] == [("1", Money(5, "EUR")), ("2", None), ("3", None)]


def test_a_lot_that_is_not_listed_is_a_problem_and_keeps_its_name() -> None:
    reading = read(result(award("17")))
    assert reading.notice is not None
    assert reading.notice.awards[0].lot_id == "17"
    assert [problem.code for problem in reading.problems] == ["unknown-lot"]


def test_an_award_without_a_lot_belongs_to_the_only_one_or_to_none() -> None:
    assert understood(result(award(), lots=LOTS[:1])).awards[0].lot_id == "1"
    assert understood(result(award())).awards[0].lot_id is None


def test_the_first_estimate_in_an_award_is_the_estimate_of_its_lot() -> None:
    estimate = '<VALUES><VAL_ESTIMATED_TOTAL CURRENCY="EUR">7</VAL_ESTIMATED_TOTAL></VALUES>'
    lots = understood(result(award("2", estimate), award("3"))).lots
    assert [lot.value for lot in lots] == [None, Money(7, "EUR"), None]


def test_winners_of_a_design_contest_are_no_group() -> None:
    winners = "".join(
        f"<WINNER><ADDRESS_WINNER><OFFICIALNAME>{name}</OFFICIALNAME></ADDRESS_WINNER></WINNER>" for name in "AB"
    )
    prize = '<VAL_PRIZE CURRENCY="EUR">9</VAL_PRIZE>'
    results = f"<RESULTS><AWARDED_PRIZE><WINNERS>{winners}</WINNERS>{prize}</AWARDED_PRIZE></RESULTS>"
    found = understood(notice(form(BODY + subject() + results, "F13"), document_type="R"))
    assert [[supplier.name for supplier in each.suppliers] for each in found.awards] == [["A"], ["B"]]
    assert found.awarded_value == Money(9, "EUR")


def test_a_corrigendum_names_the_notice_and_moves_its_deadline() -> None:
    changes = (
        "<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2020/S 251-000777</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO>"
        "<CHANGES><CHANGE><WHERE><SECTION>IV.2.2)</SECTION><LOT_NO>2</LOT_NO></WHERE><OLD_VALUE><DATE>2021-01-26</DATE>"
        "</OLD_VALUE><NEW_VALUE><DATE>2021-02-15</DATE><TIME>12:00</TIME></NEW_VALUE></CHANGE><CHANGE><WHERE>"
        "<SECTION>IV.2.7)</SECTION></WHERE><NEW_VALUE><DATE>2021-02-16</DATE></NEW_VALUE></CHANGE></CHANGES>"
    )
    found = understood(notice(form(BODY + subject() + changes, "F14"), document_type="2"))
    assert (found.kind, found.previous) == ("change", ("777-2020",))
    assert [(change.notice, change.deadlines) for change in found.changes] == [("777-2020", {"2": "2021-02-15T12:00"})]
    assert found.changes[0].text == "IV.2.2) (2): 2021-01-26 -> 2021-02-15 12:00\nIV.2.7): - -> 2021-02-16"


def test_a_modified_contract_says_what_changed_and_why() -> None:
    modified = (
        "<PROCEDURE><NOTICE_NUMBER_OJ>2019/S 001-000005</NOTICE_NUMBER_OJ></PROCEDURE><MODIFICATIONS_CONTRACT>"
        "<INFO_MODIFICATIONS><SHORT_DESCR><P>Mais meses</P></SHORT_DESCR>"
        "<ADDITIONAL_NEED><P>Faltava</P></ADDITIONAL_NEED>"
        '<VAL_TOTAL_BEFORE CURRENCY="EUR">5</VAL_TOTAL_BEFORE><VAL_TOTAL_AFTER CURRENCY="EUR">6</VAL_TOTAL_AFTER>'
        "</INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>"
    )
    found = understood(notice(form(BODY + subject() + modified, "F20"), document_type="K"))
    change = found.changes[0]
    assert (found.kind, change.notice, change.reason) == ("change", "5-2019", "add-wss")
    assert change.text == "Mais meses\nFaltava"
    assert found.extensions == {"ted.value_before": "5.00 EUR", "ted.value_after": "6.00 EUR"}


def test_a_form_of_2011_is_read_whatever_wraps_its_fields() -> None:
    content = """<FD_CONTRACT_NEVER_SEEN><A_WRAPPER><CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION>
      <OFFICIALNAME>Câmara</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="PT"/></CA_CE_CONCESSIONAIRE_PROFILE></A_WRAPPER>
      <ANOTHER><TITLE_CONTRACT><P>Portal</P></TITLE_CONTRACT><CPV><CPV_MAIN><CPV_CODE CODE="72200000"/></CPV_MAIN></CPV>
      <COSTS_RANGE_AND_CURRENCY CURRENCY="EUR"><VALUE_COST FMTVAL="5000.00">5 000,00</VALUE_COST>
      </COSTS_RANGE_AND_CURRENCY><CONTRACT_COVERED_GPA VALUE="YES"/></ANOTHER><RECEIPT_LIMIT_DATE><DAY>1</DAY>
      <MONTH>2</MONTH><YEAR>2021</YEAR><TIME>9:00</TIME></RECEIPT_LIMIT_DATE><F17_PT_ACCELERATED_NEGOTIATED/>
      <STRANGE>words</STRANGE></FD_CONTRACT_NEVER_SEEN>"""
    reading = read(notice(form(content, "17", element="CONTRACT_NEVER_SEEN")))
    found = reading.notice
    assert found is not None
    assert (found.form, found.kind, found.title, found.cpv) == ("F17", "call", "Portal", ("72200000",))
    assert found.buyers[0].name == "Câmara"
    assert (found.value, found.declared) == (Money(5000, "EUR"), {"gpa": True})
    assert (found.procedure, found.accelerated, found.lots[0].deadline) == ("neg-w-call", True, "2021-02-01T09:00")
    assert [entry.path for entry in reading.unread if "STRANGE" in entry.path] == [
        "FORM_SECTION/CONTRACT_NEVER_SEEN/**/FD_CONTRACT_NEVER_SEEN/STRANGE"
    ]


def test_an_estimate_from_to_of_2011_is_its_upper_end_and_a_problem() -> None:
    content = """<X><COSTS_RANGE_AND_CURRENCY CURRENCY="EUR"><RANGE_VALUE_COST><LOW_VALUE FMTVAL="4">4</LOW_VALUE>
      <HIGH_VALUE FMTVAL="7">7</HIGH_VALUE></RANGE_VALUE_COST></COSTS_RANGE_AND_CURRENCY></X>"""
    reading = read(notice(form(content, "2", element="CONTRACT")))
    assert reading.notice is not None
    assert reading.notice.value == Money(7, "EUR")
    assert [problem.code for problem in reading.problems] == ["value-is-a-range"]


def test_forms_of_2011_that_no_archive_of_ours_holds_are_read_by_the_names_of_their_schema() -> None:
    utilities = """<FD_CONTRACT_AWARD_UTILITIES><OBJECT_CONTRACT_AWARD_UTILITIES><DESCRIPTION_CONTRACT_AWARD_UTILITIES>
      <TITLE_CONTRACT><P>Cabos</P></TITLE_CONTRACT><SHORT_DESCRIPTION><P>Cabos novos</P></SHORT_DESCRIPTION>
      </DESCRIPTION_CONTRACT_AWARD_UTILITIES><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR">
      <VALUE_COST FMTVAL="8">8</VALUE_COST></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></OBJECT_CONTRACT_AWARD_UTILITIES>
      <AWARD_CONTRACT_CONTRACT_AWARD_UTILITIES><AWARD_AND_CONTRACT_VALUE><DATE_OF_CONTRACT_AWARD><DAY>3</DAY>
      <MONTH>1</MONTH><YEAR>2021</YEAR></DATE_OF_CONTRACT_AWARD><CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP>
      <ORGANISATION><OFFICIALNAME>Exemplo</OFFICIALNAME></ORGANISATION></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP>
      </AWARD_AND_CONTRACT_VALUE></AWARD_CONTRACT_CONTRACT_AWARD_UTILITIES></FD_CONTRACT_AWARD_UTILITIES>"""
    found = understood(notice(form(utilities, "6", element="CONTRACT_AWARD_UTILITIES"), document_type="7"))
    assert (found.form, found.kind, found.title, found.description) == ("F06", "award", "Cabos", "Cabos novos")
    assert found.awarded_value == Money(8, "EUR")
    assert [(str(each.date), each.suppliers[0].name) for each in found.awards] == [("2021-01-03", "Exemplo")]
    contest = """<FD_DESIGN_CONTEST><OBJECT_DESIGN_CONTEST><TITLE_DESIGN_CONTACT_NOTICE><P>Museu</P>
      </TITLE_DESIGN_CONTACT_NOTICE></OBJECT_DESIGN_CONTEST><TIME_LIMIT_CHP><DAY>9</DAY><MONTH>2</MONTH><YEAR>2021</YEAR>
      </TIME_LIMIT_CHP></FD_DESIGN_CONTEST>"""
    found = understood(notice(form(contest, "12", element="DESIGN_CONTEST"), document_type="D"))
    assert (found.form, found.kind, found.title, found.lots[0].deadline) == ("F12", "call", "Museu", "2021-02-09")
