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
  if ((element == 6 || element == 7) && charge == -1) return places == 9 - element ? 0 : -1;
  if (element == 7 && charge == 0) return places == 2 ? 1 : places == 3 ? 0 : -1;
  if (element == 7 && charge == 1) return places == 3 ? 1 : -1;
  if ((element == 8 || element == 16 || element == 34) && charge == 0) return places == 2 ? 0 : -1;
  if ((element == 8 || element == 16) && charge == 1) return places == 2 ? 1 : -1;  // pyrylium and its like
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

// Give an atom a double bond by moving those that are placed, one after the other, each atom once: in odd rings it may miss a way.
// `may` says which of an atom's bonds may be double; an atom without one is its own partner.
template <class May>
bool placed_anew(const Graph& g, int a, const May& may, uint8_t* partner, bool* tried) {
  tried[a] = true;
  for (int i = 0; i < g.degree[a]; i++) {
    const int b = g.neighbour[a][i];
    if (tried[b] || !may(a, i)) continue;
    tried[b] = true;
    if (partner[b] != b && (tried[partner[b]] || !placed_anew(g, partner[b], may, partner, tried))) continue;
    partner[a] = uint8_t(b);
    partner[b] = uint8_t(a);
    return true;
  }
  return false;
}

// Atoms that need double bonds: RDKit goes back a hundred times at most, so of many it may find no way though there is one (the
// smallest that was met has 48).
constexpr int MOST_PLACED = 30;

