// screen_decide: the grids of what follows: the products of the rows that are alive or, if there are too many or the
// screen cannot be used, those of all rows.
//
// Buffers: 2 query (screen_query), 3 grids: of the former, then of each slice of the latter; 4 counts: steps
// answered by the screen, steps that were not, rows that were alive in the former.
// Grid: 1.
#include "common.glsl"

PARAMS {
    uint limit;
    uint rows;    // of a work group
    uint slices;  // of the whole product
    uint groups;  // work groups of each slice but the last
    uint last;    // work groups of that
} p;

BUFFER(2, Query, uint, query)
RESULT(3, Grids, uint, grids)
RESULT(4, Counts, uint, counts)

void main() {
    if (lane() > 0) return;
    bool screened = query[0] != 0 && query[6] <= p.limit;
    grids[0] = screened ? (query[6] + p.rows - 1) / p.rows : 0;
    for (uint i = 1; i <= p.slices; i++) grids[3 * i] = screened ? 0 : i < p.slices ? p.groups : p.last;
    for (uint i = 0; i <= p.slices; i++) grids[3 * i + 1] = grids[3 * i + 2] = 1;
    counts[screened ? 0 : 1]++;
    if (screened) counts[2] += query[6];
}
