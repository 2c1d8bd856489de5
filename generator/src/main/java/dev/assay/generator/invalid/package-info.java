/** Models that are invalid on purpose: each breaks one rule of ONNX, and says which. */
@NullMarked
package dev.assay.generator.invalid;

import org.jspecify.annotations.NullMarked;
