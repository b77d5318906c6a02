"""What is made of a version of the store, remembered while that version lives and no longer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from knowledge.store import Store

P = ParamSpec("P")
T = TypeVar("T")


def per_version(
    size: int,
) -> Callable[[Callable[Concatenate[Store, P], T]], Callable[Concatenate[Store, P], T]]:
    """Has a pure function of a store remember its last `size` results of each store; none may hold the store itself."""

    def decorate(function: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
        remembered: WeakKeyDictionary[Store, dict[tuple[object, ...], T]] = WeakKeyDictionary()

        @wraps(function)
        def remembering(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
            held = remembered.get(store)
            if held is None:
                held = remembered[store] = {}
            key = (*args, *kwargs.items())
            try:
                return held[key]
            except KeyError:
                result = function(store, *args, **kwargs)
            if len(held) >= size:
                del held[next(iter(held))]
            held[key] = result
            return result

        return remembering

    return decorate
