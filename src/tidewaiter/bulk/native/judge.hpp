// What a class definition says of one molecule, exactly as `tidewaiter.classes` says it.
//
// The Python engine is the reference and this its twin: the tables come from the same compiled formulas
// (met/tables/judge.py), the steps are those of classes/formula.py, residues.py and matcher.py in the same order, and
// embeddings are gone through in the order of RDKit's substructure search, so that even the reason is the same.
// Whatever is not surely the same here gives up, and the row goes to the Python engine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "constitution.hpp"
#include "judge_tables.hpp"
#include "molecule.hpp"

namespace tidewaiter::exact {

constexpr int MOST_MATCHES = 2000, MOST_STEPS = 20'000, MOST_TRIES = 2'000'000;  // beyond them Python decides
constexpr int ANY_NAME = 1;                             // the word "any" of a ring rule, in the table of strings

struct Note {
  int limb, site, says;
  Atoms atoms;
  bool piece;
};

struct Span {  // notes or doubts in the arena
  int first = 0, count = 0;
};

struct Fit {
  bool met = false;
  Span notes, doubts;
  Atoms core = 0;
};

struct End {
  uint8_t kept, first, order;
  bool operator<(const End& o) const { return std::pair(kept, first) < std::pair(o.kept, o.first); }
  bool operator==(const End& o) const { return kept == o.kept && first == o.first; }
};

struct Ends {
  End at[16];
  int count = 0;
};

struct Match {
  uint8_t atom[MOST_TAKEN];
};

struct Verdict {
  int definition, scaffold;
  Span notes, doubts;
  Atoms core;
};

constexpr int64_t VERDICT_WIDTH = 4, NOTE_WIDTH = 8;  // numbers that are told of a verdict, and of each of its notes

// What is told of a part: its head says what was found, its rest names the residues; see `Screen::settle`.
struct Told {
  std::vector<int64_t> head, rest;
  void clear() {
    head.clear();
    rest.clear();
  }
};

// The residues that are named, as bytes; what has no room is counted only.
struct Codes {
  uint8_t* bytes;
  int64_t room, count;

  void add(uint8_t value) {
    if (count < room) bytes[count] = value;
    count++;
  }
};

class Judge {
 public:
  explicit Judge(const JudgeTables& tables) : t(tables) {}

  // Put scaffolds in the order of definitions and numbers, those that a clause takes out last.
  void arrange(int32_t* possible, int count) const {
    const auto place = [&](int32_t scaffold) {
      const int32_t* c = t.scaffolds + scaffold * C_WIDTH;
      return std::tuple(c[C_DEFINITION], c[C_NUMBER] < 0, std::abs(c[C_NUMBER]));
    };
    std::sort(possible, possible + count, [&](int32_t one, int32_t other) { return place(one) < place(other); });
  }

  // The verdicts on a molecule whose possible scaffolds are given in that order; false: give up.
  bool judge(const Molecule& molecule, const int32_t* possible, int count, std::vector<Verdict>& out) {
    m = &molecule;
    notes.clear();
    doubts.clear();
    tries = 0;
    constitution = 0;
    memo_begin();
    out.clear();
    try {
      for (int at = 0; at < count;) {
        int definition = t.scaffolds[possible[at] * C_WIDTH + C_DEFINITION], next = at;
        while (next < count && t.scaffolds[possible[next] * C_WIDTH + C_DEFINITION] == definition) next++;
        steps = 0;
        one_definition(definition, possible + at, next - at, out);
        at = next;
      }
    } catch (const GiveUp&) {
      return false;
    }
    return true;
  }

  // Tell verdicts. The head: how many, and of each its definition, how many doubts, the doubts. The rest: of each its
  // scaffold, how many notes, the atoms of its core that no note has, the notes (limb, site, words, kind, where and how long
  // its residue stands in the codes, its atoms).
  void tell(const std::vector<Verdict>& verdicts, Told& told, Codes& codes) const {
    told.head.push_back(int64_t(verdicts.size()));
    for (const Verdict& v : verdicts) {
      told.head.insert(told.head.end(), {v.definition, v.doubts.count});
      for (int i = 0; i < v.doubts.count; i++) told.head.push_back(doubts[v.doubts.first + i]);
      Atoms core = v.core;
      for (int i = 0; i < v.notes.count; i++) core &= ~notes[v.notes.first + i].atoms;
      told.rest.insert(told.rest.end(), {v.scaffold, v.notes.count, int64_t(core), int64_t(core >> 64)});
      for (int i = 0; i < v.notes.count; i++) {
        const Note& note = notes[v.notes.first + i];
        const int64_t begin = codes.count;
        const int kind = note.piece ? A_PIECE : note.atoms ? A_RESIDUE : NOTHING_HANGS;
        if (kind == A_RESIDUE) code(note.atoms, codes);
        told.rest.insert(told.rest.end(), {note.limb, note.site, note.says, kind, begin, codes.count - begin, int64_t(note.atoms), int64_t(note.atoms >> 64)});
      }
    }
  }

 private:
  enum { A_PIECE, NOTHING_HANGS, A_RESIDUE };

