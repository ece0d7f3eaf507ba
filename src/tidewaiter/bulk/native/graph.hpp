// Reading SMILES into a bare graph, outside RDKit: atoms, bonds, connected parts and ring systems.
//
// A string is either read without doubt or left to RDKit: odd grammar, unusual elements, explicit hydrogen
// atoms.
#pragma once

#include <cstdint>
#include <cstring>

namespace tidewaiter {

// Larger molecules go to RDKit: they are few, and there a step limit of the exact matching could be met.
constexpr int MOST_ATOMS = 100;
constexpr int MOST_BONDS = 128;
constexpr int MOST_NEIGHBOURS = 8;
constexpr int MOST_RINGS = 100;  // ring-closure numbers, and ring bonds that close a cycle

enum : uint8_t { NO, PERHAPS, CERTAINLY };  // whether an atom is aromatic
// bits of a bond's possible types
enum : uint8_t { SINGLE = 1, DOUBLE = 2, TRIPLE = 4, AROMATIC = 8, ANY_TYPE = 15 };

// One molecule. Everything beyond the counts holds what an earlier molecule left there.
struct Graph {
  int atoms, bonds, parts, blocks;  // a block is a ring system: what no single cut atom parts
  bool labelled;                    // an isotope was drawn
  // of each atom
  uint8_t element[MOST_ATOMS];
  uint8_t lower[MOST_ATOMS];  // written in small letters
  int8_t charge[MOST_ATOMS];
  int8_t hydrogens[MOST_ATOMS];  // -1: implicit
  uint8_t degree[MOST_ATOMS];
  uint8_t neighbour[MOST_ATOMS][MOST_NEIGHBOURS];
  uint8_t bond_to[MOST_ATOMS][MOST_NEIGHBOURS];
  uint8_t part[MOST_ATOMS];
  uint8_t aromatic[MOST_ATOMS];  // NO, PERHAPS, CERTAINLY: see perceive.hpp
  uint8_t ringed[MOST_ATOMS];    // stands in a ring
  // of each bond
  uint8_t begin[MOST_BONDS];
  uint8_t end[MOST_BONDS];
  uint8_t written[MOST_BONDS];  // order; 0: none written, 4: aromatic
  int8_t block[MOST_BONDS];     // -1: in no ring
  uint8_t types[MOST_BONDS];    // the types that RDKit might give it: see perceive.hpp
  // of each part: compared by elements and connections alone
  uint8_t loose[MOST_ATOMS];
  // of each block
  uint8_t block_atoms[MOST_BONDS];
  uint8_t block_bonds[MOST_BONDS];
  uint8_t block_hetero[MOST_BONDS];
  // a spanning forest: of each atom the one that it hangs on (-1: a root), by which bond, how deep; and the
  // other bonds
  int8_t above[MOST_ATOMS];
  uint8_t above_bond[MOST_ATOMS];
  uint8_t depth[MOST_ATOMS];
  uint8_t closing[MOST_BONDS];
  int closings;

  void clear() {
    atoms = bonds = parts = blocks = closings = 0;
    labelled = false;
  }

  // The bond between two atoms, or -1.
  int bond_between(int a, int b) const {
    for (int i = 0; i < degree[a]; i++)
      if (neighbour[a][i] == b) return bond_to[a][i];
    return -1;
  }

  // Hydrogen atoms of an uncharged atom: those written, else those that its usual valence leaves.
  int hydrogens_at(int a) const {
    if (hydrogens[a] >= 0) return hydrogens[a];
    int bonds_used = 0;
    for (int i = 0; i < degree[a]; i++) {
      const int order = written[bond_to[a][i]];
      bonds_used += order == 2 || order == 3 ? order : 1;
    }
    const auto left = [&](int valence) { return valence > bonds_used ? valence - bonds_used : 0; };
    if (lower[a]) return element[a] == 6 ? left(3) : 0;
    switch (element[a]) {
      case 6: return left(4);
      case 5:
      case 7: return left(3);
      case 8: return left(2);
      case 15: return bonds_used <= 3 ? 3 - bonds_used : 5 - bonds_used;
      case 16: return bonds_used <= 2 ? 2 - bonds_used : bonds_used % 2;
      default: return left(1);
    }
  }

