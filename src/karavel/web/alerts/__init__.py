"""Alerts: what is new in a saved search and what changes in followed lots, by mail, feed, calendar and webhook."""
