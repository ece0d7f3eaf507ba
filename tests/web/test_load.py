"""A short form of benchmarks/service.py, whose limits hold on a machine that does nothing else; here, among other tests,
only what must hold on any: no error, nothing but the promised codes, memory flat, recovery.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "service.py"


@pytest.fixture(scope="module")
def bench() -> Any:
    sys.path.insert(0, str(PATH.parent))  # it imports its neighbour, figures
    spec = spec_from_file_location("benchmarks_service", PATH)
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def place(served: Any) -> tuple[str, int]:
    host, _, port = served.url.removeprefix("http://").rpartition(":")
    return host, int(port)


def test_five_seconds_of_checks_and_an_overload(bench: Any, serve: Callable[..., Any], run: Any) -> None:
    served = serve("--quiet")
    calm, over, after, watch = run(bench.play(*place(served), served.process.pid, 200, 5))
    assert (set(calm.codes), calm.errors) == ({200}, [])
    assert sum(calm.codes.values()) == 1000
    assert calm.at(0.5) < 1000  # told, not held to 20 ms: other tests run beside this one
    assert watch[-1] - watch[0] < 32
    assert set(over.codes) <= {200, 429, 503}
    assert over.codes[429] + over.codes[503] > 0
    assert (over.without_retry, over.errors) == (0, [])
    assert (set(after.codes), after.errors) == ({200}, [])


def test_more_than_may_wait_get_503_and_then_it_answers_again(
    bench: Any, serve: Callable[..., Any], run: Any
) -> None:
    served = serve("--quiet", "--rate", "1000000", "--running", "2", "--waiting", "10")
    paths = ["/check.json?q=fentanyl", "/check.json?q=437-38-7"]
    over = run(bench.flood(*place(served), paths, 100, 2))
    assert set(over.codes) == {200, 503}
    assert (over.without_retry, over.errors) == (0, [])
    assert served.client.get("/check.json?q=fentanyl").status_code == 200


def test_slow_questions_do_not_hold_up_quick_ones(bench: Any, serve: Callable[..., Any], run: Any) -> None:
    """Structures that only a class reaches keep every thread busy; a listed name is still answered at once."""
    served = serve("--quiet", "--rate", "1000000")
    slow = [f"/check.json?q=CCC(%3DO)N(c1ccc({'C' * n})cc1)C1CCN(CCc2ccccc2)CC1" for n in range(1, 40)]

    async def both() -> tuple[Any, Any]:
        busy = asyncio.create_task(bench.flood(*place(served), slow, 12, 4))
        await asyncio.sleep(0.5)
        quick = await bench.flood(*place(served), ["/check.json?q=fentanyl"], 1, 3)
        return await busy, quick

    busy, quick = run(both())
    assert set(busy.codes) == set(quick.codes) == {200}
    assert quick.at(0.5) < busy.at(0.5)
