"""What the committee finds: formal check, admission, blind scores, consensus, award and its letters."""
