"""Which measures a structure reaches, on what basis: without regard to day or place.

Every component is examined before anything is stripped. A listing reaches the substance itself; what else it
reaches is what its own law says (salts, isomers of which kind, esters, ethers, derivatives); a class reaches
what its definition says. Days, places and precedence are :mod:`tidewaiter.determine`'s business.

:mod:`~tidewaiter.reach.listings` turns what a component meets into what it reaches: one code, whoever read the structure.
:mod:`~tidewaiter.reach.drawn` meets it with RDKit, :mod:`tidewaiter.met` natively; :mod:`~tidewaiter.reach.listed` holds
what of the listed substances is the same for every structure.
"""
