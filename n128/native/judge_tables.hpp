// The class definitions as the judge reads them: rows of numbers, made by met/tables/judge.py, in the columns of made.hpp.
#pragma once

#include <cstdint>

#include "made.hpp"

namespace tidewaiter::exact {

constexpr int ANY_CHARGE = 99;
enum Fitter { HYDROGEN_ONLY, PRIMITIVE, ONE_OF, FORMULA };

struct JudgeTables {  // the order of the pointers is that of met/tables/layout.py
  const int32_t *formulas, *atoms, *steps, *checks, *hooks, *opens, *rules, *pieces, *piece_atoms, *sites, *options,
      *primitives, *definitions, *must, *scaffolds;
  const int64_t* elements;  // sets of elements, as bits
  const double* weights;    // of each element
  // sorted parts: of each definition what it excepts and names, by constitution; and what of these has none here, by elements
  // and neighbours, which is Python's to decide
  const int64_t* guarded;
};

}  // namespace tidewaiter::exact
