"""Reading ``products.csv``: what is sold under a name of its own and holds several active substances.

A general dictionary has such a brand under one of its parts, mostly the harmless one. Here every part stands.
"""

from __future__ import annotations

from tidewaiter.lawbook.loading import Loading
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.read import Row
from tidewaiter.lawbook.records import Product
from tidewaiter.lawbook.tables import PRODUCTS


def read_products(loading: Loading) -> None:
    """Read the products, where the lawbook has any. Substances and names have been read before."""
    path = loading.folder / "products.csv"
    if not path.is_file():
        return
    records = loading.records
    listed = {name_key(item.name): item.substance for item in records.names}
    listed |= {name_key(item.name): item.id for item in records.substances.values()}

    def use(row: Row) -> None:
        key = name_key(row["name"])
        product: Product = loading.make(PRODUCTS, row)
        loading.remember(f"product {key}", row)
        if key in listed:
            raise row.fault(
                f"'{row['name']}' is a name of '{listed[key]}'.", "Take it out of names.csv, or out of here."
            )
        for active in product.actives:
            if active not in records.substances and name_key(active) in listed:
                mend = f"Write its id: {listed[name_key(active)]}."
                raise row.fault(f"'{active}' is a listed substance, given by its name.", mend)
        records.products.append(product)

    loading.rows(path, PRODUCTS, use)
