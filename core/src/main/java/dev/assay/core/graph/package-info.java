/** Models as graphs of nodes. */
@NullMarked
package dev.assay.core.graph;

import org.jspecify.annotations.NullMarked;
