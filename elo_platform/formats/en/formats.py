"""Dates as they are written in British English, with the clock of the agenda."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j M"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
# The first one is how a day that is kept shows in a field.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
