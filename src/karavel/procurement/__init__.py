"""What a buyer does by rule: states, minimum periods, sealing, scoring, signing and the OCDS releases that tell of it.

Pure: no database, no clock, no network. :mod:`karavel.web.desk` keeps the rows and asks here.
"""