  // A residue by itself: how many atoms it hangs on, its atoms outwards from there, its bonds; as classes/naming.py has it.
  void code(Atoms residue, Codes& codes) const {
    Atoms edge = 0, outside = 0;
    for (Atoms left = residue; left; left &= left - 1) {
      const Atoms beyond = m->near[lowest(left)] & ~residue;
      if (beyond) edge |= one(lowest(left));
      outside |= beyond;
    }
    uint64_t colour[MOST_TAKEN];
    colours_of(residue, colour);
    uint8_t queue[MOST_TAKEN], place[MOST_TAKEN];
    int hangs = 0, size = 0;
    for (Atoms left = outside; left; left &= left - 1) place[lowest(left)] = uint8_t(hangs++);
    Atoms seen = 0;
    const auto add = [&](int x) {
      seen |= one(x);
      place[x] = uint8_t(hangs + size);
      queue[size++] = uint8_t(x);
    };
    for (int at = 0; seen != residue; ) {
      if (at == size) add(lowest((edge & ~seen) ? edge & ~seen : residue & ~seen));
      for (; at < size; at++) {
        const int x = queue[at];
        int next[8], count = 0;
        for (int i = 0; i < m->degree[x]; i++)
          if (residue >> m->to[x][i] & 1 && !(seen >> m->to[x][i] & 1)) next[count++] = m->to[x][i];
        const auto rank = [&](int y) { return std::tuple(m->order_of(x, y), colour[y], y); };
        for (int i = 1; i < count; i++)
          for (int k = i; k && rank(next[k]) < rank(next[k - 1]); k--) std::swap(next[k], next[k - 1]);
        for (int i = 0; i < count; i++) add(next[i]);
      }
    }
    codes.add(uint8_t(hangs));
    codes.add(uint8_t(size));
    for (int at = 0; at < size; at++) {
      const int x = queue[at];
      const bool aromatic = m->aromatic >> x & 1;
      codes.add(m->number[x]);
      const int hydrogens = aromatic && m->number[x] != 6 ? m->hydrogens[x] : 0;
      codes.add(uint8_t(aromatic | hydrogens << 1 | (m->charge[x] + 4) << 4));
    }
    for (int at = 0; at < size; at++) {
      const int x = queue[at];
      std::pair<uint8_t, uint8_t> bonds[8];  // where each leads, and its order
      int count = 0;
      for (int i = 0; i < m->degree[x]; i++)
        if (const int y = m->to[x][i]; !(residue >> y & 1) || place[x] < place[y]) bonds[count++] = {place[y], m->order[x][i]};
      std::sort(bonds, bonds + count);
      for (int i = 0; i < count; i++) {
        codes.add(place[x]);
        codes.add(bonds[i].first);
        codes.add(bonds[i].second);
      }
    }
  }

  // Colours of a residue's atoms that do not depend on the drawing, so that one residue is mostly told alike.
  void colours_of(Atoms residue, uint64_t* colour) const {
    constexpr int ROUNDS = 4;
    uint64_t before[MOST_TAKEN];
    for (Atoms left = residue; left; left &= left - 1) {
      const int x = lowest(left);
      colour[x] = Colours::scatter(m->number[x] + (uint64_t(m->aromatic >> x & 1) << 8) + (uint64_t(m->degree[x]) << 9));
    }
    for (int round = 0; round < ROUNDS; round++) {
      std::copy_n(colour, m->size, before);
      for (Atoms left = residue; left; left &= left - 1) {
        const int x = lowest(left);
        for (int i = 0; i < m->degree[x]; i++)
          colour[x] += Colours::scatter((residue >> m->to[x][i] & 1 ? before[m->to[x][i]] : 0) + m->order[x][i]);
        colour[x] = Colours::scatter(colour[x]);
      }
    }
  }

  const JudgeTables t;
  std::vector<Note> notes;  // of this molecule, as are the doubts: fits and verdicts say which are theirs
  std::vector<int> doubts;
  const Molecule* m = nullptr;
  int steps = 0, tries = 0;
  uint64_t constitution = 0;  // 0: not yet known

  void spend() {
    if (++steps > MOST_STEPS) throw GiveUp{};
  }

  // Whether a molecule resembles one that cannot be compared: of the same elements with as many neighbours.
  bool guarded(const int32_t* d) const {
    uint64_t key = 0;
    if (!d[D_GUARDS]) return false;
    for (int a = 0; a < m->size; a++) key += Colours::scatter(uint64_t(m->number[a]) * 8 + m->degree[a]);
    return among(d[D_GUARD], d[D_GUARDS], key);
  }

  bool among(int first, int count, uint64_t key) const {
    return std::binary_search(t.guarded + first, t.guarded + first + count, int64_t(key));
  }

  // Whether the molecule is one of some drawings, stereochemistry apart.
  bool is_one_of(int first, int count) {
    if (!count) return false;
    if (!constitution) {
      Colours colours;
      colours.find(*m);
      constitution = colours.whole;
    }
    return among(first, count, constitution);
  }

  // definitions ---------------------------------------------------------------------------------------------

