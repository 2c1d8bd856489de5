/** Splits what is to be proved until bounds prove it. */
@NullMarked
package dev.assay.verify.branch;

import org.jspecify.annotations.NullMarked;
