// A molecule in its normal form as RDKit would have it: neighbours in RDKit's order, smallest rings, aromaticity, and the
// masks that classes/facts.py makes of them.
//
// Only what surely comes out as in RDKit is taken: one part of at most 128 atoms, whose smallest rings are no matter of
// choice and whose charges the standardiser takes away, or leaves, without redrawing anything. Everything else gives up,
// and the row goes to the Python engine.
#pragma once

#include "graph.hpp"
#include "perceive.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace tidewaiter::exact {

constexpr int MOST_TAKEN = 128;        // atoms of a molecule that is taken
using Atoms = unsigned __int128;  // a set of atoms: bit i stands for atom i

inline int count_of(Atoms set) { return __builtin_popcountll(uint64_t(set)) + __builtin_popcountll(uint64_t(set >> 64)); }
inline int lowest(Atoms set) { return uint64_t(set) ? __builtin_ctzll(uint64_t(set)) : 64 + __builtin_ctzll(uint64_t(set >> 64)); }
inline Atoms one(int atom) { return Atoms{1} << atom; }

constexpr int AROMATIC_ORDER = 4;  // beside 1, 2, 3
constexpr int MOST_CYCLES = 24;    // rings of a molecule that is taken

struct GiveUp {};  // thrown where Python must decide

struct Atom {
  uint8_t number, hydrogens;
  int8_t charge;
};

// The SMILES of a molecule of one atom, as RDKit writes it.
inline std::string smiles_of(const Atom& a) {
  std::string symbol;
  for (int first = 0; first < 26; first++)
    for (int second = 0; second < 27; second++)
      if (SYMBOLS.of[first][second] == a.number) symbol = second ? std::string{char('A' + first), char('a' + second - 1)} : std::string{char('A' + first)};
  const int usual = a.number == 6 ? 4 : a.number == 5 || a.number == 7 || a.number == 15 ? 3 : a.number == 8 || a.number == 16 ? 2
                    : a.number == 9 || a.number == 17 || a.number == 35 || a.number == 53 ? 1 : -1;
  if (!a.charge && a.hydrogens == usual) return symbol;
  std::string text = "[" + symbol;
  if (a.hydrogens) text += a.hydrogens > 1 ? "H" + std::to_string(a.hydrogens) : "H";
  if (a.charge) text += a.charge > 0 ? "+" : "-";
  if (a.charge > 1 || a.charge < -1) text += std::to_string(std::abs(a.charge));
  return text + "]";
}

// A molecule in its normal form: what facts.py knows of it.
struct Molecule {
  int size = 0;
  bool moved = false;  // protons were taken away or given back
  bool sulfoxide = false;  // there is one, drawn with charges
  uint8_t number[MOST_TAKEN], hydrogens[MOST_TAKEN], degree[MOST_TAKEN];
  int8_t charge[MOST_TAKEN];
  uint8_t to[MOST_TAKEN][8], order[MOST_TAKEN][8];  // neighbours in RDKit's order, and the bond to each
  Atoms near[MOST_TAKEN];
  Atoms all = 0, carbons = 0, aromatic = 0, in_ring = 0, functional = 0, heterocyclic = 0;
  int ring_count = 0, system_count = 0;
  Atoms rings[MOST_CYCLES], systems[MOST_CYCLES];
  int system_rings[MOST_CYCLES];

  Atom atom(int a) const { return {number[a], hydrogens[a], charge[a]}; }

  int order_of(int a, int x) const {
    for (int i = 0; i < degree[a]; i++)
      if (to[a][i] == x) return order[a][i];
    return 0;
  }

  // A double bond to an oxygen.
  bool has_oxo(int a) const {
    for (int i = 0; i < degree[a]; i++)
      if (order[a][i] == 2 && number[to[a][i]] == 8) return true;
    return false;
  }

  // From a graph that RDKit surely accepts; gives up where the drawing leaves RDKit a choice, or the standardiser would
  // do more than take protons away or give them back.
  void read(const Graph& g) {
    read_bonds(g, false);
    normalise(g);
    if (g.redrawn) number_anew(g);
    complete();
  }

