// What a graph holds: a scaffold that needs more cannot fit. The cheapest test, made of all scaffolds at once.
//
// Two kinds of need: *counts* (at least so many carbons, rings, aromatic atoms ...) and *features* (a bond, or two bonds
// at one atom, of certain elements, types and numbers of neighbours). A molecule's counts are upper bounds and it has
// every feature that a bond's possible types allow, so it tells too much rather than too little. The scaffolds are a
// set of bits: for each count, and for each four features, a table says which of them are content with what is there.
// The tables are made by `imprint.py`.
#pragma once

#include <algorithm>

#include "graph.hpp"
#include "skeleton.hpp"

namespace tidewaiter {

constexpr int QUANTITIES = 21;      // see `QUANTITIES` of imprint.py
constexpr int BLOCK = 8;            // words of 64 scaffolds that are worked on together
constexpr int MOST_FEATURES = 256;  // numbered from 1; 0 is what no scaffold asks for

struct Imprints {
  const uint8_t* codes;      // [element][neighbours]: atoms that the features tell apart
  const uint8_t* arms;       // [element][type]: a neighbour and the bond to it
  const uint8_t* bonds;      // [code][code][type][4]: the features of a bond
  const uint8_t* pairs;      // [code][arm][arm][2]: of two bonds at one atom
  const uint64_t* enough;    // [block][quantity's first row + count][BLOCK]
  const int32_t* quantities; // [quantity][2]: first row, most that is asked
  const uint64_t* content;   // [block][four features][which of them are there][BLOCK]
  int code_count, arm_count;
  int blocks, rows, fours;  // rows of a block of `enough`, groups of four features
};

// By class of element, state of aromaticity and number of neighbours: what one atom adds to each quantity.
struct Tallies {
  uint8_t kind[64];
  alignas(16) uint8_t of[6][3][MOST_NEIGHBOURS + 1][32];
  constexpr Tallies() : kind(), of() {
    kind[6] = 1, kind[7] = 2, kind[8] = 3, kind[16] = 4;
    kind[9] = kind[17] = kind[35] = kind[53] = 5;
    for (int k = 0; k < 6; k++)
      for (int state = NO; state <= CERTAINLY; state++)
        for (int degree = 0; degree <= MOST_NEIGHBOURS; degree++) {
          uint8_t* held = of[k][state][degree];
          held[0] = 1;
          if (k) held[k] = 1;
          if (state != NO) {
            held[7] = 1;
            if (k == 2) held[17] = 1;
            if (k == 3 || k == 4) held[18] = 1;
          }
          if (state != CERTAINLY) {
            if (k == 1) held[19] = 1;
            if (k == 2) held[20] = 1;
          }
          if (k == 1 && degree >= 1 && degree <= 4) held[7 + degree] = 1;
          if (k == 2 && degree >= 1 && degree <= 3) held[11 + degree] = 1;
          if (k == 3 && degree >= 1 && degree <= 2) held[14 + degree] = 1;
        }
  }
};

inline constexpr Tallies TALLIES{};

// Upper bounds of the quantities for one part.
inline void count(const Graph& g, Atoms atoms, uint8_t* held) {
  alignas(16) uint8_t sums[32] = {};
  const int part = g.part[atoms.list[0]];
  const bool loose = g.loose[part];
  for (const int a : atoms) {
    const uint8_t* one = TALLIES.of[TALLIES.kind[g.element[a]]][loose ? uint8_t(PERHAPS) : g.aromatic[a]][g.degree[a]];
    for (int i = 0; i < 32; i++) sums[i] += one[i];
  }
  int cycles = 0;
  if (g.parts == 1) {
    for (int block = 0; block < g.blocks; block++) {
      const int own = g.block_bonds[block] - g.block_atoms[block] + 1;
      cycles += own == 1 ? 1 : 99;  // a cage has more smallest rings than cycles
    }
  } else {
    uint64_t seen = 0;
    for (const int a : atoms)
      for (int i = 0; g.ringed[a] && i < g.degree[a]; i++) {
        const int block = g.block[g.bond_to[a][i]];
        if (block < 0 || seen >> block & 1) continue;
        seen |= uint64_t(1) << block;
        const int own = g.block_bonds[block] - g.block_atoms[block] + 1;
        cycles += own == 1 ? 1 : 99;
      }
  }
  sums[6] = std::min(cycles, 127);
  std::memcpy(held, sums, 32);
}

// Mark the features of one part in `there`, a byte for each.
inline void features(const Graph& g, const Imprints& t, Atoms atoms, uint8_t* there) {
  const int part = g.part[atoms.list[0]];
  uint8_t code[MOST_ATOMS];
  for (const int a : atoms) code[a] = t.codes[g.element[a] * (MOST_NEIGHBOURS + 1) + g.degree[a]];
  for (int bond = 0; bond < g.bonds; bond++) {
    const int a = g.begin[bond], b = g.end[bond];
    if (g.part[a] != part) continue;
    const uint8_t* row = t.bonds + (code[a] * t.code_count + code[b]) * 16;
    for (unsigned kinds = g.types[bond]; kinds; kinds &= kinds - 1) {
      const uint8_t* four = row + __builtin_ctz(kinds) * 4;
      for (int i = 0; i < 4; i++) there[four[i]] = 1;
    }
  }
  const int across = t.arm_count;
  for (const int a : atoms) {
    uint8_t arms[MOST_NEIGHBOURS * 4];
    int size = 0;
    const uint8_t* row = t.pairs + code[a] * across * across * 2;
    for (int i = 0; i < g.degree[a]; i++) {
      const int earlier = size;
      const uint8_t* own = t.arms + g.element[g.neighbour[a][i]] * 4;
      for (unsigned kinds = g.types[g.bond_to[a][i]]; kinds; kinds &= kinds - 1) {
        const int arm = own[__builtin_ctz(kinds)];
        for (int j = 0; j < earlier; j++) {
          const uint8_t* two = row + (arm * across + arms[j]) * 2;
          there[two[0]] = there[two[1]] = 1;
        }
        arms[size++] = arm;
      }
    }
  }
}

// The scaffolds that ask no more than a part holds, as bits; false where there are none.
inline bool enough(const Graph& g, const Imprints& t, Atoms atoms, uint64_t* scaffolds) {
  uint8_t held[32];
  alignas(16) uint8_t there[MOST_FEATURES] = {};
  count(g, atoms, held);
  features(g, t, atoms, there);
  uint8_t four[MOST_FEATURES / 4];
  for (int i = 0; i < t.fours; i++) {
    uint32_t bytes;
    std::memcpy(&bytes, there + 4 * i, 4);
    four[i] = bytes * 0x01020408u >> 24 & 15;  // the four lowest bits, side by side
  }
  uint64_t any = 0;
  for (int block = 0; block < t.blocks; block++) {
    uint64_t left[BLOCK];
    std::memset(left, 0xFF, sizeof left);
    const uint64_t* counted = t.enough + block * t.rows * BLOCK;
    for (int q = 0; q < QUANTITIES; q++) {
      const uint64_t* row = counted + (t.quantities[2 * q] + std::min<int>(held[q], t.quantities[2 * q + 1])) * BLOCK;
      for (int i = 0; i < BLOCK; i++) left[i] &= row[i];
    }
    const uint64_t* content = t.content + block * t.fours * 16 * BLOCK;
    for (int f = 0; f < t.fours; f++) {
      const uint64_t* row = content + (f * 16 + four[f]) * BLOCK;
      for (int i = 0; i < BLOCK; i++) left[i] &= row[i];
    }
    for (int i = 0; i < BLOCK; i++) any |= scaffolds[block * BLOCK + i] = left[i];
  }
  return any;
}

}  // namespace tidewaiter
