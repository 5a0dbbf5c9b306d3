"""The parts of the score, one small file each."""
