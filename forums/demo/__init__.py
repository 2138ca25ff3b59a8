"""Discussions of the demo and of the load set; all that is said in them is invented."""
