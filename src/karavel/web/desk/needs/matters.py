"""What each kind of service must settle besides: questions by subject (:mod:`karavel.matching.terms`).

Sources: Regulation (EU) 910/2014 with (EU) 2024/1183 for identity and signature; Directive (EU) 2015/2366 for
payments; Regulation (EU) 2016/679, Article 9 for health; Directive 2007/2/EC (INSPIRE) for maps; Directive (EU)
2019/1024 for open data; ISO/IEC 27001 and Directive (EU) 2022/2555 for security; ISO 14721 for archives; Directive
2014/55/EU for invoices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

_SUBJECTS: Final = {
    "identity": (
        _("Levels of assurance (low, substantial, high) by service; which identities of other countries are accepted."),
        _("Logins an hour at the peak: …; what happens when the identity provider is down."),
    ),
    "signature": (
        _("Which acts need a qualified signature, which a seal; who issues the certificates and the time stamps."),
        _("Signatures a year: …; formats (PAdES, XAdES), and how they can be checked after the certificate ends."),
    ),
    "payment": (
        _("Means of payment and who bears their fees; refunds, failed payments, reconciliation with the treasury."),
        _("Payments a year: …, their value, the licence or the partner of the payment service."),
    ),
    "health": (
        _("Who may read which part of a record and on what legal basis; each access can be seen by the patient."),
        _("Standards for exchange (HL7 FHIR, DICOM, SNOMED CT) and for prescriptions across borders."),
    ),
    "land": (
        _("Which entry makes a right and which only shows it; how contradictions of register and map are settled."),
        _("Parcels: …, records to be transferred: …, accuracy of boundaries: … m."),
    ),
    "maps": (
        _("Coordinate reference system, scale and accuracy; services by OGC standards (WMS, WFS, OGC API)."),
        _("Who keeps each layer up to date and how often; licences of the base map."),
    ),
    "tax": (
        _("Which data come from third parties, when, and how a taxpayer corrects them; secrecy of tax data."),
        _("Returns a year: …, at the peak … an hour in the last days."),
    ),
    "chat": (
        _("What it may answer and from which texts; how a person takes over; users are told that it is a machine."),
        _("Questions a month: …, share answered rightly (judged on … samples): … %, in each language."),
    ),
    "exchange": (
        _("Which registers give what to whom, on which legal basis; agreements, logs, and how citizens see requests."),
        _("Requests a day: …, answered within … seconds; versions of interfaces and how long an old one is kept."),
    ),
    "cloud": (
        _("Where data may lie; classes of data; who holds the keys; the way out with all data and its price."),
        _("Processors, memory, storage: …; restore within … hours with at most … minutes of data lost."),
    ),
    "security": (
        _("What is watched: systems, logs a day: …; who decides in an incident; duties to report, and by when."),
        _("Tests: scope, how often, by whom; time to mend a grave weakness: … days."),
    ),
    "school": (
        _("Rules by which places are given, and how a family can follow and contest them; data of children."),
        _("Applications in the first hour: …; what is done for families without a computer."),
    ),
    "elearning": (
        _("Courses: …, hours: …, who owns the content; standards (SCORM, xAPI), certificates, accessibility."),
        _("Learners at once: …, share that finishes a course: … %."),
    ),
    "helpdesk": (
        _("Users: …, requests a month: …, languages and hours; what the first line settles itself: … %."),
        _("Times to answer and to mend by priority, and what is deducted when they are missed."),
    ),
    "callcentre": (
        _("Calls a month: …, … % answered within … seconds, languages, hours; recording and its legal basis."),
        _("Who employs the operators, and what happens to them when the contractor changes."),
    ),
    "archive": (
        _("Pages: …, resolution, formats for keeping (PDF/A, TIFF), share of text recognised rightly: … %."),
        _("Which paper may be destroyed after scanning, and who certifies that the copy is true."),
    ),
    "documents": (
        _("Classes of documents and how long each is kept; workflows: …, users: …, documents a year: …."),
        _("Signing, metadata, and handing over to the archive."),
    ),
    "staff": (
        _("People: …, collective agreements and rules of pay; months in which old and new pay run side by side: …."),
        _("Interfaces to the treasury, social security, tax and time clocks."),
    ),
    "erp": (
        _("Modules, charts of accounts and national accounting rules; what is configured and what is changed in code."),
        _("Years of data to be migrated: …; closing of the year with the new system."),
    ),
    "opendata": (
        _("Data sets: …, licence, metadata (DCAT-AP), how often each is renewed, and who answers for its quality."),
        _("High-value data by API; share of data sets out of date: at most … %."),
    ),
    "registers": (
        _("Which entry has legal force; who may enter, change, correct and see it; how history is kept."),
        _("Entries: …, a year: …, how many of the old ones are transferred and checked."),
    ),
    "procurement": (
        _("Procedures, thresholds and notices; how bids are kept sealed, and that foreign firms can take part."),
        _("Procedures a year: …, bids at the peak … an hour; publication by OCDS and eForms."),
    ),
    "invoices": (
        _("Formats (EN 16931, Peppol), how an invoice is matched with order and delivery, and time to pay: … days."),
    ),
    "customs": (
        _("Data that a trader gives once, and who receives them; WCO data model; risk rules and who sets them."),
        _("Declarations a day: …, … % released within … minutes."),
    ),
    "mobile": (_("Systems and the oldest versions that are served; what works without a connection; app stores."),),
    "migration": (_("Records to be moved: …, share of errors at most … %, trial runs, and the way back."),),
    "servers": (_("Power, cooling and room; spare parts within … hours; energy figures; what is taken back."),),
    "network": (_("Sites: …, ports: …, bandwidth: …; encryption, management, years of security updates: …."),),
    "licences": (_("Users or devices: …, term, metric, audits, and what is paid when the number changes."),),
    "elections": (
        _("Secrecy and freedom of the vote, verifiability, audits by independent experts, and the way on paper."),
    ),
    "benefits": (_("Conditions as rules that can be checked; appeals; what is known already and is not asked again."),),
    "permits": (_("Who gives an opinion and within which time; when silence counts as consent; inspection on site."),),
    "notary": (_("How identity and free will are checked at a distance; recording; powers from other countries."),),
    "passengers": (_("Standards (NeTEx, SIRI, GTFS); vehicles and stops: …; real-time data at most … seconds old."),),
    "sensors": (_("Devices: …, values a day: …, calibration, batteries, and who owns the data."),),
}


def matters(subjects: Sequence[str], most: int = 3) -> list[str]:
    """The questions of the first subjects that have some, in their order."""
    known = [_SUBJECTS[name] for name in subjects if name in _SUBJECTS]
    return [str(question) for questions in known[:most] for question in questions]
