// What the commodity codes ask of one molecule: which of some drawings (SMARTS) are in it, how often, and of what its rings are.
//
// The drawings come as numbers, made by `codes/compiled.py`; RDKit is the reference, and a molecule that is not surely as
// RDKit has it gives up.
#pragma once

#include <string>
#include <vector>

#include "molecule.hpp"

namespace tidewaiter::exact {

// Tests of an atom. AND, OR: how many numbers the tests in it take; NOT: the next test; all others a value.
enum { AND, OR, NOT, ELEMENT, AROMATIC, CONNECTIONS, DEGREE, HYDROGENS, CHARGE, IN_RING, RINGS, RING_SIZE, RING_BONDS, WITHIN, ANY };
constexpr int MOST_FOUND = 250, MOST_LOOKED = 1'000'000;  // of one drawing, of all: beyond them RDKit looks
constexpr int SIZES = 128, CARBOCYCLES = 136, HELD = 144;  // of gates: behind the elements, rings by how many atoms they have

struct DrawnAtom {
  int parent, bond;  // the atom before, -1 for none; the bond to it: a bit for each of its states
  std::vector<std::pair<int, int>> closures;
  int test;
  bool marked;
};

struct Test {
  const int32_t* at;
  bool plain;  // no drawing within it
};

struct Drawing {
  bool asked, excuses, counted;  // asked: of molecules, the others stand within them; excuses: its marked atoms make no heterocycle
  std::vector<std::vector<std::pair<int, int>>> gates;  // of which one must be met: what, at least how often
  std::vector<DrawnAtom> atoms;
};

class Drawings {
 public:
  std::vector<Test> tests;
  std::vector<Drawing> all;
  int asked = 0;  // these stand first

  explicit Drawings(const int32_t* at) {
    tests.resize(*at++);
    for (Test& test : tests) {
      const int32_t length = *at++;
      test.plain = *at++;
      test.at = at;
      at += length;
    }
    all.resize(*at++);
    for (Drawing& one : all) {
      one.asked = *at & 1, one.excuses = *at & 2, one.counted = *at++ & 4;
      asked += one.asked;
      one.gates.resize(*at++);
      for (auto& gate : one.gates) {
        gate.resize(*at++);
        for (auto& need : gate) need.first = *at++, need.second = *at++;
      }
      one.atoms.resize(*at++);
      for (DrawnAtom& atom : one.atoms) {
        atom.parent = *at++, atom.bond = *at++, atom.marked = *at++;
        atom.closures.resize(*at++);
        for (auto& closure : atom.closures) closure.first = *at++, closure.second = *at++;
        atom.test = *at++;
      }
    }
  }
};

// How many rings share just one bond with a ring, and how many share more.
struct Shared {
  int one_bond = 0, more = 0;
};

inline Shared shared_by(const Molecule& m, int r) {
  Shared found;
  for (int k = 0; k < m.ring_count; k++) {
    const Atoms both = m.rings[r] & m.rings[k];
    if (k == r || !(both & (both - 1))) continue;
    int ends = 0;
    for (Atoms rest = both; rest; rest &= rest - 1) ends += count_of(m.near[lowest(rest)] & both);
    found.one_bond += ends == 2, found.more += ends > 2;
  }
  return found;
}

class __attribute__((visibility("hidden"))) Facts {
 public:
  Atoms excused = 0;

  explicit Facts(const Drawings& drawings) : drawings(drawings), known(drawings.tests.size()), gates(drawings.all.size()), met(drawings.tests.size()) {}

  // How often each drawing that is asked is in a molecule: sets of atoms, as RDKit counts them.
  void count(const Molecule& molecule, uint8_t* out) {
    m = &molecule;
    std::fill(known.begin(), known.end(), 0);
    std::fill(gates.begin(), gates.end(), UNKNOWN);
    round++;
    steps = 0;
    prepare();
    excused = 0;
    for (int q = 0; q < drawings.asked; q++) {
      const Drawing& one = drawings.all[q];
      out[q] = 0;
      if (!gated(q)) continue;
      if (!one.counted && !one.excuses) {
        Search search{one, true};
        out[q] = place(search, 0, m->all);
        continue;
      }
      Search search{one, false};
      place(search, 0, m->all);
      excused |= search.marked;
      out[q] = uint8_t(search.sets.size());
    }
  }

 private:
  struct Search {
    const Drawing& of;
    bool first;  // whether one is enough
    uint8_t at[64];
    std::vector<Atoms> sets;  // the atoms of each that is found
    Atoms marked = 0;

