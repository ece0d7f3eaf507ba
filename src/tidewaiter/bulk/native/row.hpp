// One row: its parts read and marked, and settled where that is surely what `check` would say.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "embed.hpp"
#include "graph.hpp"
#include "imprint.hpp"
#include "judge.hpp"
#include "listed.hpp"
#include "perceive.hpp"
#include "read_off.hpp"
#include "salts.hpp"
#include "sieve.hpp"
#include "skeleton.hpp"
#include "tables.hpp"

namespace tidewaiter {

// marks of a row; see prefilter.py. SETTLED: what it reaches is told, and nothing is left to Python. SALT: the whole may be
// listed as such. LACKING: of one part hydrogens are missing, and filled up it reaches nothing.
enum { DOUBTFUL = 1, NAMED = 2, READ_OFF = 4, POSITIONAL = 8, CLASSES = 16, SETTLED = 32, SALT = 64, LACKING = 128 };
// what is to be settled: nothing; all; what classes say, apart from all else; all, and which parts of the text reach it
enum { ASK_MARKS, ASK_ALL, ASK_CLASSES, ASK_PARTS };
enum { IN_A_SALT = 1, LABELLED = 2, ISOMER = 4 };  // of a part that is told; ISOMER: it may be a positional isomer
enum { LACKS_HYDROGENS = -1, AS_SALT = -2 };  // in the place of a head's flags; behind the latter the constitution of all parts
constexpr int MOST_PARTS = 40;

struct Everyone {
  uint8_t list[MOST_ATOMS], inside[MOST_ATOMS];
  Everyone() {
    for (int a = 0; a < MOST_ATOMS; a++) list[a] = uint8_t(a), inside[a] = 1;
  }
};

inline const Everyone ALL;

inline int64_t skeleton_of(const Graph& g) { return key(g, {ALL.list, g.atoms}, ALL.inside); }

// Whether an amine stands two saturated carbons away from an aromatic one, as in the cores phenethylamine and tryptamine.
inline bool has_arylethylamine(const exact::Molecule& m) {
  const auto saturated = [&](int a, int element) { return m.number[a] == element && !(m.aromatic >> a & 1); };
  const auto step = [&](int from, int back, auto&& then) {
    for (int i = 0; i < m.degree[from]; i++)
      if (m.order[from][i] == 1 && m.to[from][i] != back && then(m.to[from][i])) return true;
    return false;
  };
  for (int n = 0; n < m.size; n++) {
    const bool any = saturated(n, 7) && step(n, n, [&](int c) {
      return saturated(c, 6) && step(c, n, [&](int d) {
        return saturated(d, 6) && step(d, c, [&](int e) { return m.number[e] == 6 && m.aromatic >> e & 1; });
      });
    });
    if (any) return true;
  }
  return false;
}

// What `Features.counts` of classes/isomers.py counts, and what else positional isomers share.
inline int64_t isomer_rings(const exact::Molecule& m, int64_t formula) {
  int64_t hydrogens = 0, charge = 0, aromatic = 0, hetero = 0, both = 0;
  for (int a = 0; a < m.size; a++) hydrogens += m.hydrogens[a], charge += m.charge[a];
  for (int r = 0; r < m.ring_count; r++) {
    bool all = true;
    for (exact::Atoms left = m.rings[r]; left; left &= left - 1) {
      const int a = exact::lowest(left);
      for (int i = 0; i < m.degree[a]; i++)
        all = all && (!(m.rings[r] >> m.to[a][i] & 1) || m.order[a][i] == exact::AROMATIC_ORDER);
    }
    const bool other = m.rings[r] & ~m.carbons;
    aromatic += all;
    hetero += other;
    both += all && other;
  }
  const int64_t counts = ((m.ring_count * 64 + aromatic) * 64 + hetero) * 64 + both;
  return formula + hydrogens * 1000003 + charge * 15485863 + (counts * 2 + has_arylethylamine(m)) * 7;
}

inline int64_t with_hydrogens(const exact::Molecule& m, int64_t skeleton) {
  int64_t hydrogens = 0, charge = 0;
  for (int a = 0; a < m.size; a++) hydrogens += m.hydrogens[a], charge += m.charge[a];
  return skeleton + hydrogens * 1000003 + charge * 15485863;
}

// The same for what may match whatever its charge: hydrogens less the charge. Of elements with several valences the parity alone.
inline int64_t with_valences(const exact::Molecule& m, int64_t skeleton) {
  int64_t free = 0;
  for (int a = 0; a < m.size; a++) {
    const int e = m.number[a];
    free += (e == 6 || e == 7 || e == 8 ? m.hydrogens[a] : m.hydrogens[a] & 1) - m.charge[a];
  }
  return skeleton + free * 1000003;
}

// One part of a row.
struct Part {
  const uint8_t *text, *stop;
  int marks, atoms, charge;
  int first_hit, hits;
  bool labelled, amine;  // amine: it is surely a base
  bool charges;          // any atom has one
  bool mobile;           // its normal form has hydrogens elsewhere
  bool moved;            // and they stand there now
  int piece;             // which of the pieces that a bond of a salt has left, -1: it was drawn by itself
  int64_t formula;
  exact::Role role;
  exact::Atom only;      // of one atom: what that is in the normal form
  bool reaches;
  exact::Told told;
};

class Screen {
 public:
  explicit Screen(const Tables& t)
      : scaffolds(t.scaffolds.data),
        least(t.sizes.data[0]),
        patterns{t.patterns.data, t.atoms.data, t.extra.data, t.hooks.data, t.sites.data, t.options.data, t.rules.data},
        nodes{t.nodes.data, t.numbers.data, t.links.data, t.sizes.data[3], int(t.nodes.size) - 1 - t.sizes.data[3], int(t.links.size / 2)},
        imprints{t.enough.data, t.quantities.data, t.starts.data, t.needs.data, t.sizes.data[1], t.sizes.data[2],
                 int(t.starts.size) - 1},
        possible(new uint64_t[imprints.blocks * BLOCK]),
        sieve(g, nodes, patterns),
        gate(imprints, sieve),
        embedder(g, patterns, sieve),
        judge(judge_tables(t)),
        listed({t.listed_hashes.data, t.listed_hashes.size, t.listed_nothing.data, t.listed_structures.data, t.listed_texts.data, t.listed_text.data}),
        own(new int32_t[t.scaffolds.size / 2 * MOST_PARTS]) {
    for (int i = 0; i < K_COUNT; i++) keys[i] = {t.keys[i].data, t.keys[i].size, t.filters.data + i * Keys::WORDS};
  }

