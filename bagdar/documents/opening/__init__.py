"""Opening a file safely: the guard, the limited child process, and the walkers that give a RawDocument."""
