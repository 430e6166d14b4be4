"""What a package offers is found, not listed: each of its modules holds one object under one name.

So are readers and scorers: to add one is to add a module, and no other file changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TypeVar

T = TypeVar("T")


def offered(package: str, name: str, kind: type[T]) -> tuple[T, ...]:
    """What each module of ``package`` holds as ``name``, in the order of the modules' names.

    All of them are imported, so what takes long to import belongs inside their functions. Raises TypeError where a
    module holds no ``kind`` of this name: a file that offers nothing is a mistake, not nothing.
    """
    places = importlib.import_module(package).__path__
    names = sorted(module.name for module in pkgutil.iter_modules(places))
    return tuple(_offered(f"{package}.{module}", name, kind) for module in names)


def _offered(module: str, name: str, kind: type[T]) -> T:
    found = getattr(importlib.import_module(module), name, None)
    if not isinstance(found, kind):
        raise TypeError(f"{module} must hold a {kind.__name__} called {name}; found {type(found).__name__}")
    return found
