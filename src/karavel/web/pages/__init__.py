"""What every page shares: the way in, language and theme, errors, the style page, health."""
