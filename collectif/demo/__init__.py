"""A fictional year in the collective's life, for development and demonstration.

Everything is drawn from one seed, with dates relative to the day it is loaded: the same day gives the same year.
"""
