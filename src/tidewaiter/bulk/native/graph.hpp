// Reading the SMILES of one part (what stands between dots) into a bare graph, outside RDKit: atoms, bonds and ring
// systems.
//
// A string is either read without doubt or left to RDKit: odd grammar, rings that close behind a dot. A hydrogen drawn as
// an atom becomes one of its neighbour's.
#pragma once

#include <cstdint>
#include <cstring>
#include "made.hpp"

namespace tidewaiter {

// Larger molecules go to RDKit: what has more atoms `check` does not assess.
constexpr int MOST_ATOMS = 250;
constexpr int MOST_BONDS = 254;
constexpr int LARGE = 100;  // atoms: beyond it a bound of the exact matching could be met, and that is looked at
constexpr int MOST_NEIGHBOURS = 8;
constexpr int ELEMENTS = 119;  // one more than the last atomic number
constexpr int MOST_RINGS = 100;  // ring-closure numbers, and ring bonds that close a cycle

enum : uint8_t { NO, PERHAPS, CERTAINLY };  // whether an atom is aromatic
// bits of a bond's possible types
enum : uint8_t { SINGLE = 1, DOUBLE = 2, TRIPLE = 4, AROMATIC = 8, ANY_TYPE = 15 };

// One part of a molecule. Everything beyond the counts holds what an earlier one left there.
struct Graph {
  int atoms, bonds, blocks;  // a block is a ring system: what no single cut atom parts
  bool labelled;             // an isotope was drawn
  bool loose;                // compared by elements and connections alone: see perceive.hpp
  bool redrawn;              // a sulfoxide was drawn without the charges that it has now
  // of each atom
  uint8_t element[MOST_ATOMS];  // its bit: heavy ones share one, see BIT_OF
  uint8_t atomic[MOST_ATOMS];   // its atomic number
  uint8_t lower[MOST_ATOMS];  // written in small letters
  int8_t charge[MOST_ATOMS];
  int8_t hydrogens[MOST_ATOMS];  // -1: implicit
  uint8_t drawn_hydrogens[MOST_ATOMS];  // as atoms, on one whose others are implicit
  int8_t room[MOST_ATOMS];       // most bonds, orders summed, with which RDKit surely accepts it
  uint8_t degree[MOST_ATOMS];
  uint8_t neighbour[MOST_ATOMS][MOST_NEIGHBOURS];
  uint8_t bond_to[MOST_ATOMS][MOST_NEIGHBOURS];
  uint8_t aromatic[MOST_ATOMS];  // NO, PERHAPS, CERTAINLY: see perceive.hpp
  uint8_t ringed[MOST_ATOMS];    // stands in a ring
  // of each bond
  uint8_t begin[MOST_BONDS];
  uint8_t end[MOST_BONDS];
  uint8_t written[MOST_BONDS];  // order; 0: none written, 4: aromatic
  int8_t block[MOST_BONDS];     // -1: in no ring
  uint8_t types[MOST_BONDS];    // the types that RDKit might give it: see perceive.hpp
  // of each block
  uint8_t block_atoms[MOST_BONDS];
  uint8_t block_bonds[MOST_BONDS];
  uint8_t block_hetero[MOST_BONDS];
  // a spanning tree: of each atom the one that it hangs on (-1: the root), by which bond, how deep; and the other
  // bonds
  int16_t above[MOST_ATOMS];
  uint8_t above_bond[MOST_ATOMS];
  uint8_t depth[MOST_ATOMS];
  uint8_t closing[MOST_BONDS];
  int closings;
  // the bonds that were drawn by a number, and the number of each
  uint8_t numbered[MOST_BONDS], ring_number[MOST_BONDS];
  int numbers;

