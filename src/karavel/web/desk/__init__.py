"""The buyer's desk: from a need to a call, sealed bids, an award and a contract that puts an e-service online.

A package a stage, each a Django application: ``needs``, ``calls``, ``bids``, ``evaluation``, ``contracts``, in this
order; one knows those before it. What is rule rather than row is asked of :mod:`karavel.procurement`: states, periods,
sealing, scoring, signing, releases.

Rows belong to the buyer's organisation, a bidder's to the bidder's. A page that shows rows of one to others
(a public call, a bidder's view of it) does so inside ``scope.within(call.organisation_id)``, once it has the call
by a manager that gives only what may be seen (``Call.public``).
"""
