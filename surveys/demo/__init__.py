"""Surveys of the demo and of the load set; all answers in them are invented."""
