// What may hang at a place, on a bare graph: the kinds of residue of `tidewaiter.classes.residues`, relaxed.
//
// The columns of the tables that `met/tables/relaxed.py` makes stand in `made.hpp`.
#pragma once

#include "graph.hpp"
#include "made.hpp"

namespace tidewaiter {

enum { FREE = -1 };  // of O_ON_RING: anything may stand there; of O_ON_CHAIN: the skeleton is not looked at
enum { ANYTHING, HALOGEN, RESIDUE, PATTERN };
enum { IGNORE = -1, NOT = 0, YES = 1 };

using Row = const int64_t*;

struct Patterns {
  Row patterns, atoms, extra, hooks, sites, options, rules;

  Row pattern(int p) const { return patterns + p * P_WIDTH; }
  Row atom(int k) const { return atoms + k * A_WIDTH; }
  Row hook(int h) const { return hooks + h * H_WIDTH; }
  Row option(int o) const { return options + o * O_WIDTH; }
};

// Surely a carbon with a multiple bond to a hetero atom.
inline bool functional(const Graph& g, int x) {
  for (int i = 0; i < g.degree[x]; i++)
    if (!(g.types[g.bond_to[x][i]] & (SINGLE | AROMATIC)) && g.element[g.neighbour[x][i]] != 6) return true;
  return false;
}

// Whether a ring system may have the size, the rings and the hetero atoms asked.
inline bool ring_measures(const Graph& g, Row o, int block) {
  const int atoms = g.block_atoms[block], hetero = g.block_hetero[block];
  const int cycles = g.block_bonds[block] - atoms + 1;
  if (atoms < o[O_SIZE_LOW] || atoms > o[O_SIZE_HIGH]) return false;
  if (hetero < o[O_HETERO_LOW] || hetero > o[O_HETERO_HIGH]) return false;
  if ((o[O_HETERO] == NOT && hetero) || (o[O_HETERO] == YES && !hetero)) return false;
  if (cycles > o[O_RINGS_HIGH] || (o[O_ONE_RING] == YES && cycles > 1)) return false;
  return !(cycles == 1 && o[O_RINGS_LOW] > 1);
}

inline bool in_block(const Graph& g, int a, int block) {
  for (int i = 0; i < g.degree[a]; i++)
    if (g.block[g.bond_to[a][i]] == block) return true;
  return false;
}

// Whether one ring system at `x` may be of the kind asked.
inline bool ring_fits(const Graph& g, Row o, int block) {
  if (!ring_measures(g, o, block)) return false;
  if (g.loose) return true;
  if (o[O_SATURATED] == YES)
    for (int bond = 0; bond < g.bonds; bond++)
      if (g.block[bond] == block && !(g.types[bond] & SINGLE)) return false;
  if (o[O_AROMATIC] != IGNORE) {
    int certain = 0;
    for (int a = 0; a < g.atoms; a++) {
      if (!g.ringed[a] || !in_block(g, a, block)) continue;
      if (o[O_AROMATIC] == YES && g.aromatic[a] == NO) return false;
      certain += g.aromatic[a] == CERTAINLY;
    }
    if (o[O_AROMATIC] == NOT && certain == g.block_atoms[block]) return false;
  }
  return true;
}

// Whether the residue of an option may begin with an atom.
inline bool begins(const Graph& g, Row o, int x) {
  const int element = g.element[x];
  const bool halogen = element == 9 || element == 17 || element == 35 || element == 53;
  if (o[O_KIND] == HALOGEN) return halogen && g.degree[x] == 1;
  if (o[O_CARBON] && (element != 6 || functional(g, x))) return false;
  if (o[O_VIA] && !(o[O_VIA] >> element & 1)) return false;
  if (o[O_ELEMENTS] && !(o[O_ELEMENTS] >> element & 1)) return false;
  if (o[O_RING] == NOT) return !g.ringed[x];
  if (o[O_RING] != YES) return true;
  for (int i = 0, seen = -1; i < g.degree[x]; i++) {
    const int block = g.block[g.bond_to[x][i]];
    if (block < 0 || block == seen) continue;
    if (ring_fits(g, o, block)) return true;
    seen = block;
  }
  return false;
}

// Whether the residue at `x`, which hangs on `a`, may be of an option's kind, what stands on it apart.
inline bool leaf(const Graph& g, Row o, int a, int x, int bond) {
  if (o[O_KIND] == ANYTHING) return true;
  const bool single = o[O_KIND] == RESIDUE && (o[O_CARBON] || o[O_RING] != IGNORE);
  if (single && !(g.types[bond] & SINGLE)) return false;
  if (!begins(g, o, x)) return false;
  if (o[O_KIND] == HALOGEN) return true;
  const bool measured = o[O_CHAIN_LOW] > 1 || o[O_PURE] || o[O_ELEMENTS] || o[O_ATOMS_LOW] > 1 ||
                        o[O_ATOMS_HIGH] < 999 || o[O_CARBONS_LOW] > 0 || o[O_CARBONS_HIGH] < 999 ||
                        o[O_CHAIN_HIGH] < 999 || o[O_OPEN_LOW] > 0;
  if (!measured) return true;
  bool seen[MOST_ATOMS] = {};  // the atoms on the far side of the bond
  uint8_t queue[MOST_ATOMS];
  int head = 0, size = 0;
  seen[a] = seen[x] = true;
  queue[size++] = x;
  while (head < size) {
    const int b = queue[head++];
    for (int i = 0; i < g.degree[b]; i++) {
      const int c = g.neighbour[b][i];
      if (seen[c]) continue;
      seen[c] = true;
      queue[size++] = c;
    }
  }
  if (size < o[O_ATOMS_LOW] || size > o[O_ATOMS_HIGH]) return false;
  int carbons = 0, acyclic = 0;
  for (int k = 0; k < size; k++) {
    const int element = g.element[queue[k]], ringed = g.ringed[queue[k]];
    carbons += element == 6;
    acyclic += !ringed;
    if (o[O_ELEMENTS] && !(o[O_ELEMENTS] >> element & 1)) return false;
    if (o[O_PURE] && (element != 6 || (o[O_RING] == NOT && ringed))) return false;
  }
  if (carbons < o[O_CARBONS_LOW] || carbons > o[O_CARBONS_HIGH] || carbons < o[O_CHAIN_LOW]) return false;
  return acyclic >= o[O_OPEN_LOW] && !(o[O_PURE] && carbons > o[O_CHAIN_HIGH]);
}

}  // namespace tidewaiter