  // Add a bond; false where it cannot be one.
  bool join(int a, int b, int order) {
    if (a == b || bonds >= MOST_BONDS || bond_between(a, b) >= 0) return false;
    if (degree[a] >= MOST_NEIGHBOURS || degree[b] >= MOST_NEIGHBOURS) return false;
    int bond = bonds++;
    begin[bond] = a;
    end[bond] = b;
    written[bond] = order;
    neighbour[a][degree[a]] = b;
    bond_to[a][degree[a]++] = bond;
    neighbour[b][degree[b]] = a;
    bond_to[b][degree[b]++] = bond;
    return true;
  }
};

// What a character begins: an atom of the organic subset, or a sign.
struct Character {
  uint8_t element = 0, lower = 0;
  uint8_t follows = 0, longer = 0;  // with this character after it, it is this element of two letters
  uint8_t order = 0;                // of a bond sign (4: aromatic)
};

struct Characters {
  Character of[256];
  constexpr Characters() : of() {
    struct Atom {
      char sign;
      uint8_t element, lower;
    };
    constexpr Atom atoms[] = {{'C', 6, 0}, {'c', 6, 1}, {'N', 7, 0},  {'n', 7, 1},  {'O', 8, 0},  {'o', 8, 1},
                              {'F', 9, 0}, {'B', 5, 0}, {'S', 16, 0}, {'s', 16, 1}, {'P', 15, 0}, {'I', 53, 0}};
    for (const Atom& atom : atoms) {
      of[int(atom.sign)].element = atom.element;
      of[int(atom.sign)].lower = atom.lower;
    }
    of['C'].follows = 'l', of['C'].longer = 17;
    of['B'].follows = 'r', of['B'].longer = 35;
    of['-'].order = of['/'].order = of['\\'].order = 1;
    of['='].order = 2, of['#'].order = 3, of[':'].order = 4;
  }
};

inline constexpr Characters CHARACTERS{};

class Reader {
 public:
  // Read a SMILES; false where there is any doubt.
  static bool read(const uint8_t* text, const uint8_t* stop, Graph& g) {
    return Reader(text, stop, g).whole();
  }

 private:
  struct Open {
    int8_t atom;
    uint8_t order;
  };

  const uint8_t* at;
  const uint8_t* const stop;
  Graph& g;
  uint8_t branches[MOST_BONDS];  // atoms to go back to
  Open rings[MOST_RINGS];
  uint64_t open[2] = {0, 0};  // the ring numbers that are open
  bool across = false;        // a ring number was closed in another of the strings between dots

  Reader(const uint8_t* text, const uint8_t* stop, Graph& g) : at(text), stop(stop), g(g) {}

  static bool digit(uint8_t sign) { return sign >= '0' && sign <= '9'; }
  static bool small(uint8_t sign) { return sign >= 'a' && sign <= 'z'; }

