// Relaxed matching on a bare graph: lets through whatever the exact matching could reach, and little else.
//
// Where `tidewaiter.classes.formula` *accounts* for every residue, this asks only what must hold of each: the
// core's elements, degrees, possible aromaticity and bond types, no bond too many inside it, and for every
// neighbour outside it some option of its place whose first atoms fit. Rings closed over the core are let
// through where a rule or a place allows them. The tables are made by `tables/relaxed.py`.
#pragma once

#include <algorithm>

#include "graph.hpp"
#include "residue.hpp"
#include "sieve.hpp"

namespace tidewaiter {

class Embedder {
 public:
  Embedder(const Graph& g, const Patterns& t, const Sieve& sieve) : g(g), t(t), sieve(sieve) {}

  // Whether pattern `p` may be a scaffold of the molecule that was sieved last.
  bool reached(int p) {
    for (bool more = first(p, 0, -1, -1); more; more = next(p, 0, -1, -1))
      if (settled(p, 0)) return true;
    return left < 0;
  }

  // In how many ways a pattern stands in the molecule, whatever hangs on it; no more than `most` are counted.
  int ways(int p, int most) {
    bare = true;
    int count = 0;
    for (bool more = first(p, 0, -1, -1); more && count < most; more = next(p, 0, -1, -1)) count++;
    bare = false;
    return left < 0 ? most : count;
  }

  // A new molecule. One that takes too many tries is let through: no row may keep the screen.
  void begin() {
    left = MOST_TRIES;
    molecule++;
  }

 private:
  // Groups on groups on the core; below them a drawn group is asked for its first atom.
  static constexpr int DEPTHS = 3;
  static constexpr int MOST_TRIES = 2'000'000;

  struct Level {
    uint8_t atom[MOST_ATOMS];    // of each place of a pattern, or the atoms of a chain
    uint8_t cursor[MOST_ATOMS];  // how far each place has looked
    uint8_t used[MOST_ATOMS];    // of each of the molecule's atoms
  };

  const Graph& g;
  const Patterns& t;
  const Sieve& sieve;
  Level levels[DEPTHS];
  int left = MOST_TRIES;
  bool bare = false;  // what may hang on an atom is not looked at

  // What was found of a site: scaffolds and their embeddings ask the same of the same bonds again and again. It is kept
  // under all that it rests on; another that falls on its place takes it.
  struct Admitted {
    uint64_t molecule = 0;
    uint32_t site = 0;
    uint16_t way = 0;  // the bond, and from which end
    uint8_t depth = 0;
    bool answer = false;
  };
  static constexpr int MOST_KEPT = 1 << 10;
  Admitted kept[MOST_KEPT];
  uint64_t molecule = 0;

  bool fits(Row k, int x) const {
    if (k[A_ELEMENT] && k[A_ELEMENT] != g.element[x]) return false;
    if (g.degree[x] < k[A_LEAST] || g.degree[x] > k[A_MOST]) return false;
    if (g.loose) return true;
    if (k[A_AROMATIC] == YES && g.aromatic[x] == NO) return false;
    if (k[A_AROMATIC] == NOT && g.aromatic[x] == CERTAINLY) return false;
    return k[A_CHARGE] == 0 || g.charge[x] != 0;
  }

  // The first embedding of a pattern. With an `anchor` that is its first atom, and `second` the one after it.
  bool first(int p, int d, int anchor, int second) {
    if (t.pattern(p)[P_SIZE] > g.atoms) return false;
    std::memset(levels[d].used, 0, g.atoms);
    levels[d].cursor[0] = 0;
    return search(p, d, 0, anchor, second);
  }

  bool next(int p, int d, int anchor, int second) {
    const int last = int(t.pattern(p)[P_SIZE]) - 1;
    levels[d].used[levels[d].atom[last]] = 0;
    return search(p, d, last, anchor, second);
  }

