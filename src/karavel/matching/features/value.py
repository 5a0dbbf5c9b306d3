"""Whether the contract has the firm's size."""

from __future__ import annotations

import numpy as np

from karavel.matching import sentences
from karavel.matching.columns import Floats
from karavel.matching.part import Part
from karavel.matching.profile import Profile
from karavel.matching.question import Question
from karavel.texts import compact_money
from karavel.texts import gettext as _


def value(question: Question) -> Part:
    """Whether the lot's value lies in the range you work in; ten times outside of it counts fully against the lot."""
    lots, profile = question.lots.value_eur, question.profile
    values = fit(lots, profile)
    return Part(values, lambda row: _sentence(float(lots[row]), profile))


def fit(value_eur: Floats, profile: Profile) -> Floats:
    """1 within the range, falling with the logarithm of the distance to -1 at a factor of ten; 0 where unknown."""
    smallest, largest = profile.smallest_eur, profile.largest_eur
    if smallest is None and largest is None:
        return np.zeros(len(value_eur))
    size = np.where(value_eur > 0, value_eur, np.nan)
    below = np.zeros(len(size)) if smallest is None else np.log10(max(smallest, 1.0)) - np.log10(size)
    above = np.zeros(len(size)) if largest is None else np.log10(size) - np.log10(max(largest, 1.0))
    outside = np.clip(np.maximum(below, above), 0.0, 1.0)
    return np.nan_to_num(1.0 - 2.0 * outside, nan=0.0)


def _sentence(value_eur: float, profile: Profile) -> str:
    smallest, largest = profile.smallest_eur, profile.largest_eur
    if not value_eur > 0:
        return _(sentences.VALUE_UNKNOWN)
    if smallest is None and largest is None:
        return _(sentences.VALUE_NO_RANGE)
    amounts = {"value": value_eur, "smallest": smallest or 0.0, "largest": largest or 0.0}
    words = {name: compact_money(amount, "EUR") for name, amount in amounts.items()}
    if smallest is not None and value_eur < smallest:
        return _(sentences.VALUE_SMALL).format(**words)
    if largest is not None and value_eur > largest:
        return _(sentences.VALUE_LARGE).format(**words)
    return _(sentences.VALUE_FITS if largest is not None else sentences.VALUE_ABOVE).format(**words)