  // The same as it is drawn: to be compared with other drawings, not to be judged. Of the rings
  // only those are told that are no matter of choice; those that aromaticity turns on are always.
  void read_as_drawn(const Graph& g) {
    read_bonds(g, true);
    complete();
  }

  // From numbers, hydrogens, neighbours and orders to the rest; gives up where the rings leave a choice.
  void complete() {
    carbons = aromatic = in_ring = functional = heterocyclic = 0;
    for (int a = 0; a < size; a++) {
      near[a] = 0;
      for (int i = 0; i < degree[a]; i++) {
        near[a] |= one(to[a][i]);
        if (order[a][i] == AROMATIC_ORDER) aromatic |= one(a);
        if (number[a] == 6 && (order[a][i] == 2 || order[a][i] == 3) && number[to[a][i]] != 6) functional |= one(a);
      }
      if (number[a] == 6) carbons |= one(a);
    }
    for (int r = 0; r < ring_count; r++) {
      in_ring |= rings[r];
      if (rings[r] & ~carbons) heterocyclic |= rings[r];
    }
    merge_systems();
  }

  // What sorts residues, the same in every drawing: size, then sums over their atoms.
  std::array<int, 4> rank(Atoms part) const {
    std::array<int, 4> sums{count_of(part), 0, 0, 0};
    for (; part; part &= part - 1) {
      const int a = lowest(part);
      sums[1] += number[a];
      sums[2] += degree[a] * degree[a];
      sums[3] += number[a] * degree[a];
    }
    return sums;
  }

  Atoms grow(Atoms start, Atoms within) const {
    Atoms part = start & within, edge = part;
    while (edge) {
      Atoms reached = 0;
      for (Atoms left = edge; left; left &= left - 1) reached |= near[lowest(left)];
      edge = reached & within & ~part;
      part |= edge;
    }
    return part;
  }

 private:
  void read_bonds(const Graph& g, bool as_drawn) {
    if (g.atoms > MOST_TAKEN) throw GiveUp{};
    size = g.atoms;
    uint16_t closings[MOST_BONDS];  // ring number and place: RDKit adds these bonds last, in that order
    bool closing[MOST_BONDS] = {};
    for (int i = 0; i < g.numbers; i++) closing[g.numbered[i]] = true, closings[i] = uint16_t(g.ring_number[i] << 8 | i);
    std::sort(closings, closings + g.numbers);
    for (int a = 0; a < size; a++) {
      number[a] = g.atomic[a];
      degree[a] = 0;
      charge[a] = g.charge[a];
      hydrogens[a] = uint8_t(g.hydrogens_at(a));
      for (int i = 0; i < g.degree[a]; i++)
        if (!closing[g.bond_to[a][i]]) hang(g, a, g.neighbour[a][i], g.bond_to[a][i]);
    }
    for (int i = 0; i < g.numbers; i++) {
      int bond = g.numbered[closings[i] & 255];
      hang(g, g.begin[bond], g.end[bond], bond);
      hang(g, g.end[bond], g.begin[bond], bond);
    }
    find_rings(as_drawn);
    perceive_aromaticity(g, as_drawn);
  }

  void hang(const Graph& g, int a, int b, int bond) {
    to[a][degree[a]] = uint8_t(b);
    order[a][degree[a]++] = g.written[bond];  // settled when aromaticity is known
  }

