"""Taking a file in: is it what it says, can it hurt, what does it give away about its author, what is written in it."""

from bagdar.documents.intake.examined import Examined
from bagdar.documents.intake.running import Asked, Outcome, examine, examine_many

__all__ = ["Asked", "Examined", "Outcome", "examine", "examine_many"]
