"""Reads what a lot asks (turnover, references, certificates, staff, insurance, guarantees) out of its words.

Small patterns in the main languages of European notices. What they do not settle is kept as words, never guessed.
"""

from karavel.routes.requirements.reading import asked_by, read

__all__ = ["asked_by", "read"]
