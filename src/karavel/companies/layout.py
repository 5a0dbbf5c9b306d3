"""The layout of ``company.toml``: every key, how it is read, an example of it, whether it must be there."""

from __future__ import annotations

from typing import Final

from karavel.codes import countries, cpv_labels, currencies, languages
from karavel.companies import model, values
from karavel.companies.forms import Key, Part, counts, listed, table, tables, value
from karavel.notices import Money

_COUNTRY: Final = value(values.code(countries.require, "AZ"))
_CPV: Final = listed(value(values.code(cpv_labels.require, "72200000")), '["72200000"]')
_MONEY_EXAMPLE: Final = '{ amount = 800000, currency = "AZN" }'


def _money(amount: Part) -> Part:
    currency = value(values.code(currencies.require, "EUR"))
    keys = {
        "amount": Key(amount, _MONEY_EXAMPLE, needed=True),
        "currency": Key(currency, _MONEY_EXAMPLE, needed=True),
    }
    return table(Money, keys, _MONEY_EXAMPLE)


_MONEY: Final = _money(value(values.amount))
_PROFIT: Final = _money(value(values.number))

_COMPANY: Final = {
    "name": Key(value(values.text), 'name = "Xəzər Systems MMC"', needed=True),
    "country": Key(_COUNTRY, 'country = "AZ"', needed=True),
    "ids": Key(listed(value(values.organisation_id), '["AZ-VOEN 1400057421"]'), 'ids = ["AZ-VOEN 1400057421"]'),
    "languages": Key(listed(value(values.code(languages.require, "en")), '["az", "en"]'), 'languages = ["az", "en"]'),
    "employees": Key(value(values.count), "employees = 60"),
}
_ESTABLISHMENT: Final = {
    "country": Key(_COUNTRY, 'country = "AZ"', needed=True),
    "kind": Key(value(values.establishment_kind), 'kind = "head-office"', needed=True),
    "substantive": Key(value(values.truth), "substantive = true"),
}
_OWNER: Final = {
    "country": Key(_COUNTRY, 'country = "AZ"', needed=True),
    "share": Key(value(values.share), "share = 100", needed=True),
}
_CAPABILITIES: Final = {
    "summary": Key(value(values.text), 'summary = "Citizen portals and case management for ministries."'),
    "cpv": Key(_CPV, 'cpv = ["72200000"]'),
}
_REFERENCE: Final = {
    "title": Key(value(values.text), 'title = "Online service portal for the tax service"', needed=True),
    "cpv": Key(_CPV, 'cpv = ["72212000"]'),
    "country": Key(_COUNTRY, 'country = "AZ"'),
    "value": Key(_MONEY, f"value = {_MONEY_EXAMPLE}"),
    "role": Key(value(values.role), 'role = "prime"'),
    "ended": Key(value(values.day), "ended = 2024-09-30"),
}
_ACCOUNT: Final = {
    "year": Key(value(values.year), "year = 2025", needed=True),
    "turnover": Key(_MONEY, f"turnover = {_MONEY_EXAMPLE}"),
    "it_turnover": Key(_MONEY, f"it_turnover = {_MONEY_EXAMPLE}"),
    "profit": Key(_PROFIT, f"profit = {_MONEY_EXAMPLE}"),
}
_QUALIFICATIONS: Final = {
    "certificates": Key(listed(value(values.text), '["ISO 9001"]'), 'certificates = ["ISO 9001"]'),
    "insurance": Key(_MONEY, 'insurance = { amount = 500000, currency = "EUR" }'),
    "bonding": Key(_MONEY, 'bonding = { amount = 200000, currency = "EUR" }'),
    "staff": Key(counts(value(values.count), "{ developers = 38 }"), "staff = { developers = 38 }"),
}
_VALUE_RANGE: Final = {
    "min": Key(value(values.amount), "min = 20000"),
    "max": Key(value(values.amount), "max = 2000000"),
}
_PREFERENCES: Final = {
    "gateways": Key(listed(_COUNTRY, '["PT", "GE"]'), 'gateways = ["PT", "GE"]'),
    "markets": Key(listed(_COUNTRY, '["PT", "BR"]'), 'markets = ["PT", "BR"]'),
    "value_eur": Key(
        table(model.ValueRange, _VALUE_RANGE, "{ min = 20000, max = 2000000 }"),
        "value_eur = { min = 20000, max = 2000000 }",
    ),
}

PROFILE: Final = {
    "company": Key(table(dict, _COMPANY, "[company]"), "[company]", needed=True),
    "establishments": Key(
        tables(table(model.Establishment, _ESTABLISHMENT, "[[establishments]]")), "[[establishments]]", needed=True
    ),
    "owners": Key(tables(table(model.Owner, _OWNER, "[[owners]]")), "[[owners]]"),
    "capabilities": Key(
        table(model.Capabilities, _CAPABILITIES, "[capabilities]"),
        '[capabilities] with cpv = ["72200000"]',
        needed=True,
    ),
    "references": Key(tables(table(model.Reference, _REFERENCE, "[[references]]")), "[[references]]"),
    "accounts": Key(tables(table(model.Account, _ACCOUNT, "[[accounts]]")), "[[accounts]]"),
    "qualifications": Key(table(model.Qualifications, _QUALIFICATIONS, "[qualifications]"), "[qualifications]"),
    "preferences": Key(table(model.Preferences, _PREFERENCES, "[preferences]"), "[preferences]"),
}
"""Every key of the file; ``docs/company-profile.md`` explains each."""

KEYS: Final = {
    part: {name: key.needed for name, key in keys.items()}
    for part, keys in {
        "company": _COMPANY,
        "establishments": _ESTABLISHMENT,
        "owners": _OWNER,
        "capabilities": _CAPABILITIES,
        "references": _REFERENCE,
        "accounts": _ACCOUNT,
        "qualifications": _QUALIFICATIONS,
        "preferences": _PREFERENCES,
    }.items()
}
"""The keys of each part and whether they must be there, for documentation and forms."""
