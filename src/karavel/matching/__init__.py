"""Scores lots for a firm by a table of small explained features.

``profile`` is what ranking knows of the firm, ``lots`` the lots as columns, ``features`` one small file a feature,
``table`` the features with their weights, ``scoring`` how parts make a score, ``ranking`` the order.
"""
