"""The shape of an OCDS release, as far as the model holds it: OCDS 1.0 and 1.1, the extensions of the eForms profile
and what publishers add of their own (``lotID``, ``suitability``).

Types are those of the schema (https://standard.open-contracting.org/1.1/en/schema/release/). What a publisher writes
otherwise is mended first; see ``mending``. Every list may be null.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

Id: TypeAlias = str | int | None
Text: TypeAlias = str | None
Number: TypeAlias = float | None
Flag: TypeAlias = bool | None
Texts: TypeAlias = list[str | None] | None


class Shape(Struct, rename="camel", gc=False):
    """Base of all shapes: names in camel case; no cycles, so nothing for the garbage collector."""


class Value(Shape):
    amount: Number = None
    currency: Text = None


class Period(Shape):
    start_date: Text = None
    end_date: Text = None
    duration_in_days: Number = None


class Classification(Shape):
    scheme: Text = None
    id: Id = None
    description: Text = None


class Identifier(Shape):
    scheme: Text = None
    id: Id = None
    legal_name: Text = None


class AddressDetails(Shape):
    """An address in codes: Moldova's MTender."""

    country: Classification | None = None
    locality: Classification | None = None


class Address(Shape):
    locality: Text = None
    region: Text = None
    country_name: Text = None
    country: Text = None
    address_details: AddressDetails | None = None


class ContactPoint(Shape):
    email: Text = None
    telephone: Text = None
    url: Text = None


class Details(Shape):
    scale: Text = None
    type_of_buyer: Text = None
    url: Text = None
    classifications: list[Classification] | None = None


class Owner(Shape):
    nationalities: Texts = None


class Party(Shape):
    """An organisation, or a reference to one: OCDS 1.0 has all of it in place, 1.1 in ``parties``."""

    id: Id = None
    name: Text = None
    identifier: Identifier | None = None
    additional_identifiers: list[Identifier] | None = None
    address: Address | None = None
    contact_point: ContactPoint | None = None
    roles: Texts = None
    details: Details | None = None
    beneficial_owners: list[Owner] | None = None


class File(Shape):
    """A document of the process."""

    url: Text = None
    title: Text = None
    document_type: Text = None
    language: Text = None
    languages: Texts = None
    related_lots: Texts = None
    access_details: Text = None


class Location(Shape):
    description: Text = None


class Item(Shape):
    id: Id = None
    classification: Classification | None = None
    additional_classifications: list[Classification] | None = None
    related_lot: Id = None
    related_lots: Texts = None
    delivery_address: Address | None = None
    delivery_addresses: list[Address] | None = None
    delivery_location: Location | None = None
    delivery_locations: list[Location] | None = None


class CriterionNumber(Shape):
    number: Number = None
    weight: Text = None


class Criterion(Shape):
    """An award or selection criterion."""

    type: Text = None
    name: Text = None
    description: Text = None
    minimum: Text = None
    numbers: list[CriterionNumber] | None = None


class Criteria(Shape):
    description: Text = None
    criteria: list[Criterion] | None = None


class SubmissionTerms(Shape):
    electronic_submission_policy: Text = None
    variant_policy: Text = None
    languages: Texts = None
    bid_validity_period: Period | None = None
    deposits_guarantees: Text = None
    advanced_electronic_signature_required: Flag = None
    subcontracting_clauses: Texts = None


class OtherRequirements(Shape):
    reserved_participation: Texts = None


class FrameworkAgreement(Shape):
    method: Text = None
    maximum_participants: Number = None
    value: Value | None = None


class DynamicPurchasingSystem(Shape):
    type: Text = None


class Techniques(Shape):
    has_framework_agreement: Flag = None
    framework_agreement: FrameworkAgreement | None = None
    has_dynamic_purchasing_system: Flag = None
    dynamic_purchasing_system: DynamicPurchasingSystem | None = None


class Renewal(Shape):
    description: Text = None
    maximum_renewals: Number = None


class Options(Shape):
    description: Text = None


