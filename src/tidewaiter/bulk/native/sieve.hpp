// The first look at a scaffold's bonds: could each of its atoms stand anywhere at all, what is beside it
// considered?
//
// A *feature* is an atom of some scaffold with its surroundings to one bond: its own kind, the neighbours in
// the drawing, and what else may hang there; equal ones are one, however many scaffolds share them. An atom
// has the feature where each of its neighbours is one of the drawing or may hang there. Features are made by
// `tables/sieve.py`.
//
// Few surroundings make up all molecules, so what is found for one is remembered. It is remembered under
// everything that the answer rests on, never under a hash alone: an atom's class stands for the answers to
// whatever the features ask of a single atom, and its surroundings are its class, the classes of its
// neighbours and the bonds between.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "graph.hpp"
#include "residue.hpp"

namespace tidewaiter {

// The numbers of a node, what it is first. Of KIND, an atom by itself: element, aromatic, charge, least, most
// neighbours; of FIRST, one with which a residue begins: the option. Of a FEATURE: its kind (a node), whether
// rings may close over it, how many arms, covers and hooks; the arms, each a link and how many neighbours it
// must lead to; the covers (what else may hang on it), each a link; and of each hook that hydrogen does not
// fill whether a ring fills it, how many links, the links.
enum { KIND, FIRST, FEATURE };
enum { N_WHAT, N_KIND, N_RINGS, N_ARMS, N_COVERS, N_HOOKS, N_LINKS };
enum { N_OPTION = 1, N_ELEMENT = 1, N_AROMATIC, N_CHARGE, N_LEAST, N_MOST };

struct Nodes {
  const int32_t *starts, *numbers;  // of each node where its numbers begin, and they
  const int32_t* links;             // of each the node of a single atom, and the types of bond that lead there
  int singles, features, link_count;  // first the nodes of a single atom, then the features

  const int32_t* node(int number) const { return numbers + starts[number]; }
};

constexpr int HOT = 256;  // features that are asked of all scaffolds at once, at most

// Keys to numbers: a new key is given the next. It holds at most half as many as it has places.
template <typename Key>
class Memory {
 public:
  explicit Memory(int places) : places(places), numbers(new uint16_t[places]()), keys(new Key[places / 2]) {}

  int room() const { return int(places / 2) - held; }

  void clear() {
    held = 0;
    std::fill_n(numbers.get(), places, uint16_t(0));
  }

  void expect(const Key& key) const { __builtin_prefetch(&numbers[key.hash() & (places - 1)]); }

  // The number of a key; `fresh` where it is new, for which there must be room.
  int find(const Key& key, bool& fresh) {
    for (uint64_t place = key.hash() & (places - 1);; place = (place + 1) & (places - 1)) {
      uint16_t& number = numbers[place];  // from 1
      if (number && keys[number - 1] == key) return number - 1;
      if (number) continue;
      fresh = true;
      keys[held] = key;
      number = ++held;
      return held - 1;
    }
  }

 private:
  const uint64_t places;
  const std::unique_ptr<uint16_t[]> numbers;
  const std::unique_ptr<Key[]> keys;
  int held = 0;
};

class Sieve {
 public:
  Sieve(const Graph& g, const Nodes& t, const Patterns& patterns)
      : words((t.features + 63) / 64),
        g(g),
        t(t),
        patterns(patterns),
        answer_words((t.singles + 63) / 64),
        kinds(MOST_KINDS),
        answers(new uint64_t[MOST_CLASSES * answer_words]),
        eligible(new uint64_t[MOST_CLASSES * words]),
        classes(new uint16_t[MOST_KINDS / 2]),
        around(MOST_SURROUNDINGS),
        bits(new uint64_t[(MOST_SURROUNDINGS / 2 + MOST_ATOMS) * words]),
        hot(new uint64_t[MOST_SURROUNDINGS / 2 + MOST_ATOMS][HOT / 64]),
        leads(new Led[t.link_count]()) {}

  const int words;  // of features as bits