// Whether double bonds can surely be placed: greedily, atoms with one choice first; what is then left, where it is no large
// molecule, by moving others. False is doubt, not no.
inline bool kekulises(const Graph& g, const uint8_t* multiple) {
  uint8_t open[MOST_ATOMS];     // atoms that need a double bond
  uint8_t around[MOST_ATOMS];   // of each atom the lowercase ones in a ring with it
  uint8_t choices[MOST_ATOMS];  // and those with which it might have that bond
  uint8_t partner[MOST_ATOMS];  // of each atom the one with which it has it
  bool needs[MOST_ATOMS], asks[MOST_ATOMS];
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
    partner[a] = a;
    open[count] = a;
    count += need;
  }
  std::memcpy(asks, needs, g.atoms);
  // a ring bond between two lowercase atoms that may be double
  const auto may = [&](int bond) { return (g.block[bond] >= 0) & ((g.written[bond] & 3) == 0); };  // 0 or 4
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], both = needs[a] & needs[b] & may(bond);
    choices[a] += both;
    choices[b] += both;
  }
  uint8_t forced[MOST_ATOMS];  // those with one choice, which are taken first
  uint8_t lonely[MOST_ATOMS];  // those that are left without one
  int waiting = 0, without = 0;
  for (int k = 0; k < count; k++)
    if (choices[open[k]] == 1) forced[waiting++] = open[k];
  for (int left = count, from = 0; left > 0; left -= 2) {
    int best = -1, fewest = 99;
    while (waiting && best < 0)
      if (needs[forced[--waiting]]) best = forced[waiting], fewest = choices[best];
    if (best < 0) {
      while (!needs[open[from]]) from++;
      for (int k = from; k < count && fewest > 1; k++)
        if (needs[open[k]] && choices[open[k]] < fewest) best = open[k], fewest = choices[best];
    }
    if (fewest == 0) {
      if (count > MOST_PLACED) return false;
      needs[best] = false;
      lonely[without++] = uint8_t(best);
      left++;
      continue;
    }
    int i = 0;
    while (!needs[g.neighbour[best][i]] || !may(g.bond_to[best][i])) i++;
    const int other = g.neighbour[best][i];
    needs[best] = needs[other] = false;
    partner[best] = uint8_t(other), partner[other] = uint8_t(best);
    for (const int a : {best, other})
      for (int j = 0; j < g.degree[a]; j++) {
        const int b = g.neighbour[a][j];
        if (needs[b] & may(g.bond_to[a][j]) && --choices[b] == 1) forced[waiting++] = b;
      }
  }
  const auto doubled = [&](int a, int i) { return asks[g.neighbour[a][i]] && may(g.bond_to[a][i]); };
  for (int k = 0; k < without; k++) {
    const int a = lonely[k];
    bool tried[MOST_ATOMS] = {};
    if (partner[a] == a && !placed_anew(g, a, doubled, partner, tried)) return false;
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

// From one element to another, as bits.
constexpr uint64_t elements(int first, int last) { return (uint64_t(2) << last) - (uint64_t(1) << first); }

constexpr uint64_t NONMETALS = elements(1, 2) | elements(5, 10) | elements(14, 18) | elements(32, 36) | elements(51, 54);

constexpr bool is_nonmetal(int e) { return NONMETALS >> e & 1; }

// Whether an atom whose hydrogens are fixed has all of them: its bonds and hydrogens are exactly one of its valences.
inline bool is_whole(int element, int charge, int total, bool alone) {
  if (alone && total == 0) {  // an ion of one atom, or the element itself
    const int group = element == 9 || element == 17 || element == 35 || element == 53 ? 1
                      : element == 8 || element == 16 || element == 34 || element == 52 ? 2
                      : element == 7 || element == 15 || element == 33 || element == 51 ? 3
                      : 0;
    if (group && charge == -group) return true;
    if (charge > 0 && (element == 33 || element == 51 || element == 52 || element == 32)) return true;  // as oxides are drawn
    if (charge == 0 && (element == 16 || element == 34 || element == 52 || element == 15 || element == 33 || element == 51 || element == 5 || element == 14 || element == 32)) return true;
  }
  switch (element) {
    case 1: return (charge == 1 || charge == -1) && total == 0;
    case 6: case 14: case 32: return charge == 0 ? total == 4 : charge == -2 ? element == 14 && total == 6 : total == 3;
    case 7: return total == 3 + charge;
    case 8: return total == 2 + charge;
    case 5: return total == 3 - charge;
    case 9: case 17: case 35: return total == 1 + charge;
    case 53: return charge == 0 ? total == 1 || total == 3 || total == 5 : total == 1 + charge;
    case 15: case 33: case 51: return charge == 0 ? total == 3 || total == 5 : charge == 1 ? total == 4 : charge == -1 && total == 6;
    case 16: case 34: case 52: return charge == 0 ? total == 2 || total == 4 || total == 6 : charge == 1 ? total == 3 : charge == -1 && total == 1;
    default: return true;
  }
}

// Whether charges are drawn as whole molecules seldom have them: side by side where a bond is meant, a cation of carbon, or of
// a metal that holds carbon.
// What they come to, normal.py says.
inline bool is_oddly_charged(const Graph& g, int a) {
  const int e = g.element[a], charge = g.charge[a];
  if (!is_nonmetal(e)) return charge > 0 && std::any_of(g.neighbour[a], g.neighbour[a] + g.degree[a], [&](int b) { return g.element[b] == 6; });
  if (!charge || !g.degree[a]) return false;
  const bool halogen = e == 17 || e == 35 || e == 53;
  if (halogen && (charge == 2 || charge == 3) && g.degree[a] == charge + 1) {  // chlorate and its like, drawn with charges
    for (int i = 0; i < g.degree[a]; i++)
      if (g.element[g.neighbour[a][i]] != 8 || g.degree[g.neighbour[a][i]] != 1) return true;
    return false;
  }
  if (e == 14 && charge == -2 && g.degree[a] == 6) return false;  // hexafluorosilicate
  if (charge > 1 || charge < -1) return true;
  if (e == 6) return charge > 0;
  if (charge < 0 || (e != 15 && e != 7)) return false;
  bool oxo = false, minus = false;
  for (int i = 0; i < g.degree[a]; i++) {
    const int b = g.neighbour[a][i];
    if (e == 15 && g.charge[b] < 0) return true;
    if (g.written[g.bond_to[a][i]] != 2 || g.degree[b] != 1) continue;
    oxo |= g.element[b] == 8;
    minus |= g.element[b] == 7 && g.charge[b] < 0;
  }
  return oxo && minus;  // nitrous oxide the other way round
}

inline void aromaticity(Graph& g);

// Whether an atom is the carbon of a cyanide that something else holds.
inline bool is_cyanide(const Graph& g, int c) {
  if (g.element[c] != 6 || g.degree[c] != 2 || g.charge[c]) return false;
  for (int i = 0; i < 2; i++) {
    const int n = g.neighbour[c][i];
    if (g.element[n] == 7 && g.degree[n] == 1 && !g.charge[n] && g.written[g.bond_to[c][i]] == 3) return true;
  }
  return false;
}

// Whether a bond of a metal is that of a salt, which normal.py breaks: see `_SALTS` there.
inline bool is_of_a_salt(const Graph& g, int bond) {
  int a = g.begin[bond], x = g.end[bond];
  if (is_nonmetal(g.element[a])) std::swap(a, x);
  if (is_nonmetal(g.element[a]) || !is_nonmetal(g.element[x])) return false;
  const int e = g.element[a], to = g.element[x];
  const bool alkali = e == 3 || e == 4 || e == 11 || e == 12 || e == 19 || e == 20 || e == 37 || e == 38 || e == 55 || e == 56;
  if (to == 6) return (alkali || e == 29 || e == 30 || e == 47 || e == 79) && g.written[bond] <= 1 && is_cyanide(g, x);
  for (int i = 0; i < g.degree[a]; i++)
    if (g.element[g.neighbour[a][i]] == 6) return false;
  const bool halogen = to == 9 || to == 17 || to == 35 || to == 53;
  if (alkali)
    return halogen || to == 7 || to == 8 || to == 15 || to == 16 || to == 34;
  if (g.written[bond] > 1) return false;
  if (halogen) return e == 46 && g.degree[x] == 1 && g.hydrogens[x] <= 0;
  if ((to != 7 && to != 8 && to != 16) || g.charge[x]) return false;
  for (int i = 0; i < g.degree[x]; i++) {
    const int n = g.element[g.neighbour[x][i]];
    if (n == 6 || n == 7 || n == 15 || n == 16) return true;
  }
  return false;
}

inline bool has_salt(const Graph& g) {
  bool metal = false;
  for (int a = 0; a < g.atoms; a++) metal |= g.degree[a] && !is_nonmetal(g.element[a]);
  for (int bond = 0; metal && bond < g.bonds; bond++)
    if (is_of_a_salt(g, bond)) return true;
  return false;
}

// Whether a hydrogen on oxygen `o` surely stays there, though its carbon `c` has a double bond to carbon `x`: see
// `_is_clear` of normal.py.
inline bool stays(const Graph& g, int o, int c, int x) {
  const auto unsaturated = [&](int a, bool carbon_only) {
    if (g.aromatic[a] != NO) return false;  // not surely
    for (int i = 0; i < g.degree[a]; i++) {
      const int e = g.element[g.neighbour[a][i]], order = g.written[g.bond_to[a][i]];
      if ((order == 2 || order == 3) && (e == 6 || (!carbon_only && (e == 7 || e == 8 || e == 16)))) return true;
    }
    return false;
  };
  if (g.element[o] != 8) return true;
  const bool ringed = g.ringed[x], both = g.block[g.bond_between(c, x)] >= 0;
  for (const int end : {x, c})
    for (int i = 0; i < g.degree[end]; i++) {
      const int y = g.neighbour[end][i];
      if (y == c || y == x || y == o) continue;
      if (end == x && g.element[y] == 8 && g.degree[y] == 1 && g.charge[y] == 0 && g.written[g.bond_to[x][i]] <= 1) return true;
      if (end == x && unsaturated(y, true)) return true;
      if (ringed && unsaturated(y, false)) return true;
      if (ringed && both && g.element[y] != 6) return true;
    }
  return false;
}

constexpr int MOST_LINKS_MOVED = 8;

// What an imidic acid or an enol has: an oxygen, its carbon, and the other end of the double bond.
struct Mobile {
  int oxygen, carbon, end;
};

// The places where normal.py draws a hydrogen elsewhere; asked when aromaticity is known. At most `most` are told.
inline int mobiles(const Graph& g, Mobile* out, int most) {
  int count = 0;
  for (int a = 0; a < g.atoms && count < most; a++) {
    if (!(g.element[a] == 8 || g.element[a] == 16) || g.degree[a] != 1 || g.charge[a] > 0) continue;
    const int c = g.neighbour[a][0];
    if (g.element[c] != 6 || g.written[g.bond_to[a][0]] > 1) continue;
    if (g.ringed[c] && g.degree[c] == 3 && (g.lower[c] || g.aromatic[c] != NO)) {  // perhaps a benzimidazolone
      int bare = -1, bound = -1;
      for (int i = 0; i < 3; i++) {
        const int x = g.neighbour[c][i];
        if (g.element[x] == 7 && g.degree[x] == 2) bare = x;
        if (g.element[x] == 7 && g.degree[x] == 3) bound = x;
      }
      if (bare >= 0 && bound >= 0) {
        out[count++] = {a, c, bare};
        continue;
      }
    }
    if (g.lower[c] || g.aromatic[c] == CERTAINLY) continue;
    for (int i = 0; i < g.degree[c]; i++) {
      const int x = g.neighbour[c][i];
      if (g.written[g.bond_to[c][i]] != 2 || !(g.element[x] == 7 || (g.element[x] == 6 && !stays(g, a, c, x)))) continue;
      out[count++] = {a, c, x};
      break;
    }
  }
  return count;
}

inline bool is_mobile(const Graph& g) {
  Mobile one;
  return mobiles(g, &one, 1) > 0;
}

// Atoms that were drawn without all their hydrogens or electrons.
struct Lacking {
  int count = 0;
  uint8_t atom[MOST_ATOMS], element[MOST_ATOMS];
};

// Whether an atom whose fixed hydrogens leave a valence open surely lacks them: see `_lacking` of normal.py. Oxygen and
// nitrogen may be those of a substance that is a radical.
inline bool surely_lacks(const Graph& g, int a) {
  const int e = g.element[a];
  return g.atoms > 1 && g.charge[a] == 0 && (e == 6 || e == 14 || e == 16 || e == 34 || e == 53);
}

// Whether it may be a hydrate that normal.py draws as a ketone: two oxygens that bear nothing else, and no double bond, at a carbon
// of a ring with nitrogen.
inline bool may_be_hydrate(const Graph& g) {
  if (std::find(g.element, g.element + g.atoms, 7) == g.element + g.atoms) return false;
  for (int a = 0; a < g.atoms; a++) {
    if (g.element[a] != 6 || g.degree[a] != 4 || !g.ringed[a]) continue;
    int oxygens = 0;
    for (int i = 0; i < 4; i++) oxygens += g.element[g.neighbour[a][i]] == 8 && g.degree[g.neighbour[a][i]] == 1;
    if (oxygens == 2) return true;
  }
  return false;
}

// Whether RDKit surely accepts the graph, and every hydrogen is there. False: let it say itself. With `lacking` atoms may be
// without, and are filled up.
inline bool sound(Graph& g, Lacking* lacking = nullptr) {
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
    if (order == 3 && (g.lower[a] || g.lower[b])) return false;
    const int more = order > 1;
    if (more && g.lower[a] && g.lower[b] && g.block[bond] >= 0) return false;  // a double bond within an aromatic ring
    orders[a] += order + !order;
    orders[b] += order + !order;
    multiple[a] += more;
    multiple[b] += more;
  }
  bool lowercase = false;
  if (may_be_hydrate(g)) return false;
  for (int a = 0; a < g.atoms; a++) {
    if (is_oddly_charged(g, a)) return false;
    if (g.lower[a]) {
      lowercase = true;
      if (g.element[a] == 6 && g.hydrogens[a] >= 0 && g.degree[a] + g.hydrogens[a] != 3) return false;
      if (g.hydrogens[a] < 0 && g.drawn_hydrogens[a] && orders[a] + g.drawn_hydrogens[a] > 3) return false;
    }
    else if (!is_oxohalogen(g, a, orders[a])) {
      const int fixed = g.hydrogens[a], total = orders[a] + (fixed < 0 ? g.drawn_hydrogens[a] : fixed);
      if (fixed == 0 && g.element[a] == 15 && g.degree[a] == 2) return false;  // a phosphinate's, perhaps, without its hydrogens
      if (total > g.room[a]) return false;
      if (fixed >= 0 && !is_whole(g.element[a], g.charge[a], total, g.atoms == 1)) {
        if (!lacking || !surely_lacks(g, a)) return false;
        if (lacking->count == MOST_ATOMS) return false;
        lacking->atom[lacking->count] = uint8_t(a);
        lacking->element[lacking->count++] = g.element[a];
        g.hydrogens[a] = -1;
        g.drawn_hydrogens[a] = 0;
      }
    }
  }
  return !lowercase || kekulises(g, multiple);
}