  void one_definition(int definition, const int32_t* possible, int count, std::vector<Verdict>& out) {
    const int32_t* d = t.definitions + definition * D_WIDTH;
    Fit best;
    int best_scaffold = -1, best_doubts = 0, best_limbs = 0;
    for (int i = 0; i < count; i++) {
      const int32_t* c = t.scaffolds + possible[i] * C_WIDTH;
      if (c[C_NUMBER] < 0) continue;  // one that the clause takes out
      if (c[C_FORMULA] < 0) throw GiveUp{};
      readings(c[C_FORMULA], [&](const Fit& fit) {
        int limbs = 0, distinct = 0;
        for (int k = 0; k < fit.notes.count; k++) {
          int limb = notes[fit.notes.first + k].limb;
          if (!limb) continue;
          limbs++;
          bool before = false;
          for (int j = 0; j < k && !before; j++) before = notes[fit.notes.first + j].limb == limb;
          distinct += !before;
        }
        if (distinct < d[D_AT_LEAST]) return false;
        for (int k = 0; k < d[D_MUSTS]; k++) {
          bool there = false;
          for (int j = 0; j < fit.notes.count && !there; j++)
            there = notes[fit.notes.first + j].limb == t.must[d[D_MUST] + k];
          if (!there) return false;
        }
        if (best_scaffold < 0 || std::pair(fit.doubts.count, limbs) < std::pair(best_doubts, best_limbs)) {
          best = fit;
          best_scaffold = possible[i];
          best_doubts = fit.doubts.count;
          best_limbs = limbs;
        }
        return false;
      });
    }
    if (best_scaffold < 0) return;
    if (guarded(d)) throw GiveUp{};
    if (d[D_CAP] && weight(m->all) > d[D_CAP]) return;
    if (is_one_of(d[D_EXCEPT], d[D_EXCEPTS])) return;
    for (int i = 0; i < count; i++) {
      const int32_t* c = t.scaffolds + possible[i] * C_WIDTH;
      if (c[C_NUMBER] >= 0) continue;
      if (c[C_FORMULA] < 0) throw GiveUp{};
      bool excluded = false;
      readings(c[C_FORMULA], [&](const Fit&) { return excluded = true; });
      if (excluded) return;
    }
    Verdict verdict{definition, best_scaffold, best.notes, best.doubts, best.core};
    if (d[D_DOUBT] && !is_one_of(d[D_NAMED], d[D_NAMEDS])) {
      int first = int(doubts.size());
      doubts.push_back(d[D_DOUBT]);
      for (int k = 0; k < best.doubts.count; k++) doubts.push_back(int(doubts[best.doubts.first + k]));
      verdict.doubts = {first, best.doubts.count + 1};
    }
    out.push_back(verdict);
  }

  double weight(Atoms mask) const {
    double total = 0;
    for (; mask; mask &= mask - 1)
      total += t.weights[m->number[lowest(mask)]] + m->hydrogens[lowest(mask)] * t.weights[1];
    return total;
  }

  bool surely_within(Atoms mask, double limit) const {
    double total = 0;
    for (; mask; mask &= mask - 1) total += t.weights[m->number[lowest(mask)]] + 4 * t.weights[1];
    return total <= limit;
  }

  // embeddings ----------------------------------------------------------------------------------------------

  bool stands(const int32_t* core, int q, int a) const {
    const int32_t* r = core + q * A_WIDTH;
    if (r[A_ELEMENT] && r[A_ELEMENT] != m->number[a]) return false;
    if (r[A_CHARGE] != ANY_CHARGE && r[A_CHARGE] != m->charge[a]) return false;
    if (r[A_AROMATIC] >= 0 && r[A_AROMATIC] != int(m->aromatic >> a & 1)) return false;
    return m->degree[a] >= r[A_LEAST] && m->degree[a] <= r[A_MOST];
  }

  bool joined(const int32_t* step, const Match& match, int a) const {
    for (int i = step[T_CHECK]; i < step[T_CHECK] + step[T_CHECKS]; i++) {
      int order = m->order_of(a, match.atom[t.checks[2 * i]]);
      if (!order || !(t.checks[2 * i + 1] >> (order - 1) & 1)) return false;
    }
    return true;
  }

  // All embeddings from a step on; ``told`` returns true to stop.
  template <class Told>
  bool embed(const int32_t* f, const int32_t* steps_of, int at, Match& match, Atoms used, Told&& told) {
    if (at == f[F_ATOMS]) return told(match, used);
    if (++tries > MOST_TRIES) throw GiveUp{};
    const int32_t* step = steps_of + at * T_WIDTH;
    const int32_t* core = t.atoms + f[F_ATOM] * A_WIDTH;
    int q = step[T_ATOM];
    if (step[T_PARENT] < 0) {
      for (int a = 0; a < m->size; a++) {
        if (used >> a & 1 || !stands(core, q, a)) continue;
        match.atom[q] = uint8_t(a);
        if (embed(f, steps_of, at + 1, match, used | one(a), told)) return true;
      }
      return false;
    }
    int parent = match.atom[step[T_PARENT]];
    for (int i = 0; i < m->degree[parent]; i++) {
      int a = m->to[parent][i];
      if (used >> a & 1 || !stands(core, q, a) || !joined(step, match, a)) continue;
      match.atom[q] = uint8_t(a);
      if (embed(f, steps_of, at + 1, match, used | one(a), told)) return true;
    }
    return false;
  }

  // Readings of a scaffold -------------------------------------------------------------------------------------

