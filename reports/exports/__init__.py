"""One pure module a format: a Report and its Words in, a string or bytes out."""