  void clear() {
    atoms = bonds = blocks = closings = numbers = 0;
    labelled = loose = redrawn = false;
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
  bool join(int a, int b, int order) { return a != b && bond_between(a, b) < 0 && add(a, b, order); }

  // The same where there surely is none.
  bool add(int a, int b, int order) {
    if (bonds >= MOST_BONDS) return false;
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

// Most bonds of an uncharged atom that RDKit accepts: by groups of elements, as its table has them; a metal's are as many
// as are drawn. Where its table says more than one group's rule, less stands here: what is doubtful RDKit says itself.
constexpr int usual_room(int element) {
  switch (element) {
    case 6: case 14: case 32: case 50: case 82: return 4;
    case 5: case 7: case 13: case 31: case 49: return 3;
    case 8: case 4: return 2;
    case 9: case 17: case 35: return 1;
    case 15: case 33: case 51: case 53: case 83: return 5;
    case 16: case 34: case 52: return 6;
    case 1: case 2: case 10: case 18: case 36: case 54: case 55: case 81: return 0;
    case 3: case 11: case 19: return 1;
    default: return element < 84 || element > 87 ? MOST_NEIGHBOURS : 0;
  }
}

// The same of a charged atom: as the element beside it in the table, where that is sure.
constexpr int room_of(int element, int charge) {
  if (charge == 0) return usual_room(element);
  switch (element) {
    case 6: return charge == 1 || charge == -1 ? 3 : 0;
    case 7: return charge == 1 ? 4 : charge == -1 ? 2 : 0;
    case 8: return charge == -1 ? 1 : charge == 1 ? 3 : 0;
    case 16: return charge == 1 ? 3 : charge == -1 ? 1 : 0;
    case 15: return charge == 1 ? 4 : charge == -1 ? 6 : 0;
    case 17: case 35: return charge == 3 ? 4 : charge == 2 ? 3 : 0;
    case 5: return charge == -1 ? 4 : 0;
    case 13: return charge == -1 ? 4 : charge == -2 ? 5 : charge == -3 ? 6 : 0;
    case 14: return charge == -2 ? 6 : 0;
    case 33: case 51: return charge == -1 ? 6 : charge == 1 ? 4 : 0;
    case 34: case 50: case 52: return charge == 1 ? 3 : 0;
    case 53: return charge == 1 || charge == -1 ? 6 : charge == 3 ? 4 : charge == 2 ? 3 : 0;
    default: return usual_room(element) == MOST_NEIGHBOURS ? MOST_NEIGHBOURS : 0;
  }
}

constexpr int MOST_CHARGE = 9;  // of a metal whose salt bonds are broken; a drawing may write MOST_WRITTEN
constexpr int MOST_WRITTEN = 7;

struct Rooms {
  int8_t of[ELEMENTS][2 * MOST_CHARGE + 1];
  constexpr Rooms() : of() {
    for (int element = 0; element < ELEMENTS; element++)
      for (int charge = -MOST_CHARGE; charge <= MOST_CHARGE; charge++)
        of[element][charge + MOST_CHARGE] = room_of(element, charge);
  }
};

inline constexpr Rooms ROOMS{};

// The number of each element by its letters: the first, and the second from 1 (0: none).
struct Symbols {
  uint8_t of[26][27];
  constexpr Symbols() : of() {
    constexpr char all[] =
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb "
        "Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au "
        "Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr ";
    int number = 0;
    for (int i = 0; all[i]; i++) {
      if (all[i] == ' ') continue;
      const bool longer = all[i + 1] != ' ';
      of[all[i] - 'A'][longer ? all[i + 1] - 'a' + 1 : 0] = ++number;
      i += longer;
    }
  }
};

inline constexpr Symbols SYMBOLS{};

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

  // Behind a hydrogen that is drawn as an atom, with or without a label; null where none stands here.
  static const uint8_t* hydrogen(const uint8_t* at, const uint8_t* stop) {
    if (*at != '[') return nullptr;
    for (at++; at < stop && digit(*at);) at++;
    return stop - at > 1 && *at == 'H' && at[1] == ']' ? at + 2 : nullptr;
  }

 private:
  struct Open {
    uint8_t atom, order;
  };

  const uint8_t* at;
  const uint8_t* const stop;
  Graph& g;
  uint8_t branches[MOST_BONDS];  // atoms to go back to
  Open rings[MOST_RINGS];
  uint64_t open[2] = {0, 0};  // the ring numbers that are open

  Reader(const uint8_t* text, const uint8_t* stop, Graph& g) : at(text), stop(stop), g(g) {}

  static bool digit(uint8_t sign) { return sign >= '0' && sign <= '9'; }
  static bool small(uint8_t sign) { return sign >= 'a' && sign <= 'z'; }

  bool whole();
  bool bracket();
  const uint8_t* hydrogen() const { return hydrogen(at, stop); }
  bool hang(int a);
  bool close(int number, int previous, int order);
};

// Give an atom one hydrogen more; false where RDKit may count otherwise.
inline bool Reader::hang(int a) {
  const int e = g.element[a];
  if (g.hydrogens[a] >= 0) {
    g.hydrogens[a]++;
    return !g.lower[a] && (e == 6 || e == 7 || e == 8 || e == 16 || e == 15 || e == 5 || e == 14);
  }
  g.drawn_hydrogens[a]++;
  return e == 6 || (!g.lower[a] && (e == 7 || e == 8));
}

// An atom inside brackets, the first of them read.
inline bool Reader::bracket() {
  const int n = g.atoms;
  while (at < stop && digit(*at)) {  // isotope: the skeleton is the same
    g.labelled = true;
    at++;
  }
  if (at >= stop) return false;
  const uint8_t first = *at, second = at + 1 < stop ? at[1] : 0;
  int element, lower = 0, used = 1;
  if (first >= 'A' && first <= 'Z') {
    element = small(second) ? SYMBOLS.of[first - 'A'][second - 'a' + 1] : SYMBOLS.of[first - 'A'][0];
    if (small(second)) used = 2;
  } else {
    element = CHARACTERS.of[first].element, lower = CHARACTERS.of[first].lower;
    if (small(second)) {
      if (first != 's' || second != 'e') return false;  // as, te
      element = 34, used = 2;
    }
  }
  if (!element || (element == 1 && n)) return false;  // none, or hydrogen as an atom of a molecule
  at += used;
  for (int signs = 0; at < stop && *at == '@'; at++)
    if (++signs > 2) return false;
  int hydrogens = 0, charge = 0;
  if (at < stop && *at == 'H') {
    hydrogens = 1;
    at++;
    if (at < stop && digit(*at)) hydrogens = *at++ - '0';
  }
  if (at < stop && (*at == '+' || *at == '-')) {
    const uint8_t sign = *at++;
    charge = 1;
    if (at < stop && digit(*at)) charge = *at++ - '0';
    else
      while (at < stop && *at == sign) charge++, at++;
    if (charge > (sign == '+' ? MOST_WRITTEN : 4)) return false;
    if (sign == '-') charge = -charge;
  }
  if (at >= stop || *at++ != ']') return false;
  g.element[n] = BIT_OF[element];
  g.atomic[n] = element;
  g.room[n] = ROOMS.of[element][charge + MOST_CHARGE];
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
    if (g.closings + __builtin_popcountll(open[0]) + __builtin_popcountll(open[1]) > MOST_RINGS) return false;
    rings[number] = {uint8_t(previous), uint8_t(order)};
    return true;
  }
  const Open other = rings[number];
  if (order && other.order && order != other.order) return false;
  word ^= bit;
  if (!g.join(other.atom, previous, order ? order : other.order)) return false;
  g.closing[g.closings++] = g.bonds - 1;
  g.ring_number[g.numbers] = uint8_t(number);
  g.numbered[g.numbers++] = g.bonds - 1;
  return true;
}

inline bool Reader::whole() {
  g.clear();
  int previous = -1, order = 0, depth = 0;
  bool opened = false;   // the last character opened a branch
  bool ended = false;    // the last atom was a hydrogen, on which nothing hangs
  bool leading = false;  // a hydrogen stands first
  while (at < stop) {
    const uint8_t sign = *at;
    const Character& c = CHARACTERS.of[sign];
    if (ended && sign != ')') return false;
    if (const uint8_t* behind = sign == '[' ? hydrogen() : nullptr; behind && behind - at < stop - at + (g.atoms > 0)) {
      if (order || leading) return false;
      g.labelled |= at[1] != 'H';
      if (previous >= 0 && !hang(previous)) return false;
      leading = previous < 0;
      ended = !leading;
      opened = false;
      at = behind;
      continue;
    }
    if (c.element || sign == '[') {
      const int n = g.atoms;
      if (n >= MOST_ATOMS) return false;
      g.degree[n] = 0;
      at++;
      if (c.element) {
        const bool longer = c.longer && at < stop && *at == c.follows;
        at += longer;
        g.element[n] = g.atomic[n] = longer ? c.longer : c.element;
        g.lower[n] = c.lower;
        g.charge[n] = 0;
        g.hydrogens[n] = -1;
        g.drawn_hydrogens[n] = 0;
        g.room[n] = ROOMS.of[g.element[n]][MOST_CHARGE];
      } else if (!bracket()) {
        return false;
      }
      g.atoms = n + 1;
      g.above[n] = previous;
      g.depth[n] = 0;
      if (previous >= 0) {
        g.depth[n] = g.depth[previous] + 1;
        g.above_bond[n] = g.bonds;
        if (!g.add(previous, n, order)) return false;
      } else if (order || n || (leading && !hang(n))) {
        return false;
      }
      previous = n, order = 0, opened = leading = false;
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
      ended = false;
    } else {
      return false;
    }
    at++;
  }
  if (g.atoms > 1 && g.element[0] == 1) return false;
  return !(depth || order || previous < 0 || open[0] || open[1]);
}

// Find a spanning tree where no reading has left one; false where the graph does not hang together.
inline bool span(Graph& g) {
  uint8_t queue[MOST_ATOMS];
  bool tree[MOST_BONDS] = {}, seen[MOST_ATOMS] = {};
  int head = 0, tail = 0;
  g.closings = 0;
  seen[0] = true;
  g.above[0] = -1;
  g.depth[0] = 0;
  queue[tail++] = 0;
  while (head < tail) {
    const int a = queue[head++];
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
  for (int bond = 0; bond < g.bonds; bond++)
    if (!tree[bond]) g.closing[g.closings++] = bond;
  return tail == g.atoms;
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
