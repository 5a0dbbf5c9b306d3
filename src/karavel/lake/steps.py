"""From all versions of all notices to what holds on a day: SQL steps with names.

Each step is a view that can be looked at by its name. The variable ``as_of`` is the day; NULL stands for the end of
time. What was published after that day is not known to any step: a deadline moved on 20 January was not moved on the
14th.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


class Step(NamedTuple):
    """A view: its name, what it holds, its SQL."""

    name: str
    holds: str
    sql: str


STEPS: Final = (
    Step(
        "unread",
        "Paths that no field table reads, by document, and how often each stands there.",
        "SELECT sha256, unnest(paths) AS path, unnest(counts) AS count FROM gaps",
    ),
    Step(
        "versions",
        "Notices known on the day, each with the day from which it is known and its version as a number.",
        """
        SELECT * EXCLUDE (body, published, version),
            coalesce(published, dispatched) AS published,
            version,
            coalesce(try_cast(version AS INTEGER), 0) AS version_number
        FROM notices
        WHERE getvariable('as_of') IS NULL OR coalesce(published, dispatched) <= getvariable('as_of')
        """,
    ),
    Step(
        "outdated",
        "Versions that a further one replaces: by publication number, and by its own identifier where eForms give it"
        " one (BT-701). Versions that say nothing about their order stand in the order of ingests, then of digests.",
        """
        SELECT sha256 FROM versions
        WHERE identity IN (SELECT identity FROM versions GROUP BY identity HAVING count(*) > 1)
        QUALIFY row_number() OVER (
            PARTITION BY identity ORDER BY version_number DESC, published DESC NULLS LAST, run DESC, sha256
        ) > 1
        UNION
        SELECT sha256 FROM versions
        WHERE format = 'eforms' AND notice_id IN (
            SELECT notice_id FROM versions WHERE format = 'eforms' GROUP BY notice_id HAVING count(*) > 1
        )
        QUALIFY row_number() OVER (
            PARTITION BY notice_id ORDER BY version_number DESC, published DESC NULLS LAST, run DESC, sha256
        ) > 1
        """,
    ),
    Step(
        "newest",
        "The newest version of each notice.",
        "SELECT * FROM versions ANTI JOIN outdated USING (sha256)",
    ),
    Step(
        "changing",
        "Changes that are known on the day, each with the digest of the version that it changes. A change names a"
        " publication number, an identifier, or an identifier with its version (BT-758).",
        """
        WITH named AS (
            SELECT id AS name, sha256 FROM versions
            UNION ALL SELECT notice_id, sha256 FROM versions WHERE notice_id <> id
            UNION ALL SELECT notice_id || '-' || version, sha256 FROM versions
        ),
        told AS (SELECT * FROM changes WHERE changed IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM outdated))
        SELECT named.sha256 AS changed_sha256, told.sha256, versions.published, versions.format,
            told.lot_id, told.deadline
        FROM told
        JOIN versions ON versions.sha256 = told.sha256
        JOIN named ON named.name = told.changed
        WHERE named.sha256 <> told.sha256
        """,
    ),
    Step(
        "superseded",
        "Versions in whose place a change stands: a change in eForms is the whole notice anew.",
        "SELECT DISTINCT changed_sha256 AS sha256 FROM changing WHERE format = 'eforms'",
    ),
    Step(
        "moved",
        "Deadlines that a corrigendum (TED F14) moves, the last one counting; no lot means all of them.",
        """
        SELECT changed_sha256 AS sha256, coalesce(lot_id, '') AS lot_id, deadline FROM changing
        WHERE format <> 'eforms' AND deadline IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY changed_sha256, coalesce(lot_id, '') ORDER BY published DESC NULLS LAST, deadline DESC
        ) = 1
        """,
    ),
    Step(
        "retold",
        "OCDS releases that a later release of the same kind and process tells again.",
        """
        SELECT sha256 FROM versions WHERE format = 'ocds' AND lots > 0
        QUALIFY row_number() OVER (
            PARTITION BY ocid, kind ORDER BY published DESC NULLS LAST, run DESC, sha256
        ) > 1
        """,
    ),
    Step(
        "current_notices",
        "Notices that hold on the day.",
        "SELECT * FROM newest ANTI JOIN superseded USING (sha256)",
    ),
    Step(
        "past",
        "Versions whose lots no longer hold.",
        "SELECT sha256 FROM outdated UNION ALL SELECT sha256 FROM superseded UNION ALL SELECT sha256 FROM retold",
    ),
    Step(
        "current_lots",
        "Lots that hold on the day, with the deadlines that hold.",
        """
        SELECT lots.* REPLACE (
            known AS published,
            coalesce(one.deadline, every.deadline, lots.deadline) AS deadline,
            coalesce(
                try_cast(left(coalesce(one.deadline, every.deadline), 10) AS DATE), lots.deadline_day
            ) AS deadline_day
        )
        FROM lots
        LEFT JOIN moved AS one ON one.sha256 = lots.sha256 AND one.lot_id = lots.lot_id
        LEFT JOIN moved AS every ON every.sha256 = lots.sha256 AND every.lot_id = ''
        WHERE (getvariable('as_of') IS NULL OR known <= getvariable('as_of'))
            AND lots.sha256 NOT IN (SELECT sha256 FROM past)
        """,
    ),
    Step(
        "calls",
        "Lots that one can answer, open or closed: those of calls, and those of planning notices that name a deadline.",
        "SELECT * FROM current_lots WHERE kind = 'call' OR (kind = 'planning' AND deadline IS NOT NULL)",
    ),
    Step(
        "open_calls",
        "Lots that are open on the day: published on or before it, the deadline after it, the call not called off.",
        """
        SELECT * FROM calls
        WHERE published <= getvariable('as_of') AND deadline_day > getvariable('as_of')
            AND coalesce(status, '') NOT IN ('cancelled', 'withdrawn', 'unsuccessful')
        """,
    ),
    Step(
        "current_awards",
        "Awards that hold on the day; what releases of one process repeat stands once.",
        """
        SELECT awards.* FROM awards SEMI JOIN current_notices USING (sha256)
        QUALIFY awards.format <> 'ocds' OR row_number() OVER (
            PARTITION BY awards.ocid, awards.lot_id, awards.contract_id, awards.date, awards.supplier_name, awards.value
            ORDER BY awards.published DESC NULLS LAST, awards.sha256
        ) = 1
        """,
    ),
    Step(
        "processes",
        "The call of each procedure by its ids and publication number: a contract's length may stand there only.",
        """
        WITH called AS (SELECT id, procedure_id, ocid, sha256, published FROM current_notices WHERE kind = 'call'),
        named AS (
            SELECT procedure_id AS process, sha256, published FROM called
            UNION ALL SELECT ocid, sha256, published FROM called
            UNION ALL SELECT id, sha256, published FROM called
        )
        SELECT process, sha256 FROM named WHERE process IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY process ORDER BY published DESC NULLS LAST, sha256) = 1
        """,
    ),
    Step(
        "unreadable",
        "What is in quarantine and was not read since.",
        "SELECT * FROM quarantine ANTI JOIN documents USING (sha256)",
    ),
    Step(
        "live_problems",
        "Problems of all that the lake holds; what a mended reader has read since is unreadable no longer.",
        """
        SELECT problems.* FROM problems
        WHERE notice_id IS NOT NULL OR sha256 IN (SELECT sha256 FROM unreadable)
        """,
    ),
)


def chained(step: str, columns: Iterable[str]) -> str:
    """One query for some columns of a step.

    The steps before it stand in the same query, so that the database works out each once however often it is named; of
    views upon views it would read and plan each anew wherever one stands.
    """
    before = ", ".join(f"{each.name} AS ({each.sql})" for each in STEPS)
    return f"WITH {before} SELECT {', '.join(columns)} FROM {step}"  # noqa: S608  steps and columns are named in our code


#: What the lake holds, counted.
COUNTS: Final = """
    SELECT
        (SELECT count(*) FROM documents) AS documents,
        (SELECT count(*) FROM current_notices) AS notices,
        (SELECT count(*) FROM current_lots) AS lots,
        (SELECT count(*) FROM current_awards) AS awards,
        (SELECT count(*) FROM unreadable) AS unreadable,
        (SELECT count(*) FROM live_problems) AS problems,
        (SELECT count(DISTINCT path) FROM unread) AS unread_paths