  // What `_normal` of substance/structure.py does: a proton that an amine was given is taken away, one that was taken from
  // oxygen given back; a nitro group and a quaternary nitrogen stay as they are. All else that is charged, or has a rule
  // of the standardiser, is left to it.
  void normalise(const Graph& g) {
    int minus = 0, kept = 0;
    bool iminium = false;
    bool metals = false, charges = false, others = false;  // others: than those of sulfoxides
    moved = sulfoxide = false;
    if (const int centre = centre_of_hexafluoride(); centre >= 0) {  // as any anion it is given a proton
      hydrogens[centre] = 1, charge[centre] = 0;
      moved = true;
      return;
    }
    for (int a = 0; a < size; a++) {
      const int e = number[a], places = degree[a] + hydrogens[a];
      const bool halogen = e == 9 || e == 17 || e == 35 || e == 53;
      const bool metal = !(ORDINARY >> g.element[a] & 1);  // or another element with rules of its own
      const bool bare = is_bare_ion(g);
      if (metal && charge[a] && !bare) throw GiveUp{};
      const bool of_sulfoxide = is_of_sulfoxide(g, a);
      if ((e == 16 && degree[a] == 3 && !of_sulfoxide) || ((e == 15 || e == 33 || e == 51) && places == 3 && chalcogens_at(a) > 1)) throw GiveUp{};
      if (e == 15 && places == 2 && has_oxo(a)) throw GiveUp{};  // a phosphinate drawn without its hydrogens
      metals |= metal && degree[a];
      if (bare) continue;
      if (is_of_oxohalogen(g, a)) {  // of an anion the last oxygen takes a proton
        charges = moved = true;
        if (is_anion(g) && a == last_anion(g)) hydrogens[a] = 1, charge[a] = 0;
        continue;
      }
      if (halogen && degree[a] && (degree[a] > 1 || order[a][0] != 1)) throw GiveUp{};
      if (charge[a] == 0) continue;
      sulfoxide |= of_sulfoxide;
      others |= !of_sulfoxide;
      if (is_nitro(g, a) || (charge[a] == -1 && degree[a] == 1 && is_nitro(g, to[a][0]))) continue;
      charges |= !(charge[a] == -1 && e == 8);  // the proton that such an oxygen lost is given back, be it on a metal
      if (of_sulfoxide) continue;
      if (is_oxide(g, a)) continue;
      if (is_nitrate(g)) {
        if (e == 8 && a == last_anion(g)) hydrogens[a] = 1, charge[a] = 0, moved = true;
        continue;
      }
      bool proton = false;
      if (charge[a] == 1 && e == 7 && places == 3 && hydrogens[a] && is_iminium(g, a)) {
        proton = true;
        iminium = true;
      } else if (charge[a] == 1 && e == 7 && places == 4 && hydrogens[a]) {
        proton = true;
        for (int i = 0; i < degree[a]; i++) {
          const int x = number[to[a][i]];
          proton = proton && (x == 6 || x == 8 || x == 7) && g.charge[to[a][i]] == 0;
        }
      } else if (charge[a] == -1 && e == 8 && places == 1 && degree[a]) {
        const int x = to[a][0];
        const int y = number[x];
        const bool hypohalite = degree[x] == 1 && (y == 17 || y == 35 || y == 53);
        proton = (hypohalite || y == 5 || y == 6 || y == 7 || y == 14 || y == 15 || y == 16 || y == 33 || !is_nonmetal(g.element[x])) && g.charge[x] == 0 && order[a][0] == 1;
        minus++;
      } else if (charge[a] == -1 && ((e == 16 && places == 1) || (e == 7 && places == 2)) && degree[a] && !is_aromatic(a)) {
        proton = true;
        for (int i = 0; i < degree[a]; i++) proton = proton && (number[to[a][i]] == 6 || (e == 16 && number[to[a][i]] == 16)) && order[a][i] == 1;
        minus++;
      } else if (charge[a] == -1 && e == 6 && size == 2 && number[1 - a] == 7 && order[a][0] == 3) {
        proton = true;  // cyanide
      } else if (size == 2 && charge[0] * charge[1] == -1 && order[0][0] == 3 && number[0] + number[1] == 14) {
        continue;  // carbon monoxide
      } else if (charge[a] == -1 && size == 1 && (halogen || ((e == 8 || e == 16) && hydrogens[a] == 1) || (e == 7 && hydrogens[a] == 2))) {
        proton = true;
      } else if (charge[a] == 1 && e == 7 && !hydrogens[a] && (degree[a] == 4 || is_aromatic(a))) {
        kept++;
        continue;
      }
      if (!proton) throw GiveUp{};
      moved = true;
      hydrogens[a] = uint8_t(hydrogens[a] - charge[a]);
      charge[a] = 0;
    }
    if (charges && (metals || (sulfoxide && others))) throw GiveUp{};
    moved |= sulfoxide;
    if (iminium && minus) throw GiveUp{};  // the two charges may be joined along the bonds between them
    if (kept && minus) throw GiveUp{};  // the standardiser leaves some of the charges that balance each other
  }

