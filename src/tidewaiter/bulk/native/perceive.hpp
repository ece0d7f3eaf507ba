// What RDKit may make of a bare graph: would it accept it, what could be aromatic, of what types a bond could
// be.
//
// Every judgement errs to one side: an atom is NO or CERTAINLY aromatic only where RDKit's own rules leave no
// choice, a graph is accepted only where it surely reads. Where the normal form may redraw bonds (charges of
// both signs, sulfoxides), it is compared by skeleton only (`loose`).
#pragma once

#include <algorithm>

#include "graph.hpp"

namespace tidewaiter {

// Whether a lowercase atom with so many double and triple bonds needs another inside its rings: 1, 0, or -1
// for doubt.
inline int needs_double(const Graph& g, int a, int outside) {
  const int element = g.element[a], charge = g.charge[a];
  const int places = g.degree[a] + std::max(0, int(g.hydrogens[a]));
  if (element == 6 && charge == 0) {
    if (places > 3 || outside > 1 || g.degree[a] < 2) return -1;
    return outside ? 0 : 1;
  }
  if (outside) return -1;
  if (element == 7 && charge == 0) return places == 2 ? 1 : places == 3 ? 0 : -1;
  if (element == 7 && charge == 1) return places == 3 ? 1 : -1;
  if ((element == 8 || element == 16) && charge == 0) return places == 2 ? 0 : -1;
  return -1;
}

inline int needs_double(const Graph& g, int a) {
  int outside = 0;
  for (int i = 0; i < g.degree[a]; i++) {
    const int order = g.written[g.bond_to[a][i]];
    outside += order == 2 || order == 3;
  }
  return needs_double(g, a, outside);
}

// Whether double bonds can surely be placed: greedily, atoms with one choice first. False is doubt, not no.
inline bool kekulises(const Graph& g, const uint8_t* multiple) {
  uint8_t open[MOST_ATOMS];     // atoms that need a double bond
  uint8_t around[MOST_ATOMS];   // of each atom the lowercase ones in a ring with it
  uint8_t choices[MOST_ATOMS];  // and those with which it might have that bond
  bool needs[MOST_ATOMS];
  std::memset(around, 0, g.atoms);
  std::memset(choices, 0, g.atoms);
  std::memset(needs, 0, g.atoms);
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], both = (g.block[bond] >= 0) & g.lower[a] & g.lower[b];
    around[a] += both;
    around[b] += both;
  }
  int count = 0;
  for (int a = 0; a < g.atoms; a++) {
    if (!g.lower[a]) continue;
    const int need = needs_double(g, a, multiple[a]);
    if (around[a] < 2 || need < 0) return false;
    needs[a] = need;
    open[count] = a;
    count += need;
  }
  // a ring bond between two lowercase atoms that may be double
  const auto may = [&](int bond) { return (g.block[bond] >= 0) & ((g.written[bond] & 3) == 0); };  // 0 or 4
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], both = needs[a] & needs[b] & may(bond);
    choices[a] += both;
    choices[b] += both;
  }
  for (int left = count, from = 0; left; left -= 2) {
    while (!needs[open[from]]) from++;
    int best = -1, fewest = 99;
    for (int k = from; k < count && fewest > 1; k++)
      if (needs[open[k]] && choices[open[k]] < fewest) best = open[k], fewest = choices[best];
    if (fewest == 0) return false;
    int i = 0;
    while (!needs[g.neighbour[best][i]] || !may(g.bond_to[best][i])) i++;
    const int other = g.neighbour[best][i];
    needs[best] = needs[other] = false;
    for (const int a : {best, other})
      for (int j = 0; j < g.degree[a]; j++) {
        const int b = g.neighbour[a][j];
        choices[b] -= needs[b] & may(g.bond_to[a][j]);
      }
  }
  return true;
}

// A halogen in the midst of oxygens, as in perchlorate: RDKit redraws it with charges.
inline bool is_oxohalogen(const Graph& g, int a, int orders) {
  const int e = g.element[a];
  if (!(e == 17 || e == 35 || e == 53) || g.charge[a] || g.hydrogens[a] > 0) return false;
  if (!(orders == 3 || orders == 5 || orders == 7)) return false;
  for (int i = 0; i < g.degree[a]; i++)
    if (g.element[g.neighbour[a][i]] != 8) return false;
  return true;
}

// An element whose drawings have one normal form, charges and sulfoxides apart.
constexpr uint64_t ORDINARY = uint64_t(1) << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 17 |
                              uint64_t(1) << 35 | uint64_t(1) << 53;

