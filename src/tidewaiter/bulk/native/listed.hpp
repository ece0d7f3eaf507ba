// Meeting listed structures exactly, as `tidewaiter.reach` does: in any drawing, with their stereochemistry.
//
// The Python code is the reference. Whatever is not surely the same here gives up, and the row goes to it: stereochemistry
// at atoms that constitution alone does not make centres, double bonds fixed both in a listed drawing and in what is asked,
// tautomers that were not told of beforehand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "drawn.hpp"

namespace tidewaiter::exact {

constexpr int MOST_TURNS = 200'000;  // steps of comparing two molecules
constexpr int MOST_OPEN = 6;         // centres left open: structure.py goes through no more than 64 isomers

enum Fits { NOT_COVERED, COVERED, LEFT_OPEN };  // see `covers` of structure.py

// Goes through the ways in which two molecules are the same, stereochemistry apart.
class Comparison {
 public:
  Comparison(const Drawn& listed, const Drawn& asked) : l(listed), a(asked) {
    Atoms placed = 0;
    order[0] = 0;
    parent[0] = -1;
    placed = 1;
    for (int at = 0, size = 1; at < size; at++)
      for (int i = 0; i < l.m.degree[order[at]]; i++) {
        const int b = l.m.to[order[at]][i];
        if (placed >> b & 1) continue;
        placed |= one(b);
        parent[size] = int8_t(order[at]);
        order[size++] = uint8_t(b);
      }
  }

  bool same() {
    return l.m.size == a.m.size && l.colours.whole == a.colours.whole && place(0, 0, [] { return true; });
  }

  // Whether the two are drawn alike at all centres, and in one of the ways in which they are the same `also` holds.
  template <class Also>
  bool identical(Also&& also) {
    if (l.m.size != a.m.size || count_of(l.centres.set) != count_of(a.centres.set)) return false;
    return place(0, 0, [&] {
      for (Atoms left = l.centres.set; left; left &= left - 1) {
        const int q = lowest(left);
        if (!(a.centres.set >> image[q] & 1) || !alike(q, image[q])) return false;
      }
      return also(image);
    });
  }

  Fits covers() {
    bool all = false, any = false, within = false;  // within: all that is fixed there is fixed alike in the listed drawing
    const int fixed = count_of(a.centres.set);
    place(0, 0, [&] {
      bool fits = true, conflicts = false;
      int shared = 0;
      for (Atoms left = l.centres.set; left && !conflicts; left &= left - 1) {
        const int q = lowest(left), x = image[q];
        if (!(a.centres.set >> x & 1)) fits = false;
        else if (alike(q, x)) shared++;
        else conflicts = true;
      }
      all |= fits && !conflicts;
      any |= !conflicts;
      within |= !conflicts && shared == fixed && !a.centres.bonds;
      return all;
    });
    all = all && !l.centres.bonds;  // a double bond that is fixed there is open here
    if (!all && any && !within && a.open() > MOST_OPEN) throw GiveUp{};
    return all ? COVERED : any ? LEFT_OPEN : NOT_COVERED;
  }

 private:
  const Drawn &l, &a;
  uint8_t order[MOST_TAKEN], image[MOST_TAKEN];
  int8_t parent[MOST_TAKEN];
  int steps = 0;

  template <class Told>
  bool place(int at, Atoms used, Told&& told) {
    if (at == l.m.size) return told();
    const int q = order[at];
    const auto fits = [&](int x) {
      if (used >> x & 1 || a.colours.of[x] != l.colours.of[q]) return false;
      for (int i = 0; i < l.m.degree[q]; i++) {
        const int b = l.m.to[q][i];
        bool before = false;
        for (int k = 0; k < at && !before; k++) before = order[k] == b;
        if (before && a.m.order_of(x, image[b]) != l.m.order[q][i]) return false;
      }
      return true;
    };
    const int centre = parent[at] < 0 ? -1 : image[parent[at]];
    const int limit = centre < 0 ? a.m.size : a.m.degree[centre];
    for (int i = 0; i < limit; i++) {
      if (++steps > MOST_TURNS) throw GiveUp{};
      const int x = centre < 0 ? i : a.m.to[centre][i];
      if (!fits(x)) continue;
      image[q] = uint8_t(x);
      if (place(at + 1, used | one(x), told)) return true;
    }
    return false;
  }