  // The phosphorus of hexafluorophosphate, or the like of it; -1: it is none.
  int centre_of_hexafluoride() const {
    int centre = -1;
    for (int a = 0; a < size && size == 7; a++) {
      if (number[a] == 9) continue;
      if (!(number[a] == 15 || number[a] == 33) || charge[a] != -1 || degree[a] != 6 || hydrogens[a]) return -1;
      centre = a;
    }
    return centre;
  }

  // Nitrate: a nitrogen and its three oxygens, two of them drawn with a charge.
  bool is_nitrate(const Graph& g) const {
    if (size != 4) return false;
    int nitrogens = 0, minus = 0, oxo = 0;
    for (int a = 0; a < size; a++) {
      nitrogens += number[a] == 7 && g.charge[a] == 1 && degree[a] == 3;
      if (number[a] != 8) continue;
      minus += g.charge[a] == -1;
      oxo += g.charge[a] == 0 && order[a][0] == 2;
    }
    return nitrogens == 1 && minus == 2 && oxo == 1;
  }

  // Whether it has more negative charges than positive ones.
  static bool is_anion(const Graph& g) {
    int total = 0;
    for (int a = 0; a < g.atoms; a++) total += g.charge[a];
    return total < 0;
  }

  static int last_anion(const Graph& g) {
    int a = g.atoms - 1;
    while (g.charge[a] >= 0) a--;
    return a;
  }

  // A nitrogen with a proton to lose and a double bond to carbon, in an aromatic ring or outside: of an amidinium, a pyridinium.
  bool is_iminium(const Graph& g, int a) const {
    int twice = 0, aromatic_bonds = 0;
    for (int i = 0; i < degree[a]; i++) {
      const int b = to[a][i];
      if (number[b] != 6 || g.charge[b]) return false;
      twice += order[a][i] == 2;
      aromatic_bonds += order[a][i] == AROMATIC_ORDER;
    }
    return aromatic_bonds ? aromatic_bonds == 2 && !twice : twice == 1;
  }

  // A cation of one atom without a proton to lose, or an anion as in oxides, which takes none: it stays as it is.
  static bool is_bare_ion(const Graph& g) {
    if (g.atoms > 1 || g.hydrogens[0] || g.atomic[0] == 1) return false;
    return g.charge[0] > 0 || (g.charge[0] < -1 && is_nonmetal(g.element[0]));
  }

  // How many double bonds to oxygen and its like an atom has: one of phosphorus with two the standardiser draws as a nitro group.
  int chalcogens_at(int a) const {
    int count = 0;
    for (int i = 0; i < degree[a]; i++) {
      const int x = number[to[a][i]];
      count += order[a][i] == 2 && (x == 8 || x == 16 || x == 34 || x == 52);
    }
    return count;
  }

  // The standardiser redraws a sulfoxide by a reaction of RDKit, which numbers the product anew: a carbon beside the sulfur (the
  // later), the sulfur, its oxygen, the other carbon; then outwards from the one carbon, and from the other, atoms as they are
  // met, bonds likewise.
  void number_anew(const Graph& g) {
    int sulfur = -1;
    for (int a = 0; a < size; a++) {
      if (number[a] != 16 || !is_of_sulfoxide(g, a)) continue;
      if (sulfur >= 0) throw GiveUp{};  // of two, which comes first may matter
      sulfur = a;
    }
    const Molecule old = *this;
    uint8_t place[MOST_TAKEN], queue[MOST_TAKEN];
    Atoms known = 0, done = 0;
    int count = 0;
    const auto add = [&](int a) {
      known |= one(a);
      place[a] = uint8_t(count);
      number[count] = old.number[a], hydrogens[count] = old.hydrogens[a], charge[count] = old.charge[a];
      degree[count++] = 0;
    };
    const auto join = [&](int a, int b, int how) {
      const int x = place[a], y = place[b];
      to[x][degree[x]] = uint8_t(y), order[x][degree[x]++] = uint8_t(how);
      to[y][degree[y]] = uint8_t(x), order[y][degree[y]++] = uint8_t(how);
    };
    int carbons_there[2], beside = 0, oxygen = -1;
    for (int i = 0; i < 3; i++) {
      const int b = old.to[sulfur][i];
      if (old.number[b] == 8) oxygen = b;
      else carbons_there[beside++] = b;
    }
    const int later = std::max(carbons_there[0], carbons_there[1]), earlier = std::min(carbons_there[0], carbons_there[1]);
    for (const int a : {later, sulfur, oxygen, earlier}) add(a);
    for (const int a : {later, oxygen, earlier}) join(sulfur, a, 1);
    done |= one(sulfur) | one(oxygen);
    for (const int start : {later, earlier}) {
      int head = 0, tail = 0;
      queue[tail++] = uint8_t(start);
      while (head < tail) {
        const int a = queue[head++];
        done |= one(a);
        for (int i = 0; i < old.degree[a]; i++) {
          const int b = old.to[a][i];
          if (done >> b & 1) continue;
          if (!(known >> b & 1)) add(b), queue[tail++] = uint8_t(b);
          join(a, b, old.order[a][i]);
        }
      }
    }
    for (int r = 0; r < ring_count; r++) {
      rings[r] = 0;
      for (Atoms left = old.rings[r]; left; left &= left - 1) rings[r] |= one(place[lowest(left)]);
    }
  }

