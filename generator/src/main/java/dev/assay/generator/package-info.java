/** Models that are valid by construction, and inputs on which they compute numbers. */
@NullMarked
package dev.assay.generator;

import org.jspecify.annotations.NullMarked;
