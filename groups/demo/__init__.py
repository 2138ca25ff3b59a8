"""Invented groups, organisations and people for the demo and for the load set."""