  // Look at the whole of the graph first.
  void outline() {
    const int room = std::min(kinds.room(), MOST_CLASSES - class_count);
    if (room < 2 * MOST_ATOMS || around.room() < MOST_ATOMS) {  // odd company: begin anew
      kinds.clear();
      std::fill_n(alone, 1 << 13, uint16_t(0));
      around.clear();
      class_count = 0;
    }
    uint8_t flags[MOST_BONDS];  // of each block
    int8_t in[MOST_ATOMS];      // of each atom its block
    bool functional[MOST_ATOMS], hangs[MOST_ATOMS];
    std::memset(flags, POSSIBLE | CERTAIN, g.blocks);
    std::memset(in, -1, g.atoms);
    std::memset(functional, 0, g.atoms);
    std::memset(hangs, 0, g.atoms);
    for (int bond = 0; bond < g.bonds; bond++) {
      const int a = g.begin[bond], b = g.end[bond], block = g.block[bond], types = g.types[bond];
      if (!(types & (SINGLE | AROMATIC))) {
        functional[a] |= g.element[b] != 6;
        functional[b] |= g.element[a] != 6;
      }
      if (block < 0) {
        hangs[a] = hangs[b] = true;
        continue;
      }
      if (!(types & SINGLE)) flags[block] |= MIXED;
      for (const int end : {a, b}) {
        in[end] = in[end] == -1 || in[end] == block ? block : SEVERAL;
        if (g.aromatic[end] == NO) flags[block] &= ~POSSIBLE;
        if (g.aromatic[end] != CERTAINLY) flags[block] &= ~CERTAIN;
      }
    }
    for (int a = 0; a < g.atoms; a++) {
      const uint64_t state = g.loose ? uint8_t(PERHAPS) : g.aromatic[a], charged = g.loose || g.charge[a];
      const uint64_t own = g.element[a] | g.degree[a] << 6 | state << 10 | charged << 12 | 1 << 13;
      uint16_t& known = alone[own & 0x1FFF];  // from 1
      if (!known) known = 1 + new_class(a, false);
      single[a] = known - 1;
      if (!hangs[a]) continue;
      const int block = in[a];
      if (block == SEVERAL) {
        hanging[a] = new_class(a, true);
        continue;
      }
      uint64_t more = functional[a] | uint64_t(1) << 32;
      if (block >= 0) {
        const int flag = 8 | (g.loose ? uint8_t(POSSIBLE) : flags[block]);
        more |= flag << 25 | g.block_atoms[block] << 17 | g.block_bonds[block] << 9 | g.block_hetero[block] << 1;
      }
      hanging[a] = class_of(a, {own, more});
    }
  }

  // Find the features of all atoms; of those that are asked of all scaffolds at once which some atom has.
  void gather(uint64_t* have) {
    Beside beside[MOST_ATOMS];
    look_beside(beside);
    Around keys[MOST_ATOMS];
    for (int a = 0; a < g.atoms; a++) {
      keys[a] = surroundings(a, beside[a]);
      around.expect(keys[a]);
    }
    uint64_t some[HOT / 64] = {};
    for (int a = 0; a < g.atoms; a++) {
      int number = MOST_SURROUNDINGS / 2 + a;
      bool fresh = g.degree[a] > 4;  // then it is not remembered
      if (!fresh) number = around.find(keys[a], fresh);
      found[a] = &bits[number * words];
      if (fresh) work_out(a, &bits[number * words]), warm(number);
      for (int word = 0; word < HOT / 64; word++) some[word] |= hot[number][word];
    }
    std::copy_n(some, HOT / 64, have);
  }

  // Whether an atom of the graph that was gathered last has a feature.
  bool has(int a, int feature) const { return found[a][feature >> 6] >> (feature & 63) & 1; }

  // All features that some atom of it has.
  void all(uint64_t* have) const {
    for (int a = 0; a < g.atoms; a++)
      for (int word = 0; word < words; word++) have[word] |= found[a][word];
  }

  // Ask these features of all scaffolds at once.
  void heat(const std::vector<int32_t>& features) {
    asked = features;
    for (int number = 0; number < MOST_SURROUNDINGS / 2 - around.room(); number++) warm(number);
  }

 private:
  static constexpr int MOST_KINDS = 1 << 13, MOST_CLASSES = 1 << 11, MOST_SURROUNDINGS = 1 << 15;
  static constexpr int SEVERAL = -2;
  enum : uint8_t { POSSIBLE = 1, CERTAIN = 2, MIXED = 4 };  // aromatic, of all atoms; not saturated

