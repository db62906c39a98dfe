"""Views: what is read about a handed-in interview."""
