// The constitution of a molecule as one number: elements, hydrogens, charges and bonds as RDKit has them, stereochemistry
// apart.
#pragma once

#include <algorithm>
#include <cstdint>

#include "molecule.hpp"

namespace tidewaiter::exact {

// Colours of atoms: equal only where constitution may not tell them apart. And of the whole one number, which molecules of
// one constitution share.
struct Colours {
  uint64_t of[MOST_TAKEN];
  uint64_t whole;

  static uint64_t scatter(uint64_t value) {
    value = (value + 1) * 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 29) * 0xBF58476D1CE4E5B9u;
    return value ^ value >> 32;
  }

  void find(const Molecule& m) {
    uint64_t next[MOST_TAKEN];
    for (int a = 0; a < m.size; a++)
      of[a] = scatter(m.number[a] | uint64_t(m.hydrogens[a]) << 8 | uint64_t(uint8_t(m.charge[a])) << 16 |
                      uint64_t(m.aromatic >> a & 1) << 24 | uint64_t(m.degree[a]) << 32);
    for (int kinds = 0, before = -1; kinds != before;) {
      before = kinds;
      for (int a = 0; a < m.size; a++) {
        next[a] = of[a] * 31;
        for (int i = 0; i < m.degree[a]; i++) next[a] += scatter(of[m.to[a][i]] * 8 + m.order[a][i]);
        next[a] = scatter(next[a]);
      }
      std::copy(next, next + m.size, of);
      std::sort(next, next + m.size);
      kinds = int(std::unique(next, next + m.size) - next);
    }
    whole = 0;
    for (int a = 0; a < m.size; a++) whole += of[a];
  }
};

}  // namespace tidewaiter::exact
