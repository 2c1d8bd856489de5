/** Runs models on TVM 0.18, called through TVM4J. */
@NullMarked
package dev.assay.backends.tvm4j;

import org.jspecify.annotations.NullMarked;
