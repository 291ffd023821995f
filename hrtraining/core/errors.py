"""The errors that a rule may raise; the web and the commands turn them into sentences for people."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """A request that a rule forbids.

    `message` is a translatable sentence that says what to do; `values` fill its `%(name)s` places.
    `status` is the HTTP status the web answers with.
    """

    status = 400

    def __init__(self, message: Any, **values: Any) -> None:
        super().__init__(str(message))
        self.message = message
        self.values = values

    def sentence(self) -> str:
        """The message in the reader's language with its values filled in."""
        text = str(self.message)
        return text % self.values if self.values else text

    def __str__(self) -> str:
        return self.sentence()


class NotFound(DomainError):
    """The thing does not exist for this reader; objects of another academy answer the same."""

    status = 404


class NotAllowed(DomainError):
    """The reader's role may not do this."""

    status = 403


class Conflict(DomainError):
    """The act no longer fits the state of the thing, or contradicts what was kept before."""

    status = 409


class TooManyTries(DomainError):
    """A limit on repeated tries was reached."""

    status = 429


class StartError(Exception):
    """The program cannot start; the message is one sentence that says what is wrong and what to do."""
