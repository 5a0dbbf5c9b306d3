"""What two countries agree and do together: agreements, visits, commitments, and what became of it for companies."""
