/**
 * The checker of certificates: integers only, no floating point, no solver, and nothing of the
 * search.
 *
 * <p>What it trusts: core's ONNX import and the meanings of its operators (a formula for each
 * element), the reader of VNN-LIB, and exact rationals.
 */
@NullMarked
package dev.assay.verify.check;

import org.jspecify.annotations.NullMarked;