class Suitability(Shape):
    sme: Flag = None


class Opening(Shape):
    date: Text = None


class Terms(Shape):
    """What a lot says, or the tender for all its lots."""

    id: Id = None
    title: Text = None
    description: Text = None
    status: Text = None
    value: Value | None = None
    main_procurement_category: Text = None
    additional_procurement_categories: Texts = None
    tender_period: Period | None = None
    enquiry_period: Period | None = None
    contract_period: Period | None = None
    award_criteria: Criteria | str | None = None
    award_criteria_details: Text = None
    selection_criteria: Criteria | None = None
    eligibility_criteria: Text = None
    submission_terms: SubmissionTerms | None = None
    submission_method: Texts = None
    submission_method_details: Text = None
    other_requirements: OtherRequirements | None = None
    techniques: Techniques | None = None
    renewal: Renewal | None = None
    options: Options | None = None
    suitability: Suitability | None = None
    covered_by: Texts = None
    bid_opening: Opening | None = None
    delivery_addresses: list[Address] | None = None


class Lot(Terms):
    """A lot; ``items`` are the ids of its items, where a publisher links them that way."""

    items: list[str | int | None] | None = None


class Procedure(Shape):
    is_accelerated: Flag = None


class Amendment(Shape):
    date: Text = None
    rationale: Text = None
    description: Text = None
    amends_release_id: Text = field(default=None, name="amendsReleaseID")


class Tender(Terms):
    procuring_entity: Party | None = None
    items: list[Item] | None = None
    lots: list[Lot] | None = None
    classification: Classification | None = None
    additional_classifications: list[Classification] | None = None
    procurement_method: Text = None
    procurement_method_details: Text = None
    legal_basis: Classification | None = None
    procedure: Procedure | None = None
    documents: list[File] | None = None
    number_of_tenderers: Number = None
    amendments: list[Amendment] | None = None
    amendment: Amendment | None = None
    date_published: Text = None


class Subcontracting(Shape):
    value: Value | None = None
    maximum_percentage: Number = None


class Award(Shape):
    id: Id = None
    title: Text = None
    description: Text = None
    status: Text = None
    date: Text = None
    value: Value | None = None
    suppliers: list[Party] | None = None
    items: list[Item] | None = None
    related_lots: Texts = None
    related_lot: Id = None
    lot_id: Id = field(default=None, name="lotID")
    contract_period: Period | None = None
    has_subcontracting: Flag = None
    subcontracting: Subcontracting | None = None
    documents: list[File] | None = None


class Contract(Shape):
    id: Id = None
    award_id: Id = field(default=None, name="awardID")
    award_ids: list[Id] | None = field(default=None, name="awardIDs")
    period: Period | None = None
    title: Text = None
    status: Text = None
    date_signed: Text = None
    value: Value | None = None
    suppliers: list[Party] | None = None
    items: list[Item] | None = None


class Statistic(Shape):
    measure: Text = None
    value: Number = None
    related_lot: Id = None
    related_lots: Texts = None


class Bid(Shape):
    related_lot: Id = None
    related_lots: Texts = None


class Bids(Shape):
    statistics: list[Statistic] | None = None
    details: list[Bid] | None = None


class Budget(Shape):
    amount: Value | None = None
    description: Text = None
    project: Text = None


class Planning(Shape):
    rationale: Text = None
    budget: Budget | None = None
    documents: list[File] | None = None


class RelatedProcess(Shape):
    identifier: Text = None


class Release(Shape):
    """A release, or the compiled release of a record."""

    ocid: Text = None
    id: Id = None
    date: Text = None
    tag: Texts = None
    language: Text = None
    title: Text = None
    description: Text = None
    version: Text = None
    buyer: Party | None = None
    parties: list[Party] | None = None
    planning: Planning | None = None
    tender: Tender | None = None
    awards: list[Award] | None = None
    contracts: list[Contract] | None = None
    bids: Bids | None = None
    related_processes: list[RelatedProcess] | None = None
