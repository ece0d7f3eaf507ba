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

constexpr int QUANTITIES = 22;      // see `QUANTITIES` of tables/imprint.py
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
          held[k ? k : 21] = 1;
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

using Two = uint64_t __attribute__((vector_size(16)));

// A set of scaffolds of a block, as pairs of words.
struct Set {
  Two pair[BLOCK / 2];

  uint64_t word(int i) const { return pair[i / 2][i & 1]; }
};

// Keep of a set what is in all of some rows of a table; apart, so that its pairs stay in registers.
[[gnu::noinline]] inline void narrow(Set& set, const Set* table, const int* rows, int count) {
  static_assert(BLOCK == 8);
  Two a = set.pair[0], b = set.pair[1], c = set.pair[2], d = set.pair[3];
  for (int i = 0; i < count; i++) {
    const Two* own = table[rows[i]].pair;
    a &= own[0], b &= own[1], c &= own[2], d &= own[3];
  }
  set = {{a, b, c, d}};
}

constexpr Two FULL = {~uint64_t(0), ~uint64_t(0)};
constexpr Set EVERYONE{{FULL, FULL, FULL, FULL}};

// A number of each quantity.
union Amounts {
  uint8_t of[32];
  Sixteen part[2];
};

// Whether one has at least as much of everything.
inline bool covers(const Amounts& held, const Amounts& asked) {
  const auto less = (held.part[0] < asked.part[0]) | (held.part[1] < asked.part[1]);
  const Two any = reinterpret_cast<const Two&>(less);
  return !(any[0] | any[1]);
}

// Upper bounds of the quantities.
inline Amounts count(const Graph& g) {
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
  Amounts held;
  held.part[0] = low, held.part[1] = high;
  held.of[6] = uint8_t(std::min(cycles, 127));
  held.of[21] = uint8_t(std::min(held.of[5] + 4 * held.of[21], 127));
  return held;
}

// Asks all scaffolds at once what a graph holds.
class Gate {
 public:
  Gate(const Imprints& t, Sieve& sieve) : t(t), sieve(sieve), enough_of(size_t(t.blocks) * t.rows), needs(t.needs, t.needs + t.starts[t.scaffolds]), features(sieve.words) {
    std::memcpy(enough_of.data(), t.enough, enough_of.size() * sizeof(Set));
    for (int block = 0; block < t.blocks; block++) least.push_back(least_of(block));
  }

  // Of a block of scaffolds those that ask no more than is counted.
  Set counted(const Amounts& held, int block) const {
    if (!covers(held, least[block])) return {};
    int rows[QUANTITIES];
    rows_of(held, rows);
    return content_with(rows, block);
  }

  // The scaffolds that ask no more than a graph holds, as bits; false where there are none.
  bool enough(const Graph& g, uint64_t* scaffolds) {
    const Amounts held = count(g);
    int rows[QUANTITIES];
    rows_of(held, rows);
    uint64_t have[HOT / 64], any = 0;
    sieve.gather(have);
    gathered = false;
    int there[HOT / 4];  // of each four features the row that says who is content with those that are there
    const auto* pairs = reinterpret_cast<const uint8_t*>(have);  // of fours
    for (int four = 0; four < fours; four += 2) {
      there[four] = four * 16 + (pairs[four / 2] & 15);
      there[four + 1] = four * 16 + 16 + (pairs[four / 2] >> 4);
    }
    const bool learns = learnt < LESSONS && sieve.words;
    for (int block = 0; block < t.blocks; block++) {
      uint64_t* const left = scaffolds + block * BLOCK;
      if (!covers(held, least[block])) {
        std::fill_n(left, BLOCK, 0);
        continue;
      }
      Set fit = content_with(rows, block);
      if (learns) lesson(block, fit);
      narrow(fit, content.data() + size_t(block) * fours * 16, there, fours);
      for (int i = 0; i < BLOCK; i++) {
        left[i] = 0;
        for (uint64_t rest = fit.word(i); rest; rest &= rest - 1)
          if (has_all((block * BLOCK + i) * 64 + __builtin_ctzll(rest))) left[i] |= rest & -rest;
        any |= left[i];
      }
    }
    if (learns && ++learnt == LESSONS) choose();
    return any;
  }

