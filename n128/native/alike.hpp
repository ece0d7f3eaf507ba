// How alike a molecule is to listed ones: RDKit's counted Morgan fingerprint (radius 2, folded), as tidewaiter.advise takes it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "molecule.hpp"

namespace tidewaiter {

constexpr int MORGAN_BINS = 2048, MORGAN_RADIUS = 2;

class Morgan {
 public:
  uint16_t counts[MORGAN_BINS] = {};
  int64_t total = 0;

  // A molecule without labels whose normal form is what is drawn.
  explicit Morgan(const exact::Molecule& m) : m(m) {
    for (int a = 0; a < m.size; a++) {
      uint32_t seed = 0;
      for (const uint32_t part : {uint32_t(m.number[a]), uint32_t(m.degree[a] + m.hydrogens[a]), uint32_t(m.hydrogens[a]), uint32_t(int32_t(m.charge[a])), 0u}) combine(seed, part);
      if (m.in_ring >> a & 1) combine(seed, 1);
      invariant[a] = seed;
      add(seed);
    }
    for (int layer = 0; layer < MORGAN_RADIUS; layer++) round(uint32_t(layer));
  }

 private:
  using Bonds = std::set<std::pair<uint8_t, uint8_t>>;  // an environment: of each bond its atoms, the lower first
  const exact::Molecule& m;
  uint32_t invariant[64];
  bool done[64] = {};
  Bonds around[64];
  std::set<Bonds> seen;

  static void combine(uint32_t& seed, uint32_t value) { seed ^= value + 0x9e3779b9u + (seed << 6) + (seed >> 2); }

  void add(uint32_t value) {
    counts[value % MORGAN_BINS]++;
    total++;
  }

  // One bond further out; an environment that has been met before adds nothing, and its atom no more.
  void round(uint32_t layer) {
    uint32_t next[64] = {};
    Bonds wider[64];
    std::vector<std::tuple<Bonds, uint32_t, int>> found;
    for (int a = 0; a < m.size; a++) {
      wider[a] = around[a];
      if (done[a]) continue;
      if (!m.degree[a]) {
        done[a] = true;
        continue;
      }
      std::vector<std::pair<int32_t, uint32_t>> near;
      for (int i = 0; i < m.degree[a]; i++) {
        const int b = m.to[a][i], order = m.order[a][i];
        wider[a].insert({uint8_t(std::min(a, b)), uint8_t(std::max(a, b))});
        wider[a].insert(around[b].begin(), around[b].end());
        near.push_back({order == exact::AROMATIC_ORDER ? 12 : order, invariant[b]});
      }
      std::sort(near.begin(), near.end());
      uint32_t value = layer;
      combine(value, invariant[a]);
      for (const auto& [order, other] : near) {
        uint32_t pair = 0;
        combine(pair, uint32_t(order));
        combine(pair, other);
        combine(value, pair);
      }
      next[a] = value;
      found.emplace_back(wider[a], value, a);
      if (seen.count(wider[a])) done[a] = true;
    }
    std::sort(found.begin(), found.end());
    for (const auto& [bonds, value, a] : found) {
      if (seen.insert(bonds).second) add(value);
      else done[a] = true;
    }
    std::copy(next, next + 64, invariant);
    std::copy(wider, wider + 64, around);
  }
};

}  // namespace tidewaiter