// Whether RDKit surely accepts the graph. False: let it say itself.
inline bool sound(const Graph& g) {
  uint8_t orders[MOST_ATOMS];    // of each atom the orders of its bonds, summed
  uint8_t multiple[MOST_ATOMS];  // and its double and triple bonds
  std::memset(orders, 0, g.atoms);
  std::memset(multiple, 0, g.atoms);
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], order = g.written[bond];
    if (order == 4) {
      if (!g.lower[a] || !g.lower[b]) return false;
      continue;
    }
    const int more = order > 1;
    if (more && g.lower[a] && g.lower[b] && g.block[bond] >= 0) return false;  // a double bond within an aromatic ring
    orders[a] += order + !order;
    orders[b] += order + !order;
    multiple[a] += more;
    multiple[b] += more;
  }
  bool lowercase = false;
  for (int a = 0; a < g.atoms; a++) {
    if (g.lower[a]) {
      lowercase = true;
      if (g.hydrogens[a] < 0 && g.drawn_hydrogens[a] && orders[a] + g.drawn_hydrogens[a] > 3) return false;
    }
    else if (orders[a] + (g.hydrogens[a] < 0 ? g.drawn_hydrogens[a] : g.hydrogens[a]) > g.room[a] && !is_oxohalogen(g, a, orders[a])) return false;
  }
  return !lowercase || kekulises(g, multiple);
}

// The nitrogen of a nitro group in its usual drawing.
inline bool is_nitro(const Graph& g, int a) {
  if (g.element[a] != 7 || g.charge[a] != 1 || g.degree[a] != 3) return false;
  int minus = 0, oxo = 0;
  for (int i = 0; i < 3; i++) {
    const int b = g.neighbour[a][i], order = g.written[g.bond_to[a][i]];
    if (g.element[b] != 8 || g.degree[b] != 1) continue;
    minus += g.charge[b] == -1 && order <= 1;
    oxo += g.charge[b] == 0 && order == 2;
  }
  return minus == 1 && oxo == 1;
}

// Mark a graph whose normal form may have other bonds or charges than what is drawn.
inline void loosen(Graph& g) {
  enum { PLUS = 1, MINUS = 2, NITRO = 4, REDRAWN = 8 };
  int marks = 0;
  for (int a = 0; a < g.atoms; a++) {
    const bool bonded = g.degree[a] > 0;
    if (bonded && !(ORDINARY >> g.element[a] & 1)) marks |= REDRAWN;
    if (g.charge[a]) {
      if (is_nitro(g, a)) marks |= NITRO;
      else if (g.charge[a] == -1 && g.degree[a] == 1 && is_nitro(g, g.neighbour[a][0])) continue;
      else if (g.element[a] == 6 || (!g.lower[a] && g.ringed[a] && g.element[a] != 7)) marks |= REDRAWN;
      else marks |= g.charge[a] > 0 ? PLUS : MINUS;
    } else if (g.element[a] == 16 && g.degree[a] == 3) {
      marks |= REDRAWN;  // a sulfoxide is redrawn with charges
    } else if (bonded && (g.element[a] == 17 || g.element[a] == 35 || g.element[a] == 53)) {
      if (g.degree[a] > 1 || g.written[g.bond_to[a][0]] > 1) marks |= REDRAWN;  // as are the oxygen acids of halogens
    } else if (g.element[a] == 7 && !g.lower[a]) {
      for (int i = 0; i < g.degree[a]; i++)  // N=N, N#N and their like have rules of their own
        if (g.element[g.neighbour[a][i]] == 7 && g.written[g.bond_to[a][i]] > 1) marks |= REDRAWN;
    }
  }
  const int both = marks & (PLUS | MINUS);
  g.loose = marks & REDRAWN || both == (PLUS | MINUS) || (marks & NITRO && both);
}

// Pi electrons of a cycle of atoms, or -99 where they are not certain.
inline int electrons(const Graph& g, const uint8_t* cycle, int length) {
  int total = 0;
  for (int k = 0; k < length; k++) {
    const int a = cycle[k], before = cycle[k ? k - 1 : length - 1], after = cycle[k + 1 < length ? k + 1 : 0];
    if (g.charge[a]) return -99;
    int inside = 0, outside = 0;
    for (int i = 0; i < g.degree[a]; i++) {
      const int b = g.neighbour[a][i];
      if (g.written[g.bond_to[a][i]] != 2) continue;
      if (b == before || b == after) inside++;
      else if (g.element[b] == 8 && g.degree[b] == 1) outside++;
      else return -99;
    }
    const int places = g.degree[a] + std::max(0, int(g.hydrogens[a])), element = g.element[a];
    if (element == 6) {
      if (outside) continue;
      if (!g.lower[a] && inside != 1) return -99;
      total += 1;
    } else if (outside) {
      return -99;
    } else if (element == 7) {
      if (inside == 1 || (g.lower[a] && places == 2)) total += 1;
      else if (places == 3 || !g.lower[a]) total += 2;
      else return -99;
    } else if ((element == 8 || element == 16) && g.degree[a] == 2 && !inside) {
      total += 2;
    } else {
      return -99;
    }
  }
  return total;
}

// The one cycle of a block that has no other, put into `cycle`.
inline void only_cycle(const Graph& g, int bond, uint8_t* cycle) {
  const int block = g.block[bond], length = g.block_atoms[block];
  for (int k = 0, a = g.begin[bond]; k < length; k++) {
    cycle[k] = a;
    int i = 0;
    while (g.block[g.bond_to[a][i]] != block || g.bond_to[a][i] == bond) i++;
    bond = g.bond_to[a][i];
    a = g.neighbour[a][i];
  }
}

