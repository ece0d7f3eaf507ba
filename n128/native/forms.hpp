// The forms of residues, inside `Judge`: the twins of the functions of these names in classes/residues.py.
//
// Each finds the possible skeletons of a residue and tells them in the same order; where `told` says that one is met, no
// other is looked at. `k` is the kind's row (`K_` of made.hpp), `scope` the residue, `ends` where it hangs. What is RDKit's choice gives up.

  template <class Told>
  void any_group(const int32_t*, Atoms scope, const Ends& ends, Told&& told) {
    if (scope && ends.count == 1) told(scope);
  }

  template <class Told>
  void halogen(const int32_t*, Atoms scope, const Ends&, Told&& told) {
    if (count_of(scope) == 1 && is_halogen(m->number[lowest(scope)])) told(scope);
  }

  static bool hangs_singly(const Ends& ends) { return ends.count == 1 && ends.at[0].order == 1; }

  // The whole carbon skeleton where a residue hangs, within some atoms; then the same without its functional carbons.
  template <class Fits, class Told>
  void carbon_skeletons(Atoms scope, const Ends& ends, Atoms within_these, Fits&& fits, Told&& told) {
    if (!hangs_singly(ends)) return;
    const int start = ends.at[0].first;
    if (m->functional >> start & 1) return;
    const Atoms whole = m->grow(one(start), scope & m->carbons & within_these);
    if (!whole) return;
    if (fits(whole) && told(whole)) return;
    const Atoms bare = m->grow(one(start), whole & ~m->functional);
    if (bare && bare != whole && fits(bare)) told(bare);
  }

  template <class Told>
  void chain(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    const auto fits = [&](Atoms mask) {
      if (!within(count_of(mask), k + K_LOW)) return false;
      const int multiple = has_multiple(mask);
      return k[K_LEAST] <= multiple && multiple <= k[K_MOST];
    };
    carbon_skeletons(scope, ends, ~m->in_ring, fits, told);
  }

  template <class Told>
  void hydrocarbyl(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    carbon_skeletons(scope, ends, ~m->heterocyclic, [&](Atoms mask) { return within(count_of(mask), k + K_LOW); }, told);
  }

  template <class Told>
  void ring(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    if (!hangs_singly(ends)) return;
    Atoms mask = 0;
    int rings = 0;
    for (int i = 0; i < m->system_count; i++)
      if (m->systems[i] >> ends.at[0].first & 1 && !(m->systems[i] & ~scope)) {
        if (mask) throw GiveUp{};  // a spiro atom: which ring comes first is RDKit's choice
        mask = m->systems[i];
        rings = m->system_rings[i];
      }
    if (!mask || (k[K_SINGLE] && rings != 1)) return;
    const int others = count_of(mask & ~m->carbons);
    if ((k[K_HETERO] >= 0 && (others > 0) != (k[K_HETERO] == 1)) || !within(others, k + K_HETERO_LOW)) return;
    if (k[K_AROMATIC] >= 0 && ((mask & ~m->aromatic) == 0) != (k[K_AROMATIC] == 1)) return;
    if (k[K_SATURATED] && !single_bonded(mask)) return;
    if (!within(count_of(mask), k + K_LOW) || !within(count_of(mask), k + K_SIZE_LOW)) return;
    if (within(rings, k + K_RINGS_LOW)) told(mask);
  }

  template <class Told>
  void alkylene(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    if (ends.count != 2 || ends.at[0].order != 1 || ends.at[1].order != 1 || (scope & ~m->carbons)) return;
    const Atoms mask = path(scope, ends.at[0].first, ends.at[1].first);
    if (mask && single_bonded(mask) && within(count_of(mask), k + K_LOW)) told(mask);
  }

  template <class Told>
  void closed_ring(const int32_t* k, Atoms scope, const Ends& ends, Told&& told) {
    if (ends.count != 2) return;
    const End &e = ends.at[0], &g = ends.at[1];
    const bool arom = e.order == AROMATIC_ORDER || g.order == AROMATIC_ORDER;
    Atoms found[MOST_CYCLES];
    int count = 0;
    for (int r = 0; r < m->ring_count; r++) {
      const Atoms ring = m->rings[r];
      if (!(ring >> e.kept & 1 && ring >> g.kept & 1 && ring >> e.first & 1 && ring >> g.first & 1)) continue;
      if (!within(count_of(ring), k + K_LOW) || !within(count_of(ring), k + K_SIZE_LOW)) continue;
      if (k[K_NONAROMATIC] && (arom || !(ring & ~m->aromatic))) continue;
      if (k[K_SATURATED] && !single_bonded(ring)) continue;
      if (!within(count_of(ring & ~m->carbons), k + K_HETERO_LOW)) continue;
      found[count++] = ring & scope;
    }
    for (int i = 0; i < count; i++)  // which comes first is RDKit's choice: it makes a difference where one brings doubts
      if (told(found[i]) == IN_DOUBT && count > 1) throw GiveUp{};
  }
