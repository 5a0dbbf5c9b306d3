"""The company profile: written in forms or as text, checked while it is written, exchanged as company.toml."""