  // An atom of an N-oxide as it is usually drawn: N+ without hydrogen, and an oxygen that bears nothing else.
  bool is_oxide(const Graph& g, int a) const {
    if (number[a] == 8) return g.charge[a] == -1 && degree[a] == 1 && number[to[a][0]] == 7 && is_oxide(g, to[a][0]);
    if (number[a] != 7 || g.charge[a] != 1 || hydrogens[a]) return false;
    int oxygens = 0;
    for (int i = 0; i < degree[a]; i++) {
      const int b = to[a][i];
      if (number[b] != 6 && number[b] != 8) return false;
      oxygens += number[b] == 8 && g.charge[b] == -1 && degree[b] == 1 && order[a][i] == 1;
      if (number[b] == 8 && g.charge[b] != -1) return false;
    }
    return oxygens == 1;
  }

  bool is_aromatic(int a) const {
    for (int i = 0; i < degree[a]; i++)
      if (order[a][i] == AROMATIC_ORDER) return true;
    return false;
  }

  // RDKit's default model of aromaticity: rings of candidates, alone and fused, held against Hueckel's rule.
  // What each atom gives does not depend on where its double bond is put, so none need be placed.
  void perceive_aromaticity(const Graph& g, bool as_drawn) {
    constexpr int NONE = -1;  // of electrons: no candidate
    int8_t gives[MOST_TAKEN];
    for (int a = 0; a < size; a++) gives[a] = g.ringed[a] ? int8_t(electrons_of(g, a)) : int8_t(NONE);
    Atoms ring[MOST_CYCLES];
    int rings_of_candidates = 0;
    for (int r = 0; r < ring_count; r++) {
      bool all_give = true;
      for (Atoms left = rings[r]; left; left &= left - 1) all_give = all_give && gives[lowest(left)] != NONE;
      if (!all_give) continue;
      if (count_of(rings[r]) > 8) throw GiveUp{};  // RDKit leaves out some combinations of large rings
      ring[rings_of_candidates++] = rings[r];
    }
    if (as_drawn && rings_of_candidates != cycles_among(gives, NONE)) throw GiveUp{};
    bool done[MOST_CYCLES] = {};
    Atoms marked[MOST_TAKEN] = {};  // of each atom the neighbours to which its bond is aromatic
    for (int r = 0; r < rings_of_candidates; r++) {
      if (done[r]) continue;
      int fused[MOST_CYCLES], count = 0;
      fused[count++] = r;
      done[r] = true;
      for (int i = 0; i < count; i++)
        for (int k = 0; k < rings_of_candidates; k++)
          if (!done[k] && share_bond(ring[fused[i]], ring[k])) {
            done[k] = true;
            fused[count++] = k;
          }
      if (count > 6) throw GiveUp{};  // RDKit looks at no more than six rings together
      for (unsigned chosen = 1; chosen < 1u << count; chosen++) hueckel(ring, fused, count, chosen, gives, marked);
    }
    for (int a = 0; a < size; a++)
      for (int i = 0; i < degree[a]; i++) {
        int b = to[a][i];
        if (marked[a] >> b & 1) {
          order[a][i] = AROMATIC_ORDER;
        } else if (order[a][i] == 4) {
          throw GiveUp{};
        } else if (order[a][i] == 0) {
          // between small letters in a ring, not aromatic: single or double as RDKit places it
          int bond = g.bond_between(a, b);
          if (g.lower[a] && g.lower[b] && g.block[bond] >= 0 && needs_double(g, a) && needs_double(g, b))
            throw GiveUp{};
          order[a][i] = 1;
        }
      }
  }

