"""`./dev bench`: what each page costs, beside the cheapest page that does the same kind of work."""
