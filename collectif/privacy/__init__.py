"""Personal data: the register, and what follows from it."""