// What hangs together with an atom once the bonds of salts are broken, as a graph that could have been read: atoms and bonds
// in their order, the metal a cation, what it held an anion. `done` marks its atoms. False where it cannot be made.
inline bool piece_of(const Graph& g, int root, bool* done, Graph& out) {
  uint8_t place[MOST_ATOMS], queue[MOST_ATOMS];
  bool inside[MOST_ATOMS] = {};
  int head = 0, tail = 0, numbers = 0;
  inside[root] = true;
  queue[tail++] = root;
  while (head < tail) {
    const int a = queue[head++];
    for (int i = 0; i < g.degree[a]; i++) {
      const int b = g.neighbour[a][i];
      if (inside[b] || is_of_a_salt(g, g.bond_to[a][i])) continue;
      inside[b] = true;
      queue[tail++] = b;
    }
  }
  out.clear();
  for (int a = 0; a < g.atoms; a++) {
    if (!inside[a]) continue;
    const int n = out.atoms++;
    done[a] = true;
    place[a] = n;
    out.element[n] = g.element[a];
    out.atomic[n] = g.atomic[a];
    out.lower[n] = g.lower[a];
    out.charge[n] = g.charge[a];
    out.hydrogens[n] = g.hydrogens[a];
    out.drawn_hydrogens[n] = g.drawn_hydrogens[a];
    out.degree[n] = 0;
    for (int i = 0; i < g.degree[a]; i++) {
      const int bond = g.bond_to[a][i], order = std::max(1, int(g.written[bond]));
      if (!is_of_a_salt(g, bond)) continue;
      out.hydrogens[n] = g.hydrogens_at(a);
      out.charge[n] += is_nonmetal(g.element[a]) ? -order : order;
    }
    if (out.charge[n] > MOST_CHARGE || out.charge[n] < -MOST_CHARGE) return false;
    out.room[n] = ROOMS.of[g.atomic[a]][out.charge[n] + MOST_CHARGE];
  }
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond];
    const bool numbered = numbers < g.numbers && g.numbered[numbers] == bond;
    numbers += numbered;
    if (!inside[a] || !inside[b] || is_of_a_salt(g, bond)) continue;
    if (numbered) {
      out.ring_number[out.numbers] = g.ring_number[numbers - 1];
      out.numbered[out.numbers++] = out.bonds;
    }
    if (!out.join(place[a], place[b], g.written[bond])) return false;
  }
  span(out);
  rings(out);
  return out.blocks <= 64;
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

