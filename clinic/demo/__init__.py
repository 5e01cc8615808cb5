"""The generated clinic that ``./run demo`` shows: nobody in it is real.

``people`` and ``courses`` invent who comes and how it goes, ``diary`` finds them a time, and
``writing`` turns that into rows. The same seed, day and quarter of an hour give the same clinic.
"""
