/** The operators, each said once. */
@NullMarked
package dev.assay.core.operator;

import org.jspecify.annotations.NullMarked;
