"""The lake's tables: what each column holds and where it comes from.

Every table has ``part``, the name of the commit that brought the row, so that the text index knows what it has seen.
``run`` numbers the ingests: of two versions that say nothing about their order, the one that came later counts.
"""

from __future__ import annotations

from typing import Final

from karavel.lake.columns import Table, code, code_bytes, count, counts, day, flag, number, prose, raw, texts

_PROVENANCE: Final = (
    prose("sha256", "provenance.sha256"),
    prose("file", "provenance.file"),
    code("format"),
    raw("raw", "content"),
    prose("address", "provenance.address"),
    code("fetched"),
    code("publisher", "provenance.publisher"),
    code("licence", "provenance.licence"),
    count("run"),
    code("part"),
)

DOCUMENTS: Final = Table("documents", *_PROVENANCE, prose("notice_id"))

#: What could not be read, with its bytes: a document whose format is known, or a file that could not be taken apart.
QUARANTINE: Final = Table("quarantine", *_PROVENANCE, code("code"), prose("reason"))

NOTICES: Final = Table(
    "notices",
    prose("id", "notice.id"),
    prose("identity"),
    prose("notice_id", "notice.notice_id"),
    code("version", "notice.version"),
    prose("procedure_id", "notice.procedure_id"),
    prose("ocid", "notice.ocid"),
    code("format", "notice.format"),
    code("form", "notice.form"),
    code("kind", "notice.kind"),
    code("status", "notice.status"),
    day("published", "notice.published"),
    day("dispatched", "notice.dispatched"),
    code("language", "notice.language"),
    code("buyer_country", "buyer.country"),
    count("lots"),
    prose("sha256", "notice.provenance.sha256"),
    count("run"),
    code("part"),
    raw("body"),
)

CHANGES: Final = Table(
    "changes",
    prose("sha256"),
    prose("id"),
    day("published"),
    prose("changed"),
    code("lot_id"),
    code("deadline"),
    code("part"),
)

LOTS: Final = Table(
    "lots",
    code("notice_id", "notice.id"),
    code("lot_id", "lot.id"),
    code("format", "notice.format"),
    code("kind", "notice.kind"),
    code("status", "notice.status"),
    day("published", "notice.published"),
    day("known"),
    day("procedure_start", "notice.procedure_start"),
    code("deadline", "lot.deadline"),
    day("deadline_day"),
    prose("title", "lot.title"),
    code("notice_title", "notice.title"),
    prose("description"),
    code("language", "notice.language"),
    code("buyer_name", "buyer.name"),
    code("buyer_country", "buyer.country"),
    code("buyer_level", "buyer.level"),
    code("buyer_legal_type", "buyer.legal_type"),
    code("buyer_activity", "buyer.activity"),
    code("nature"),
    texts("cpv"),
    number("value", "value.amount"),
    code("currency", "value.currency"),
    number("value_eur"),
    code("value_of"),
    texts("languages", "lot.languages"),
    code("procedure", "notice.procedure"),
    code("legal_basis", "notice.legal_basis"),
    flag("gpa_declared"),
    flag("eu_funded", "lot.eu_funded"),
    flag("by_invitation", "lot.by_invitation"),
    code("place_country", "place.country"),
    code("nuts"),
    code("url"),
    code("ocid", "notice.ocid"),
    code("sha256", "notice.provenance.sha256"),
    count("key"),
    code("part"),
)

#: What the law looks at in each lot (``key``), and what is asked of tenderers; see :mod:`karavel.lake.situations`.
#: ``amount`` is that of the whole procedure, ``own_eur`` the lot's own, ``asked`` a digest of all requirements.
SITUATIONS: Final = Table(
    "situations",
    count("key"),
    code_bytes("facts"),
    number("amount"),
    code("currency"),
    number("own_eur"),
    day("announced"),
    day("procedure_start"),
    day("awarded"),
    day("ends"),
    count("asked"),
    code("part"),
)

AWARDS: Final = Table(
    "awards",
    code("notice_id", "notice.id"),
    code("lot_id", "award.lot_id"),
    day("published", "notice.published"),
    day("date", "award.date"),
    code("title"),
    code("buyer_name", "buyer.name"),
    code("buyer_country", "buyer.country"),
    texts("cpv"),
    number("value", "value.amount"),
    code("currency", "value.currency"),
    number("value_eur"),
    code("supplier_name", "supplier.name"),
    code("supplier_country", "supplier.country"),
    texts("supplier_ids", "supplier.ids"),
    code("procedure", "notice.procedure"),
    count("tenders_total"),
    code("contract_id", "award.contract_id"),
    code("ocid", "notice.ocid"),
    code("format", "notice.format"),
    code("sha256", "notice.provenance.sha256"),
    code("part"),
)

PROBLEMS: Final = Table(
    "problems",
    code("sha256"),
    code("file"),
    code("notice_id"),
    code("code"),
    code("message"),
    code("place"),
    code("severity"),
    code("part"),
)

#: Paths that no field table reads, one row a document: there are many, so they are unfolded only when looked at.
GAPS: Final = Table("gaps", prose("sha256"), texts("paths"), counts("counts"), code("part"))

TABLES: Final[dict[str, Table]] = {
    table.name: table for table in (DOCUMENTS, QUARANTINE, NOTICES, CHANGES, LOTS, SITUATIONS, AWARDS, PROBLEMS, GAPS)
}

#: Tables that hold bytes as published: large, so they are merged only while they are small.
RAW: Final = frozenset({"documents", "quarantine"})