  template <class Told>
  void readings(int formula, Told&& told) {
    const int32_t* f = t.formulas + formula * F_WIDTH;
    std::vector<std::pair<Atoms, std::array<uint16_t, 24>>> seen;
    int matches = 0;
    Match match{};
    embed(f, t.steps + f[F_STEP] * T_WIDTH, 0, match, 0, [&](const Match& found, Atoms body) {
      if (++matches > MOST_MATCHES) throw GiveUp{};
      std::array<uint16_t, 24> mark;
      int labels = 0;
      if (f[F_HOOKS] + f[F_OPENS] > 24) throw GiveUp{};
      for (int i = f[F_HOOK]; i < f[F_HOOK] + f[F_HOOKS]; i++) {
        const int32_t* h = t.hooks + i * H_WIDTH;
        mark[labels++] = uint16_t(name_of(h[H_SITE]) << 6 | found.atom[h[H_ATOM]]);
      }
      for (int i = f[F_OPEN]; i < f[F_OPEN] + f[F_OPENS]; i++) {
        const int32_t* n = t.opens + i * N_WIDTH;
        mark[labels++] = uint16_t(name_of(n[N_SITE]) << 6 | found.atom[n[N_ATOM]]);
      }
      std::sort(mark.begin(), mark.begin() + labels);
      std::fill(mark.begin() + labels, mark.end(), uint16_t(0));
      for (auto& [set, label] : seen)
        if (set == body && label == mark) return false;  // the same reading, by the core's own symmetry
      seen.emplace_back(body, mark);
      spend();
      Fit fit = settle(formula, found, body, m->all);
      if (!fit.met) return false;
      return told(with_pieces(f, found, fit, body));
    });
    // RDKit goes through all embeddings before the first is looked at; a reading that ends the search early is one of
    // an exclusion, whose outcome does not depend on how many there are.
  }

  int name_of(int site) const { return t.sites[site * S_WIDTH + S_NAME]; }

  Fit with_pieces(const int32_t* f, const Match& match, const Fit& found, Atoms body) {
    Fit fit{true, found.notes, found.doubts, body | found.core};
    if (f[F_PIECES]) {
      Span span{int(notes.size()), 0};
      for (int i = f[F_PIECE]; i < f[F_PIECE] + f[F_PIECES]; i++) {
        const int32_t* p = t.pieces + i * P_WIDTH;
        if (!p[P_SAYS]) continue;
        Atoms atoms = 0;
        for (int k = p[P_ATOM]; k < p[P_ATOM] + p[P_ATOMS]; k++) atoms |= one(match.atom[t.piece_atoms[k]]);
        notes.push_back({p[P_LIMB], p[P_NAME], p[P_SAYS], atoms, true});
        span.count++;
      }
      if (span.count) {
        for (int k = 0; k < found.notes.count; k++) notes.push_back(Note(notes[found.notes.first + k]));
        span.count += found.notes.count;
        fit.notes = span;
      }
    }
    if (f[F_DOUBT]) {
      Span span{int(doubts.size()), 1};
      doubts.push_back(f[F_DOUBT]);
      for (int k = 0; k < found.doubts.count; k++) doubts.push_back(int(doubts[found.doubts.first + k]));
      span.count += found.doubts.count;
      fit.doubts = span;
    }
    return fit;
  }

  // A drawn group as a residue -----------------------------------------------------------------------------------

  Fit fit_formula(int formula, Atoms scope, const Ends& ends) {
    const int32_t* f = t.formulas + formula * F_WIDTH;
    if (f[F_ENDS] != ends.count || ends.count > 2) return {};
    std::vector<Match> matches;
    if (ends.count == 1) {
      if (ends.at[0].order == f[F_O0] && m->number[ends.at[0].first] == f[F_HEAD])
        anchored(f, ends.at[0], nullptr, matches);
    } else {
      for (int turn = 0; turn < 2; turn++) {
        const End &a = ends.at[turn], &b = ends.at[1 - turn];
        if (a.order == f[F_O0] && b.order == f[F_O1]) anchored(f, a, &b, matches);
      }
    }
    Fit best;
    for (const Match& match : matches) {
      Atoms body = 0;
      for (int q = 0; q < f[F_ATOMS]; q++)
        if (q != f[F_A0] && (ends.count == 1 || q != f[F_A1])) body |= one(match.atom[q]);
      if (body & ~scope) continue;
      Fit found = settle(formula, match, body, scope);
      if (!found.met) continue;
      Fit fit = with_pieces(f, match, found, body);
      if (!fit.doubts.count) return fit;
      if (!best.met) best = fit;
    }
    return best;
  }

  // Embeddings that hang on one end (and on another), in RDKit's order.
  void anchored(const int32_t* f, const End& end, const End* other, std::vector<Match>& out) {
    const int32_t* core = t.atoms + f[F_ATOM] * A_WIDTH;
    const int32_t* steps_of = t.steps + f[F_ANCHORED] * T_WIDTH;  // the anchor, its atom, then the rest
    Match match{};
    match.atom[f[F_A0]] = end.kept;
    if (!stands(core, f[F_A0], end.kept) || !stands(core, f[F_X0], end.first)) return;
    if (!joined(steps_of + T_WIDTH, match, end.first)) return;
    match.atom[f[F_X0]] = end.first;
    size_t before = out.size();
    embed(f, steps_of, 2, match, one(end.kept) | one(end.first), [&](const Match& found, Atoms) {
      if (other && (found.atom[f[F_A1]] != other->kept || found.atom[f[F_X1]] != other->first)) return false;
      if (out.size() - before > MOST_MATCHES) throw GiveUp{};
      out.push_back(found);
      return false;
    });
    if (out.size() - before > 1) {
      const int32_t* full = t.steps + f[F_STEP] * T_WIDTH;
      std::stable_sort(out.begin() + long(before), out.end(), [&](const Match& a, const Match& b) {
        for (int i = 0; i < f[F_ATOMS]; i++) {
          const int32_t* step = full + i * T_WIDTH;
          int q = step[T_ATOM];
          if (a.atom[q] == b.atom[q]) continue;
          if (step[T_PARENT] < 0) return a.atom[q] < b.atom[q];
          int parent = a.atom[step[T_PARENT]];  // equal in both: they first differ here
          for (int k = 0; k < m->degree[parent]; k++) {
            if (m->to[parent][k] == a.atom[q]) return true;
            if (m->to[parent][k] == b.atom[q]) return false;
          }
        }
        return false;
      });
    }
  }

