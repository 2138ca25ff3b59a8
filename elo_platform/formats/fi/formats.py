"""Dates and times as they are written in Finland."""

DATE_FORMAT = "j.n.Y"
SHORT_DATE_FORMAT = "j.n.Y"
MONTH_DAY_FORMAT = "j.n."
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j.n.Y H.i"
SHORT_DATETIME_FORMAT = "j.n.Y H.i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
# The first one is how a day that is kept shows in a field.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