  // How many cycles the atoms that give electrons make by themselves.
  int cycles_among(const int8_t* gives, int none) const {
    Atoms within = 0, left;
    int ends = 0, pieces = 0;
    for (int a = 0; a < size; a++)
      if (gives[a] != none) within |= one(a);
    for (int a = 0; a < size; a++)
      for (int i = 0; i < degree[a]; i++) ends += (within >> a & 1) && (within >> to[a][i] & 1);
    for (left = within; left; pieces++) {
      Atoms piece = one(lowest(left)), before = 0;
      while (piece != before) {
        before = piece;
        for (Atoms edge = piece; edge; edge &= edge - 1) {
          const int a = lowest(edge);
          for (int i = 0; i < degree[a]; i++) piece |= one(to[a][i]) & within;
        }
      }
      left &= ~piece;
    }
    return ends / 2 - count_of(within) + pieces;
  }

  bool share_bond(Atoms one_ring, Atoms other) const {
    for (Atoms left = one_ring & other; left; left &= left - 1) {
      int a = lowest(left);
      for (int i = 0; i < degree[a]; i++)
        if ((one_ring & other) >> to[a][i] & 1) return true;
    }
    return false;
  }

  // The pi electrons that a ring atom gives, -1 where it is no candidate.
  int electrons_of(const Graph& g, int a) const {
    int places = degree[a] + hydrogens[a], outside = -1, multiple = 0, valence = hydrogens[a];
    for (int i = 0; i < g.degree[a]; i++) {
      int bond = g.bond_to[a][i], written = g.written[bond];
      valence += std::max(1, written == 4 ? 1 : written);
      if (written != 2 && written != 3) continue;
      multiple++;
      if (g.block[bond] < 0) outside = g.neighbour[a][i];
      else if (written == 3) throw GiveUp{};  // a benzyne
    }
    if (places > 3 || multiple > 1) return -1;
    const bool half = number[a] == 5 || number[a] == 14 || number[a] == 15 || (number[a] >= 32 && number[a] <= 34) ||
                      (number[a] >= 50 && number[a] <= 52);
    if (half) throw GiveUp{};  // RDKit knows aromatic rings of some of these
    int own = number[a], room = own == 6 ? 4 : own == 7 ? 3 : own == 8 || own == 16 ? 2 : 0;
    if (charge[a]) {
      if (own != 7 || (charge[a] != 1 && charge[a] != -1)) throw GiveUp{};
      room = charge[a] > 0 ? 4 : 2;
    }
    if (!room || valence > room) return -1;
    bool conjugated = multiple || (g.lower[a] && needs_double(g, a));
    if (own == 6) {
      const int e = outside >= 0 ? number[outside] : 0;
      if (outside >= 0 && !(e == 6 || e == 7 || e == 8 || e == 16)) throw GiveUp{};
      if (outside >= 0) return e == 6 ? 1 : 0;  // what is more electronegative takes the electron
      return conjugated ? 1 : -1;
    }
    if (outside >= 0) throw GiveUp{};  // a hetero atom of a ring with a double bond out of it
    if (own == 7 && charge[a] > 0) return conjugated ? 1 : -1;
    if (own == 7 && charge[a] < 0) return multiple ? -1 : 2;
    if (own == 7) return places == 2 ? 1 : 2;
    return 2;
  }

