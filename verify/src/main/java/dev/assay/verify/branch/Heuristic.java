package dev.assay.verify.branch;

/** How the dimension is chosen along which a box is halved. */
enum Heuristic {
  /** That whose halves have the best bounds, each tried. */
  STRONG,
  /** That along which the linear bounds vary most. */
  SMEAR
}
