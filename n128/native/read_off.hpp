// Esters and ethers read off: what `cleaved` of substance/structure.py makes of a molecule, piece by piece.
#pragma once

#include <algorithm>
#include <cstdint>

#include "drawn.hpp"

namespace tidewaiter::exact {

constexpr int MOST_ESTERS = 8, MOST_CUT = 4;  // see `cleaved`

enum Kind { ESTER, ETHER };

struct Link {
  uint8_t first, oxygen, third;
};

// The bonds of a kind, as `cleaved` finds them: each pair of neighbours of an oxygen once.
inline int links_of(const Molecule& m, Kind kind, Link* links) {
  int count = 0;
  for (int a = 0; a < m.size; a++) {  // in the order of RDKit's search: by the first atom, then its bonds
    const bool aromatic = m.aromatic >> a & 1;
    bool first;
    if (kind == ESTER) {
      const int e = m.number[a];
      first = !aromatic && (e == 6 || e == 16 || e == 15 || e == 7) && m.has_oxo(a);
    } else {
      first = m.number[a] == 6 && (aromatic || !m.has_oxo(a));
    }
    if (!first) continue;
    for (int i = 0; i < m.degree[a]; i++) {
      const int o = m.to[a][i];
      if (m.number[o] != 8 || m.order[a][i] != 1 || m.degree[o] != 2 || m.hydrogens[o]) continue;
      const int third = m.to[o][0] == a ? m.to[o][1] : m.to[o][0];
      if (m.number[third] != 6 || m.order_of(o, third) != 1) continue;
      if (!(m.aromatic >> third & 1) && m.has_oxo(third)) continue;
      bool ringed = false;
      for (int r = 0; r < m.ring_count && !ringed; r++) ringed = m.rings[r] >> o & 1;
      if (ringed) continue;
      bool known = false;
      for (int k = 0; k < count && !known; k++) known = links[k].oxygen == o;
      if (known) continue;  // the other way round: RDKit tells each set of atoms once
      if (count == 24) return count;
      links[count++] = {uint8_t(a), uint8_t(o), uint8_t(third)};
    }
  }
  return count;
}

// Some atoms of a molecule by themselves, with an OH for each bond cut at a first atom; centres stay as drawn.
inline void piece_of(const Drawn& whole, Atoms part, const Link* cuts, int count, Drawn& out) {
  const Molecule& m = whole.m;
  Molecule& p = out.m;
  uint8_t place[64], made[MOST_ESTERS];
  p.size = 0;
  for (Atoms left = part; left; left &= left - 1) place[lowest(left)] = uint8_t(p.size++);
  for (int c = 0; c < count; c++)
    if (part >> cuts[c].first & 1) {
      if (p.size == 64) throw GiveUp{};
      made[c] = uint8_t(p.size++);
    }
  const auto cut_at = [&](int a, int b) {  // the cut between two atoms, or -1
    for (int c = 0; c < count; c++)
      if ((cuts[c].first == a && cuts[c].oxygen == b) || (cuts[c].first == b && cuts[c].oxygen == a)) return c;
    return -1;
  };
  out.centres.set = 0;
  out.centres.odd = whole.centres.odd;
  out.centres.bonds = whole.centres.bonds;
  for (Atoms left = part; left; left &= left - 1) {
    const int a = lowest(left), n = place[a];
    p.number[n] = m.number[a];
    p.charge[n] = m.charge[a];
    p.hydrogens[n] = m.hydrogens[a];
    p.degree[n] = 0;
    for (int i = 0; i < m.degree[a]; i++) {
      const int b = m.to[a][i], cut = cut_at(a, b);
      if (cut >= 0 && cuts[cut].oxygen == a) {
        p.hydrogens[n]++;  // the oxygen that stays with the third atom
        continue;
      }
      p.to[n][p.degree[n]] = cut >= 0 ? made[cut] : place[b];
      p.order[n][p.degree[n]++] = m.order[a][i];
    }
    if (!(whole.centres.set >> a & 1)) continue;
    out.centres.set |= one(n);
    out.centres.sign[n] = whole.centres.sign[a];
    for (int i = 0; i < 4; i++) {
      const uint8_t b = whole.centres.order[a][i];
      const int cut = b == A_HYDROGEN ? -1 : cut_at(a, b);
      out.centres.order[n][i] = b == A_HYDROGEN ? A_HYDROGEN : cut >= 0 ? made[cut] : place[b];
    }
  }
  for (int c = 0; c < count; c++) {
    if (!(part >> cuts[c].first & 1)) continue;
    const int n = made[c];
    p.number[n] = 8;
    p.charge[n] = 0;
    p.hydrogens[n] = 1;
    p.degree[n] = 1;
    p.to[n][0] = place[cuts[c].first];
    p.order[n][0] = 1;
  }
  p.aromatic = 0;
  for (int a = 0; a < p.size; a++)
    for (int i = 0; i < p.degree[a]; i++)
      if (p.order[a][i] == AROMATIC_ORDER) p.aromatic |= one(a);
}

// Every piece that `cleaved` makes of a molecule for one kind, in its order; `told` gets each with the bonds cut there.
template <class Told>
void cleave(const Drawn& whole, Kind kind, Told&& told) {
  Link links[24];
  const int count = links_of(whole.m, kind, links);
  if (!count || count > MOST_ESTERS) return;
  for (unsigned subset = 1; subset < 1u << count; subset++) {
    if (__builtin_popcount(subset) > MOST_CUT) continue;
    Link cuts[MOST_CUT];
    int chosen = 0;
    for (int i = 0; i < count; i++)
      if (subset >> i & 1) cuts[chosen++] = links[i];
    for (int round = 0; round < (kind == ETHER ? 2 : 1); round++) {
      if (round)
        for (int c = 0; c < chosen; c++) std::swap(cuts[c].first, cuts[c].third);
      for (Atoms left = whole.m.all; left;) {
        Atoms part = left & -left, edge = part;
        while (edge) {
          const int a = lowest(edge);
          edge &= edge - 1;
          Atoms near = whole.m.near[a];
          for (int c = 0; c < chosen; c++) {
            if (cuts[c].first == a) near &= ~one(cuts[c].oxygen);
            if (cuts[c].oxygen == a) near &= ~one(cuts[c].first);
          }
          edge |= near & ~part;
          part |= near;
        }
        left &= ~part;
        told(part, cuts, chosen);
      }
    }
  }
}

}  // namespace tidewaiter::exact
