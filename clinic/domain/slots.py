"""Time that is taken and time that is free."""

from datetime import timedelta

LONGEST = timedelta(days=31)  #: of a visit or a block: a longer leave is entered month by month
