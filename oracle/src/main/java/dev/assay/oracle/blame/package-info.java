/** The searches for where a finding comes from; they take functions and run nothing themselves. */
@NullMarked
package dev.assay.oracle.blame;

import org.jspecify.annotations.NullMarked;
