// The native part of the bulk screen: for each row its marks, and the scaffolds that it might have.
//
// A row survives where its skeleton, or what is left when esters and ethers are read off, is that of a structure listed
// then and there; where its formula is that of one whose positional isomers are; where the relaxed form of a class
// definition fits; and where there is any doubt how to read it. The functions at the end are what `library.py` calls.

#include <memory>

#include "embed.hpp"
#include "graph.hpp"
#include "imprint.hpp"
#include "judge.hpp"
#include "perceive.hpp"
#include "residue.hpp"
#include "sieve.hpp"
#include "skeleton.hpp"

#ifndef TIDEWAITER_SOURCES
#define TIDEWAITER_SOURCES 0
#endif

namespace tidewaiter {
namespace {

enum { DOUBTFUL = 1, NAMED = 2, READ_OFF = 4, POSITIONAL = 8, CLASSES = 16, PLAIN = 32, JUDGED = 64 };  // see prefilter.py

template <typename T>
struct Array {
  const T* data;
  int64_t size;
};

// What was compiled for a question, in the order of `TABLES` of library.py.
struct Tables {
  Array<int64_t> patterns, atoms, extra, hooks, sites, options, rules;
  Array<int32_t> nodes, numbers;
  Array<uint64_t> enough;
  Array<int32_t> quantities;
  Array<uint64_t> content, needs;
  Array<int64_t> keys[6];  // outlines and skeletons of all that is listed; formulas and skeletons of what is read off;
                           // formulas of what is listed with its positional isomers, and with hydrogens and rings
  Array<uint64_t> filters;  // one for each array of keys
  Array<int32_t> scaffolds; // of each its pattern, and whether it is one that a clause takes out
  Array<int32_t> sizes;     // least atoms of a part that classes are asked about; blocks, rows of a block of `enough`,
                            // groups of four features in `content`; nodes of a single atom
  // what the judge reads, in the order of judge.hpp
  Array<int32_t> judge[15];
  Array<int64_t> elements;
  Array<double> weights;
  Array<int64_t> guarded;
};

exact::JudgeTables judge_tables(const Tables& t) {
  const int32_t* p[15];
  for (int i = 0; i < 15; i++) p[i] = t.judge[i].data;
  return {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13], p[14],
          t.elements.data, t.weights.data, t.guarded.data};
}

// What comes out of rows: of each its marks; the hits, pairs of (row, scaffold); and what the judge tells, with the
// residues that it names.
struct Out {
  int32_t* marks;
  int32_t* hits;
  int64_t room, count;
  int64_t* told;
  int64_t told_room, told_count;
  uint8_t* codes;
  int64_t code_room, code_count;
};

// Whether the normal form is what is drawn: one part without charges or labels, of elements drawn in one way.
bool plain(const Graph& g) {
  if (g.parts != 1 || g.labelled || g.loose[0]) return false;
  for (int a = 0; a < g.atoms; a++) {
    const int e = g.element[a];
    if (g.charge[a] || !(e == 6 || e == 7 || e == 8 || e == 9 || e == 16 || e == 17 || e == 35 || e == 53)) return false;
  }
  return true;
}

class Screen {
 public:
  explicit Screen(const Tables& t)
      : scaffolds(t.scaffolds.data),
        least(t.sizes.data[0]),
        patterns{t.patterns.data, t.atoms.data, t.extra.data, t.hooks.data, t.sites.data, t.options.data, t.rules.data},
        nodes{t.nodes.data, t.numbers.data, t.sizes.data[4], int(t.nodes.size) - 1 - t.sizes.data[4]},
        imprints{t.enough.data, t.quantities.data, t.content.data, t.needs.data, t.sizes.data[1], t.sizes.data[2],
                 t.sizes.data[3], (nodes.features + 63) / 64},
        possible(new uint64_t[imprints.blocks * BLOCK]),
        sieve(g, nodes, patterns),
        embedder(g, patterns, sieve),
        judge(judge_tables(t)),
        most(t.scaffolds.size / 2 * (MOST_ATOMS / least)),
        own(new int32_t[most]) {
    for (int i = 0; i < 6; i++) keys[i] = {t.keys[i].data, t.keys[i].size, t.filters.data + i * Keys::WORDS};
  }

