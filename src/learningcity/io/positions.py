"""Where each key and value of a text stands, in eight bytes each.

Keys and values are numbered as they come in the text (a block of keys, its first key, that key's
value, whatever is inside it, the next key…). One array has the offset of each in the text, the
other the number after all that is inside it, so that a path is found by skipping.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice

__all__ = ["Positions"]


class Positions:
    """The places of the keys and values of one text, asked for by path."""

    __slots__ = ("_after", "_largest", "_offsets", "_tables")

    def __init__(self, offsets: array[int], after: array[int]) -> None:
        self._offsets = offsets
        self._after = after
        self._tables: dict[int, dict[object, int]] = {}
        self._largest: dict[int, int] = {}

    def __len__(self) -> int:
        """Return how many keys and values there are."""
        return len(self._offsets)

    def offset(self, node: int) -> int:
        """Return where the key or value of this number starts."""
        return self._offsets[node]

    def end(self, node: int) -> int:
        """Return the number that follows all that is inside `node`."""
        return self._after[node] or node + 1

    def largest(self, depth: int) -> int:
        """Return how many keys and values are at most inside one value, `depth` steps down."""
        found = self._largest.get(depth)
        if found is None:
            nodes = [0] if self._offsets else []
            for _ in range(depth):
                nodes = [inner for node in nodes for inner in self._inside(node)]
            sizes = (self.end(node) - node - 1 for node in nodes)
            found = self._largest[depth] = max(sizes, default=0)
        return found

    def _inside(self, node: int) -> Iterator[int]:
        """Return the numbers of the keys and values directly inside `node`."""
        inner, end = node + 1, self.end(node)
        while inner < end:
            yield inner
            inner = self.end(inner)

    def find(
        self, data: object, path: tuple[str | int, ...]
    ) -> tuple[int | None, int, object, int] | None:
        """Return the key and the value at `path`, as far as it leads.

        A path that leads to nothing gives the last key and value on its way that are there.

        Parameters
        ----------
        data
            The values of the text.
        path
            Keys, and numbers of items counted from 0; such a number also counts keys.

        Returns
        -------
        tuple or None
            The number of the key (``None`` for the whole text; for an item of a list that of the
            item itself), the number of the value, the value, and how many steps led there. ``None``
            where the text holds no value at all.
        """
        if not self._offsets:
            return None
        key: int | None = None
        value = depth = 0
        for step in path:
            if isinstance(data, dict) and isinstance(step, int) and 0 <= step < len(data):
                step = next(islice(data, step, None))
            inner = self._step(data, value, step)
            if inner is None:
                break
            depth += 1
            key = inner
            if isinstance(data, dict) and isinstance(step, str):
                data, value = data[step], inner + 1
            else:
                data, value = data[step], inner  # type: ignore[index]  # `_step` has found it
        return key, value, data, depth

    def _step(self, data: object, node: int, step: str | int) -> int | None:
        """Return the number of the key `step`, or of the item `step`, inside `node`."""
        if isinstance(data, dict):
            return self.keys(node, data).get(step)
        if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            if node not in self._tables:
                items = islice(self._items(node), len(data))
                self._tables[node] = dict(enumerate(items))
            return self._tables[node].get(step)
        return None

    def keys(self, node: int, data: dict[object, object]) -> dict[object, int]:
        """Return the number of each key of `data`, the block of keys at `node`.

        Keys that are not in `data`, because they were there before, are marked as such by the
        number that follows their value.
        """
        table = self._tables.get(node)
        if table is None:
            table = self._tables[node] = dict(zip(data, self._keys(node), strict=False))
        return table

    def _keys(self, node: int) -> Iterator[int]:
        key = node + 1
        while True:  # as long as the caller has keys
            if self._after[key]:
                key = self._after[key]
                continue
            yield key
            key = self.end(key + 1)

    def _items(self, node: int) -> Iterator[int]:
        item = node + 1
        while True:  # as long as the caller has items
            yield item
            item = self.end(item)
