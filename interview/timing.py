"""What the console says about time: each chain, and the pace, as they stand when it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from interview import pace as pacing
from interview import past
from interview.labels import pace_words

if TYPE_CHECKING:
    from interview.console import Console


class Timing:
    """The chains of a console by their roots, and how the time left fits them. Costs one query."""

    soon = pacing.SOON

    def __init__(self, console: Console) -> None:
        self._console = console
        self.chains = {chain.root: chain for chain in self._chains()}

    @cached_property
    def pace(self) -> pacing.Pace:
        """How the time that is left fits what is still to be asked."""
        console = self._console
        here = console.state.script.chain_of(console.current.node.id)[0].id
        chains = list(self.chains.values())
        return pacing.pace(console.planned_seconds, console.elapsed, chains, here)

    @property
    def sentence(self) -> str:
        """The pace in one line."""
        return pacing.sentence(self.pace, pace_words())

    @property
    def words(self) -> str:
        """The words of that line, as JSON."""
        return json.dumps(pace_words())

    def _chains(self) -> Iterator[pacing.Chain]:
        console = self._console
        script = console.state.script
        usual = past.usual(console.seat, script)
        for root in script.roots:
            nodes = [node.id for node in script.chain_of(root.id)]
            yield pacing.Chain(
                root=root.id,
                core=root.core,
                planned=root.minutes * 60,
                usual=usual.get(root.id),
                spent=sum(console.items[node].seconds for node in nodes),
                reached=any(console.state.answers[node].reached for node in nodes),
            )
