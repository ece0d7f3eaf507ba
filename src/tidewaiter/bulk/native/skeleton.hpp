// Keys of a bare skeleton: elements, connections and rings, whatever the bonds, charges, isotopes and stereo
// are.
//
// Two drawings with one normal form have one skeleton, so a listed structure can only be met where the key is
// equal. The key is a hash and may be equal for others too: it admits, it never decides.
#pragma once

#include <algorithm>

#include "graph.hpp"

namespace tidewaiter {

constexpr int MOST_LINKS = 10;  // ester and ether oxygens; more of them are left to RDKit

// Scatter the bits of a number below 2**31.
constexpr uint32_t mix(uint32_t value) {
  constexpr uint32_t mask = 0x7FFFFFFF;
  value &= mask;
  value = (value ^ (value >> 15)) * 0x2C1B3C6Du & mask;
  value = (value ^ (value >> 12)) * 0x297A2D39u & mask;
  return value ^ (value >> 15);
}

// Numbers to be summed over atoms: of each element, for the key of a formula; and of an element with its
// number of neighbours in a ring or not, for the key of an outline.
struct Weights {
  int64_t formula[ELEMENTS];
  int64_t outline[ELEMENTS][MOST_NEIGHBOURS + 1][2];
  constexpr Weights() : formula(), outline() {
    for (int element = 0; element < ELEMENTS; element++) {
      formula[element] = int64_t(mix(element * 7919 + 17)) * 4099;
      for (int degree = 0; degree <= MOST_NEIGHBOURS; degree++)
        for (int ringed = 0; ringed < 2; ringed++)
          outline[element][degree][ringed] = mix((element * 16 + degree) * 2 + ringed + 104729) * int64_t(1048583);
    }
  }
};

inline constexpr Weights WEIGHTS{};

// Some atoms of a graph: all, or what is left when bonds are cut.
struct Atoms {
  const uint8_t* list;
  int size;
  const uint8_t* begin() const { return list; }
  const uint8_t* end() const { return list + size; }
};

// The key of some atoms, five rounds over the neighbours; `inside` says for each of the graph whether it is
// one.
inline int64_t key(const Graph& g, Atoms atoms, const uint8_t* inside) {
  uint32_t low[MOST_ATOMS], next[MOST_ATOMS], near[MOST_ATOMS][2];  // near: by a chain bond, by a ring bond
  for (const int a : atoms) low[a] = mix(g.atomic[a] * 2 + g.ringed[a]);
  for (int round = 0; round < 5; round++) {
    for (const int a : atoms) {
      near[a][0] = mix(low[a] * 2);
      near[a][1] = mix(low[a] * 2 + 1);
    }
    for (const int a : atoms) {
      uint32_t total = 0;
      for (int i = 0; i < g.degree[a]; i++) {
        const int b = g.neighbour[a][i];
        if (inside[b]) total += near[b][g.block[g.bond_to[a][i]] >= 0];
      }
      next[a] = mix(low[a] * 31 + total);
    }
    for (const int a : atoms) low[a] = next[a];
  }
  int64_t total = 0;
  for (const int a : atoms) total += int64_t(low[a]) * 1048583 + 1;
  return total;
}

// Ring atoms and cycles, as one number: equal for positional isomers.
inline int64_t rings_of(const Graph& g) {
  int ringed = 0;
  for (int a = 0; a < g.atoms; a++) ringed += g.ringed[a];
  return (g.bonds - g.atoms + 1) * 1000 + ringed;
}

// Hydrogen atoms as drawn; -1 where charges leave it open.
inline int hydrogens(const Graph& g) {
  int total = 0;
  for (int a = 0; a < g.atoms; a++) {
    if (g.charge[a]) return -1;
    total += g.hydrogens_at(a);
  }
  return total;
}

// A sorted array of keys, and before it a filter of 2**14 bits: one is set for each key (see `filtered` of
// compiled.py).
struct Keys {
  static constexpr int WORDS = 256;  // of the filter
  const int64_t* sorted;
  int64_t size;
  const uint64_t* filter;

