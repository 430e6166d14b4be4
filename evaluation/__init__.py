"""Accuracy: gold sets, what is measured on them, and the floors that the figures must keep.

``python -m evaluation`` prints every figure, ``python -m evaluation --gate`` holds them above their floors.
"""