  // The marks of a row; its hits (scaffolds) go to `hits`, their number to `count`.
  int row(const uint8_t* text, const uint8_t* stop, int32_t* hits, int& count) {
    count = 0;
    if (!Reader::read(text, stop, g)) return DOUBTFUL;
    rings(g);
    if (!sound(g)) return DOUBTFUL;
    loosen(g);
    aromaticity(g);
    int marks = 0;
    sieve.outline();
    embedder.begin();
    uint8_t order[MOST_ATOMS];
    int size = 0;
    for (int part = 0; part < g.parts; part++) {
      const int from = size;
      for (int a = 0; a < g.atoms; a++)
        if (g.part[a] == part) order[size++] = a;
      const Atoms atoms{order + from, size - from};
      marks |= listed(atoms);
      if (atoms.size >= least) count = scaffolds_of(atoms, hits, count);
    }
    for (int i = 0; i < count; i++)
      if (!scaffolds[2 * hits[i] + 1]) marks |= CLASSES;
    if (marks && plain(g)) marks |= PLAIN;
    return marks;
  }

  // Settle what classes say of a plain row: its marks without CLASSES, and with JUDGED where any reaches it and is told;
  // its marks as they were where Python must decide.
  int decide(int marks, int64_t row, const uint8_t* text, const uint8_t* stop, const int32_t* hits, int count, Out& out) {
    try {
      molecule.read(g, text, stop);
      if (!judge.judge(molecule, hits, count, verdicts)) return marks;
    } catch (const exact::GiveUp&) {
      return marks;
    }
    const int rest = marks & ~CLASSES;
    if (verdicts.empty()) return rest == PLAIN ? 0 : rest;
    exact::Told told{out.told, out.told_room, out.told_count, out.codes, out.code_room, out.code_count};
    if (!judge.tell(row, verdicts, told)) return marks;
    out.told_count = told.count;
    out.code_count = told.coded;
    return rest | JUDGED;
  }

 private:
  const int32_t* scaffolds;
  const int least;
  Patterns patterns;
  Nodes nodes;
  Imprints imprints;
  Keys keys[6];
  std::unique_ptr<uint64_t[]> possible;
  Graph g{};
  Sieve sieve;
  Embedder embedder;
  exact::Judge judge;
  exact::Molecule molecule;
  std::vector<exact::Verdict> verdicts;

 public:
  const int64_t most;                    // hits of a row
  const std::unique_ptr<int32_t[]> own;  // those of the row at hand

 private:
  // The marks of one part by its skeleton and formula.
  int listed(Atoms atoms) const {
    int marks = 0;
    int64_t formula = 0, outline = 0;
    for (const int a : atoms) {
      formula += WEIGHTS.formula[g.element[a]];
      outline += WEIGHTS.outline[g.element[a]][g.degree[a]][g.ringed[a]];
    }
    if (keys[0].hold(outline)) {
      uint8_t inside[MOST_ATOMS] = {};
      for (const int a : atoms) inside[a] = 1;
      if (keys[1].hold(key(g, atoms, inside))) marks |= NAMED;
    }
    if (keys[4].hold(formula)) {
      const int own = g.loose[g.part[atoms.list[0]]] ? -1 : hydrogens(g, atoms);
      if (own < 0 || keys[5].hold(formula + own * int64_t(1000003) + rings_of(g, atoms) * 7)) marks |= POSITIONAL;
    }
    if (keys[2].size && may_be_read_off(g, atoms, keys[2], keys[3])) marks |= READ_OFF;
    return marks;
  }

