/** Concrete tensors and their element types. */
@NullMarked
package dev.assay.core.tensor;

import org.jspecify.annotations.NullMarked;
