// Drawings that are known again in any spelling: as they are drawn, with charges, metals and all stereochemistry.
//
// Nothing is judged here. What a listed drawing reaches the Python engine has told beforehand (met/known.py), so that one of
// which the rest of this reader is not sure need not be read by RDKit each time it is asked about. Any other is given a number
// when it is met, so that what was found of it can be remembered.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "listed.hpp"

namespace tidewaiter::exact {

// The double bonds of which both ends have a neighbour drawn above or below.
struct Doubles {
  struct Fixed {
    uint8_t ends[2], beside[2];  // beside: of each end a neighbour
    bool same;                   // whether these two stand on the same side
  };
  int count = 0;
  Fixed of[MOST_TAKEN];

  void read(const Molecule& m, const uint8_t* at, const uint8_t* stop) {
    find_signs(at, stop);
    count = 0;
    for (int a = 0; a < m.size; a++)
      for (int i = 0; i < m.degree[a]; i++) {
        const int b = m.to[a][i];
        if (b < a || m.order[a][i] != 2) continue;
        Fixed fixed{{uint8_t(a), uint8_t(b)}, {}, {}};
        const int first = side(a, b, fixed.beside[0]), second = side(b, a, fixed.beside[1]);
        if (!first || !second) continue;
        fixed.same = first == second;
        of[count++] = fixed;
      }
  }

  // Whether the same are fixed in the same way in another drawing; `image`: of each atom the one there.
  bool alike(const Doubles& other, const uint8_t* image) const {
    for (int i = 0; i < count; i++) {
      const Fixed& own = of[i];
      const Fixed* found = nullptr;
      bool turned = false;
      for (int k = 0; k < other.count && !found; k++)
        for (int end = 0; end < 2 && !found; end++)
          if (other.of[k].ends[end] == image[own.ends[0]] && other.of[k].ends[1 - end] == image[own.ends[1]]) {
            found = &other.of[k];
            for (int own_end = 0; own_end < 2; own_end++) turned ^= found->beside[own_end ^ end] != image[own.beside[own_end]];
          }
      if (!found || (found->same != own.same) != turned) return false;
    }
    return true;
  }

 private:
  struct Sign {
    uint8_t from, to;
    int up;  // 1: `to` stands above `from`; -1: below
  };
  Sign signs[64];
  int signed_bonds = 0;

  void find_signs(const uint8_t* at, const uint8_t* stop) {
    uint8_t branches[MOST_BONDS];
    int atoms = 0, previous = -1, depth = 0, up = 0;
    signed_bonds = 0;
    while (at < stop) {
      const Character& c = CHARACTERS.of[*at];
      if (const uint8_t* behind = Reader::hydrogen(at, stop)) {
        if (up) throw GiveUp{};
        at = behind;
        continue;
      }
      if (c.element || *at == '[') {
        if (up) {
          if (signed_bonds == 64) throw GiveUp{};
          signs[signed_bonds++] = {uint8_t(previous), uint8_t(atoms), up};
        }
        up = 0;
        if (c.element) at += c.longer && at + 1 < stop && at[1] == c.follows;
        else
          while (*at != ']') at++;
        previous = atoms++;
      } else if (*at == '/' || *at == '\\') {
        up = *at == '/' ? 1 : -1;
      } else if (*at == '(') {
        branches[depth++] = uint8_t(previous);
      } else if (*at == ')') {
        previous = branches[--depth];
      } else if (up) {
        throw GiveUp{};  // a sign on a bond that closes a ring
      }
      at++;
    }
  }

  // Where a neighbour of `a`, other than `b`, stands: above (1) or below (-1); 0 where none is drawn so.
  int side(int a, int b, uint8_t& neighbour) const {
    int found = 0;
    for (int i = 0; i < signed_bonds; i++) {
      const Sign& sign = signs[i];
      if (sign.from != a && sign.to != a) continue;
      const int other = sign.from == a ? sign.to : sign.from, own = sign.from == a ? sign.up : -sign.up;
      if (other == b || found == own) throw GiveUp{};  // a double bond with a sign, or both neighbours on one side
      if (!found) found = own, neighbour = uint8_t(other);
    }
    return found;
  }
};

struct AsDrawn : Drawn {
  Doubles doubles;
  int isotope[MOST_TAKEN];  // of each atom; 0: none drawn

