"""Runs at full size that kill, break and count: `./dev prove NAME`. Tests run them smaller."""