  // The marks of a row. `asked`: what is to be settled.
  int row(const uint8_t* text, const uint8_t* stop, int asked) {
    count = hits = 0;
    without.count = 0;
    int marks = 0;
    carbons = 0;
    protons = false;
    int64_t formula = 0;
    pieces.clear();
    for (const uint8_t* end; text <= stop; text = end + 1) {
      for (end = text; end < stop && *end != '.'; end++) {}
      const int lacking = without.count;
      if (!read(text, end) || (lacking && without.count > lacking)) return DOUBTFUL;
      if (!has_salt(g)) {
        perceive(text, end, without.count > lacking);
        if (!add(text, end, -1)) return DOUBTFUL;
      } else if (!take_apart(text, end)) {
        return DOUBTFUL;
      }
    }
    for (int i = 0; i < count; i++) {
      marks |= parts[i].marks;
      formula += parts[i].formula;
    }
    if (carbons > 1) return DOUBTFUL;  // their bonds are missing
    if (without.count && (pieces.size() || marks)) return DOUBTFUL;
    if (count > 1 && keys[K_SALT].hold(formula) && is_listed_salt()) marks |= NAMED | SALT;
    if (without.count) return marks ? int(DOUBTFUL) : int(LACKING);
    if (marks && pieces.size() && asked != ASK_ALL) return DOUBTFUL;
    return marks;
  }