// The oxygen of a sulfoxide between carbons, outside rings, that is drawn with these charges and bond; -1 where there is none.
inline int sulfoxide_oxygen(const Graph& g, int a, int plus, int bond) {
  if (g.element[a] != 16 || g.degree[a] != 3 || g.charge[a] != plus || g.ringed[a] || g.lower[a]) return -1;
  if (g.hydrogens[a] > 0 || g.drawn_hydrogens[a]) return -1;
  int oxygen = -1;
  for (int i = 0; i < 3; i++) {
    const int b = g.neighbour[a][i], order = std::max<int>(1, g.written[g.bond_to[a][i]]);
    const bool bare = g.charge[b] == -plus && g.hydrogens[b] <= 0 && !g.drawn_hydrogens[b];
    if (g.element[b] == 6 && order == 1) continue;
    if (g.element[b] != 8 || g.degree[b] != 1 || order != bond || !bare || oxygen >= 0) return -1;
    oxygen = b;
  }
  return oxygen;
}

// Draw sulfoxides with charges, as the standardiser does.
inline void draw_sulfoxides(Graph& g) {
  for (int a = 0; a < g.atoms; a++) {
    const int oxygen = g.element[a] == 16 ? sulfoxide_oxygen(g, a, 0, 2) : -1;
    if (oxygen < 0) continue;
    g.written[g.bond_to[oxygen][0]] = 1;
    g.charge[a] = 1, g.charge[oxygen] = -1;
    g.hydrogens[a] = g.hydrogens[oxygen] = 0;
    g.redrawn = true;
  }
}

