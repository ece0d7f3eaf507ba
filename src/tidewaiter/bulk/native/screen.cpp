// The native part of the bulk screen: for each row its marks, and what it reaches where that is settled.
//
// A row is read part by part, as it stands between dots. It survives where its skeleton, or what is left when esters and ethers are read off, is that of a structure listed
// then and there; where its formula is that of one whose positional isomers are; where the relaxed form of a class
// definition fits; and where there is any doubt how to read it. Most of what survives is then settled here, exactly as
// `check` would settle it; the rest is left to Python. The functions at the end are what `library.py` calls.

#include "alike.hpp"
#include "drawings.hpp"
#include "known.hpp"
#include "row.hpp"

#ifndef TIDEWAITER_SOURCES
#define TIDEWAITER_SOURCES 0
#endif

#pragma GCC visibility push(default)
extern "C" {

using namespace tidewaiter;

// What of the sources this was built from.
uint32_t screen_sources() { return TIDEWAITER_SOURCES; }

// The widths of the tables as they are read here.
int64_t screen_layout() {
  int64_t layout = sizeof(Tables) / sizeof(Array<int64_t>);
  constexpr int widths[] = {P_WIDTH, A_WIDTH, H_WIDTH, O_WIDTH, exact::F_WIDTH, exact::K_WIDTH};
  for (const int width : widths) layout = layout * 64 + width;
  return layout;
}

// A screen for some tables, which must stay where they are. It remembers what it has met, so one serves many calls, but
// only one at a time.
Screen* screen_open(const Tables* tables) { return new Screen(*tables); }

void screen_close(Screen* screen) { delete screen; }

// Mark the rows from `first` on, `text[offsets[i]]` to `text[offsets[i + 1]]`, while there is room in `out`; rows of
// another kind than 0 are doubtful. `asked` says what is to be settled here. Gives the row to go on with.
int64_t screen_rows(Screen* screen, const uint8_t* text, const int32_t* offsets, const int8_t* kinds, int64_t first,
                    int64_t rows, int32_t asked, Out* out) {
  out->told_count = out->code_count = 0;
  for (int64_t i = first; i < rows; i++) {
    if (out->told_count * 2 > out->told_room || out->code_count * 2 > out->code_room) return i;
    const uint8_t *at = text + offsets[i], *stop = text + offsets[i + 1];
    while (at < stop && *at == ' ') at++;
    while (stop > at && stop[-1] == ' ') stop--;
    int marks = kinds[i] ? int(DOUBTFUL) : screen->row(at, stop, asked);
    if (marks & LACKING) marks = screen->lacks(i, asked, *out);
    else if (asked && marks && !(marks & DOUBTFUL)) marks = screen->settle(marks, i, asked, *out);
    out->marks[i] = marks;
  }
  return rows;
}

// What is made of a molecule of one part, for tests: of each atom its number, hydrogens, charge, how many neighbours, each
// with the bond's order; then the rings as sets of atoms, two numbers each. The numbers written to `out`; -1 where it gives up.
int64_t screen_molecule(const uint8_t* text, int64_t length, int64_t* out) {
  Graph g;
  if (!Reader::read(text, text + length, g)) return -1;
  rings(g);
  if (!sound(g) || has_salt(g)) return -1;
  loosen(g);
  aromaticity(g);
  if (is_mobile(g) && (g.loose || g.labelled || !keto(g))) return -1;
  exact::Molecule m;
  try {
    m.read(g);
  } catch (const exact::GiveUp&) {
    return -1;
  }
  int64_t count = 0;
  out[count++] = m.size;
  for (int a = 0; a < m.size; a++) {
    out[count++] = m.number[a];
    out[count++] = m.hydrogens[a];
    out[count++] = m.charge[a];
    out[count++] = m.degree[a];
    for (int i = 0; i < m.degree[a]; i++) {
      out[count++] = m.to[a][i];
      out[count++] = m.order[a][i];
    }
  }
  for (int r = 0; r < m.ring_count; r++) out[count++] = int64_t(m.rings[r]), out[count++] = int64_t(m.rings[r] >> 64);
  return count;
}

// The keys of a structure of one part: formula, outline, skeleton, and its rings for positional isomers. False where no
// row that is read here could be it.
int screen_keys(int32_t atoms, const uint8_t* elements, int32_t bonds, const uint8_t* ends, int64_t* keys) {
  if (atoms < 1 || atoms > MOST_ATOMS) return 0;
  Graph g;
  g.clear();
  g.atoms = atoms;
  for (int a = 0; a < atoms; a++) {
    g.element[a] = BIT_OF[elements[a]];
    g.atomic[a] = elements[a];
    g.degree[a] = 0;
  }
  for (int bond = 0; bond < bonds; bond++)
    if (!g.join(ends[2 * bond], ends[2 * bond + 1], 1)) return 0;
  if (!span(g)) return 0;
  rings(g);
  keys[0] = keys[1] = 0;
  for (int a = 0; a < atoms; a++) {
    keys[0] += WEIGHTS.formula[g.atomic[a]];
    keys[1] += WEIGHTS.outline[g.atomic[a]][g.degree[a]][g.ringed[a]];
  }
  keys[2] = skeleton_of(g);
  keys[3] = rings_of(g);
  return 1;
}

// The number of a structure's constitution, from its SMILES; false where it, or its stereochemistry, cannot surely be
// compared here.
int screen_constitution(const uint8_t* text, int64_t length, int64_t* number) {
  try {
    exact::Drawn drawn;
    exact::Listed::read(text, text + length, drawn);
    *number = int64_t(drawn.colours.whole);
    return 1;
  } catch (const exact::GiveUp&) {
    return 0;
  }
}

// The number of a drawing's constitution, as it is drawn; false where it cannot surely be known again.
int screen_drawing(const uint8_t* text, int64_t length, int64_t* number) {
  try {
    exact::AsDrawn drawn;
    drawn.read(text, text + length);
    *number = int64_t(drawn.colours.whole);
    return 1;
  } catch (const exact::GiveUp&) {
    return 0;
  }
}

// Drawings that are to be known again: see `Known`. The tables must stay where they are.
exact::Known* screen_known_open(const int64_t* numbers, int64_t count, const int32_t* starts, const uint8_t* text) {
  return new exact::Known(numbers, count, starts, text);
}

void screen_known_close(exact::Known* known) { delete known; }

// Which of them each part of a text is (see `Known::place_of`), largest number of parts MOST_PARTS; how many parts, 0 where any
// is not read here.
int screen_known(exact::Known* known, const uint8_t* text, int64_t length, int32_t* places) {
  int count = 0;
  const uint8_t* stop = text + length;
  try {
    for (const uint8_t* end; text <= stop; text = end + 1) {
      end = std::find(text, stop, '.');
      if (count == MOST_PARTS) return 0;
      places[count++] = known->place_of(text, end);
    }
  } catch (const exact::GiveUp&) {
    return 0;
  }
  return count;
}

// How alike a molecule of one part is to some fingerprints: from `starts[i]` to `starts[i + 1]` stand the bins and counts of
// one. Writes a Tanimoto index for each and gives its heavy atoms; 0 where its normal form is not surely what is drawn.
int screen_alike(const uint8_t* text, int64_t length, const int32_t* starts, const int32_t* bins, int64_t fingerprints, double* out) {
  Graph g;
  if (!Reader::read(text, text + length, g)) return 0;
  rings(g);
  if (!sound(g) || has_salt(g)) return 0;
  loosen(g);
  aromaticity(g);
  if (is_mobile(g) || g.labelled) return 0;
  exact::Molecule m;
  try {
    m.read(g);
  } catch (const exact::GiveUp&) {
    return 0;
  }
  if (m.moved) return 0;
  const Morgan own(m);
  for (int64_t i = 0; i < fingerprints; i++) {
    int64_t both = 0, total = 0;
    for (int32_t at = starts[i]; at < starts[i + 1]; at++) {
      const int32_t bin = bins[2 * at], count = bins[2 * at + 1];
      total += count;
      both += std::min(count, int32_t(own.counts[bin]));
    }
    out[i] = double(both) / double(own.total + total - both);
  }
  return m.size;
}

// Drawings as numbers, ready to be looked for.
exact::Drawings* screen_drawings(const int32_t* numbers) { return new exact::Drawings(numbers); }

void screen_drawings_close(exact::Drawings* drawings) { delete drawings; }

// What the commodity codes ask of molecules, `text[offsets[i]]` to `text[offsets[i + 1]]`: of each, in `width` bytes, the
// lengths of the two texts behind, 0 where it gives up; how often each drawing is in it; its formula; its rings.
void screen_facts(const exact::Drawings* drawings, const uint8_t* text, const int32_t* offsets, int64_t rows, int64_t width, uint8_t* out) {
  exact::Facts facts(*drawings);
  for (int64_t i = 0; i < rows; i++, out += width) {
    const uint8_t *at = text + offsets[i], *stop = text + offsets[i + 1];
    out[0] = out[1] = 0;
    Graph g;
    if (!Reader::read(at, stop, g)) continue;
    rings(g);
    if (!sound(g) || has_salt(g)) continue;
    loosen(g);
    aromaticity(g);
    if (g.labelled || g.loose || is_mobile(g)) continue;
    try {
      exact::Molecule m;
      m.read(g);
      if (m.moved) continue;
      const std::string formula = exact::formula_of(m);
      facts.count(m, out + 2);
      const std::string ring = exact::rings_of(m, facts.excused);
      if (2 + drawings->asked + int64_t(formula.size() + ring.size()) > width || ring.size() > 255) continue;
      std::memcpy(out + 2 + drawings->asked, formula.data(), formula.size());
      std::memcpy(out + 2 + drawings->asked + formula.size(), ring.data(), ring.size());
      out[0] = uint8_t(formula.size()), out[1] = uint8_t(ring.size());
    } catch (const exact::GiveUp&) {
    }
  }
}

}  // extern "C"
#pragma GCC visibility pop