    Search(const Drawing& of, bool first) : of(of), first(first) {}
  };

  const Drawings& drawings;
  const Molecule* m = nullptr;
  enum : uint8_t { UNKNOWN, OPEN, CLOSED };
  struct Kept {
    uint32_t round = 0;
    Atoms atoms = 0;
  };
  std::vector<uint8_t> known, gates;  // by test: whether it is known which atoms meet it; by drawing
  std::vector<Atoms> met;             // by test
  Kept simples[ANY][128];
  uint32_t round = 0;
  int steps = 0;
  uint8_t state[64][8], least[64], ring_number[64], ring_bonds[64];
  int held[HELD];

  // What gates ask. Where rings are bridged, or a small one is fused, the smallest do not tell all cycles: then any may be there.
  void prepare() {
    std::fill(held, held + HELD, 0);
    for (int a = 0; a < m->size; a++) {
      held[m->number[a] & 127]++;
      least[a] = ring_number[a] = ring_bonds[a] = 0;
    }
    held[0] = m->size;
    held[127] = m->ring_count;
    bool all_told = true;
    for (int r = 0; r < m->ring_count; r++) {
      const int size = count_of(m->rings[r]);
      if (size < 8) held[SIZES + size]++, held[CARBOCYCLES + size] += !(m->rings[r] & ~m->carbons);
      const Shared shared = shared_by(*m, r);
      all_told = all_told && !shared.more && (size >= 5 || !shared.one_bond);
      for (Atoms left = m->rings[r]; left; left &= left - 1) {
        const int a = lowest(left);
        ring_number[a]++;
        if (!least[a] || size < least[a]) least[a] = uint8_t(size);
      }
    }
    if (!all_told) std::fill(held + SIZES, held + HELD, m->size);
    for (int a = 0; a < m->size; a++)
      for (int i = 0; i < m->degree[a]; i++) {
        const int b = m->to[a][i];
        bool ring = false;
        for (int r = 0; r < m->ring_count && !ring; r++) ring = m->rings[r] >> a & m->rings[r] >> b & 1;
        ring_bonds[a] += ring;
        state[a][i] = uint8_t(m->order[a][i] - 1);
      }
  }

  // Whether a drawing may be there.
  bool gated(int q) {
    if (gates[q]) return gates[q] == OPEN;
    const Drawing& one = drawings.all[q];
    bool open = false;
    for (const auto& gate : one.gates) {
      open = true;
      for (const auto& [what, number] : gate) open = open && held[what] >= number;
      if (open) break;
    }
    for (size_t k = 0; open && k < one.atoms.size(); k++)
      if (drawings.tests[one.atoms[k].test].plain) open = meeting(one.atoms[k].test);
    gates[q] = open ? OPEN : CLOSED;
    return open;
  }

  // The atoms that meet a test.
  Atoms meeting(int test) {
    if (!known[test]) {
      const int32_t* at = drawings.tests[test].at;
      met[test] = meet(at, m->all);
      known[test] = true;
    }
    return met[test];
  }

  bool place(Search& search, size_t k, Atoms free) {
    if (++steps > MOST_LOOKED) throw GiveUp{};
    if (k == search.of.atoms.size()) {
      if (search.first) return true;
      Atoms set = 0;
      for (size_t i = 0; i < k; i++) {
        set |= one(search.at[i]);
        if (search.of.excuses && search.of.atoms[i].marked) search.marked |= one(search.at[i]);
      }
      if (std::find(search.sets.begin(), search.sets.end(), set) == search.sets.end()) search.sets.push_back(set);
      if (search.sets.size() > MOST_FOUND) throw GiveUp{};
      return false;
    }
    const DrawnAtom& want = search.of.atoms[k];
    if (want.parent < 0) {
      for (Atoms left = free & meeting(want.test); left; left &= left - 1)
        if (fits(search, k, want, lowest(left), free)) return true;
      return false;
    }
    const int from = search.at[want.parent];
    const Atoms fit = free & m->near[from] ? free & m->near[from] & meeting(want.test) : 0;
    for (int i = 0; fit && i < m->degree[from]; i++)
      if (want.bond >> state[from][i] & 1 && fit >> m->to[from][i] & 1 && fits(search, k, want, m->to[from][i], free)) return true;
    return false;
  }

  bool fits(Search& search, size_t k, const DrawnAtom& want, int a, Atoms free) {
    for (const auto& [other, bond] : want.closures) {
      const int order = m->order_of(a, search.at[other]);
      if (!order || !(bond >> (order - 1) & 1)) return false;
    }
    search.at[k] = uint8_t(a);
    return place(search, k + 1, free & ~one(a));
  }