  bool search(int p, int d, int at, int anchor, int second) {
    Level& s = levels[d];
    const int base = t.pattern(p)[P_FIRST], size = t.pattern(p)[P_SIZE];
    while (at >= 0) {
      const Row k = t.atom(base + at);
      const int parent = k[A_PARENT], centre = parent >= 0 ? s.atom[parent] : -1;
      const int limit = parent >= 0 ? g.degree[centre] : anchor >= 0 ? 1 : g.atoms;
      const int feature = bare ? -1 : int(k[A_FEATURE]);
      const auto at_place = [&](int i) {
        if (parent < 0) return anchor >= 0 ? anchor : i;
        const int x = g.neighbour[centre][i];
        const bool other = at == 1 && anchor >= 0 && x != second;
        return other || !(k[A_TYPES] & g.types[g.bond_to[centre][i]]) ? -1 : x;
      };
      const auto joined = [&](int x) {
        for (int e = k[A_EXTRA]; e < k[A_EXTRA] + k[A_EXTRA_COUNT]; e++) {
          const int bond = g.bond_between(x, s.atom[t.extra[2 * e]]);
          if (bond < 0 || !(g.types[bond] & t.extra[2 * e + 1])) return false;
        }
        return true;
      };
      int i = s.cursor[at];
      left -= limit - i;  // no place looks further
      if (left < 0) return false;
      int x = -1;
      for (bool found = false; !found && i < limit; i++) {
        x = at_place(i);
        found = x >= 0 && !s.used[x] && (feature >= 0 ? sieve.has(x, feature) : fits(k, x)) && joined(x);
        if (!found) x = -1;
      }
      s.cursor[at] = uint8_t(i);
      if (x >= 0) {
        s.atom[at] = uint8_t(x);
        s.used[x] = 1;
        if (++at == size) return true;
        const int twin = bare ? -1 : int(t.atom(base + at)[A_TWIN]);  // of two ends alike one order is enough
        s.cursor[at] = twin < 0 ? 0 : s.cursor[twin];
      } else if (--at >= 0) {
        s.used[s.atom[at]] = 0;
      }
    }
    return false;
  }

  // Whether a ring may close over two core atoms by some rule.
  bool ruled(Row p, int64_t a, int64_t b) const {
    for (int r = p[P_RULES]; r < p[P_RULES] + p[P_RULE_COUNT]; r++) {
      const int64_t one = t.rules[2 * r], two = t.rules[2 * r + 1];
      if ((a & one && b & two) || (a & two && b & one)) return true;
    }
    return false;
  }

  // Whether whatever touches an embedding more than once may do so: by a ring rule, or fused on.
  bool bridges(Row p, const Level& s) const {
    const int base = p[P_FIRST], size = p[P_SIZE], start = p[P_ANCHORED];
    constexpr uint8_t SEEN = 255;
    uint8_t place[MOST_ATOMS], queue[MOST_ATOMS];  // place: of core atoms, from 1
    std::memset(place, 0, g.atoms);
    for (int k = 0; k < size; k++) place[s.atom[k]] = k + 1;
    for (int k = start; k < size; k++) {
      const int a = s.atom[k];
      for (int i = 0; i < g.degree[a]; i++) {
        const int x = g.neighbour[a][i];
        if (place[x] || g.block[g.bond_to[a][i]] < 0) continue;
        int ends = 0, fused = 0, open = 0, head = 0, tail = 0;
        int64_t one = 0, two = 0;  // the names of the last two core atoms that were met
        place[x] = SEEN;
        queue[tail++] = x;
        while (head < tail) {
          const int b = queue[head++];
          for (int j = 0; j < g.degree[b]; j++) {
            const int c = g.neighbour[b][j];
            if (place[c] == 0) {
              place[c] = SEEN;
              queue[tail++] = c;
            } else if (place[c] != SEEN) {
              const Row row = t.atom(base + place[c] - 1);
              ends++;
              one = two;
              two = row[A_NAMES];
              open += row[A_FUSES] > 0;
              fused += row[A_FUSES] > 1;
            }
          }
        }
        if (ends == 2 && ruled(p, one, two)) continue;
        if (open < ends || !fused) return false;
      }
    }
    return true;
  }

