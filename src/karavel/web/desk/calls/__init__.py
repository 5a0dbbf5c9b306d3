"""A call: drafted, checked against minimum periods, published, amended; its committee and its seal."""
