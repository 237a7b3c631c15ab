"""Puts the folder of tests on the import path, so that every test may use `support` and `agreement`."""
