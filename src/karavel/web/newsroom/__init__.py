"""News in several languages: written by an agency, embargoed to the second, read by anybody, counted honestly."""
