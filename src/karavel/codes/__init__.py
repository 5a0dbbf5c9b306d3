"""Turns text into a known code, or says why it is none: CPV, NUTS, country, currency, language, organisation id.

Each kind of code is a module with the same three verbs: ``from_any`` (or ``normalise``) gives the canonical code or
None and is cached, for readers; ``require`` raises ``InvalidCode`` with the reason and the closest code, for what
people write; ``suggest`` gives the closest code alone.
"""