  // Which of some atoms meet a test; moves behind it.
  Atoms meet(const int32_t*& test, Atoms some) {
    const int what = *test++;
    if (what == AND || what == OR) {
      const int32_t* stop = test + 1 + *test;
      test++;
      Atoms found = what == AND ? some : 0;
      while (test < stop) {
        if (what == AND) found = found ? meet(test, found) : 0;
        else found |= meet(test, some & ~found);
        if (what == AND && !found) test = stop;
      }
      return found;
    }
    if (what == NOT) return some & ~meet(test, some);
    const int value = *test++;
    if (what == WITHIN) {
      Atoms found = 0;
      if (gated(value))
        for (Atoms left = some & meeting(drawings.all[value].atoms[0].test); left; left &= left - 1)
          if (begins(value, lowest(left))) found |= one(lowest(left));
      return found;
    }
    return some & simple(what, value);
  }

  // The atoms of which one thing is asked.
  Atoms simple(int what, int value) {
    if (what == ANY) return m->all;
    if (what == AROMATIC) return value ? m->aromatic : m->all & ~m->aromatic;
    if (what == IN_RING) return value ? m->in_ring : m->all & ~m->in_ring;
    if (value < -8 || value > 119) return 0;
    Kept& kept = simples[what][value + 8];
    if (kept.round != round) {
      kept.round = round, kept.atoms = 0;
      for (int a = 0; a < m->size; a++) kept.atoms |= Atoms(number_of(what, a) == value) << a;
    }
    return kept.atoms;
  }

  int number_of(int what, int a) const {
    switch (what) {
      case ELEMENT: return m->number[a];
      case CONNECTIONS: return m->degree[a] + m->hydrogens[a];
      case DEGREE: return m->degree[a];
      case HYDROGENS: return m->hydrogens[a];
      case CHARGE: return m->charge[a];
      case RINGS: return ring_number[a];
      case RING_SIZE: return least[a];
      default: return ring_bonds[a];
    }
  }

  bool begins(int q, int a) {
    Search search{drawings.all[q], true};
    search.at[0] = uint8_t(a);
    return place(search, 1, m->all & ~one(a));
  }
};

// Elements in the order of a formula behind carbon and hydrogen.
struct Symbol {
  uint8_t number;
  const char* text;
};
constexpr Symbol IN_FORMULA[] = {{35, "Br"}, {17, "Cl"}, {9, "F"}, {53, "I"}, {7, "N"}, {8, "O"}, {15, "P"}, {16, "S"}};

// The formula in Hill order; gives up without carbon, with other elements or a charge.
inline std::string formula_of(const Molecule& m) {
  int held[128] = {}, hydrogens = 0, charge = 0, told = 0;
  for (int a = 0; a < m.size; a++) held[m.number[a] & 127]++, hydrogens += m.hydrogens[a], charge += m.charge[a];
  std::string text;
  const auto add = [&](const char* symbol, int number) {
    if (number) text += symbol;
    if (number > 1) text += std::to_string(number);
  };
  add("C", held[6]);
  add("H", hydrogens);
  for (const Symbol& one : IN_FORMULA) add(one.text, held[one.number]), told += held[one.number];
  if (charge || !held[6] || told + held[6] != m.size) throw GiveUp{};
  return text;
}

// Of each ring: how many atoms, their numbers one after the other, how many rings share just one bond with it, whether
// one shares more, its ring system, and whether an atom other than carbon that is not excused is in it.
inline std::string rings_of(const Molecule& m, Atoms excused) {
  std::string text;
  for (int r = 0; r < m.ring_count; r++) {
    const Atoms ring = m.rings[r];
    text += char(count_of(ring));
    Atoms left = ring;
    for (int a = lowest(ring), next; left; a = next) {
      text += char(m.number[a]);
      left &= ~one(a);
      next = a;
      for (int i = 0; i < m.degree[a]; i++)
        if (left >> m.to[a][i] & 1) next = m.to[a][i];
      if (left && next == a) throw GiveUp{};
    }
    const Shared shared = shared_by(m, r);
    int system = 0;
    for (int k = 0; k < m.system_count; k++)
      if (count_of(m.systems[k] & ring) == count_of(ring)) system = k;
    text += char(shared.one_bond), text += char(shared.more), text += char(system), text += char((ring & ~m.carbons & ~excused) != 0);
  }
  return text;
}

}  // namespace tidewaiter::exact
