"""Refusals of the Bot API, in Telegram's words."""


class ApiError(Exception):
    """An answer with ok = false."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def unmodelled(what: str) -> ApiError:
    """Telegram would take it, the sandbox can not: refused aloud, so that nobody trusts a silent omission."""
    return bad_request(f"sandbox: {what} is not modelled")
