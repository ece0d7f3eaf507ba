// The first look at a scaffold: could each of its atoms stand anywhere at all, its surroundings considered?
//
// A set of atoms is a word whose bit *i* stands for atom *i*. For an atom of a scaffold the set of atoms that may
// stand for it is found from its own kind, from the sets of its neighbours (the same one step nearer), and from what
// may hang on it: every neighbour must be one that the drawing has there or that some place admits. Equal surroundings
// are one *node*, however many scaffolds share them; a node is worked out when it is asked for, once a part.
// An empty set rules out every scaffold that has such an atom; nothing else is concluded. Nodes are made by `sieve.py`.
#pragma once

#include <algorithm>

#include "embed.hpp"
#include "graph.hpp"
#include "residue.hpp"
#include "skeleton.hpp"

namespace tidewaiter {

using Set = uint64_t;

enum { KIND, FIRST, SURROUNDED };
// columns of the nodes: what it is; of FIRST: the option; of KIND: element, aromatic, charge, least, most neighbours; of
// SURROUNDED: the node of its own kind, its arms (first, how many), its hooks that hydrogen does not fill (first, how
// many numbers: three a hook, links from, how many, whether a ring fills it), what may hang on it (first, how many),
// and whether rings may close over it
enum { N_WHAT, N_KIND, N_ARMS, N_ARM_COUNT, N_HOOKS, N_HOOK_COUNT, N_COVER, N_COVER_COUNT, N_RINGS, N_WIDTH };
enum { N_OPTION = 1, N_ELEMENT = 1, N_AROMATIC, N_CHARGE, N_LEAST, N_MOST };
enum { L_TYPES, L_NODE, L_COUNT, L_WIDTH };  // of a link: bond types, node, how many such neighbours
enum { C_FIRST, C_LAST, C_ROOT, C_WIDTH };   // of a scaffold's course: its steps (nodes), the node of its first atom

struct Nodes {
  const int32_t *nodes, *lists, *links, *courses, *steps;
  const int32_t* user_from;  // of each node where its users begin: the scaffolds that need it
  const int32_t* users;
};

struct Known {  // what is known of a node, of which part
  uint64_t stamp;
  Set atoms;
};

class Sieve {
 public:
  Sieve(const Graph& g, const Nodes& t, const Patterns& patterns, Known* known) : g(g), t(t), patterns(patterns), known(known) {
    std::memset(by[0], 0, sizeof by[0]);
  }

  // Take from the scaffolds (bits) those that cannot fit a part; `stamp` is another for each part.
  void sift(Atoms atoms, uint64_t* scaffolds, int words, uint64_t stamp) {
    outline(atoms);
    this->stamp = stamp;
    for (int word = 0; word < words; word++) {
      for (uint64_t left = scaffolds[word]; left; left &= scaffolds[word]) {
        const int bit = __builtin_ctzll(left);
        left &= left - 1;
        const int32_t* course = t.courses + (word * 64 + bit) * C_WIDTH;
        for (int step = course[C_FIRST]; step < course[C_LAST]; step++) {
          const int node = t.steps[step];
          if (of(node)) continue;
          for (int i = t.user_from[node]; i < t.user_from[node + 1]; i++)
            scaffolds[t.users[i] >> 6] &= ~(uint64_t(1) << (t.users[i] & 63));
          break;
        }
      }
    }
  }

  // The atoms that may stand for a scaffold's first.
  Set roots(int scaffold) { return of(t.courses[scaffold * C_WIDTH + C_ROOT]); }

 private:
  const Graph& g;
  const Nodes& t;
  const Patterns& patterns;
  Known* const known;
  uint64_t stamp = 0;

  // the masks of one part
  Set part, aromatic, plain, certain, charged, ringed, functional;
  Set element[64], degree[MOST_NEIGHBOURS + 1];
  Set blocks[MOST_BONDS];
  uint64_t mixed;  // ring systems that are not saturated
  Set outside[64];         // of each atom its neighbours by chain bonds
  Set all[64];             // and all of them
  Set by[ANY_TYPE + 1][64];  // and those by each set of bond types

  static Set bit(int a) { return Set(1) << a; }

  void outline(Atoms atoms) {
    part = aromatic = plain = certain = charged = ringed = functional = mixed = 0;
    std::memset(element, 0, sizeof element);
    std::memset(degree, 0, sizeof degree);
    std::memset(blocks, 0, sizeof(Set) * g.blocks);
    const int n = g.atoms, own = g.part[atoms.list[0]];
    const bool loose = g.loose[own];
    for (const int a : atoms) {
      const Set one = bit(a);
      part |= one;
      degree[g.degree[a]] |= one;
      element[g.element[a]] |= one;
      if (g.aromatic[a] != NO) aromatic |= one;
      if (g.aromatic[a] == CERTAINLY) certain |= one;
      if (g.charge[a]) charged |= one;
    }
    plain = part & ~certain;
    if (loose) aromatic = plain = charged = part, certain = 0;
    for (Set* row : {outside, all, by[SINGLE], by[DOUBLE], by[TRIPLE], by[AROMATIC]}) std::memset(row, 0, sizeof(Set) * n);
    for (int bond = 0; bond < g.bonds; bond++) {
      const int a = g.begin[bond], b = g.end[bond], kinds = g.types[bond], block = g.block[bond];
      if (g.part[a] != own) continue;
      const Set one = bit(a), two = bit(b);
      all[a] |= two;
      all[b] |= one;
      if (block >= 0) {
        ringed |= one | two;
        blocks[block] |= one | two;
        if (!(kinds & SINGLE)) mixed |= uint64_t(1) << block;
      } else {
        outside[a] |= two;
        outside[b] |= one;
      }
      if (!(kinds & (SINGLE | AROMATIC))) {
        if (g.element[a] != 6) functional |= two;
        if (g.element[b] != 6) functional |= one;
      }
      for (unsigned left = kinds; left; left &= left - 1) {
        Set* row = by[left & -left];
        row[a] |= two;
        row[b] |= one;
      }
    }
    for (int kinds = 3; kinds <= ANY_TYPE; kinds++) {
      const int low = kinds & -kinds;
      if (low == kinds) continue;
      const Set *one = by[low], *others = by[kinds - low];
      Set* both = by[kinds];
      for (int a = 0; a < n; a++) both[a] = one[a] | others[a];
    }
  }

