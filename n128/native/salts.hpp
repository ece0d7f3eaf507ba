// What a part can be to the others of a salt.
#pragma once

#include "graph.hpp"
#include "molecule.hpp"

namespace tidewaiter::exact {

enum Role { NEUTRAL, ACID, BASE };

// What an uncharged part can be to another: see `_role` of structure.py, whose patterns these are.
inline Role role_of(const Molecule& m) {
  const auto halogen = [&](int a) { return m.number[a] == 9 || m.number[a] == 17 || m.number[a] == 35 || m.number[a] == 53; };
  const auto aromatic = [&](int a) { return bool(m.aromatic >> a & 1); };
  const auto places = [&](int a) { return m.degree[a] + m.hydrogens[a]; };
  const auto plain = [&](int a, int element) { return m.number[a] == element && !aromatic(a); };
  const auto light = [](int order) { return order == 1 || order == AROMATIC_ORDER; };
  // Whether an atom has a double bond to oxygen or sulfur, or, if asked, to nitrogen.
  const auto doubly = [&](int c, bool nitrogen) {
    for (int k = 0; k < m.degree[c]; k++) {
      const int x = m.to[c][k];
      if (m.order[c][k] == 2 && (plain(x, 8) || plain(x, 16) || (nitrogen && plain(x, 7)))) return true;
    }
    return false;
  };
  const auto of_urea = [&](int a) {  // _UREA of structure.py
    if (!plain(a, 7) || places(a) != 3) return false;
    int acyls = 0;
    for (int i = 0; i < m.degree[a]; i++) {
      const int c = m.to[a][i];
      if (!light(m.order[a][i])) continue;
      acyls += plain(c, 6) && doubly(c, true);
      if (plain(c, 16) && m.has_oxo(c)) return false;
    }
    return acyls < 2;
  };
  if (m.size == 1 && halogen(0) && m.hydrogens[0] == 1) return ACID;
  for (int a = 0; a < m.size; a++) {
    if (m.number[a] != 7) continue;
    if (aromatic(a)) {
      if (places(a) == 2) return BASE;
      continue;
    }
    const int d = m.degree[a];
    if (places(a) == 2) {
      bool imine = m.charge[a] == 0;
      for (int i = 0; i < d; i++) {
        const int c = m.to[a][i];
        if (m.order[a][i] != 1) continue;
        imine = imine && m.number[c] != 15 && m.number[c] != 16 && !(plain(c, 6) && doubly(c, false));
      }
      for (int i = 0; i < d; i++) {
        const int c = m.to[a][i];
        if (m.order[a][i] != 2 || !plain(c, 6) || places(c) != 3) continue;
        if (imine) return BASE;
        for (int k = 0; k < m.degree[c]; k++)
          if (m.to[c][k] != a && plain(m.to[c][k], 7) && light(m.order[c][k])) return BASE;
      }
    }
    if (places(a) != 3) continue;
    bool withdrawn = false, hetero = false, other = false, beside = false;
    int aryl = 0, alkyl = 0;
    for (int i = 0; i < d; i++) {
      const int c = m.to[a][i];
      hetero |= m.number[c] != 6;
      const bool alpha = (plain(c, 7) && places(c) == 3 && m.charge[c] == 0) || (plain(c, 8) && places(c) == 2);
      other |= m.number[c] != 6 && !alpha;
      beside |= alpha && m.order[a][i] == 1;
      if (!light(m.order[a][i])) continue;
      aryl += m.number[c] == 6 && aromatic(c);
      alkyl += plain(c, 6);
      for (int k = 0; k < m.degree[c]; k++) {
        const int x = m.to[c][k];
        if (x == a || m.order[c][k] != 2) continue;
        withdrawn |= plain(x, 8) || plain(x, 16) || plain(x, 7);
        if (plain(c, 6) && places(c) == 3 && plain(x, 7) && places(x) == 2) return BASE;  // amidine
      }
    }
    if (!withdrawn && !hetero && !aryl) return BASE;
    if (!withdrawn && !other && beside) return BASE;  // a hydrazine or hydroxylamine
    if (of_urea(a))
      for (int i = 0; i < d; i++) {
        const int c = m.to[a][i];
        if (!plain(c, 6) || places(c) != 3 || !light(m.order[a][i])) continue;
        if (!doubly(c, false)) continue;
        for (int k = 0; k < m.degree[c]; k++)
          if (m.to[c][k] != a && light(m.order[c][k]) && of_urea(m.to[c][k])) return BASE;
      }
    if (aryl && (m.hydrogens[a] == 1 || m.hydrogens[a] == 2)) return BASE;
    if (aryl && alkyl >= 2) return BASE;
  }
  for (int a = 0; a < m.size; a++) {  // an N-oxide
    if (!plain(a, 8) || m.charge[a] != -1 || places(a) != 1 || !m.degree[a]) continue;
    const int n = m.to[a][0];
    if (m.number[n] != 7 || m.charge[n] != 1 || !light(m.order[a][0])) continue;
    bool open = true;
    for (int k = 0; k < m.degree[n]; k++) open = open && !(m.order[n][k] == 2 && (plain(m.to[n][k], 8) || plain(m.to[n][k], 7)));
    if (open) return BASE;
  }
  for (int a = 0; a < m.size; a++) {
    if (halogen(a) && (m.charge[a] < 0 || (m.hydrogens[a] == 1 && places(a) == 1))) return ACID;
    if (!plain(a, 8)) continue;
    for (int i = 0; i < m.degree[a]; i++) {
      const int x = m.to[a][i];
      if (!light(m.order[a][i])) continue;
      const bool centre = plain(x, 6) || plain(x, 16) || plain(x, 15);
      if (m.charge[a] == -1 && places(a) == 1 && (centre || m.number[x] == 17)) return ACID;
      if (m.hydrogens[a] != 1 || places(a) != 2) continue;
      if (centre && m.has_oxo(x)) return ACID;
      if (m.number[x] == 17 || plain(x, 7) || (m.number[x] == 6 && aromatic(x))) return ACID;
    }
  }
  return NEUTRAL;
}

// Whether a part is surely a base to another, as `role_of` would find it: by a nitrogen between saturated carbons, one of
// pyridine or its like, or one of a guanidine or amidine.
inline bool is_surely_base(const Graph& g) {
  const auto bare = [&](int a) { return !g.lower[a] && g.aromatic[a] == NO && !g.charge[a]; };
  const auto saturated = [&](int a, int n) {
    for (int i = 0; i < g.degree[n]; i++)
      if (g.types[g.bond_to[n][i]] != SINGLE) return false;
    return g.element[n] == 6 && !g.charge[n] && a != n;
  };
  const auto amidine = [&](int n) {  // from its nitrogen with the double bond
    for (int i = 0; i < g.degree[n]; i++) {
      const int c = g.neighbour[n][i];
      if (g.written[g.bond_to[n][i]] != 2 || g.element[c] != 6 || !bare(c) || g.degree[c] + g.hydrogens_at(c) != 3) continue;
      for (int k = 0; k < g.degree[c]; k++) {
        const int b = g.neighbour[c][k];
        if (b != n && g.element[b] == 7 && bare(b) && g.written[g.bond_to[c][k]] <= 1) return true;
      }
    }
    return false;
  };
  for (int a = 0; a < g.atoms && !g.loose; a++) {
    if (g.element[a] != 7 || g.charge[a] || !g.degree[a]) continue;
    const int places = g.degree[a] + g.hydrogens_at(a);
    if (g.aromatic[a] == CERTAINLY && g.degree[a] == 2 && places == 2) return true;
    if (!bare(a)) continue;
    if (places == 2 && amidine(a)) return true;
    if (places == 3 && g.hydrogens[a] <= 0 &&
        std::all_of(g.neighbour[a], g.neighbour[a] + g.degree[a], [&](int c) { return saturated(a, c); }))
      return true;
  }
  return false;
}

}  // namespace tidewaiter::exact
