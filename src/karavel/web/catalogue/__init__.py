"""The catalogue of e-services: public pages and RDF, the honest count, and the desk of those who keep it.

Level, state and authority of a service are changed by :mod:`karavel.web.catalogue.changing` alone, which writes down
each change with its cause; the count is made of nothing but these rows.
"""