  // What an atom is by itself; its ring and whether it is of a functional group.
  struct Kind {
    uint64_t own, more;
    bool operator==(const Kind& other) const { return own == other.own && more == other.more; }
    uint64_t hash() const { return (own * 0x9E3779B97F4A7C15u ^ more) * 0x9E3779B97F4A7C15u >> 40; }
  };

  // An atom's class, and those of its neighbours with the bonds, in order.
  struct Around {
    uint64_t own, beside;
    bool operator==(const Around& other) const { return own == other.own && beside == other.beside; }
    uint64_t hash() const { return (beside * 0x9E3779B97F4A7C15u ^ own) * 0x9E3779B97F4A7C15u >> 40; }
  };

  const Graph& g;
  const Nodes& t;
  const Patterns& patterns;
  const int answer_words;
  Memory<Kind> kinds;
  uint16_t alone[1 << 13] = {};  // classes of atoms by themselves, by what they are
  const std::unique_ptr<uint64_t[]> answers;  // of each class: of each single node whether an atom is one
  const std::unique_ptr<uint64_t[]> eligible;  // and the features of such a kind
  const std::unique_ptr<uint16_t[]> classes;  // of each kind that hangs on a chain bond
  int class_count = 0;
  Memory<Around> around;
  const std::unique_ptr<uint64_t[]> bits;  // of each surroundings the features, and room for a molecule's odd ones
  const std::unique_ptr<uint64_t[][HOT / 64]> hot;  // and those of them that are asked of all scaffolds at once
  std::vector<int32_t> asked;                       // which these are
  uint16_t single[MOST_ATOMS] = {}, hanging[MOST_ATOMS] = {};  // classes of each atom
  const uint64_t* found[MOST_ATOMS];                           // its features

  int class_of(int a, const Kind& kind) {
    bool fresh = false;
    const int number = kinds.find(kind, fresh);
    if (fresh) classes[number] = new_class(a, true);
    return classes[number];
  }

  // The class with an atom's answers; that of an atom by itself has none to whether a residue begins with it.
  int new_class(int a, bool hangs) {
    uint64_t* own = &answers[class_count * answer_words];
    std::memset(own, 0, sizeof(uint64_t) * answer_words);
    for (int node = 0; node < t.singles; node++) {
      const int32_t* k = t.node(node);
      const bool is = k[N_WHAT] == KIND ? is_kind(k, a) : hangs && begins(g, patterns.option(k[N_OPTION]), a);
      own[node >> 6] |= uint64_t(is) << (node & 63);
    }
    int number = 0;
    while (std::memcmp(&answers[number * answer_words], own, sizeof(uint64_t) * answer_words)) number++;
    if (number < class_count) return number;
    std::memset(&eligible[number * words], 0, sizeof(uint64_t) * words);
    for (int feature = 0; feature < t.features; feature++)
      if (answer(number, t.node(t.singles + feature)[N_KIND]))
        eligible[number * words + (feature >> 6)] |= uint64_t(1) << (feature & 63);
    return class_count++;
  }

  bool is_kind(const int32_t* k, int a) const {
    if (k[N_ELEMENT] && k[N_ELEMENT] != g.element[a]) return false;
    if (k[N_AROMATIC] == YES && g.aromatic[a] == NO && !g.loose) return false;
    if (k[N_AROMATIC] == NOT && g.aromatic[a] == CERTAINLY && !g.loose) return false;
    return (!k[N_CHARGE] || g.charge[a] || g.loose) && g.degree[a] >= k[N_LEAST] && g.degree[a] <= k[N_MOST];
  }

  // A neighbour's class, by itself where a ring bond leads to it.
  int class_beside(int b, int bond) const { return g.block[bond] >= 0 ? single[b] : hanging[b]; }

  // Of an atom's neighbours the class, with the bond that leads there; 0 where there is none.
  struct Beside {
    uint16_t of[MOST_NEIGHBOURS];
  };

  void look_beside(Beside* beside) const {
    uint8_t count[MOST_ATOMS];
    std::memset(count, 0, g.atoms);
    std::memset(beside, 0, sizeof(Beside) * g.atoms);
    for (int bond = 0; bond < g.bonds; bond++) {
      const int a = g.begin[bond], b = g.end[bond], ringed = g.block[bond] >= 0;
      const int how = ringed << 4 | g.types[bond];
      const uint16_t* classes_of = ringed ? single : hanging;
      beside[a].of[count[a]++] = uint16_t(classes_of[b] << 5 | how);
      beside[b].of[count[b]++] = uint16_t(classes_of[a] << 5 | how);
    }
  }

