"""Tags of contracts."""