  // What is left over around one embedding -----------------------------------------------------------------------

  struct Residue {
    Atoms part;
    Ends ends;
  };
  struct HookNow {
    int atom, site, order;
    bool gone;
  };
  struct Settling {
    int formula;
    std::vector<HookNow> hooks;
    std::vector<std::pair<int, int>> opens;   // atom, site
    std::vector<std::pair<int, int>> counts;  // name, how many
    std::vector<Note> notes;
    std::vector<int> doubts;
    Atoms core = 0;
  };

  Ends ends_of(Atoms body, Atoms part) const {
    Ends ends;
    for (Atoms left = part; left; left &= left - 1) {
      int x = lowest(left);
      for (int i = 0; i < m->degree[x]; i++) {
        int a = m->to[x][i];
        if (!(body >> a & 1)) continue;
        if (ends.count == 16) throw GiveUp{};
        ends.at[ends.count++] = {uint8_t(a), uint8_t(x), m->order[x][i]};
      }
    }
    std::sort(ends.at, ends.at + ends.count);
    return ends;
  }

  Fit settle(int formula, const Match& match, Atoms body, Atoms scope) {
    const int32_t* f = t.formulas + formula * F_WIDTH;
    int inner = 0;
    for (Atoms left = body; left; left &= left - 1) inner += count_of(m->near[lowest(left)] & body);
    if (inner != 2 * f[F_INNER]) return {};
    std::vector<Residue> residues;  // each on one bond
    std::vector<Residue> bridges;
    for (Atoms left = scope & ~body; left;) {
      Atoms part = m->grow(left & -left, left);
      left &= ~part;
      Ends ends = ends_of(body, part);
      (ends.count == 1 ? residues : bridges).push_back({part, ends});
    }
    Settling s;
    s.formula = formula;
    for (int i = f[F_HOOK]; i < f[F_HOOK] + f[F_HOOKS]; i++) {
      const int32_t* h = t.hooks + i * H_WIDTH;
      s.hooks.push_back({match.atom[h[H_ATOM]], h[H_SITE], h[H_ORDER], false});
    }
    for (int i = f[F_OPEN]; i < f[F_OPEN] + f[F_OPENS]; i++) {
      const int32_t* n = t.opens + i * N_WIDTH;
      s.opens.emplace_back(match.atom[n[N_ATOM]], n[N_SITE]);
    }
    if (f[F_WORD])
      for (int e = 0; e < f[F_ENDS]; e++) {
        int head = match.atom[e ? f[F_X1] : f[F_X0]];
        for (const Residue& r : residues)
          if (r.ends.at[0].kept == head && (r.ends.at[0].order == 2 || r.ends.at[0].order == 3)) return {};
      }
    for (const Residue& bridge : bridges)
      if (!place_bridge(s, bridge)) return {};
    for (int q = 0; q < f[F_ATOMS]; q++) {
      int atom = match.atom[q];
      const Residue* own[8];
      int count = 0;
      for (const Residue& r : residues)
        if (r.ends.at[0].kept == atom) {
          if (count == 8) throw GiveUp{};
          own[count++] = &r;
        }
      if (count > 1)
        std::stable_sort(own, own + count, [&](auto* a, auto* b) { return m->rank(a->part) < m->rank(b->part); });
      bool hooked = false;
      for (const HookNow& h : s.hooks) hooked |= h.atom == atom;
      if ((count || hooked) && !place(s, atom, own, count)) return {};
    }
    return done(s);
  }

  void take(Settling& s, int site, const Fit& found, bool filled) {
    for (int k = 0; k < found.notes.count; k++) {
      Note note = notes[found.notes.first + k];
      if (!note.site) note = {note.limb, site, note.says, note.atoms, false};
      s.notes.push_back(note);
    }
    for (int k = 0; k < found.doubts.count; k++) s.doubts.push_back(doubts[found.doubts.first + k]);
    s.core |= found.core;
    if (!filled) return;
    for (auto& [name, count] : s.counts)
      if (name == site) {
        count++;
        return;
      }
    s.counts.emplace_back(site, 1);
  }

  int site_at(const Settling& s, int atom) const {
    for (auto& [place, site] : s.opens)
      if (place == atom) return site;
    return t.formulas[s.formula * F_WIDTH + F_ELSEWHERE];
  }

  bool place_bridge(Settling& s, const Residue& bridge) {
    const int32_t* f = t.formulas + s.formula * F_WIDTH;
    const Ends& ends = bridge.ends;
    if (ends.count == 2) {
      for (int i = f[F_RULE]; i < f[F_RULE] + f[F_RULES]; i++) {
        const int32_t* r = t.rules + i * R_WIDTH;
        for (int turn = 0; turn < 2; turn++) {
          int first = r[turn ? R_SECOND : R_FIRST], second = r[turn ? R_FIRST : R_SECOND];
          int claimed[2], claims = 0;
          if (!claim(s, ends, first, second, claimed, claims)) continue;
          Fit found = first_of(r[R_OPTION], r[R_OPTIONS], bridge.part, ends);
          if (!found.met) continue;
          for (int k = 0; k < claims; k++) s.hooks[size_t(claimed[k])].gone = true;
          take(s, r[R_JOINED], found, false);
          return true;
        }
      }
    }
    bool everywhere = true, fused = true;
    for (int k = 0; k < ends.count; k++) {
      int site = site_at(s, ends.at[k].kept);
      everywhere = everywhere && site >= 0;
      fused = fused && site >= 0 && t.sites[site * S_WIDTH + S_FUSED];
    }
    if (!everywhere) return false;
    for (int k = 0; k < ends.count; k++) {
      int site = site_at(s, ends.at[k].kept);
      Fit found = meets(bridge.part, ends, site);
      if (found.met && (!t.sites[site * S_WIDTH + S_FUSED] || fused)) {
        take(s, name_of(site), found, true);
        return true;
      }
    }
    return false;
  }