// The shortest cycle of five or six candidate atoms through a bond, put into `cycle`; its length or 0.
inline int short_cycle(const Graph& g, int bond, uint8_t* cycle) {
  const int start = g.begin[bond], goal = g.end[bond];
  int8_t far[MOST_ATOMS];
  uint8_t came[MOST_ATOMS], queue[MOST_ATOMS];
  std::memset(far, -1, g.atoms);
  far[start] = 0;
  int head = 0, tail = 0;
  queue[tail++] = start;
  while (head < tail) {
    const int a = queue[head++];
    if (far[a] == 5) return 0;
    for (int i = 0; i < g.degree[a]; i++) {
      const int link = g.bond_to[a][i], b = g.neighbour[a][i];
      if (link == bond || g.block[link] < 0 || g.aromatic[b] == NO || far[b] >= 0) continue;
      far[b] = far[a] + 1;
      came[b] = a;
      if (b == goal) {
        if (far[b] < 4) return 0;
        int length = 0;
        for (int c = b; c != start; c = came[c]) cycle[length++] = c;
        cycle[length++] = start;
        return length;
      }
      queue[tail++] = b;
    }
  }
  return 0;
}

// Atoms that could be aromatic: in a ring, with a pi bond or a lone pair, and two such neighbours.
inline bool candidates(Graph& g) {
  uint8_t lost[MOST_ATOMS], around[MOST_ATOMS];
  bool pi[MOST_ATOMS];
  std::memset(around, 0, g.atoms);
  std::memset(pi, 0, g.atoms);
  for (int bond = 0; bond < g.bonds; bond++)
    if (g.written[bond] >= 2) pi[g.begin[bond]] = pi[g.end[bond]] = true;
  int many = 0, count = 0;
  for (int a = 0; a < g.atoms; a++) {
    const bool could = g.lower[a] | (g.element[a] != 6) | (g.charge[a] != 0) | pi[a] | g.loose;
    g.aromatic[a] = g.ringed[a] & could ? PERHAPS : NO;
    count += g.aromatic[a];
  }
  if (!count) return false;
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond];
    const int both = (g.block[bond] >= 0) & g.aromatic[a] & g.aromatic[b];  // PERHAPS is 1
    around[a] += both;
    around[b] += both;
  }
  for (int a = 0; a < g.atoms; a++) {
    if (g.aromatic[a] == NO || around[a] >= 2) continue;
    g.aromatic[a] = NO;
    lost[many++] = a;
  }
  for (int k = 0; k < many; k++) {  // `lost` grows while it is read
    const int a = lost[k];
    for (int i = 0; i < g.degree[a]; i++) {
      const int b = g.neighbour[a][i];
      if (g.block[g.bond_to[a][i]] < 0 || g.aromatic[b] == NO || --around[b] >= 2) continue;
      g.aromatic[b] = NO;
      lost[many++] = b;
    }
  }
  return count > many;
}

// The state of every atom and the possible types of every bond.
inline void aromaticity(Graph& g) {
  const bool any = candidates(g);
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], written = g.written[bond];
    int kinds = written == 2 ? DOUBLE : written == 3 ? TRIPLE : SINGLE;
    if (any && g.block[bond] >= 0 && g.aromatic[a] != NO && g.aromatic[b] != NO && written != 3) {
      kinds |= AROMATIC;
      if (written != 1 && written != 2 && g.lower[a] && g.lower[b]) kinds |= DOUBLE;
    }
    g.types[bond] = kinds;
  }
  uint64_t done = 0;  // blocks of one cycle that have been looked at
  uint8_t cycle[MOST_ATOMS];
  for (int bond = 0; any && bond < g.bonds; bond++) {
    if (!(g.types[bond] & AROMATIC) || g.types[bond] == AROMATIC || g.loose) continue;
    const int block = g.block[bond];
    int length = g.block_atoms[block];
    if (length == g.block_bonds[block]) {
      if (done >> block & 1 || length < 5 || length > 6) continue;
      done |= uint64_t(1) << block;
      only_cycle(g, bond, cycle);
    } else {
      length = short_cycle(g, bond, cycle);
    }
    if (!length || electrons(g, cycle, length) != 6) continue;
    for (int k = 0; k < length; k++) {
      const int a = cycle[k], after = cycle[k + 1 < length ? k + 1 : 0];
      g.aromatic[a] = CERTAINLY;
      for (int i = 0; i < g.degree[a]; i++)
        if (g.neighbour[a][i] == after) g.types[g.bond_to[a][i]] = AROMATIC;
    }
  }
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond];
    const auto redrawn = [&](int end) { return g.element[end] == 15 || g.element[end] == 16; };
    if (g.types[bond] == AROMATIC) continue;
    if (g.loose || redrawn(a) || redrawn(b)) g.types[bond] = ANY_TYPE;
  }
}

}  // namespace tidewaiter