  // An atom with its first four neighbours in order.
  Around surroundings(int a, const Beside& beside) const {
    uint64_t p = beside.of[0], q = beside.of[1], r = beside.of[2], s = beside.of[3];
    in_order(p, q), in_order(r, s), in_order(p, r), in_order(q, s), in_order(q, r);
    return {uint64_t(single[a]) | 1 << 16, s << 48 | r << 32 | q << 16 | p};
  }

  // Put the lower first; without a branch, which nobody could foretell.
  static void in_order(uint64_t& low, uint64_t& high) {
    const uint64_t change = (low ^ high) & -uint64_t(high < low);
    low ^= change, high ^= change;
  }

  void work_out(int a, uint64_t* features) {
    Surroundings s{};
    round++;
    for (int i = 0; i < g.degree[a]; i++) {
      const int b = g.neighbour[a][i], bond = g.bond_to[a][i];
      s.types[i] = g.types[bond];
      s.answers[i] = &answers[class_beside(b, bond) * answer_words];
      s.all |= 1 << i;
      s.closing |= (g.block[bond] >= 0) << i;
    }
    s.count = g.degree[a];
    for (int word = 0; word < words; word++) {
      features[word] = 0;
      for (uint64_t left = eligible[single[a] * words + word]; left; left &= left - 1)
        if (stands(t.node(t.singles + word * 64 + __builtin_ctzll(left)), s)) features[word] |= left & -left;
    }
  }

  void warm(int number) {
    std::fill_n(hot[number], HOT / 64, uint64_t(0));
    for (size_t i = 0; i < asked.size(); i++)
      hot[number][i >> 6] |= (bits[number * words + (asked[i] >> 6)] >> (asked[i] & 63) & 1) << (i & 63);
  }

  bool answer(int of, int node) const { return answers[of * answer_words + (node >> 6)] >> (node & 63) & 1; }

  // An atom's neighbours, as sets: bit i stands for the neighbour number i.
  struct Surroundings {
    const uint64_t* answers[MOST_NEIGHBOURS];
    uint8_t types[MOST_NEIGHBOURS];
    int count;
    unsigned all, closing;  // closing: by a ring bond
  };

  // The neighbours to which a link leads; worked out once in a round.
  unsigned led(const Surroundings& s, int link) {
    Led& known = leads[link];
    if (known.round == round) return known.to;
    const int node = t.links[2 * link], types = t.links[2 * link + 1];
    unsigned to = 0;
    for (int i = 0; i < s.count; i++)
      to |= unsigned((s.types[i] & types) && s.answers[i][node >> 6] >> (node & 63) & 1) << i;
    known = {round, to};
    return to;
  }

  // Whether an atom of a feature's kind has it.
  bool stands(const int32_t* k, const Surroundings& s) {
    const int32_t *arms = k + N_LINKS, *covers = arms + 2 * k[N_ARMS], *hooks = covers + k[N_COVERS];
    unsigned open = s.all;
    for (const int32_t* arm = arms; arm < covers; arm += 2) {
      const unsigned to = led(s, arm[0]);
      if (__builtin_popcount(to) < arm[1]) return false;
      open &= ~to;
    }
    if (k[N_RINGS]) open &= ~s.closing;
    if (open & s.closing) return false;
    for (const int32_t* cover = covers; open && cover < hooks; cover++) open &= ~led(s, *cover);
    if (open) return false;
    for (int hook = 0; hook < k[N_HOOKS]; hook++) {
      bool filled = hooks[0] && s.closing;
      const int32_t* next = hooks + 2 + hooks[1];
      for (hooks += 2; hooks < next; hooks++) filled = filled || led(s, *hooks) & ~s.closing;
      if (!filled) return false;
    }
    return true;
  }

  struct Led {
    uint32_t round;
    uint32_t to;
  };
  const std::unique_ptr<Led[]> leads;  // of each link
  uint32_t round = 0;
};

}  // namespace tidewaiter
