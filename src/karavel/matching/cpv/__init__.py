"""Text to CPV codes in any language, from a small model of hashed features; numpy only."""