  // The atoms that may stand for a node.
  Set of(int node) {
    Known& own = known[node];
    if (own.stamp != stamp) {
      const int32_t* k = t.nodes + node * N_WIDTH;
      const Set found = k[N_WHAT] == SURROUNDED ? surrounded(k) : k[N_WHAT] == KIND ? kind(k) : first(patterns.option(k[N_OPTION]));
      own = {stamp, found};
    }
    return own.atoms;
  }

  Set kind(const int32_t* k) const {
    Set found = part;
    if (k[N_ELEMENT]) found &= k[N_ELEMENT] < 64 ? element[k[N_ELEMENT]] : 0;
    if (k[N_AROMATIC] == YES) found &= aromatic;
    else if (k[N_AROMATIC] == NOT) found &= plain;
    if (k[N_CHARGE]) found &= charged;
    if (!found || (k[N_LEAST] <= 0 && k[N_MOST] >= MOST_NEIGHBOURS)) return found;
    Set fits = 0;
    for (int d = std::max(0, k[N_LEAST]); d <= std::min(k[N_MOST], MOST_NEIGHBOURS); d++) fits |= degree[d];
    return found & fits;
  }

  Set elements(int64_t wanted) const {
    Set made = 0;
    for (const int e : {5, 6, 7, 8, 9, 14, 15, 16, 17, 35, 53})
      if (wanted >> e & 1) made |= element[e];
    return made;
  }

  // The atoms with which the residue of an option may begin.
  Set first(Row o) const {
    if (o[O_KIND] == HALOGEN) return (element[9] | element[17] | element[35] | element[53]) & degree[1];
    Set found = part;
    if (o[O_CARBON]) found &= element[6] & ~functional;
    if (o[O_VIA]) found &= elements(o[O_VIA]);
    if (o[O_ELEMENTS]) found &= elements(o[O_ELEMENTS]);
    if (o[O_RING] == NOT) return found & ~ringed;
    if (o[O_RING] != YES) return found;
    Set rings = 0;
    for (int block = 0; block < g.blocks; block++)
      if (blocks[block] & found && ring(o, block)) rings |= blocks[block];
    return found & rings;
  }

  // Whether a ring system may be of the kind asked; as `ring_fits`, on sets.
  bool ring(Row o, int block) const {
    if (!ring_measures(g, o, block)) return false;
    if (o[O_AROMATIC] == YES && blocks[block] & ~aromatic) return false;
    if (o[O_AROMATIC] == NOT && !(blocks[block] & ~certain)) return false;
    return !(o[O_SATURATED] == YES && mixed >> block & 1);
  }

  // The atoms whose surroundings may be those of a node.
  Set surrounded(const int32_t* k) {
    Set candidates = of(k[N_KIND]);
    const int32_t *arms = t.lists + k[N_ARMS], *hooks = t.lists + k[N_HOOKS], *cover = t.lists + k[N_COVER];
    for (int i = 0; i < k[N_ARM_COUNT] && candidates; i++) {
      const int32_t* link = t.links + arms[i] * L_WIDTH;
      const Set wanted = of(link[L_NODE]);
      const Set* near = by[link[L_TYPES]];
      Set kept = 0;
      for (Set left = wanted ? candidates : 0; left; left &= left - 1) {
        const int a = __builtin_ctzll(left);
        if (__builtin_popcountll(near[a] & wanted) >= link[L_COUNT]) kept |= left & -left;
      }
      candidates = kept;
    }
    for (Set left = candidates; left; left &= left - 1)
      if (!hangs(k, arms, hooks, cover, __builtin_ctzll(left))) candidates &= ~(left & -left);
    return candidates;
  }

  // Whether each neighbour of an atom may hang there, and each hook has one.
  bool hangs(const int32_t* k, const int32_t* arms, const int32_t* hooks, const int32_t* cover, int a) {
    const auto met = [&](int number) {
      const int32_t* link = t.links + number * L_WIDTH;
      return by[link[L_TYPES]][a] & of(link[L_NODE]);
    };
    const Set chains = outside[a];
    Set unmet = k[N_RINGS] ? chains : all[a];
    for (int i = 0; i < k[N_ARM_COUNT] && unmet; i++) unmet &= ~met(arms[i]);
    for (int i = 0; i < k[N_COVER_COUNT] && unmet; i++) unmet &= ~(chains & met(cover[i]));
    if (unmet) return false;
    for (int i = 0; i < k[N_HOOK_COUNT]; i += 3) {
      bool filled = hooks[i + 2] && all[a] != chains;
      for (int j = hooks[i]; !filled && j < hooks[i] + hooks[i + 1]; j++) filled = chains & met(t.lists[j]);
      if (!filled) return false;
    }
    return true;
  }
};

}  // namespace tidewaiter
