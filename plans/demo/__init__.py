"""Plans of the demo: three cases of real groups, retold, and invented ones for the rest."""
