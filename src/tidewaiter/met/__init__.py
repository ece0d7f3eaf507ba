"""What a structure meets, read by the compiled library: for one question (``check``) as for a catalogue (``screen``).

A definition of a class and a listed structure are compiled once (:mod:`~tidewaiter.met.compiled`), from the objects that the
Python engine matches with; :mod:`~tidewaiter.met.reading` tells of a text what its parts meet, without RDKit and NumPy,
and :mod:`tidewaiter.reach.listings` what that reaches. What the library does not surely read is left to
:mod:`tidewaiter.reach.drawn`, the referee.
"""
