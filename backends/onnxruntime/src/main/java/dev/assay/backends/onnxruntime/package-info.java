/** Runs models on ONNX Runtime. */
@NullMarked
package dev.assay.backends.onnxruntime;

import org.jspecify.annotations.NullMarked;
