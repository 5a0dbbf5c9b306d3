"""A company's own ranking: opinions on lots in, adjusted weights and one more part of the score out, both explained.

``learning`` shifts the weights of the table's features, ``taste`` gathers the words, codes and buyers of liked and
disliked lots, ``adjusting`` puts both into a table. Pure: opinions come from wherever they are kept.
"""

from karavel.matching.feedback.adjusting import Adjusted, adjust
from karavel.matching.feedback.taste import Taste, taste_of

__all__ = ["Adjusted", "Taste", "adjust", "taste_of"]
