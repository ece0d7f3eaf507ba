// What a graph holds: a scaffold that needs more cannot fit. The cheapest test, made of all scaffolds at
// once.
//
// Two kinds of need: *counts* (at least so many carbons, rings, aromatic atoms ...) and *features* (an atom
// with its surroundings to one bond: see sieve.hpp). A molecule's counts are upper bounds and its features
// are all that its bonds' possible types allow, so it tells too much rather than too little. The scaffolds
// are a set of bits: for each count, and for each four of the features that tell most, a table says which of
// them are content with what is there. The counts and needs are made by `tables/imprint.py`; which features
// tell most is learnt from the rows that come first, and changes the cost of a row only, never what is left.
#pragma once

#include <algorithm>
#include <vector>

#include "graph.hpp"
#include "sieve.hpp"

namespace tidewaiter {

constexpr int QUANTITIES = 21;      // see `QUANTITIES` of tables/imprint.py
constexpr int BLOCK = 8;            // words of 64 scaffolds that are worked on together

struct Imprints {
  const uint64_t* enough;    // [block][quantity's first row + count][BLOCK]
  const int32_t* quantities; // [quantity][2]: first row, most that is asked
  const int32_t* starts;     // of each scaffold where its features begin; one more at the end
  const int32_t* needs;      // they, the rarest first
  int blocks, rows, scaffolds;
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

// A set of scaffolds of a block, of those that are left: four pairs of words, which the compiler keeps in registers.
struct Left {
  using Two = uint64_t __attribute__((vector_size(16), aligned(8), may_alias));
  Two a, b, c, d;

  explicit Left(uint64_t all) : a{all, all}, b{all, all}, c{all, all}, d{all, all} {}

  void keep(const uint64_t* row) {
    const Two* other = reinterpret_cast<const Two*>(row);
    a &= other[0], b &= other[1], c &= other[2], d &= other[3];
  }

  void store(uint64_t* out) const {
    Two* other = reinterpret_cast<Two*>(out);
    other[0] = a, other[1] = b, other[2] = c, other[3] = d;
  }
};

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

// Of a block of scaffolds those that ask no more than is counted.
inline Left counted(const Imprints& t, const uint8_t* held, int block) {
  Left left(~uint64_t(0));
  const uint64_t* rows = t.enough + block * t.rows * BLOCK;
  for (int q = 0; q < QUANTITIES; q++) left.keep(rows + (t.quantities[2 * q] + std::min<int>(held[q], t.quantities[2 * q + 1])) * BLOCK);
  return left;
}

// Asks all scaffolds at once what a graph holds.
class Gate {
 public:
  Gate(const Imprints& t, Sieve& sieve) : t(t), sieve(sieve) {}

  // The scaffolds that ask no more than a graph holds, as bits; false where there are none.
  bool enough(const Graph& g, uint64_t* scaffolds) {
    uint8_t held[32];
    count(g, held);
    uint64_t have[HOT / 64], any = 0;
    sieve.gather(have);
    const bool learns = learnt < LESSONS && sieve.words;
    for (int block = 0; block < t.blocks; block++) {
      Left some = counted(t, held, block);
      if (learns) lesson(block, some);
      const uint64_t* row = content.data() + block * fours * 16 * BLOCK;
      for (int f = 0; f < fours; f++, row += 16 * BLOCK) some.keep(row + (have[f >> 4] >> (f & 15) * 4 & 15) * BLOCK);
      uint64_t left[BLOCK];
      some.store(left);
      for (int i = 0; i < BLOCK; i++) {
        const int word = block * BLOCK + i;
        scaffolds[word] = 0;
        for (uint64_t rest = left[i]; rest; rest &= rest - 1)
          if (has_all(word * 64 + __builtin_ctzll(rest))) scaffolds[word] |= rest & -rest;
        any |= scaffolds[word];
      }
    }
    if (learns && ++learnt == LESSONS) choose();
    return any;
  }

 private:
  static constexpr int LESSONS = 256;       // molecules from which is learnt
  static constexpr int FEW = LESSONS / 64;  // a feature that turns away fewer scaffolds in all of them is not worth a look

  const Imprints& t;
  Sieve& sieve;
  int learnt = 0, fours = 0;
  std::vector<uint64_t> content;  // [block][four features][which of them are there][BLOCK]
  std::vector<int32_t> lacking, ends;  // of each scaffold that was content with the counts what the molecule lacked

  bool has_all(int scaffold) const {
    for (int k = t.starts[scaffold]; k < t.starts[scaffold + 1]; k++)
      if (!sieve.any(t.needs[k])) return false;
    return true;
  }

  void lesson(int block, const Left& some) {
    uint64_t left[BLOCK];
    some.store(left);
    for (int i = 0; i < BLOCK; i++)
      for (uint64_t rest = left[i]; rest; rest &= rest - 1) {
        const int scaffold = (block * BLOCK + i) * 64 + __builtin_ctzll(rest);
        for (int k = t.starts[scaffold]; k < t.starts[scaffold + 1]; k++)
          if (!sieve.any(t.needs[k])) lacking.push_back(t.needs[k]);
        ends.push_back(int32_t(lacking.size()));
      }
  }

  // Take, one after another, the feature that turns away most of what those before it leave.
  void choose() {
    std::vector<int32_t> gain(size_t(sieve.words) * 64), chosen;
    std::vector<std::vector<int32_t>> of(gain.size());  // of each feature where it was lacking
    for (size_t one = 0, at = 0; one < ends.size(); one++)
      for (; at < size_t(ends[one]); at++) gain[lacking[at]]++, of[lacking[at]].push_back(int32_t(one));
    std::vector<bool> away(ends.size());
    while (int(chosen.size()) < HOT) {
      const int best = int(std::max_element(gain.begin(), gain.end()) - gain.begin());
      if (gain[best] < FEW) break;
      chosen.push_back(best);
      for (const int one : of[best]) {
        if (away[one]) continue;
        away[one] = true;
        for (int at = one ? ends[one - 1] : 0; at < ends[one]; at++) gain[lacking[at]]--;
      }
    }
    chosen.resize(chosen.size() / 4 * 4);
    fours = int(chosen.size() / 4);
    tabulate(chosen);
    sieve.heat(chosen);
    lacking = ends = {};
  }

  void tabulate(const std::vector<int32_t>& chosen) {
    content.assign(size_t(t.blocks) * fours * 16 * BLOCK, ~uint64_t(0));
    std::vector<int> place(size_t(sieve.words) * 64, -1);
    for (size_t i = 0; i < chosen.size(); i++) place[chosen[i]] = int(i);
    for (int scaffold = 0; scaffold < t.scaffolds; scaffold++)
      for (int k = t.starts[scaffold]; k < t.starts[scaffold + 1]; k++) {
        const int at = place[t.needs[k]], word = scaffold / 64;
        for (int there = 0; at >= 0 && there < 16; there++)
          if (!(there >> (at & 3) & 1))
            content[((word / BLOCK * fours + at / 4) * 16 + there) * BLOCK + word % BLOCK] &= ~(uint64_t(1) << scaffold % 64);
      }
  }
};

}  // namespace tidewaiter
