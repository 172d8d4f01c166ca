"""Derivatives under AddressSanitizer and LeakSanitizer."""
