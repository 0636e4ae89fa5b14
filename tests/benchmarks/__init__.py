"""Measures of speed, scale and rival methods. Not part of `make test`; run them with `make bench`."""