  // Tell which atoms of a row that has been marked so are without hydrogens: -1, then of each its place and element.
  int lacks(int64_t row, int asked, Out& out) const {
    if (asked != ASK_ALL || out.told_count + 2 * without.count + 4 > out.told_room) return DOUBTFUL;
    int64_t* at = out.told + out.told_count;
    *at++ = row;
    *at++ = 1 + 2 * without.count;
    *at++ = LACKS_HYDROGENS;
    for (int i = 0; i < without.count; i++) *at++ = without.atom[i], *at++ = without.element[i];
    *at++ = 0;
    out.told_count = at - out.told;
    return SETTLED;
  }

  // Settle a row that has been marked: 0 where it reaches nothing, SETTLED where what it reaches is told; its marks as
  // they were where Python must decide.
  int settle(int marks, int64_t row, int asked, Out& out) {
    const int left = pieces.empty() ? marks : int(DOUBTFUL);  // what Python is to look at: it takes salts apart itself
    if (marks & SALT && asked != ASK_ALL) return left;
    exact::Codes codes{out.codes, out.code_room, out.code_count};
    uint64_t salt = 0;
    try {
      if (!parts_settled(asked, codes) || (marks & SALT && !(salt = constitution_of_all()))) return left;
    } catch (const exact::GiveUp&) {
      return left;
    }
    Part* order[MOST_PARTS];
    int reached = 0;
    for (int i = 0; i < count; i++)
      if (parts[i].reaches) order[reached++] = &parts[i];
    if (!reached && !salt) return 0;
    std::stable_sort(order, order + reached, [](const Part* a, const Part* b) {
      return a->atoms != b->atoms ? a->atoms > b->atoms : a->atoms == 1 && exact::smiles_of(a->only) < exact::smiles_of(b->only);
    });
    for (int i = 1; i < reached; i++)  // of one size: which comes first is told by their SMILES
      if (order[i]->atoms > 1 && order[i]->atoms == order[i - 1]->atoms && !alike(order[i]->told, order[i - 1]->told, codes)) return left;
    int64_t head = salt ? 2 : 0, rest = asked == ASK_PARTS ? 1 + 2 * reached : 0;  // where each stands in the text comes before the rest
    for (int i = 0; i < reached; i++) head += int64_t(order[i]->told.head.size()), rest += int64_t(order[i]->told.rest.size());
    if (out.told_count + head + rest + 3 > out.told_room || codes.count > codes.room) return left;
    int64_t* at = out.told + out.told_count;
    *at++ = row;
    *at++ = head;
    if (salt) *at++ = AS_SALT, *at++ = int64_t(salt);
    for (int i = 0; i < reached; i++) at = std::copy(order[i]->told.head.begin(), order[i]->told.head.end(), at);
    *at++ = rest;
    if (asked == ASK_PARTS) *at++ = reached;
    for (int i = 0; i < reached && asked == ASK_PARTS; i++) {
      *at++ = order[i]->text - parts[0].text;
      *at++ = order[i]->stop - order[i]->text;
    }
    for (int i = 0; i < reached; i++) at = std::copy(order[i]->told.rest.begin(), order[i]->told.rest.end(), at);
    out.told_count = at - out.told;
    out.code_count = codes.count;
    return SETTLED;
  }

 private:
  const int32_t* scaffolds;
  const int least;
  Patterns patterns;
  Nodes nodes;
  Imprints imprints;
  Keys keys[K_COUNT];
  std::unique_ptr<uint64_t[]> possible;
  Graph g{};
  Sieve sieve;
  Gate gate;
  Embedder embedder;
  exact::Judge judge;
  exact::Listed listed;
  exact::Drawn drawn, piece;
  std::vector<exact::Verdict> verdicts;
  Part parts[MOST_PARTS];
  int count = 0;  // of parts
  std::vector<Graph> pieces;  // what bonds of salts, broken, have left
  Lacking without;       // the atoms of a part without all their hydrogens
  int carbons = 0;       // parts of one atom that are carbon
  bool protons = false;  // whether any part is a free proton
  bool mobile = false;   // whether the part just read has hydrogens that the normal form draws elsewhere, or is not known
  bool moved = false;    // and whether they stand there now
  int charge = 0;        // as it was drawn
  bool charges = false;  // whether any atom had one
  const std::unique_ptr<int32_t[]> own;  // scaffolds that the row at hand may have
  int hits = 0;                          // how many

