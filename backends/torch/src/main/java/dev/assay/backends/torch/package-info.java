/** Runs models on LibTorch, as TorchScript. */
@NullMarked
package dev.assay.backends.torch;

import org.jspecify.annotations.NullMarked;