  bool hold(int64_t key) const {
    const uint64_t place = uint64_t(key) * 0x9E3779B97F4A7C15u >> 50;
    return filter[place >> 6] >> (place & 63) & 1 && std::binary_search(sorted, sorted + size, key);
  }
};

// An oxygen at which esters and ethers are read off: see `cleaved` of the exact matching.
inline bool is_link(const Graph& g, int a) {
  if (g.element[a] != 8 || g.degree[a] != 2 || g.ringed[a]) return false;
  const auto fits = [](int e) { return e == 6 || e == 7 || e == 15 || e == 16; };
  const int first = g.element[g.neighbour[a][0]], second = g.element[g.neighbour[a][1]];
  return (first == 6 || second == 6) && fits(first) && fits(second);
}

// Whether cutting ester or ether bonds could leave a listed parent.
//
// A parent is a connected union of the pieces between such oxygens, with every oxygen at its border.
inline bool may_be_read_off(const Graph& g, const Keys& formulas, const Keys& outlines, const Keys& skeletons) {
  uint8_t links[MOST_LINKS];
  int count = 0;
  for (int a = 0; a < g.atoms; a++)
    if (is_link(g, a)) {
      if (count == MOST_LINKS) return true;
      links[count++] = a;
    }
  if (!count) return false;
  constexpr int8_t LINK = -2, FREE = -1;
  int8_t piece[MOST_ATOMS];  // of each atom that does not link
  uint8_t queue[MOST_ATOMS];
  int64_t weight[MOST_LINKS + 1];
  int pieces = 0;
  std::memset(piece, FREE, g.atoms);
  for (int i = 0; i < count; i++) piece[links[i]] = LINK;
  for (int root = 0; root < g.atoms; root++) {
    if (piece[root] != FREE) continue;
    if (pieces > count) return true;
    int tail = 0;
    piece[root] = pieces;
    weight[pieces] = 0;
    queue[tail++] = root;
    for (int head = 0; head < tail; head++) {
      const int a = queue[head];
      weight[pieces] += WEIGHTS.formula[g.atomic[a]];
      for (int i = 0; i < g.degree[a]; i++) {
        const int b = g.neighbour[a][i];
        if (piece[b] != FREE) continue;
        piece[b] = pieces;
        queue[tail++] = b;
      }
    }
    pieces++;
  }
  if (pieces != count + 1) return true;
  unsigned sides[MOST_LINKS];  // the two pieces at each oxygen
  for (int i = 0; i < count; i++) {
    const uint8_t* two = g.neighbour[links[i]];  // neither is an oxygen
    sides[i] = 1u << piece[two[0]] | 1u << piece[two[1]];
  }
  for (unsigned chosen = 1; chosen < (1u << pieces) - 1; chosen++) {
    int inner = 0, touched = 0;
    for (int i = 0; i < count; i++) {
      inner += (chosen & sides[i]) == sides[i];
      touched += (chosen & sides[i]) != 0;
    }
    if (inner != __builtin_popcount(chosen) - 1) continue;  // a tree has one link fewer than pieces
    int64_t total = touched * WEIGHTS.formula[8];
    for (int i = 0; i < pieces; i++)
      if (chosen >> i & 1) total += weight[i];
    if (!formulas.hold(total)) continue;
    uint8_t inside[MOST_ATOMS] = {}, list[MOST_ATOMS];
    int size = 0;
    for (int a = 0; a < g.atoms; a++)
      if (piece[a] >= 0 && chosen >> piece[a] & 1) inside[a] = 1;
    for (int i = 0; i < count; i++)
      if (chosen & sides[i]) inside[links[i]] = 1;
    for (int a = 0; a < g.atoms; a++)
      if (inside[a]) list[size++] = a;
    int64_t outline = 0;
    for (int k = 0; k < size; k++) {
      const int a = list[k];
      int degree = 0;
      for (int i = 0; i < g.degree[a]; i++) degree += inside[g.neighbour[a][i]];
      outline += WEIGHTS.outline[g.atomic[a]][degree][g.ringed[a]];
    }
    if (!outlines.hold(outline)) continue;
    if (skeletons.hold(key(g, {list, size}, inside))) return true;
  }
  return false;
}

}  // namespace tidewaiter