"""
FORMATS: Final = "SELECT format, kind, count(*) FROM current_notices GROUP BY ALL ORDER BY ALL"
DAYS: Final = "SELECT min(published) AS first, max(published) AS last FROM current_notices"
PROBLEMS: Final = """
    SELECT file, notice_id, code, message, place, severity FROM live_problems ORDER BY file, place, code, message
"""
#: One notice by any of its ids.
NOTICE: Final = """
    SELECT sha256, body FROM notices JOIN versions USING (sha256)
    WHERE notices.id IN ($id, ltrim($id, '0')) OR notices.notice_id = $id OR notices.ocid = $id
        OR notices.notice_id || '-' || notices.version = $id
    ORDER BY sha256 IN (SELECT sha256 FROM outdated), notices.id = $id DESC,
        versions.version_number DESC, versions.published DESC NULLS LAST, sha256
    LIMIT 1
"""
#: The newest version of one notice by its publication number alone, which is found in one column.
NUMBERED: Final = """
    SELECT body FROM notices WHERE id = $id
    ORDER BY coalesce(try_cast(version AS INTEGER), 0) DESC, published DESC NULLS LAST, run DESC, sha256 LIMIT 1
"""
#: The newest version of one notice by any of its ids, without looking at other notices.
LATEST: Final = """
    SELECT sha256 FROM notices
    WHERE id IN ($id, ltrim($id, '0')) OR notice_id = $id OR ocid = $id OR notice_id || '-' || version = $id
    ORDER BY id = $id DESC, coalesce(try_cast(version AS INTEGER), 0) DESC, published DESC NULLS LAST, run DESC, sha256
    LIMIT 1
"""
#: Lots that the text index found, without older versions.
HITS: Final = """
    SELECT notice_id, lot_id, score, kind,
        coalesce(nullif(title, ''), notice_title), buyer_name, buyer_country, deadline
    FROM current_lots JOIN found USING (key) ORDER BY score DESC, key LIMIT $limit
"""
#: Deadlines that a corrigendum has moved, by lot; no lot means all of them.
MOVED: Final = "SELECT lot_id, deadline FROM moved WHERE sha256 = $sha256"
#: Every version of every notice of one procedure, by the digest of one of them: the same notice, process or procedure,
#: and the corrigenda that name one of these. An identity is the same however it is read.
PROCEDURE: Final = """
    WITH own AS (SELECT identity, ocid, procedure_id FROM versions WHERE sha256 = $sha256),
    same AS (
        SELECT versions.sha256 FROM versions, own
        WHERE versions.identity = own.identity OR versions.ocid = own.ocid OR versions.procedure_id = own.procedure_id
    )
    SELECT sha256 FROM same
    UNION SELECT changing.sha256 FROM changing JOIN same ON same.sha256 = changing.changed_sha256
    UNION SELECT changing.changed_sha256 FROM changing WHERE changing.sha256 = $sha256
"""
#: One document as published.
DOCUMENT: Final = """
    SELECT sha256, file, format, raw, address, fetched, publisher, licence FROM documents WHERE sha256 = $sha256 LIMIT 1
"""
