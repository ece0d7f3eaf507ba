// The class definitions in force as the judge reads them: rows of numbers, made by bulk/tables/judge.py.
#pragma once

#include <cstdint>

namespace tidewaiter::exact {

// columns of the tables; bulk/tables/judge.py writes them in this order
enum FormulaColumn {
  F_ATOM,
  F_ATOMS,
  F_STEP,
  F_ANCHORED,
  F_INNER,
  F_HOOK,
  F_HOOKS,
  F_OPEN,
  F_OPENS,
  F_ENDS,
  F_A0,
  F_X0,
  F_O0,
  F_A1,
  F_X1,
  F_O1,
  F_HEAD,
  F_RULE,
  F_RULES,
  F_ELSEWHERE,
  F_PIECE,
  F_PIECES,
  F_DOUBT,
  F_WORD,
  F_WIDTH
};
enum AtomColumn { A_ELEMENT, A_AROMATIC, A_LEAST, A_MOST, A_CHARGE, A_WIDTH };
constexpr int ANY_CHARGE = 99;
enum StepColumn { T_ATOM, T_PARENT, T_CHECK, T_CHECKS, T_WIDTH };
enum HookColumn { H_ATOM, H_SITE, H_ORDER, H_WIDTH };
enum OpenColumn { N_ATOM, N_SITE, N_WIDTH };
enum RuleColumn { R_FIRST, R_SECOND, R_JOINED, R_OPTION, R_OPTIONS, R_WIDTH };
enum PieceColumn { P_LIMB, P_NAME, P_SAYS, P_ATOM, P_ATOMS, P_WIDTH };
enum SiteColumn { S_NAME, S_OPTION, S_OPTIONS, S_HYDROGEN, S_LIMB, S_SAYS, S_FUSED, S_LEAST, S_MOST, S_WIDTH };
enum OptionColumn { O_FITTER, O_INDEX, O_COUNT, O_SAYS, O_LIMB, O_DOUBT, O_NOTE, O_WIDTH };
enum Fitter { HYDROGEN_ONLY, PRIMITIVE, ONE_OF, FORMULA };
enum PrimitiveColumn {
  K_CODE,
  K_LOW,
  K_HIGH,
  K_MASS_LOW,
  K_MASS_HIGH,
  K_ATOMS_LOW,
  K_ATOMS_HIGH,
  K_CARBONS_LOW,
  K_CARBONS_HIGH,
  K_CHAIN_LOW,
  K_CHAIN_HIGH,
  K_SIZE_LOW,
  K_SIZE_HIGH,
  K_RINGS_LOW,
  K_RINGS_HIGH,
  K_HETERO_LOW,
  K_HETERO_HIGH,
  K_ELEMENTS,
  K_VIA,
  K_ON_IT,
  K_NEEDS,
  K_LEAST,
  K_MOST,
  K_HETERO,
  K_AROMATIC,
  K_SATURATED,
  K_SINGLE,
  K_NONAROMATIC,
  K_WIDTH
};
enum Code { ANY_GROUP, HALOGEN_ATOM, CHAIN, HYDROCARBYL, RING, ALKYLENE, CLOSED_RING };
enum DefinitionColumn {
  D_AT_LEAST, D_MUST, D_MUSTS, D_DOUBT, D_CAP, D_GUARD, D_GUARDS, D_EXCEPT, D_EXCEPTS, D_NAMED, D_NAMEDS, D_WIDTH
};
enum ScaffoldColumn { C_DEFINITION, C_NUMBER, C_FORMULA, C_WIDTH };  // formula -1: not expressed here

struct JudgeTables {  // the order of the pointers is that of bulk/tables/judge.py
  const int32_t *formulas, *atoms, *steps, *checks, *hooks, *opens, *rules, *pieces, *piece_atoms, *sites, *options,
      *primitives, *definitions, *must, *scaffolds;
  const int64_t* elements;  // sets of elements, as bits
  const double* weights;    // of each element
  // sorted parts: of each definition what it excepts and names, by constitution; and what of these has none here, by elements
  // and neighbours, which is Python's to decide
  const int64_t* guarded;
};

}  // namespace tidewaiter::exact
