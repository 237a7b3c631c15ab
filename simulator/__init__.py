"""Kuchikomi: word of mouth in a simulated market, and what marketing strategies do to it."""
