"""One notice: what they want, by when, may we, how do we get in, can we win; and its brief."""
