"""Parts of libraries that are loaded with them and that a service never uses: 11 MB and 0.3 s at every start."""

import sys
from importlib import import_module
from types import ModuleType

_OPTIONAL = ("httpx._main", "rich")
"""Command lines and colours of httpx, structlog and typer, which do without where they can't be imported."""
_UNUSED = (
    "sqlalchemy.ext.asyncio.session",  # and with it the object-relational mapper
    "sqlalchemy.ext.asyncio.scoping",
    "telegram.request._httpxrequest",  # the transport that ours takes the place of
    "httpx",
)
"""What libraries import of themselves, and use only if asked to."""


class _StandIn(ModuleType):
    """Has every name that is imported from it, as a class; the module is loaded when the first of them is made."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)

        def make(_: type, *args: object, **named: object) -> object:
            return getattr(_loaded(self.__name__), name)(*args, **named)

        return type(name, (), {"__new__": make})


def _loaded(module: str) -> ModuleType:
    for name in _UNUSED:
        if isinstance(sys.modules.get(name), _StandIn):
            del sys.modules[name]
    return import_module(module)


def keep_out() -> None:
    """To be called before the libraries are imported; what somebody has loaded already stays."""
    for name in _OPTIONAL:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    for name in _UNUSED:
        sys.modules.setdefault(name, _StandIn(name))