  bool read(const uint8_t* text, const uint8_t* stop) {
    if (!Reader::read(text, stop, g)) return false;
    rings(g);
    return g.blocks <= 64 && sound(g, &without);
  }

  // What RDKit and the standardiser would make of the graph at hand; `filled`: hydrogens were missing.
  void perceive(const uint8_t* text, const uint8_t* stop, bool filled) {
    draw_sulfoxides(g);
    draw_oxohalogens(g);
    loosen(g, filled);
    aromaticity(g);
    charge = 0;
    charges = false;
    for (int a = 0; a < g.atoms; a++) charge += g.charge[a], charges |= g.charge[a] != 0;
    mobile = moved = false;
    if (!is_mobile(g) || (g.loose && !filled && !is_mobile_at_all(g))) return;
    moved = !g.loose && !g.labelled && !has_double_signs(text, stop) && keto(g);
    if (moved) return;
    mobile = true;
    g.loose = true;  // of what is drawn with its hydrogens elsewhere only elements and connections are known
    aromaticity(g);
  }

  // Add the graph at hand to the parts; false where Python must decide.
  bool add(const uint8_t* text, const uint8_t* stop, int piece) {
    if (count == MOST_PARTS) return false;
    Part& part = parts[count++];
    part.text = text, part.stop = stop;
    part.piece = piece;
    part.atoms = g.atoms;
    if (g.atoms == 1) carbons += g.element[0] == 6, protons |= g.charge[0] == 1 && (g.element[0] == 1 || g.element[0] == 8);
    part.charge = charge;
    part.charges = charges;
    part.labelled = g.labelled;
    part.mobile = mobile;
    part.moved = moved;
    part.first_hit = hits;
    part.marks = met(part.formula);
    part.amine = g.atoms > 1 && exact::is_surely_base(g);
    if (g.atoms >= least) find_scaffolds();
    if (g.atoms > LARGE && !surely_assessed()) return false;
    part.hits = hits - part.first_hit;
    for (int i = part.first_hit; i < hits; i++)
      if (!scaffolds[2 * own[i] + 1]) part.marks |= CLASSES;
    return true;
  }

  // Add what the graph at hand comes to without its bonds of salts; false where Python must decide.
  bool take_apart(const uint8_t* text, const uint8_t* stop) {
    if (g.labelled) return false;  // which piece is, the text tells
    const Graph whole = g;
    bool done[MOST_ATOMS] = {};
    for (int a = 0; a < whole.atoms; a++) {
      if (done[a]) continue;
      if (!piece_of(whole, a, done, g)) return false;
      for (int b = 0; b < g.atoms; b++)
        if (g.degree[b] && g.charge[b] < -1) return false;  // hydrogens may be missing
      const bool known = sound(g);
      perceive(text, stop, !known);
      mobile |= !known;
      pieces.push_back(g);
      if (!add(text, stop, int(pieces.size()) - 1)) return false;
    }
    return true;
  }

  // Whether a loose graph has mobile hydrogens. Where nothing but nitro groups bears a charge, the normal form changes no ring
  // of six electrons, so a phenol beside mercury has none.
  static bool is_mobile_at_all(Graph& g) {
    for (int a = 0; a < g.atoms; a++)
      if (g.charge[a] && !is_nitro(g, a) && !(g.charge[a] == -1 && g.degree[a] == 1 && is_nitro(g, g.neighbour[a][0]))) return true;
    g.loose = false;
    aromaticity(g);
    const bool any = is_mobile(g);
    g.loose = true;
    aromaticity(g);
    return any;
  }

  // Whether any stereochemistry is drawn.
  static bool has_signs(const uint8_t* text, const uint8_t* stop) {
    return std::find(text, stop, '@') != stop || has_double_signs(text, stop);
  }

  // Whether signs beside double bonds are drawn: a bond that moves loses them.
  static bool has_double_signs(const uint8_t* text, const uint8_t* stop) {
    return std::any_of(text, stop, [](uint8_t sign) { return sign == '/' || sign == '\\'; });
  }

