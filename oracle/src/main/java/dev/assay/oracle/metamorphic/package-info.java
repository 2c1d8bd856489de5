/** Models said differently, and what a backend must then do alike. */
@NullMarked
package dev.assay.oracle.metamorphic;

import org.jspecify.annotations.NullMarked;
