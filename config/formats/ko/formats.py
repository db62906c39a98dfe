"""How dates are written: the half of the day stands before the hour."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
