/**
 * Solver terms: the meaning of a model in exact rationals, for Z3 to decide; it is seen here alone.
 */
@NullMarked
package dev.assay.verify.solver;

import org.jspecify.annotations.NullMarked;
