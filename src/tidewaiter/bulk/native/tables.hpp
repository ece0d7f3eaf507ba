// What was compiled for a question, and what comes out of rows: the structures that `library.py` fills and reads.
#pragma once

#include <cstdint>

#include "judge_tables.hpp"

namespace tidewaiter {

template <typename T>
struct Array {
  const T* data;
  int64_t size;
};

// Sets of keys of what is listed, made by tables/listed.py: outlines and skeletons of all; formulas and skeletons of what is
// read off; formulas of what is listed with its positional isomers, these with hydrogens and rings, and with more exact
// counts of rings; skeletons that are left to Python; those of what is excepted by name; skeletons with hydrogens, which
// tautomers share; formulas of salts that are listed as such, and the sums of their parts' skeletons.
enum { K_OUTLINE, K_SKELETON, K_PARENT, K_PARENT_SKELETON, K_POSITIONAL, K_ISOMER, K_ISOMER_RINGS, K_LEFT, K_EXCEPTED, K_TAUTOMER, K_SALT, K_SALT_SKELETON, K_COUNT };

// What was compiled for a question, in the order of `TABLES` of library.py.
struct Tables {
  Array<int64_t> patterns, atoms, extra, hooks, sites, options, rules;
  Array<int32_t> nodes, numbers, links;
  Array<uint64_t> enough;
  Array<int32_t> quantities, starts, needs;
  Array<int64_t> keys[K_COUNT];
  Array<uint64_t> filters;  // one for each array of keys
  Array<int32_t> scaffolds; // of each its pattern, and whether it is one that a clause takes out
  Array<int32_t> sizes;     // least atoms of a part that classes are asked about; blocks, rows of a block of `enough`;
                            // nodes of a single atom
  // what the judge reads, in the order of JudgeTables
  Array<int32_t> judge[15];
  Array<int64_t> elements;
  Array<double> weights;
  Array<int64_t> guarded;
  Array<int64_t> listed_hashes;  // see ListedTables
  Array<int32_t> listed_nothing, listed_structures, listed_texts;
  Array<uint8_t> listed_text;
};

inline exact::JudgeTables judge_tables(const Tables& t) {
  const int32_t* p[15];
  for (int i = 0; i < 15; i++) p[i] = t.judge[i].data;
  return {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13], p[14],
          t.elements.data, t.weights.data, t.guarded.data};
}

// What comes out of rows: of each its marks; and what is told of those that are settled, with the residues that it names.
struct Out {
  int32_t* marks;
  int64_t* told;
  int64_t told_room, told_count;
  uint8_t* codes;
  int64_t code_room, code_count;
};

}  // namespace tidewaiter
