"""Karavel: public tenders abroad, who may bid, by which route, under which article."""

__version__ = "0.1.0"