  // The graph of a part once more; false where it comes out otherwise.
  bool again(const Part& part) {
    if (part.piece >= 0) {
      g = pieces[size_t(part.piece)];
      return true;
    }
    Reader::read(part.text, part.stop, g);
    rings(g);
    draw_sulfoxides(g);
    draw_oxohalogens(g);
    if (!part.moved) return true;
    loosen(g);
    aromaticity(g);
    return keto(g);
  }

  // Whether the parts have the skeletons of a salt that is listed as such. The graph at hand is that of the last part again.
  bool is_listed_salt() {
    uint64_t sum = 0;
    for (int i = 0; i < count; i++) {
      if (!again(parts[i])) return true;
      sum += uint64_t(skeleton_of(g));
    }
    return keys[K_SALT_SKELETON].hold(int64_t(sum));
  }

  // One number for the constitutions of all parts; 0 where any has rings of which a number does not tell all.
  uint64_t constitution_of_all() {
    uint64_t sum = 0;
    for (int i = 0; i < count; i++) {
      if (parts[i].mobile || !again(parts[i])) return 0;
      drawn.m.read(g);
      if (drawn.m.sulfoxide || drawn.m.ring_count > 1) return 0;
      drawn.colours.find(drawn.m);
      sum += exact::Colours::scatter(drawn.colours.whole);
    }
    return sum;
  }

  // The marks of a part by its skeleton and formula.
  int met(int64_t& formula) const {
    int marks = 0;
    int64_t outline = 0;
    formula = 0;
    for (int a = 0; a < g.atoms; a++) {
      formula += WEIGHTS.formula[g.atomic[a]];
      outline += WEIGHTS.outline[g.atomic[a]][g.degree[a]][g.ringed[a]];
    }
    if (keys[K_OUTLINE].hold(outline) && keys[K_SKELETON].hold(skeleton_of(g))) marks |= NAMED;
    if (keys[K_POSITIONAL].hold(formula)) {
      const int own_hydrogens = g.loose ? -1 : hydrogens(g);
      if (own_hydrogens < 0 || keys[K_ISOMER].hold(formula + own_hydrogens * int64_t(1000003) + rings_of(g) * 7))
        marks |= POSITIONAL;
    }
    if (keys[K_PARENT].size && may_be_read_off(g, keys[K_PARENT], keys[K_OUTLINE], keys[K_PARENT_SKELETON])) marks |= READ_OFF;
    return marks;
  }

  // Add the scaffolds that a part may have to the hits.
  void find_scaffolds() {
    sieve.outline();
    embedder.begin();
    if (!gate.enough(g, possible.get())) return;
    const int words = imprints.blocks * BLOCK, before = hits;
    for (int word = 0; word < words; word++)
      for (uint64_t left = possible[word]; left; left &= left - 1) {
        const int scaffold = word * 64 + __builtin_ctzll(left);
        if (embedder.reached(scaffolds[2 * scaffold])) own[hits++] = scaffold;
      }
    judge.arrange(own.get() + before, hits - before);
  }

  // Whether it does not matter which of two parts comes first: they are of one constitution, then the order is the text's,
  // or told in the same words.
  static bool alike(const exact::Told& one, const exact::Told& other, const exact::Codes& codes) {
    if (one.head[1] && one.head[1] == other.head[1]) return true;
    if (one.head != other.head || one.rest.size() != other.rest.size() || codes.count > codes.room) return false;
    for (size_t at = 0; at < one.rest.size();) {  // a verdict and its notes: see `Judge::tell`
      const int64_t *p = &one.rest[at], *q = &other.rest[at];
      const int64_t notes = p[1];
      if (p[0] != q[0] || notes != q[1]) return false;
      p += exact::VERDICT_WIDTH;
      q += exact::VERDICT_WIDTH;
      for (int64_t note = 0; note < notes; note++, p += exact::NOTE_WIDTH, q += exact::NOTE_WIDTH)
        if (!std::equal(p, p + 4, q) || p[5] != q[5] || std::memcmp(codes.bytes + p[4], codes.bytes + q[4], size_t(p[5]))) return false;
      at += size_t(exact::VERDICT_WIDTH + exact::NOTE_WIDTH * notes);
    }
    return true;
  }

