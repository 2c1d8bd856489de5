/** Tests what of the Python worker needs no TVM. */
@NullMarked
package dev.assay.backends.tvm;

import org.jspecify.annotations.NullMarked;