  // Whether each hook of a core atom that hydrogen does not fill has something there.
  bool filled(Row r, int d, int a) {
    for (int h = r[A_HOOKS]; h < r[A_HOOKS] + r[A_HOOK_COUNT]; h++) {
      const Row hook = t.hook(h);
      if (!hook[H_MUST]) continue;
      bool met = false;
      for (int i = 0; !met && i < g.degree[a]; i++) {
        const int x = g.neighbour[a][i], bond = g.bond_to[a][i];
        if (levels[d].used[x]) continue;
        if (g.block[bond] >= 0) met = hook[H_CLOSES];
        else if (hook[H_TYPES] & g.types[bond]) met = admitted(hook[H_SITE], d + 1, a, x, bond);
      }
      if (!met) return false;
    }
    return true;
  }

  // Whether everything around one atom of an embedding is admitted there.
  bool placed(Row r, int elsewhere, int d, int a) {
    for (int i = 0; i < g.degree[a]; i++) {
      const int x = g.neighbour[a][i], bond = g.bond_to[a][i];
      if (levels[d].used[x]) continue;
      if (g.block[bond] >= 0) {
        if (!r[A_RINGS]) return false;
        continue;
      }
      bool good = false;
      for (int h = r[A_HOOKS]; !good && h < r[A_HOOKS] + r[A_HOOK_COUNT]; h++)
        good = t.hook(h)[H_TYPES] & g.types[bond] && admitted(t.hook(h)[H_SITE], d + 1, a, x, bond);
      if (!good && r[A_OPEN] >= 0) good = admitted(r[A_OPEN], d + 1, a, x, bond);
      else if (!good && elsewhere >= 0) good = admitted(elsewhere, d + 1, a, x, bond);
      if (!good) return false;
    }
    return filled(r, d, a);
  }

  // Whether one embedding may be a reading.
  bool settled(int number, int d) {
    const Row p = t.pattern(number);
    const Level& s = levels[d];
    const int base = p[P_FIRST], size = p[P_SIZE], start = p[P_ANCHORED];
    int inner = 0;
    for (int k = start; k < size; k++) {
      const int a = s.atom[k];
      for (int i = 0; i < g.degree[a]; i++) {
        const int x = g.neighbour[a][i];
        inner += s.used[x] && (start == 0 || x != s.atom[0]);
      }
    }
    if (inner != 2 * p[P_BONDS] || !bridges(p, s)) return false;
    for (int k = start; k < size; k++)
      if (!placed(t.atom(base + k), p[P_ELSEWHERE], d, s.atom[k])) return false;
    return true;
  }

  // Whether some option of a site may be met by the residue at `x`, which hangs on `a`.
  bool admitted(int site, int d, int a, int x, int bond) {
    const uint16_t way = uint16_t(bond * 2 + (x == g.end[bond]));
    Admitted& known = kept[uint32_t(site * 64 + way * 3 + d) % MOST_KEPT];
    if (known.molecule != molecule || known.site != uint32_t(site) || known.way != way || known.depth != d) {
      const bool answer = admits(site, d, a, x, bond);
      known = {molecule, uint32_t(site), way, uint8_t(d), answer};
    }
    return known.answer;
  }

  bool admits(int site, int d, int a, int x, int bond) {
    const int from = t.sites[2 * site], upto = from + t.sites[2 * site + 1];
    for (int k = from; k < upto; k++) {
      const Row o = t.option(k);
      if (o[O_KIND] == PATTERN) {
        const int p = o[O_PATTERN];
        const Row own = t.atom(t.pattern(p)[P_FIRST] + 1);
        if (!(own[A_TYPES] & g.types[bond]) || !fits(own, x)) continue;
        if (d == DEPTHS) return true;
        for (bool more = first(p, d, a, x); more; more = next(p, d, a, x))
          if (settled(p, d)) return true;
      } else if (leaf(g, o, a, x, bond)) {
        if (d == DEPTHS) return true;
        if (o[O_ON_RING] >= 0 && !on_ring(o, d, a, x)) continue;
        if (o[O_ON_CHAIN] != FREE && !on_chain(o, d, a, x)) continue;
        return true;
      }
    }
    return false;
  }