  // The hooks that a ring over two atoms uses up.
  bool claim(const Settling& s, const Ends& ends, int first, int second, int* claimed, int& claims) const {
    for (int k = 0; k < 2; k++) {
      int atom = ends.at[k].kept, name = k ? second : first, hook = -1;
      for (size_t i = 0; i < s.hooks.size() && hook < 0; i++)
        if (!s.hooks[i].gone && s.hooks[i].atom == atom && name_of(s.hooks[i].site) == name &&
            !(claims && claimed[0] == int(i)))
          hook = int(i);
      if (hook >= 0) {
        claimed[claims++] = hook;
        continue;
      }
      bool open = false;
      for (auto& [place, site] : s.opens) open |= place == atom && name_of(site) == name;
      if (!open && name != ANY_NAME) return false;
    }
    return true;
  }

  struct Hung {
    int site;
    Fit fit;
    bool filled;
  };

  bool place(Settling& s, int atom, const Residue* const* residues, int count) {
    int hooks[8], hook_count = 0;
    for (size_t i = 0; i < s.hooks.size(); i++)
      if (s.hooks[i].atom == atom && !s.hooks[i].gone) {
        if (hook_count == 8) throw GiveUp{};
        hooks[hook_count++] = int(i);
      }
    if (!hook_count) {
      for (int i = 0; i < count; i++)
        if (!open(s, atom, *residues[i])) return false;
      return true;
    }
    int candidates = count + std::max(0, hook_count - count);  // those past ``count`` are hydrogen
    Hung best[8], now[8];
    int best_doubts = -1, best_rest[8], rest_count = 0;
    int order[8];
    auto permute = [&](auto&& self, int at, unsigned used) -> bool {  // true: one without doubt is found
      if (at < hook_count) {
        for (int i = 0; i < candidates; i++) {
          if (used >> i & 1) continue;
          order[at] = i;
          if (self(self, at + 1, used | 1u << i)) return true;
        }
        return false;
      }
      int total = 0;
      for (int k = 0; k < hook_count; k++) {
        const HookNow& hook = s.hooks[size_t(hooks[k])];
        const int32_t* site = t.sites + hook.site * S_WIDTH;
        Fit fit;
        if (order[k] >= count) {
          if (!site[S_HYDROGEN]) return false;
          fit.met = true;
          if (site[S_LIMB]) {
            fit.notes = {int(notes.size()), 1};
            notes.push_back({site[S_LIMB], site[S_NAME], site[S_SAYS], 0, false});
          }
          now[k] = {site[S_NAME], fit, false};
          continue;
        }
        const Residue& r = *residues[order[k]];
        if (r.ends.at[0].order != hook.order) return false;
        fit = meets(r.part, r.ends, hook.site);
        if (!fit.met) return false;
        now[k] = {site[S_NAME], fit, true};
        total += fit.doubts.count;
      }
      int rest[8], rests = 0;
      for (int i = 0; i < count; i++)
        if (!(used >> i & 1)) rest[rests++] = i;
      int site = rests ? site_at(s, atom) : -1;
      for (int i = 0; i < rests; i++)
        if (site < 0 || !meets(residues[rest[i]]->part, residues[rest[i]]->ends, site).met) return false;
      if (best_doubts < 0 || total < best_doubts) {
        best_doubts = total;
        std::copy(now, now + hook_count, best);
        std::copy(rest, rest + rests, best_rest);
        rest_count = rests;
      }
      return total == 0;
    };
    permute(permute, 0, 0u);
    if (best_doubts < 0) return false;
    for (int k = 0; k < hook_count; k++) take(s, best[k].site, best[k].fit, best[k].filled);
    for (int i = 0; i < rest_count; i++)
      if (!open(s, atom, *residues[best_rest[i]])) return false;
    return true;
  }

  bool open(Settling& s, int atom, const Residue& residue) {
    int site = site_at(s, atom);
    if (site < 0) return false;
    Fit found = meets(residue.part, residue.ends, site);
    if (!found.met) return false;
    take(s, name_of(site), found, true);
    return true;
  }

  bool within_counts(const Settling& s, int site) const {
    const int32_t* r = t.sites + site * S_WIDTH;
    int held = 0;
    for (auto& [name, count] : s.counts)
      if (name == r[S_NAME]) held = count;
    return r[S_LEAST] <= held && held <= r[S_MOST];
  }

