/** Proves and refutes properties of models: bounds, attack, branch and bound. */
@NullMarked
package dev.assay.verify.robustness;

import org.jspecify.annotations.NullMarked;
