// What a graph holds: a scaffold that needs more cannot fit. The cheapest test, made of all scaffolds at
// once.
//
// Two kinds of need: *counts* (at least so many carbons, rings, aromatic atoms ...) and *features* (an atom
// with its surroundings to one bond: see sieve.hpp). A molecule's counts are upper bounds and its features
// are all that its bonds' possible types allow, so it tells too much rather than too little. The scaffolds
// are a set of bits: for each count, and for each four of the commonest features, a table says which of them
// are content with what is there. The tables are made by `tables/imprint.py`.
#pragma once

#include <algorithm>

#include "graph.hpp"
#include "sieve.hpp"

namespace tidewaiter {

constexpr int QUANTITIES = 21;      // see `QUANTITIES` of tables/imprint.py
constexpr int BLOCK = 8;            // words of 64 scaffolds that are worked on together

struct Imprints {
  const uint64_t* enough;    // [block][quantity's first row + count][BLOCK]
  const int32_t* quantities; // [quantity][2]: first row, most that is asked
  const uint64_t* content;   // [block][four features][which of them are there][BLOCK]
  const uint64_t* needs;     // [scaffold][words]: its features
  int blocks, rows, fours, words;
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

using Sixteen = uint8_t __attribute__((vector_size(16)));

// Upper bounds of the quantities.
inline void count(const Graph& g, uint8_t* held) {
  Sixteen low{}, high{};
  for (int a = 0; a < g.atoms; a++) {
    const int state = g.loose ? uint8_t(PERHAPS) : g.aromatic[a];
    const uint8_t* one = TALLIES.of[TALLIES.kind[g.element[a]]][state][g.degree[a]];
    low += *reinterpret_cast<const Sixteen*>(one);
    high += *reinterpret_cast<const Sixteen*>(one + 16);
  }
  int cycles = 0;
  for (int block = 0; block < g.blocks; block++) {
    const int own = g.block_bonds[block] - g.block_atoms[block] + 1;
    cycles += own == 1 ? 1 : 99;  // a cage has more smallest rings than cycles
  }
  std::memcpy(held, &low, 16);
  std::memcpy(held + 16, &high, 16);
  held[6] = std::min(cycles, 127);
}

// Of a block of scaffolds those that ask no more than is counted, as bits.
inline void content(const Imprints& t, const uint8_t* held, int block, uint64_t* left) {
  std::memset(left, 0xFF, BLOCK * sizeof *left);
  const uint64_t* counted = t.enough + block * t.rows * BLOCK;
  for (int q = 0; q < QUANTITIES; q++) {
    const int first = t.quantities[2 * q], most = t.quantities[2 * q + 1];
    const uint64_t* row = counted + (first + std::min<int>(held[q], most)) * BLOCK;
    for (int i = 0; i < BLOCK; i++) left[i] &= row[i];
  }
}

// The scaffolds that ask no more than a graph holds, as bits; false where there are none.
inline bool enough(const Graph& g, const Imprints& t, Sieve& sieve, uint64_t* scaffolds) {
  uint8_t held[32];
  count(g, held);
  uint64_t have[MOST_WORDS], any = 0;
  sieve.gather(have);
  for (int block = 0; block < t.blocks; block++) {
    uint64_t left[BLOCK];
    content(t, held, block, left);
    const uint64_t* content = t.content + block * t.fours * 16 * BLOCK;
    for (int f = 0; f < t.fours; f++) {
      const uint64_t* row = content + (f * 16 + (have[f >> 4] >> (f & 15) * 4 & 15)) * BLOCK;
      for (int i = 0; i < BLOCK; i++) left[i] &= row[i];
    }
    for (int i = 0; i < BLOCK; i++) {
      const int word = block * BLOCK + i;
      scaffolds[word] = left[i];
      for (uint64_t rest = left[i]; rest; rest &= rest - 1) {
        const uint64_t* needed = t.needs + (word * 64 + __builtin_ctzll(rest)) * t.words;
        uint64_t lacking = 0;
        for (int k = 0; k < t.words && !lacking; k++) lacking = needed[k] & ~have[k];
        if (lacking) scaffolds[word] ^= rest & -rest;
      }
      any |= scaffolds[word];
    }
  }
  return any;
}

}  // namespace tidewaiter