// Draw the oxygen acids of halogens with charges, as RDKit does.
inline void draw_oxohalogens(Graph& g) {
  for (int a = 0; a < g.atoms; a++) {
    int orders = 0;
    for (int i = 0; i < g.degree[a]; i++) orders += std::max<int>(1, g.written[g.bond_to[a][i]]);
    if (g.degree[a] < 2 || g.lower[a] || !is_oxohalogen(g, a, orders)) continue;
    for (int i = 0; i < g.degree[a]; i++) {
      const int bond = g.bond_to[a][i], oxygen = g.neighbour[a][i];
      if (g.written[bond] != 2) continue;
      g.written[bond] = 1;
      g.charge[a]++, g.charge[oxygen] = -1;
      g.hydrogens[a] = g.hydrogens[oxygen] = 0;
    }
  }
}

// An atom of one of them that is drawn so, a molecule by itself.
inline bool is_of_oxohalogen(const Graph& g, int a) {
  if (g.element[a] == 8 && g.degree[a] == 1) a = g.neighbour[a][0];
  const int e = g.element[a];
  return (e == 17 || e == 35 || e == 53) && g.charge[a] > 0 && g.charge[a] <= 3 && g.degree[a] == g.charge[a] + 1 && g.atoms == g.degree[a] + 1 &&
         std::all_of(g.neighbour[a], g.neighbour[a] + g.degree[a], [&](int b) { return g.element[b] == 8; });
}