  Fit done(const Settling& s) {
    const int32_t* f = t.formulas + s.formula * F_WIDTH;
    for (int i = f[F_HOOK]; i < f[F_HOOK] + f[F_HOOKS]; i++)
      if (!within_counts(s, t.hooks[i * H_WIDTH + H_SITE])) return {};
    for (int i = f[F_OPEN]; i < f[F_OPEN] + f[F_OPENS]; i++)
      if (!within_counts(s, t.opens[i * N_WIDTH + N_SITE])) return {};
    if (f[F_ELSEWHERE] >= 0 && !within_counts(s, f[F_ELSEWHERE])) return {};
    Fit fit;
    fit.met = true;
    fit.core = s.core;
    fit.notes = {int(notes.size()), int(s.notes.size())};
    notes.insert(notes.end(), s.notes.begin(), s.notes.end());
    fit.doubts.first = int(doubts.size());
    for (size_t i = 0; i < s.doubts.size(); i++)
      if (std::find(s.doubts.begin(), s.doubts.begin() + long(i), s.doubts[i]) == s.doubts.begin() + long(i))
        doubts.push_back(s.doubts[i]);
    fit.doubts.count = int(doubts.size()) - fit.doubts.first;
    return fit;
  }

  // options and kinds ------------------------------------------------------------------------------------------------

  struct Kept {
    uint64_t stamp = 0;
    Atoms scope;
    uint64_t key;
    Fit fit;
  };
  std::vector<Kept> memo = std::vector<Kept>(4096);
  uint64_t stamp = 0;

  void memo_begin() { stamp++; }

  Fit first_of(int option, int count, Atoms scope, const Ends& ends) {
    Fit doubtful;
    for (int i = option; i < option + count; i++) {
      Fit found = try_option(i, scope, ends);
      if (!found.met) continue;
      if (!found.doubts.count) return found;
      if (!doubtful.met) doubtful = found;
    }
    return doubtful;
  }

  Fit meets(Atoms part, const Ends& ends, int site) {
    const int32_t* s = t.sites + site * S_WIDTH;
    Fit found = first_of(s[S_OPTION], s[S_OPTIONS], part, ends);
    if (!found.met && ends.count > 1 && s[S_FUSED]) found.met = true;
    return found;
  }

  Fit try_option(int option, Atoms scope, const Ends& ends) {
    const int32_t* o = t.options + option * O_WIDTH;
    // what a kind begins with is looked at before anything is kept
    if (ends.count == 1 && !may_begin(o, m->number[ends.at[0].first], ends.at[0].order)) return {};
    Kept* slot = nullptr;
    uint64_t key = 0;
    if (ends.count <= 2) {
      key = uint64_t(option) << 36 | uint64_t(ends.count) << 34;
      for (int i = 0; i < ends.count; i++)
        key ^= (uint64_t(ends.at[i].kept) << 10 | uint64_t(ends.at[i].first) << 3 | ends.at[i].order) << (17 * i);
      uint64_t hash = (uint64_t(scope ^ scope >> 57) * 0x9E3779B97F4A7C15u ^ key) * 0xD6E8FEB86659FD93u;
      slot = &memo[hash >> 52];
      if (slot->stamp == stamp && slot->scope == scope && slot->key == key) return slot->fit;
    }
    spend();
    Fit found = fit_kind(o[O_FITTER], o[O_INDEX], o[O_COUNT], scope, ends);
    if (found.met && (o[O_LIMB] || o[O_DOUBT] || o[O_NOTE])) {
      if (o[O_NOTE]) {
        Span span{int(notes.size()), 1};
        notes.push_back({o[O_LIMB], 0, o[O_SAYS], scope, false});
        for (int k = 0; k < found.notes.count; k++)
          if (notes[found.notes.first + k].limb) {
            notes.push_back(Note(notes[found.notes.first + k]));
            span.count++;
          }
        found.notes = span;
      }
      if (o[O_DOUBT]) {
        Span span{int(doubts.size()), found.doubts.count + 1};
        for (int k = 0; k < found.doubts.count; k++) doubts.push_back(int(doubts[found.doubts.first + k]));
        doubts.push_back(o[O_DOUBT]);
        found.doubts = span;
      }
    }
    if (slot) *slot = {stamp, scope, key, found};
    return found;
  }

  static bool is_halogen(int number) { return number == 9 || number == 17 || number == 35 || number == 53; }

  bool may_begin(const int32_t* o, int number, int order) const {
    if (o[O_FITTER] == FORMULA) {
      const int32_t* f = t.formulas + o[O_INDEX] * F_WIDTH;
      return f[F_ENDS] == 1 && f[F_HEAD] == number && f[F_O0] == order;
    }
    if (o[O_FITTER] == PRIMITIVE) {
      const int32_t* k = t.primitives + o[O_INDEX] * K_WIDTH;
      const int begins = k[K_BEGINS];
      if (begins == BEGINS_CARBON ? number != 6 : begins == BEGINS_HALOGEN ? !is_halogen(number) : begins == BEGINS_NOTHING) return false;
      return !k[K_BOND] || order == 1;
    }
    return o[O_FITTER] == ONE_OF;
  }

  Fit fit_kind(int fitter, int index, int count, Atoms scope, const Ends& ends) {
    switch (fitter) {
      case HYDROGEN_ONLY: {
        Fit fit;
        fit.met = scope == 0;
        return fit;
      }
      case PRIMITIVE:
        return fit_primitive(t.primitives + index * K_WIDTH, scope, ends);
      case ONE_OF:
        return first_of(index, count, scope, ends);
      default:
        return fit_formula(index, scope, ends);
    }
  }

  static bool within(int count, const int32_t* span) { return span[0] < 0 || (span[0] <= count && count <= span[1]); }

  enum By { NOT_MET, IN_DOUBT, SURELY_MET };  // how a residue is met by one of its skeletons

