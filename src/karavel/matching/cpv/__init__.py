"""Text to CPV codes in any language, from a small model of hashed features; numpy only."""

from karavel.matching.cpv.answers import answers, answers_of
from karavel.matching.cpv.classifier import Classifier, Guess, classifier
from karavel.matching.cpv.evaluation import ItFigures, Judged, Share, by_division, by_language, it_figures, share
from karavel.matching.cpv.reading import digest, digests, is_held_back, joined, text_of

__all__ = [
    "Classifier",
    "Guess",
    "ItFigures",
    "Judged",
    "Share",
    "answers",
    "answers_of",
    "by_division",
    "by_language",
    "classifier",
    "digest",
    "digests",
    "is_held_back",
    "it_figures",
    "joined",
    "share",
    "text_of",
]