// An atom of a sulfoxide that is drawn so.
inline bool is_of_sulfoxide(const Graph& g, int a) {
  if (g.element[a] == 16) return sulfoxide_oxygen(g, a, 1, 1) >= 0;
  return g.element[a] == 8 && g.degree[a] == 1 && sulfoxide_oxygen(g, g.neighbour[a][0], 1, 1) == a;
}

// Mark a graph whose normal form may have other bonds or charges than what is drawn.
inline void loosen(Graph& g, bool filled = false) {
  enum { PLUS = 1, MINUS = 2, NITRO = 4, REDRAWN = 8, AZO = 16, SULFOXIDE = 32 };
  int marks = 0;
  for (int a = 0; a < g.atoms; a++) {
    const bool bonded = g.degree[a] > 0;
    if (bonded && !(ORDINARY >> g.element[a] & 1)) marks |= REDRAWN;
    if (g.charge[a]) {
      if (is_nitro(g, a)) marks |= NITRO;
      else if (is_of_sulfoxide(g, a)) marks |= SULFOXIDE;
      else if (g.charge[a] == -1 && g.degree[a] == 1 && is_nitro(g, g.neighbour[a][0])) continue;
      else if (g.element[a] == 6 || (!g.lower[a] && g.ringed[a] && g.element[a] != 7)) marks |= REDRAWN;
      else marks |= g.charge[a] > 0 ? PLUS : MINUS;
    } else if (g.element[a] == 16 && g.degree[a] == 3) {
      marks |= REDRAWN;  // one that `draw_sulfoxides` leaves
    } else if (bonded && (g.element[a] == 17 || g.element[a] == 35 || g.element[a] == 53)) {
      if (g.degree[a] > 1 || g.written[g.bond_to[a][0]] > 1) marks |= REDRAWN;  // as are the oxygen acids of halogens
    } else if (g.element[a] == 7 && !g.lower[a]) {
      for (int i = 0; i < g.degree[a]; i++)  // N=N, N#N and their like have rules of their own
        if (g.element[g.neighbour[a][i]] == 7 && g.written[g.bond_to[a][i]] > 1)
          marks |= g.written[g.bond_to[a][i]] == 2 && g.degree[a] == 2 && g.degree[g.neighbour[a][i]] == 2 ? AZO : REDRAWN;
    }
  }
  const int both = marks & (PLUS | MINUS);
  const bool beside_sulfoxide = marks & SULFOXIDE && marks != SULFOXIDE;
  g.loose = filled || marks & REDRAWN || both == (PLUS | MINUS) || (marks & (NITRO | AZO) && both) || beside_sulfoxide;
}