  void hueckel(const Atoms* ring, const int* fused, int count, unsigned chosen, const int8_t* gives,
               Atoms* marked) const {
    Atoms once = 0, twice = 0, more = 0;
    int members[8], number_of = 0;
    for (int i = 0; i < count; i++)
      if (chosen >> i & 1) {
        members[number_of++] = fused[i];
        more |= twice & ring[fused[i]];
        twice |= once & ring[fused[i]];
        once |= ring[fused[i]];
      }
    unsigned reached = 1, before = 0;
    while (reached != before) {
      before = reached;
      for (int i = 0; i < number_of; i++)
        for (int k = 0; k < number_of; k++)
          if (reached >> i & 1 && share_bond(ring[members[i]], ring[members[k]])) reached |= 1u << k;
    }
    if (reached + 1 != 1u << number_of) return;  // they do not hang together
    int electrons = 0;
    for (Atoms left = once & ~more; left; left &= left - 1) electrons += gives[lowest(left)];
    if (!(electrons == 2 || (electrons >= 6 && electrons % 4 == 2))) return;
    for (int i = 0; i < number_of; i++)
      for (Atoms left = ring[members[i]]; left; left &= left - 1) {
        int a = lowest(left);
        for (int k = 0; k < degree[a]; k++) {
          int b = to[a][k], times = 0;
          for (int j = 0; j < number_of; j++) times += ring[members[j]] >> a & 1 && ring[members[j]] >> b & 1;
          if (times == 1 && ring[members[i]] >> b & 1) marked[a] |= one(b);
        }
      }
  }

  // The smallest rings: every bond's shortest cycles; taken only where they are exactly as many as the cycles are.
  void find_rings(bool as_drawn) {
    ring_count = 0;
    all = size == MOST_TAKEN ? ~Atoms{0} : one(size) - 1;
    Atoms left = all;
    int bonds = 0;
    for (int a = 0; a < size; a++) bonds += degree[a];
    bonds /= 2;
    int cycles = bonds - size + 1;
    if (cycles == 0) return;
    // what is on a ring at all: ends are taken away until none is left
    uint8_t rest[MOST_TAKEN];
    Atoms ends = 0;
    for (int a = 0; a < size; a++) {
      rest[a] = degree[a];
      if (rest[a] <= 1) ends |= one(a);
    }
    while (ends) {
      int a = lowest(ends);
      ends &= ends - 1;
      left &= ~one(a);
      for (int i = 0; i < degree[a]; i++) {
        int b = to[a][i];
        if (left >> b & 1 && --rest[b] == 1) ends |= one(b);
      }
    }
    using Bonds = unsigned __int128;
    uint8_t bond_of[MOST_TAKEN][8];
    int numbered = 0;
    for (int a = 0; a < size; a++)
      for (int i = 0; i < degree[a]; i++) {
        int b = to[a][i];
        if (!(left >> a & 1) || !(left >> b & 1)) continue;
        if (a < b) {
          if (numbered == 127) throw GiveUp{};
          bond_of[a][i] = uint8_t(numbered++);
        } else {
          for (int j = 0; j < degree[b]; j++)
            if (to[b][j] == a) bond_of[a][i] = bond_of[b][j];
        }
      }
    Bonds sides[MOST_CYCLES];
    for (int a = 0; a < size; a++)
      for (int i = 0; i < degree[a]; i++) {
        int b = to[a][i];
        if (a > b || !(left >> a & 1) || !(left >> b & 1)) continue;
        // breadth first from b, without this bond, to a
        uint8_t far[MOST_TAKEN];
        std::memset(far, 255, sizeof far);
        uint8_t queue[MOST_TAKEN];
        int head = 0, tail = 1;
        queue[0] = uint8_t(b);
        far[b] = 0;
        while (head < tail && far[a] == 255) {
          int c = queue[head++];
          for (int k = 0; k < degree[c]; k++) {
            int d = to[c][k];
            if (!(left >> d & 1) || far[d] != 255 || (c == b && d == a)) continue;
            far[d] = uint8_t(far[c] + 1);
            queue[tail++] = uint8_t(d);
          }
        }
        if (far[a] == 255) continue;  // a bond between rings
        walk(a, a, b, far, one(a), Bonds{1} << bond_of[a][i], bond_of, left, sides);
      }
    if (as_drawn) keep_sure(sides);
    else choose(sides, cycles);
  }

