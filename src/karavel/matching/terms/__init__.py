"""What a service that is put online is about: subjects, what people call them, and the codes they are bought under.

``table`` holds the subjects, ``reading`` finds them in a text, ``proposing`` makes codes of them.
"""