  // Valences need not be looked at: what is drawn like a known drawing is read as that is. But whether the double bonds of
  // small letters can be placed, no comparison tells.
  void read(const uint8_t* at, const uint8_t* stop) {
    Graph g{};
    if (!Reader::read(at, stop, g)) throw GiveUp{};
    rings(g);
    if (std::any_of(g.lower, g.lower + g.atoms, [](uint8_t lower) { return lower; }) && !sound(g)) throw GiveUp{};
    m.read_as_drawn(g);
    colours.find(m);
    centres.read(at, stop);
    if (centres.odd) throw GiveUp{};
    doubles.read(m, at, stop);
    std::fill(isotope, isotope + m.size, 0);
    if (g.labelled) find_isotopes(at, stop);
  }

  // Whether the same is drawn in another drawing, `image`: of each atom the one there.
  bool alike(const AsDrawn& other, const uint8_t* image) const {
    for (int a = 0; a < m.size; a++)
      if (isotope[a] != other.isotope[image[a]]) return false;
    return doubles.alike(other.doubles, image);
  }

 private:
  void find_isotopes(const uint8_t* at, const uint8_t* stop) {
    for (int atoms = 0; at < stop; at++) {
      const Character& c = CHARACTERS.of[*at];
      if (*at == '[') {
        if (Reader::hydrogen(at, stop)) throw GiveUp{};
        for (at++; *at >= '0' && *at <= '9'; at++) isotope[atoms] = isotope[atoms] * 10 + *at - '0';
        while (*at != ']') at++;
      } else if (c.element) {
        at += c.longer && at + 1 < stop && at[1] == c.follows;
      } else {
        continue;
      }
      atoms++;
    }
  }
};

constexpr size_t MOST_MET = 10'000;  // drawings that are not listed: then all are forgotten, so that memory stays bounded

class Known {
 public:
  // Drawings from `starts[i]` to `starts[i + 1]` of a text, sorted by the numbers of their constitutions.
  Known(const int64_t* numbers, int64_t count, const int32_t* starts, const uint8_t* text)
      : numbers(numbers), count(count), starts(starts), text(text), drawings(new std::unique_ptr<AsDrawn>[count + 1]), next(int32_t(count)) {}

  // Which of them a part is. One that is none of them has a number behind theirs, its own as long as it is remembered: no
  // number is given twice.
  int place_of(const uint8_t* at, const uint8_t* stop) {
    asked.read(at, stop);
    const int64_t wanted = int64_t(asked.colours.whole);
    const int64_t* found = std::lower_bound(numbers, numbers + count, wanted);
    for (; found < numbers + count && *found == wanted; found++) {
      const int place = int(found - numbers);
      if (is_asked(drawing(place))) return place;
    }
    for (auto [one, end] = met.equal_range(wanted); one != end; ++one) {
      const std::string& own = one->second.text;
      other.read(reinterpret_cast<const uint8_t*>(own.data()), reinterpret_cast<const uint8_t*>(own.data()) + own.size());
      if (is_asked(other)) return one->second.number;
    }
    if (met.size() == MOST_MET) met.clear();
    met.insert({wanted, {next, std::string(at, stop)}});
    return next++;
  }

 private:
  struct Met {
    int32_t number;
    std::string text;
  };

  const int64_t* numbers;
  const int64_t count;
  const int32_t* starts;
  const uint8_t* text;
  const std::unique_ptr<std::unique_ptr<AsDrawn>[]> drawings;
  AsDrawn asked, other;
  std::unordered_multimap<int64_t, Met> met;  // by their constitutions
  int32_t next;

  bool is_asked(const AsDrawn& own) const {
    return own.doubles.count == asked.doubles.count && Comparison(own, asked).identical([&](const uint8_t* image) { return own.alike(asked, image); });
  }

  const AsDrawn& drawing(int place) {
    auto& found = drawings[place];
    if (!found) {
      auto made = std::make_unique<AsDrawn>();
      made->read(text + starts[place], text + starts[place + 1]);
      found = std::move(made);
    }
    return *found;
  }
};

}  // namespace tidewaiter::exact