  bool whole();
  bool bracket();
  bool close(int number, int previous, int order);
};

inline void span(Graph& g);

// An atom inside brackets, the first of them read: the organic subset, silicon and the usual counter-ions.
inline bool Reader::bracket() {
  const int n = g.atoms;
  while (at < stop && digit(*at)) {  // isotope: the skeleton is the same
    g.labelled = true;
    at++;
  }
  if (at >= stop) return false;
  const uint8_t first = *at, second = at + 1 < stop ? at[1] : 0;
  const Character& c = CHARACTERS.of[first];
  int element = c.element, lower = c.lower, used = 1;
  if (first == 'N' && second == 'a') element = 11, used = 2;
  else if (first == 'L' && second == 'i') element = 3, used = 2;
  else if (first == 'M' && second == 'g') element = 12, used = 2;
  else if (first == 'C' && second == 'a') element = 20, used = 2;
  else if (first == 'S' && second == 'i') element = 14, used = 2;
  else if (first == 'K') element = 19;
  else if (c.longer && second == c.follows) element = c.longer, used = 2;
  if (!element || (used == 1 && small(second))) return false;  // another element of two letters (se, Sn, Co ...)
  at += used;
  while (at < stop && *at == '@') at++;
  int hydrogens = 0, charge = 0;
  if (at < stop && *at == 'H') {
    hydrogens = 1;
    at++;
    if (at < stop && digit(*at)) hydrogens = *at++ - '0';
  }
  if (at < stop && (*at == '+' || *at == '-')) {
    const int sign = *at++ == '+' ? 1 : -1;
    charge = sign;
    if (at < stop && digit(*at)) charge = sign * (*at++ - '0');
  }
  if (at >= stop || *at++ != ']') return false;
  g.element[n] = element;
  g.lower[n] = lower;
  g.charge[n] = charge;
  g.hydrogens[n] = hydrogens;
  return true;
}

// Open or close a ring bond.
inline bool Reader::close(int number, int previous, int order) {
  if (previous < 0) return false;
  uint64_t& word = open[number >> 6];
  const uint64_t bit = uint64_t(1) << (number & 63);
  if (!(word & bit)) {
    word |= bit;
    rings[number] = {int8_t(previous), uint8_t(order)};
    return true;
  }
  const Open other = rings[number];
  if (order && other.order && order != other.order) return false;
  word ^= bit;
  if (!g.join(other.atom, previous, order ? order : other.order)) return false;
  g.closing[g.closings++] = g.bonds - 1;
  across |= g.part[other.atom] != g.part[previous];
  return true;
}

inline bool Reader::whole() {
  g.clear();
  int previous = -1, order = 0, depth = 0;
  bool opened = false;  // the last character opened a branch
  while (at < stop) {
    const uint8_t sign = *at;
    const Character& c = CHARACTERS.of[sign];
    if (c.element || sign == '[') {
      const int n = g.atoms;
      if (n >= MOST_ATOMS) return false;
      g.degree[n] = 0;
      at++;
      if (c.element) {
        const bool longer = c.longer && at < stop && *at == c.follows;
        at += longer;
        g.element[n] = longer ? c.longer : c.element;
        g.lower[n] = c.lower;
        g.charge[n] = 0;
        g.hydrogens[n] = -1;
      } else if (!bracket()) {
        return false;
      }
      g.atoms = n + 1;
      g.part[n] = g.parts;
      g.above[n] = previous;
      g.depth[n] = 0;
      if (previous >= 0) {
        g.depth[n] = g.depth[previous] + 1;
        g.above_bond[n] = g.bonds;
        if (!g.join(previous, n, order)) return false;
      } else if (order) {
        return false;
      }
      previous = n, order = 0, opened = false;
      continue;
    }
    if (c.order) {
      if (order || previous < 0) return false;
      order = c.order;
    } else if (digit(sign)) {
      if (opened || !close(sign - '0', previous, order)) return false;
      order = 0;
    } else if (sign == '%') {  // %nn
      if (opened || stop - at < 3 || !digit(at[1]) || !digit(at[2])) return false;
      if (!close((at[1] - '0') * 10 + at[2] - '0', previous, order)) return false;
      order = 0;
      at += 2;
    } else if (sign == '(') {
      if (previous < 0 || order || opened || depth >= MOST_BONDS) return false;
      branches[depth++] = previous;
      opened = true;
    } else if (sign == ')') {
      if (depth == 0 || order || opened) return false;
      previous = branches[--depth];
    } else if (sign == '.') {
      if (depth || order || previous < 0) return false;
      previous = -1;
      g.parts++;
    } else {
      return false;
    }
    at++;
  }
  if (depth || order || previous < 0 || open[0] || open[1]) return false;
  g.parts++;
  if (across) span(g);
  return true;
}

// Find the parts and a spanning forest where the reading did not leave them.
inline void span(Graph& g) {
  uint8_t queue[MOST_ATOMS];
  bool tree[MOST_BONDS] = {}, seen[MOST_ATOMS] = {};
  g.parts = g.closings = 0;
  for (int root = 0; root < g.atoms; root++) {
    if (seen[root]) continue;
    int head = 0, tail = 0;
    seen[root] = true;
    g.above[root] = -1;
    g.depth[root] = 0;
    queue[tail++] = root;
    while (head < tail) {
      const int a = queue[head++];
      g.part[a] = g.parts;
      for (int i = 0; i < g.degree[a]; i++) {
        const int b = g.neighbour[a][i];
        if (seen[b]) continue;
        seen[b] = true;
        tree[g.bond_to[a][i]] = true;
        g.above[b] = a;
        g.above_bond[b] = g.bond_to[a][i];
        g.depth[b] = g.depth[a] + 1;
        queue[tail++] = b;
      }
    }
    g.parts++;
  }
  for (int bond = 0; bond < g.bonds; bond++)
    if (!tree[bond]) g.closing[g.closings++] = bond;
}

// The blocks: two bonds are of one block where some cycles that closing bonds make join them.
inline void rings(Graph& g) {
  std::memset(g.block, -1, g.bonds);
  std::memset(g.ringed, 0, g.atoms);
  g.blocks = 0;
  if (!g.closings) return;
  uint8_t same[MOST_BONDS];  // of each closing bond an earlier one that is of one block with it, or itself
  const auto first = [&](int one) {
    while (same[one] != one) one = same[one];
    return one;
  };
  for (int one = 0; one < g.closings; one++) {
    const int bond = g.closing[one];
    same[one] = one;
    g.block[bond] = one;
    for (int a = g.begin[bond], b = g.end[bond]; a != b;) {
      int& lower = g.depth[a] >= g.depth[b] ? a : b;
      int8_t& mark = g.block[g.above_bond[lower]];
      if (mark >= 0) same[first(mark)] = one;
      else mark = one;
      lower = g.above[lower];
    }
  }
  int8_t number[MOST_BONDS];
  uint8_t heads[MOST_BONDS];
  for (int one = 0; one < g.closings; one++) {
    if (first(one) != one) continue;
    const int block = g.blocks++;
    number[one] = block;
    g.block_atoms[block] = 1;
    g.block_bonds[block] = g.block_hetero[block] = 0;
    heads[block] = MOST_ATOMS;
  }
  for (int bond = 0; bond < g.bonds; bond++) {
    if (g.block[bond] < 0) continue;
    g.block[bond] = number[first(g.block[bond])];
    g.block_bonds[g.block[bond]]++;
    g.ringed[g.begin[bond]] = g.ringed[g.end[bond]] = 1;
  }
  // the atoms of a block: those below its tree bonds, and the one at the top
  for (int a = 0; a < g.atoms; a++) {
    if (g.above[a] < 0) continue;
    const int block = g.block[g.above_bond[a]];
    if (block < 0) continue;
    g.block_atoms[block]++;
    g.block_hetero[block] += g.element[a] != 6;
    const int over = g.above[a];
    const bool top = g.above[over] < 0 || g.block[g.above_bond[over]] != block;
    if (top && heads[block] == MOST_ATOMS) {
      heads[block] = over;
      g.block_hetero[block] += g.element[over] != 6;
    }
  }
}

}  // namespace tidewaiter