  // Whether a listed centre and the one in its place turn the same way.
  bool alike(int q, int x) const {
    uint8_t there[4];
    for (int i = 0; i < 4; i++) {
      const uint8_t b = l.centres.order[q][i];
      there[i] = b == A_HYDROGEN ? A_HYDROGEN : image[b];
    }
    bool odd = false;
    for (int i = 0; i < 4; i++) {
      int k = i;
      while (k < 4 && there[k] != a.centres.order[x][i]) k++;
      if (k == 4) throw GiveUp{};
      if (k != i) {
        std::swap(there[i], there[k]);
        odd = !odd;
      }
    }
    return (l.centres.sign[q] == a.centres.sign[x]) != odd;
  }
};

// What is listed: groups of substances drawn alike but for stereochemistry, sorted by the number of their constitution.
struct ListedTables {
  const int64_t* hashes;      // of each group, sorted
  int64_t groups;
  const int32_t* nothing;     // of each group whether it is a tautomer of a substance that `check` does not take it for
  const int32_t* structures;  // of each group its first substance; one more at the end
  const int32_t* texts;       // of each substance where its SMILES begins; one more at the end
  const uint8_t* text;
};

struct Met {
  int group;
  int64_t fits;  // of each substance of the group two bits
};

class Listed {
 public:
  explicit Listed(const ListedTables& t) : t(t), drawn(new std::unique_ptr<Drawn>[t.structures[t.groups] + 1]) {}

  // The group of a molecule, or none (-1). Its centres need not have been read.
  int group_of(const Drawn& asked) {
    const int64_t wanted = int64_t(asked.colours.whole);
    const int64_t* at = std::lower_bound(t.hashes, t.hashes + t.groups, wanted);
    for (; at < t.hashes + t.groups && *at == wanted; at++) {
      const int group = int(at - t.hashes);
      if (Comparison(structure(t.structures[group]), asked).same()) return group;
    }
    return -1;
  }

  bool is_nothing(int group) const { return t.nothing[group]; }

  // How the drawings of a group cover a molecule.
  Met meet(int group, const Drawn& asked) {
    const int first = t.structures[group], count = t.structures[group + 1] - first;
    if (count > 31) throw GiveUp{};
    Met met{group, 0};
    bool checked = false;
    for (int i = 0; i < count; i++) {
      const Drawn& listed = structure(first + i);
      Fits fits = COVERED;
      if (listed.centres.set || listed.centres.bonds) {
        if (!checked) asked.sure();
        checked = true;
        if (listed.centres.bonds && asked.centres.bonds) throw GiveUp{};
        fits = Comparison(listed, asked).covers();
      }
      met.fits |= int64_t(fits) << 2 * i;
    }
    return met;
  }

 private:
  const ListedTables t;
  const std::unique_ptr<std::unique_ptr<Drawn>[]> drawn;

  const Drawn& structure(int number) {
    auto& found = drawn[number];
    if (!found) {
      auto made = std::make_unique<Drawn>();
      const uint8_t *at = t.text + t.texts[number], *stop = t.text + t.texts[number + 1];
      read(at, stop, *made);
      found = std::move(made);
    }
    return *found;
  }

 public:
  // A structure with all that is asked of it; gives up where it cannot be read, or its centres are not sure.
  static void read(const uint8_t* at, const uint8_t* stop, Drawn& out) {
    Graph g{};
    if (!Reader::read(at, stop, g)) throw GiveUp{};
    rings(g);
    if (!sound(g) || has_salt(g)) throw GiveUp{};
    loosen(g);
    out.m.read(g);
    if (out.m.sulfoxide) throw GiveUp{};  // its sulfur may be a centre
    out.colours.find(out.m);
    out.centres.read(at, stop);
    out.sure();
  }
};

}  // namespace tidewaiter::exact
