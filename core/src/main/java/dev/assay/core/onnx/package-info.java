/** Models and tensors in ONNX's form. */
@NullMarked
package dev.assay.core.onnx;

import org.jspecify.annotations.NullMarked;
