"""No two files import each other, be it through others: a question's path through the code has a top and a bottom."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_file_is_imported_by_what_it_imports() -> None:
    graph = grimp.build_graph("tidewaiter")  # imports inside functions and for types alone too
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 400
    order = list(TopologicalSorter(imports).static_order())  # a circle is a CycleError that names its files
    assert order.index("tidewaiter.substance.structures.structure") < order.index(
        "tidewaiter.substance.identify"
    )