  // Whether the exact matching surely stays within its bounds (matches of a scaffold, steps of a definition) on a large
  // molecule: its scaffolds stand there in a fraction of the ways that are gone through.
  bool surely_assessed() {
    constexpr int FEW = 100, MANY = 1000;
    const Amounts held = ::tidewaiter::count(g);
    int total = 0;
    embedder.begin();
    for (int block = 0; block < imprints.blocks; block++) {
      const Set left = gate.counted(held, block);
      for (int i = 0; i < BLOCK; i++)
        for (uint64_t rest = left.word(i); rest; rest &= rest - 1) {
          const int ways = embedder.ways(scaffolds[2 * ((block * BLOCK + i) * 64 + __builtin_ctzll(rest))], FEW);
          total += ways;
          if (ways == FEW || total > MANY) return false;
        }
    }
    return true;
  }

  // Settle every part; false where Python must decide.
  bool parts_settled(int asked, exact::Codes& codes) {
    if (protons && count > 1) return false;  // with them an ion may be the acid itself
    int total = 0;
    bool plus = false, minus = false;
    for (int i = 0; i < count; i++) total += parts[i].charge, plus |= parts[i].charge > 0, minus |= parts[i].charge < 0;
    const auto balanced = [&](const Part& part) { return part.charge < 0 ? plus : part.charge > 0 && minus; };
    bool roles = false;  // whether it matters what the parts can be to each other
    for (int i = 0; i < count && count > 1; i++) roles |= parts[i].marks && !balanced(parts[i]);
    bool acid = false, base = false;  // of the neutral parts
    for (int i = count - 1; i >= 0; i--) {
      Part& part = parts[i];
      part.reaches = false;
      part.told.clear();
      const bool asks = roles && part.charge == 0;
      if (!part.marks && !asks) continue;
      if (!part.marks && part.amine) {
        base = true;
        continue;
      }
      if (part.mobile) return false;
      if (i + 1 < count) {  // the graph is that of the last part
        if (!again(part)) return false;
      }
      drawn.m.read(g);
      part.only = drawn.m.atom(0);
      // its oxygen may be taken for an acid's; and its atoms are not in the order of the text
      if (drawn.m.sulfoxide && (count > 1 || asked != ASK_ALL)) return false;
      part.role = count == 1 ? exact::NEUTRAL : part.charge > 0 ? exact::BASE : part.charge < 0 ? exact::ACID : exact::role_of(drawn.m);
      acid |= asks && part.role == exact::ACID;
      base |= asks && part.role == exact::BASE;
      if (part.marks && !part_settled(part, asked, codes)) return false;
    }
    for (int i = 0; i < count; i++) {  // see `Structure.in_salt` of structure.py
      Part& part = parts[i];
      if (!part.reaches) continue;
      bool salt = count > 1 && balanced(part);
      if (count > 1 && !salt && part.role == exact::ACID) salt = base || (part.charge == 0 && total > 0);
      else if (count > 1 && !salt && part.role == exact::BASE) salt = acid || (part.charge == 0 && total < 0);
      part.told.head[0] = (salt ? IN_A_SALT : 0) | (part.labelled ? LABELLED : 0) | (part.marks & POSITIONAL ? ISOMER : 0);
    }
    return true;
  }

  // Settle the part at hand. The head that is told: flags, the group that it is of (from 1; 0: none) with how their
  // drawings cover it; how many parents are read off, of each its kind, group and how it is covered; the verdicts.
  bool part_settled(Part& part, int asked, exact::Codes& codes) {
    exact::Told& told = part.told;
    told.head.assign({0, 0, 0, 0});
    if (asked != ASK_CLASSES) {
      const int64_t skeleton = skeleton_of(g);
      const int64_t own = with_valences(drawn.m, skeleton);
      const bool excepted = keys[K_EXCEPTED].hold(own);
      if (keys[K_LEFT].hold(own)) return false;
      if ((part.marks & ~CLASSES || excepted) && !listings_settled(part, skeleton, excepted)) return false;
    }
    verdicts.clear();
    if (part.marks & CLASSES && !judge.judge(drawn.m, own.get() + part.first_hit, part.hits, verdicts)) return false;
    // Python reads the normal form of what is labelled once more, and its words follow the order of that
    if (part.labelled && (part.charges || drawn.m.moved) && !verdicts.empty()) return false;
    judge.tell(verdicts, told, codes);
    part.reaches = part.reaches || !verdicts.empty();
    return true;
  }