  // Whether what stands on a ring system at `x` is admitted by the option's own site.
  bool on_ring(Row o, int d, int a, int x) {
    for (int i = 0; i < g.degree[x]; i++) {
      const int block = g.block[g.bond_to[x][i]];
      if (block >= 0 && ring_fits(g, o, block) && ring_bears(o, d, a, x, block)) return true;
    }
    return false;
  }

  bool ring_bears(Row o, int d, int a, int x, int block) {
    for (int b = 0; b < g.atoms; b++) {
      if (!g.ringed[b] || !in_block(g, b, block)) continue;
      for (int j = 0; j < g.degree[b]; j++) {
        const int y = g.neighbour[b][j], bond = g.bond_to[b][j];
        if (g.block[bond] >= 0 || (b == x && y == a)) continue;
        if (!admitted(o[O_ON_RING], d + 1, b, y, bond)) return false;
      }
    }
    return true;
  }

  // Whether the chain at `x` has the option's length and bonds, and what stands on it is admitted.
  bool on_chain(Row o, int d, int a, int x) {
    if (g.loose) return true;
    int whole = 0;
    for (const bool bare : {false, true}) {
      const int size = chain(d, a, x, bare);
      if (!size) return true;
      if (bare && size == whole) return false;  // the same again
      whole = size;
      const int order = highest(d, size);
      if (size < o[O_CHAIN_LOW] || size > o[O_CHAIN_HIGH]) continue;
      if (order < o[O_ORDER_LOW] || order > o[O_ORDER_HIGH]) continue;
      if (chain_bears(o, d, a, x, size)) return true;
    }
    return false;
  }

  bool chain_bears(Row o, int d, int a, int x, int size) {
    const Level& s = levels[d];
    int count = 0;
    for (int n = 0; n < size; n++) {
      const int b = s.atom[n];
      for (int j = 0; j < g.degree[b]; j++) {
        const int y = g.neighbour[b][j], bond = g.bond_to[b][j];
        if (s.used[y] || (b == x && y == a)) continue;
        count++;
        if (o[O_ON_CHAIN] >= 0 && !admitted(o[O_ON_CHAIN], d + 1, b, y, bond)) return false;
      }
    }
    return count >= o[O_NEEDS];
  }

  // The carbon skeleton of a chain at `x`, which hangs on `a`: its atoms in the level; their number, 0 where
  // that is not sure. `bare`: without carbons that bear a multiple bond to a hetero atom.
  int chain(int d, int a, int x, bool bare) {
    Level& s = levels[d];
    std::memset(s.used, 0, g.atoms);
    s.used[a] = BEFORE;
    s.used[x] = 1;
    int head = 0, tail = 0;
    s.atom[tail++] = x;
    while (head < tail) {
      const int b = s.atom[head++];
      for (int i = 0; i < g.degree[b]; i++) {
        const int y = g.neighbour[b][i], bond = g.bond_to[b][i];
        if (g.written[bond] > 1 && g.types[bond] & (g.types[bond] - 1)) return 0;  // of more than one type
        if (s.used[y] || g.element[y] != 6 || g.ringed[y] || (bare && functional(g, y))) continue;
        s.used[y] = 1;
        s.atom[tail++] = y;
      }
    }
    return tail;
  }

  static constexpr uint8_t BEFORE = 2;  // the mark of the atom that a chain hangs on

  // The highest order of a bond within the skeleton that `chain` left.
  int highest(int d, int size) const {
    const Level& s = levels[d];
    int most = 1;
    for (int k = 0; k < size; k++)
      for (int i = 0, b = s.atom[k]; i < g.degree[b]; i++)
        if (s.used[g.neighbour[b][i]] == 1) most = std::max<int>(most, g.written[g.bond_to[b][i]]);
    return most;
  }
};

}  // namespace tidewaiter
