"""The code beside the controls of the same goods: nothing is worked out, and no chemistry loaded, before it is shown."""

from __future__ import annotations

from functools import cached_property

from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tidewaiter.codes.answer import Coder
    from tidewaiter.contract.code_beside import CodeBesideOf
    from tidewaiter.substance.identity import Identity


class Beside:
    """The code of what a question is understood as. ``declared``: a code to hold against it."""

    def __init__(self, identity: Identity, coder: Callable[[], Coder], declared: str = "") -> None:
        self.identity, self.coder, self.declared = identity, coder, declared

    @cached_property
    def told(self) -> CodeBesideOf:
        """The code as plain data."""
        from tidewaiter.codes.told import beside

        return beside(self.identity, self.coder(), self.declared)