// Pi electrons of a cycle of atoms, or -99 where they are not certain.
inline int electrons(const Graph& g, const uint8_t* cycle, int length) {
  int total = 0;
  for (int k = 0; k < length; k++) {
    const int a = cycle[k], before = cycle[k ? k - 1 : length - 1], after = cycle[k + 1 < length ? k + 1 : 0];
    if (g.charge[a]) return -99;
    int inside = 0, outside = 0, beside = 0;  // double bonds in the cycle, out of all rings, in another ring
    for (int i = 0; i < g.degree[a]; i++) {
      const int b = g.neighbour[a][i];
      if (g.written[g.bond_to[a][i]] != 2) continue;
      if (b == before || b == after) inside++;
      else if (g.element[b] == 8 && g.degree[b] == 1) outside++;
      else if (g.element[a] == 6 && !g.lower[a] && g.element[b] == 6 && g.block[g.bond_to[a][i]] >= 0) beside++;
      else return -99;
    }
    const int places = g.degree[a] + std::max(0, int(g.hydrogens[a])), element = g.element[a];
    if (element == 6) {
      if (outside) continue;
      if (!g.lower[a] && inside + beside != 1) return -99;
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
  constexpr uint8_t KINDS[] = {SINGLE, SINGLE, DOUBLE, TRIPLE, SINGLE};  // of each order written
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond], written = g.written[bond];
    const bool may = any & (g.block[bond] >= 0) & (g.aromatic[a] != NO) & (g.aromatic[b] != NO) & (written != 3);
    const bool small = may & ((written & 3) == 0) & g.lower[a] & g.lower[b];
    g.types[bond] = uint8_t(KINDS[written] | may * AROMATIC | small * DOUBLE);
  }
  unsigned __int128 done = 0;  // blocks of one cycle that have been looked at
  uint8_t cycle[MOST_ATOMS];
  for (int bond = 0; any && bond < g.bonds; bond++) {
    if (!(g.types[bond] & AROMATIC) || g.types[bond] == AROMATIC || g.loose) continue;
    const int block = g.block[bond];
    int length = g.block_atoms[block];
    if (length == g.block_bonds[block]) {
      if (done >> block & 1 || length < 5 || length > 6) continue;
      done |= static_cast<unsigned __int128>(1) << block;
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
  const auto redrawn = [](int element) { return element == 15 || element == 16; };
  if (!g.loose && std::none_of(g.element, g.element + g.atoms, redrawn)) return;
  for (int bond = 0; bond < g.bonds; bond++) {
    if (g.types[bond] == AROMATIC) continue;
    if (g.loose || redrawn(g.element[g.begin[bond]]) || redrawn(g.element[g.end[bond]])) g.types[bond] = ANY_TYPE;
  }
}

// Whether it is known of the aromatic atoms beside an enol's double bond that they have none themselves: then `stays` has
// told right.
inline bool surely_beside(const Graph& g, const Mobile& m) {
  for (const int end : {m.carbon, m.end})
    for (int i = 0; i < g.degree[end]; i++) {
      const int y = g.neighbour[end][i];
      if (y == m.carbon || y == m.end || g.aromatic[y] == NO) continue;
      for (int k = 0; k < g.degree[y]; k++)
        if (g.types[g.bond_to[y][k]] & (DOUBLE | TRIPLE)) return false;
    }
  return true;
}

// Draw imidic acids as amides and enols as ketones, as normal.py does; false where it is not sure that the same comes out,
// and then the graph is spoiled. Asked when aromaticity is known, which it finds anew. Which is drawn first makes no
// difference: they share no atom, and one that has moved makes its neighbours no less clear.
inline bool keto(Graph& g) {
  Mobile found[MOST_LINKS_MOVED];
  for (int moved = 0; const int count = mobiles(g, found, MOST_LINKS_MOVED); moved += count) {
    if (moved + count >= MOST_LINKS_MOVED) return false;
    int charges = 0, ions = 0;  // ions: their protons are given back
    for (int a = 0; a < g.atoms; a++) charges += g.charge[a] != 0;
    for (int k = 0; k < count; k++) ions += g.charge[found[k].oxygen] == -1 && g.hydrogens[found[k].oxygen] == 0;
    for (int k = 0; k < count; k++) {
      const Mobile& m = found[k];
      if (g.element[m.end] == 6 && !surely_beside(g, m)) return false;
      const bool ion = g.charge[m.oxygen] == -1 && charges == ions;
      if ((g.charge[m.oxygen] && !ion) || g.charge[m.carbon] || g.charge[m.end] || (!ion && g.hydrogens[m.oxygen] == 0)) return false;
      if (g.aromatic[m.carbon] != NO || g.aromatic[m.end] != NO || g.degree[m.carbon] + std::max(0, int(g.hydrogens[m.carbon])) > 3) return false;
      for (int i = 0; i < k; i++)
        if (found[i].carbon == m.carbon) return false;
    }
    for (int k = 0; k < count; k++) {
      const Mobile& m = found[k];
      g.written[g.bond_between(m.oxygen, m.carbon)] = 2;
      g.written[g.bond_between(m.carbon, m.end)] = 1;
      g.charge[m.oxygen] = 0;
      if (g.hydrogens[m.oxygen] > 0) g.hydrogens[m.oxygen]--;
      if (g.hydrogens[m.end] >= 0) g.hydrogens[m.end]++;
    }
    loosen(g);
    aromaticity(g);
  }
  return true;
}

}  // namespace tidewaiter