  Fit fit_primitive(const int32_t* k, Atoms scope, const Ends& ends) {
    if (!admits(k, scope, ends)) return {};
    Fit result;
    auto skeleton = [&](Atoms mask) {
      Fit fit;
      const Atoms rest = scope & ~mask;
      if (!rest && !k[K_NEEDS]) fit.met = true;
      else if (k[K_ON_IT] >= 0 && rest) fit = substituents(k, mask, rest);
      if (fit.met) result = fit;
      return !fit.met ? NOT_MET : fit.doubts.count ? IN_DOUBT : SURELY_MET;
    };
    skeletons(k, scope, ends, skeleton);
    return result;
  }

  Fit substituents(const int32_t* k, Atoms skeleton, Atoms rest) {
    std::vector<int> found;
    int count = 0;
    for (Atoms left = rest; left;) {
      Atoms part = m->grow(left & -left, left);
      left &= ~part;
      Fit met = meets(part, ends_of(skeleton, part), k[K_ON_IT]);
      if (!met.met) return {};
      for (int i = 0; i < met.doubts.count; i++) found.push_back(doubts[met.doubts.first + i]);
      count++;
    }
    Fit fit;
    if (count < k[K_NEEDS]) return fit;
    fit.met = true;
    fit.doubts = {int(doubts.size()), int(found.size())};
    doubts.insert(doubts.end(), found.begin(), found.end());
    return fit;
  }

  bool admits(const int32_t* k, Atoms scope, const Ends& ends) const {
    if (k[K_MASS_LOW] >= 0 && !(k[K_MASS_LOW] == 0 && surely_within(scope, k[K_MASS_HIGH]))) {
      double total = weight(scope);
      if (total < k[K_MASS_LOW] || total > k[K_MASS_HIGH]) return false;
    }
    if (!within(count_of(scope), k + K_ATOMS_LOW) || !within(count_of(scope & m->carbons), k + K_CARBONS_LOW))
      return false;
    if (k[K_ELEMENTS] >= 0 && (scope & ~made_of(k[K_ELEMENTS]))) return false;
    if (k[K_VIA] >= 0) {
      Atoms made = made_of(k[K_VIA]);
      for (int i = 0; i < ends.count; i++)
        if (!(made >> ends.at[i].first & 1)) return false;
    }
    if (k[K_CHAIN_LOW] < 0 || (k[K_CHAIN_LOW] == 0 && count_of(scope & ~m->in_ring) <= k[K_CHAIN_HIGH])) return true;
    return within(longest_chain(scope), k + K_CHAIN_LOW);
  }

  Atoms made_of(int set) const {
    Atoms made = 0;
    for (int a = 0; a < m->size; a++)
      if (m->number[a] <= LIGHT && t.elements[set] >> m->number[a] & 1) made |= one(a);
    return made;
  }

  std::pair<int, int> farthest(Atoms part, int start) const {
    Atoms seen = one(start), edge = seen;
    int last = start, steps_taken = 0;
    while (edge) {
      last = lowest(edge);
      steps_taken++;
      Atoms reached = 0;
      for (Atoms left = edge; left; left &= left - 1) reached |= m->near[lowest(left)];
      edge = reached & part & ~seen;
      seen |= edge;
    }
    return {last, steps_taken};
  }

  int longest_chain(Atoms scope) const {
    int longest = 0;
    for (Atoms left = scope & ~m->in_ring; left;) {
      Atoms part = m->grow(left & -left, left);
      left &= ~part;
      auto [end, _] = farthest(part, lowest(part));
      longest = std::max(longest, farthest(part, end).second);
    }
    return longest;
  }

  int has_multiple(Atoms mask) const {
    int highest = 1;
    for (Atoms left = mask; left; left &= left - 1) {
      int i = lowest(left);
      for (int k = 0; k < m->degree[i]; k++)
        if (mask >> m->to[i][k] & 1 && (m->order[i][k] == 2 || m->order[i][k] == 3))
          highest = std::max(highest, int(m->order[i][k]));
    }
    return highest;
  }

  bool single_bonded(Atoms mask) const {
    for (Atoms left = mask; left; left &= left - 1) {
      int i = lowest(left);
      for (int k = 0; k < m->degree[i]; k++)
        if (mask >> m->to[i][k] & 1 && m->order[i][k] != 1) return false;
    }
    return true;
  }

  // The skeletons of a residue, by the function of its form.
  template <class Told>
  void skeletons(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    switch (k[K_FORM]) {
#define TIDEWAITER_CASE(number, name) \
  case number:                        \
    return name(k, scope, ends, told);
      TIDEWAITER_FORMS(TIDEWAITER_CASE)
#undef TIDEWAITER_CASE
    }
  }

#include "forms.hpp"

  Atoms path(Atoms scope, int x, int y) const {
    if (x == y) return one(x);
    // the atoms on the one shortest path in the whole molecule; RDKit chooses where there are several
    Atoms layers[65];
    int depth = 0;
    Atoms seen = one(x);
    layers[0] = seen;
    while (!(layers[depth] >> y & 1)) {
      Atoms reached = 0;
      for (Atoms left = layers[depth]; left; left &= left - 1) reached |= m->near[lowest(left)];
      layers[++depth] = reached & ~seen;
      seen |= reached;
    }
    Atoms mask = one(y), edge = mask;
    while (depth--) {
      edge = m->near[lowest(edge)] & layers[depth];
      if (count_of(edge) != 1) throw GiveUp{};
      mask |= edge;
    }
    return mask & ~scope ? m->grow(one(x), scope) : mask;
  }
};

}  // namespace tidewaiter::exact