  // What is listed, and what is read off.
  bool listings_settled(Part& part, int64_t skeleton, bool excepted) {
    if (drawn.m.sulfoxide) return false;  // its sulfur may be a centre
    exact::Told& told = part.told;
    drawn.colours.find(drawn.m);
    if (part.piece >= 0 && has_signs(part.text, part.stop)) return false;
    drawn.centres.read(part.piece < 0 ? part.text : part.stop, part.stop);
    if (part.marks & NAMED || excepted) {
      const int group = listed.group_of(drawn);
      if (group >= 0 && listed.is_nothing(group)) {
        if (excepted) return false;
      } else if (group >= 0) {
        const exact::Met met = listed.meet(group, drawn);
        told.head[1] = group + 1;
        told.head[2] = met.fits;
        part.reaches = true;
      } else if (excepted || keys[K_TAUTOMER].hold(with_hydrogens(drawn.m, skeleton))) {
        return false;
      }
    }
    if (part.marks & POSITIONAL && !told.head[1] && keys[K_ISOMER_RINGS].hold(isomer_rings(drawn.m, part.formula))) return false;
    if (part.marks & READ_OFF) {
      for (const exact::Kind kind : {exact::ESTER, exact::ETHER}) {
        const size_t first = told.head.size();
        exact::cleave(drawn, kind, [&](exact::Atoms atoms, const exact::Link* cuts, int cut) { parent(part, kind, first, atoms, cuts, cut); });
      }
      part.reaches = part.reaches || told.head[3];
    }
    return true;
  }

  // Add a parent that is read off, if it is listed and not yet told.
  void parent(Part& part, exact::Kind kind, size_t first, exact::Atoms atoms, const exact::Link* cuts, int cut) {
    int64_t formula = 0;
    for (exact::Atoms left = atoms; left; left &= left - 1) formula += WEIGHTS.formula[drawn.m.number[exact::lowest(left)]];
    for (int c = 0; c < cut; c++)
      if (atoms >> cuts[c].first & 1) formula += WEIGHTS.formula[8];
    if (!keys[K_PARENT].hold(formula)) return;
    exact::piece_of(drawn, atoms, cuts, cut, piece);
    if (piece.m.size < 4) return;
    piece.colours.find(piece.m);
    const int group = listed.group_of(piece);
    std::vector<int64_t>& head = part.told.head;
    if (group < 0) {
      Graph alone{};
      if (piece.m.size > MOST_ATOMS || !graph_of(piece.m, alone)) throw exact::GiveUp{};
      if (keys[K_TAUTOMER].hold(with_hydrogens(piece.m, skeleton_of(alone)))) throw exact::GiveUp{};
      return;
    }
    if (listed.is_nothing(group)) return;
    const exact::Met met = listed.meet(group, piece);
    for (size_t i = first; i < head.size(); i += 3)
      if (head[i + 1] == met.group && head[i + 2] == met.fits) return;
    head.insert(head.end(), {kind, met.group, met.fits});
    head[3]++;
  }

  // The bare graph of a molecule.
  static bool graph_of(const exact::Molecule& m, Graph& out) {
    out.clear();
    out.atoms = m.size;
    for (int a = 0; a < m.size; a++) out.element[a] = BIT_OF[m.number[a]], out.atomic[a] = m.number[a], out.degree[a] = 0;
    for (int a = 0; a < m.size; a++)
      for (int i = 0; i < m.degree[a]; i++)
        if (m.to[a][i] < a && !out.join(a, m.to[a][i], 1)) return false;
    if (!span(out)) return false;
    rings(out);
    return true;
  }
};

}  // namespace tidewaiter