  // Leave out the rings that are not the only shortest one of any of their bonds: RDKit may take others in their place.
  void keep_sure(const unsigned __int128* sides) {
    using Bonds = unsigned __int128;
    Atoms kept_rings[MOST_CYCLES];
    int kept = 0;
    for (int r = 0; r < ring_count; r++) {
      Bonds shared = 0;  // with a ring that is no longer
      for (int k = 0; k < ring_count; k++)
        if (k != r && count_of(rings[k]) <= count_of(rings[r])) shared |= sides[k];
      if (sides[r] & ~shared) kept_rings[kept++] = rings[r];
    }
    std::copy(kept_rings, kept_rings + kept, rings);
    ring_count = kept;
  }

  // Whether the rings found are those that RDKit finds: block by block as many as there are cycles, none the sum of
  // others; or, of two rings joined by a bridge, all three where the third is as small (RDKit's are symmetrised).
  void choose(unsigned __int128* sides, int cycles) const {
    using Bonds = unsigned __int128;
    bool seen[MOST_CYCLES] = {};
    for (int r = 0; r < ring_count; r++) {
      if (seen[r]) continue;
      Bonds block = sides[r];
      Atoms atoms = rings[r];
      int found = 0, before = -1;
      while (found != before) {
        before = found;
        found = 0;
        for (int k = r; k < ring_count; k++) {
          if (!(sides[k] & block)) continue;
          seen[k] = true;
          found++;
          block |= sides[k];
          atoms |= rings[k];
        }
      }
      int own = count_of(block) - count_of(atoms) + 1;
      cycles -= own;
      if (own == 2 && found == 3) continue;
      if (found == own + 1 && alike(sides, block)) continue;
      if (found != own) throw GiveUp{};
      Bonds base[MOST_CYCLES];
      int based = 0;
      for (int k = r; k < ring_count; k++) {
        if (!(sides[k] & block)) continue;
        Bonds row = sides[k];
        for (int i = 0; i < based; i++) row = std::min(row, Bonds(row ^ base[i]));
        if (!row) throw GiveUp{};
        base[based++] = row;
      }
    }
    if (cycles) throw GiveUp{};
  }

  // Whether the rings of a block are of one size and each is the sum of the others, as those of adamantane and cubane.
  bool alike(const unsigned __int128* sides, unsigned __int128 block) const {
    unsigned __int128 sum = 0;
    int size = 0;
    for (int k = 0; k < ring_count; k++) {
      if (!(sides[k] & block)) continue;
      if (size && size != count_of(rings[k])) return false;
      size = count_of(rings[k]);
      sum ^= sides[k];
    }
    return !sum;
  }

  void walk(int at, int a, int b, const uint8_t* far, Atoms ring, unsigned __int128 side, const uint8_t (*bond_of)[8],
            Atoms left, unsigned __int128* sides) {
    if (at == b) {
      for (int r = 0; r < ring_count; r++)
        if (sides[r] == side) return;
      if (ring_count == MOST_CYCLES) throw GiveUp{};
      sides[ring_count] = side;
      rings[ring_count++] = ring;
      return;
    }
    for (int i = 0; i < degree[at]; i++) {
      int c = to[at][i];
      if (!(left >> c & 1) || far[c] == 255 || far[c] + 1 != far[at] || (at == a && c == b)) continue;
      walk(c, a, b, far, ring | one(c), side | (static_cast<unsigned __int128>(1) << bond_of[at][i]), bond_of, left,
           sides);
    }
  }

  void merge_systems() {
    system_count = 0;
    for (int r = 0; r < ring_count; r++) {
      Atoms mask = rings[r];
      int count = 1, kept = 0;
      for (int k = 0; k < system_count; k++) {
        if (count_of(systems[k] & mask) >= 2) {
          mask |= systems[k];
          count += system_rings[k];
        } else {
          systems[kept] = systems[k];
          system_rings[kept++] = system_rings[k];
        }
      }
      systems[kept] = mask;
      system_rings[kept] = count;
      system_count = kept + 1;
    }
  }
};

}  // namespace tidewaiter::exact