  // Add the scaffolds that a part may have to the hits; their number.
  int scaffolds_of(Atoms atoms, int32_t* hits, int count) {
    if (!enough(g, imprints, atoms, sieve, possible.get())) return count;
    const int words = imprints.blocks * BLOCK, part = g.part[atoms.list[0]];
    for (int word = 0; word < words; word++)
      for (uint64_t left = possible[word]; left; left &= left - 1) {
        const int scaffold = word * 64 + __builtin_ctzll(left);
        if (embedder.reached(scaffolds[2 * scaffold], part)) hits[count++] = scaffold;
      }
    return count;
  }
};

}  // namespace
}  // namespace tidewaiter

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
// another kind than 0 are doubtful. With `judging`, what can be decided here is. Gives the row to go on with.
int64_t screen_rows(Screen* screen, const uint8_t* text, const int32_t* offsets, const int8_t* kinds, int64_t first,
                    int64_t rows, int32_t judging, Out* out) {
  const int64_t most = screen->most;
  int32_t* const own = screen->own.get();
  out->count = out->told_count = out->code_count = 0;
  for (int64_t i = first; i < rows; i++) {
    if (out->count + most > out->room || out->told_count * 2 > out->told_room || out->code_count * 2 > out->code_room) return i;
    const uint8_t *at = text + offsets[i], *stop = text + offsets[i + 1];
    while (at < stop && *at == ' ') at++;
    while (stop > at && stop[-1] == ' ') stop--;
    int found = 0;
    int marks = kinds[i] ? int(DOUBTFUL) : screen->row(at, stop, own, found);
    if (judging && (marks & CLASSES) && (marks & PLAIN)) marks = screen->decide(marks, i, at, stop, own, found, *out);
    out->marks[i] = marks;
    if (!(marks & CLASSES)) continue;  // hits are of classes that Python is to look at
    for (int k = 0; k < found; k++) {
      out->hits[2 * out->count] = int32_t(i);
      out->hits[2 * out->count++ + 1] = own[k];
    }
  }
  return rows;
}

// What the judge makes of a plain molecule, for tests: of each atom its number, hydrogens, how many neighbours, each with
// the bond's order; then the rings as sets of atoms. The numbers written to `out`; -1 where it gives up.
int64_t screen_molecule(const uint8_t* text, int64_t length, int64_t* out) {
  Graph g;
  if (!Reader::read(text, text + length, g)) return -1;
  rings(g);
  if (!sound(g)) return -1;
  loosen(g);
  exact::Molecule m;
  try {
    if (!plain(g)) return -1;
    m.read(g, text, text + length);
  } catch (const exact::GiveUp&) {
    return -1;
  }
  int64_t count = 0;
  out[count++] = m.size;
  for (int a = 0; a < m.size; a++) {
    out[count++] = m.number[a];
    out[count++] = m.hydrogens[a];
    out[count++] = m.degree[a];
    for (int i = 0; i < m.degree[a]; i++) {
      out[count++] = m.to[a][i];
      out[count++] = m.order[a][i];
    }
  }
  for (int r = 0; r < m.ring_count; r++) out[count++] = int64_t(m.rings[r]);
  return count;
}

// The keys of a listed structure of one part: formula, outline, skeleton, and its rings for positional isomers. False
// where no row that is read here could be it.
int screen_keys(int32_t atoms, const uint8_t* elements, int32_t bonds, const uint8_t* ends, int64_t* keys) {
  if (atoms < 1 || atoms > MOST_ATOMS) return 0;
  Graph g;
  uint8_t all[MOST_ATOMS], inside[MOST_ATOMS];
  g.clear();
  g.atoms = atoms;
  for (int a = 0; a < atoms; a++) {
    if (elements[a] >= 64) return 0;
    g.element[a] = elements[a];
    g.degree[a] = 0;
    all[a] = a;
    inside[a] = 1;
  }
  for (int bond = 0; bond < bonds; bond++)
    if (!g.join(ends[2 * bond], ends[2 * bond + 1], 1)) return 0;
  span(g);
  rings(g);
  keys[0] = keys[1] = 0;
  for (int a = 0; a < atoms; a++) {
    keys[0] += WEIGHTS.formula[g.element[a]];
    keys[1] += WEIGHTS.outline[g.element[a]][g.degree[a]][g.ringed[a]];
  }
  keys[2] = key(g, {all, atoms}, inside);
  keys[3] = rings_of(g, {all, atoms});
  return 1;
}

}  // extern "C"
#pragma GCC visibility pop
