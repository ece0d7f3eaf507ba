// A molecule as drawn: its constitution and, read from the text where it is asked for, its stereochemistry.
//
// Centres are compared only where constitution alone makes them centres; anything else gives up, and the row goes to Python.
#pragma once

#include <cstdint>

#include "constitution.hpp"
#include "molecule.hpp"

namespace tidewaiter::exact {

constexpr uint8_t A_HYDROGEN = 255;  // as a neighbour of a centre

// The signs of stereochemistry at atoms, as a text has them.
struct Centres {
  Atoms set = 0;
  bool odd = false;    // a sign that is not read here
  bool bonds = false;  // signs beside double bonds
  uint8_t sign[64];  // 1: @, 2: @@
  uint8_t order[64][8];

  // From the text of a molecule that has been read. Cheap, but asked of few.
  void read(const uint8_t* at, const uint8_t* stop) {
    struct Open {
      uint8_t atom, place;
    };
    set = 0;
    odd = bonds = false;
    uint8_t slots[64] = {}, branches[MOST_BONDS];
    Open rings[MOST_RINGS];
    bool open[MOST_RINGS] = {};
    int atoms = 0, previous = -1, depth = 0;
    bool leading = false;
    const auto digit = [](uint8_t sign) { return sign >= '0' && sign <= '9'; };
    while (at < stop) {
      const Character& c = CHARACTERS.of[*at];
      if (const uint8_t* behind = Reader::hydrogen(at, stop)) {
        if (previous < 0) leading = true;
        else if (slots[previous] < 8) order[previous][slots[previous]++] = A_HYDROGEN;
        at = behind;
        continue;
      }
      if (c.element || *at == '[') {
        const int n = atoms++;
        const bool bracket = !c.element;
        if (previous >= 0) {
          if (slots[previous] < 8) order[previous][slots[previous]] = uint8_t(n);
          slots[previous]++;
          order[n][slots[n]++] = uint8_t(previous);
        } else if (leading) {
          order[n][slots[n]++] = A_HYDROGEN;
        }
        if (bracket) {
          int signs = 0;
          bool hydrogen = false;
          for (at++; at < stop && *at != ']'; at++) {
            signs += *at == '@';
            hydrogen |= signs && *at == 'H';
          }
          if (signs) {
            set |= one(n);
            sign[n] = uint8_t(signs);
            odd |= signs > 2;
            if (hydrogen) order[n][slots[n]++] = A_HYDROGEN;
          }
        } else {
          at += c.longer && at + 1 < stop && at[1] == c.follows;
        }
        previous = n;
      } else if (digit(*at) || *at == '%') {
        int number = *at - '0';
        if (*at == '%') {
          number = (at[1] - '0') * 10 + at[2] - '0';
          at += 2;
        }
        if (slots[previous] >= 8) throw GiveUp{};
        if (open[number]) {
          const Open other = rings[number];
          order[other.atom][other.place] = uint8_t(previous);
          order[previous][slots[previous]++] = other.atom;
        } else {
          rings[number] = {uint8_t(previous), slots[previous]++};
        }
        open[number] = !open[number];
      } else if (*at == '/' || *at == '\\') {
        bonds = true;
      } else if (*at == '(') {
        branches[depth++] = uint8_t(previous);
      } else if (*at == ')') {
        previous = branches[--depth];
      }
      at++;
    }
    for (Atoms left = set; left; left &= left - 1) odd |= slots[lowest(left)] != 4;
  }
};

// A molecule as drawn: with its centres.
struct Drawn {
  Molecule m;
  Colours colours;
  Centres centres;

  // Gives up where a sign stands at an atom that constitution alone does not make a centre.
  void sure() const {
    if (centres.odd) throw GiveUp{};
    for (Atoms left = centres.set; left; left &= left - 1) {
      const int a = lowest(left), d = m.degree[a];
      if (m.number[a] != 6 || d < 3 || d + m.hydrogens[a] != 4) throw GiveUp{};
      for (int i = 0; i < d; i++)
        for (int k = 0; k < i; k++)
          if (colours.of[m.to[a][i]] == colours.of[m.to[a][k]]) throw GiveUp{};
    }
  }

  // No fewer than the centres and double bonds that are drawn open.
  int open() const {
    int count = 0;
    for (int a = 0; a < m.size; a++) {
      const bool could = m.degree[a] >= 3 && m.degree[a] + m.hydrogens[a] == 4 && !(m.aromatic >> a & 1);
      count += could && !(centres.set >> a & 1);
      for (int i = 0; i < m.degree[a]; i++) {
        const int b = m.to[a][i];
        if (b < a && m.order[a][i] == 2 && m.number[a] < 8 && m.number[b] < 8 && m.degree[a] > 1 && m.degree[b] > 1) count++;
      }
    }
    return count;
  }
};

}  // namespace tidewaiter::exact
