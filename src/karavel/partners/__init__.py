"""Whom to team up with, and who could deliver a lot: firms ranked by the contracts that they won.

``names`` and ``firms`` tell which winners are one firm, ``awards`` holds the contracts as columns, ``scoring`` says
what each proves, ``ranking`` adds up what a firm's contracts prove.
"""