 private:
  static constexpr int LESSONS = 128;       // molecules from which is learnt
  static constexpr int FEW = LESSONS / 64;  // a feature that turns away fewer scaffolds in all of them is not worth a look

  const Imprints& t;
  Sieve& sieve;
  std::vector<Amounts> least;         // of each block what each of its scaffolds asks at least
  std::vector<Set> enough_of;         // [block][quantity's first row + count]
  std::vector<int32_t> needs;        // of each scaffold its features, from `starts` on; ended by -1 where fewer are looked at
  std::vector<uint64_t> features;    // of the molecule at hand, all that some atom has, once `gathered`
  bool gathered = false;
  int learnt = 0, fours = 0;
  std::vector<Set> content;            // [block][four features][which of them are there]
  std::vector<int32_t> lacking, ends;  // of each scaffold that was content with the counts what the molecule lacked

  // Of each quantity the row that a block's table has for an amount.
  void rows_of(const Amounts& held, int* rows) const {
    for (int q = 0; q < QUANTITIES; q++) rows[q] = t.quantities[2 * q] + std::min<int>(held.of[q], t.quantities[2 * q + 1]);
  }

  // The scaffolds of a block that are content with these rows of its table.
  Set content_with(const int* rows, int block) const {
    Set found = EVERYONE;
    narrow(found, enough_of.data() + block * t.rows, rows, QUANTITIES);
    return found;
  }

  Amounts least_of(int block) const {
    Amounts out{};
    for (int q = 0; q < QUANTITIES; q++) {
      const Set* row = enough_of.data() + block * t.rows + t.quantities[2 * q];
      int asked = 0;
      while (asked < t.quantities[2 * q + 1] && empty(row[asked])) asked++;
      out.of[q] = uint8_t(asked);
    }
    return out;
  }

  static bool empty(const Set& set) {
    return std::all_of(set.pair, set.pair + BLOCK / 2, [](Two pair) { return !(pair[0] | pair[1]); });
  }

  // Whether some atom has each of the features that are not looked at of all scaffolds at once.
  bool has_all(int scaffold) {
    for (int k = t.starts[scaffold]; k < t.starts[scaffold + 1] && needs[k] >= 0; k++)
      if (!has(needs[k])) return false;
    return true;
  }

  bool has(int feature) {
    if (!gathered) {
      std::fill(features.begin(), features.end(), 0);
      sieve.all(features.data());
      gathered = true;
    }
    return features[feature >> 6] >> (feature & 63) & 1;
  }

  void lesson(int block, const Set& left) {
    for (int i = 0; i < BLOCK; i++)
      for (uint64_t rest = left.word(i); rest; rest &= rest - 1) {
        const int scaffold = (block * BLOCK + i) * 64 + __builtin_ctzll(rest);
        for (int k = t.starts[scaffold]; k < t.starts[scaffold + 1]; k++)
          if (!has(needs[k])) lacking.push_back(needs[k]);
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

  // What each four of the chosen features turn away; of a scaffold the others are left to be looked at.
  void tabulate(const std::vector<int32_t>& chosen) {
    content.assign(size_t(t.blocks) * fours * 16, EVERYONE);
    std::vector<int> place(size_t(sieve.words) * 64, -1);
    for (size_t i = 0; i < chosen.size(); i++) place[chosen[i]] = int(i);
    for (int scaffold = 0; scaffold < t.scaffolds; scaffold++) {
      const int word = scaffold / 64 % BLOCK, block = scaffold / 64 / BLOCK;
      int kept = t.starts[scaffold];
      for (int k = kept; k < t.starts[scaffold + 1]; k++) {
        const int at = place[needs[k]];
        if (at < 0) needs[kept++] = needs[k];
        for (int there = 0; at >= 0 && there < 16; there++)
          if (!(there >> (at & 3) & 1))
            content[(block * fours + at / 4) * 16 + there].pair[word / 2][word & 1] &= ~(uint64_t(1) << scaffold % 64);
      }
      if (kept < t.starts[scaffold + 1]) needs[kept] = -1;
    }
  }
};

}  // namespace tidewaiter
