"""E-services in the terms of CPSV-AP 3.2: their shapes, their RDF, and how many there honestly are.

Pure: no database, no clock, no network. :mod:`karavel.web.catalogue` keeps the rows and asks here.
"""
