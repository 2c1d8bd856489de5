/** Proves properties of models and checks the certificates of such proofs. */
@NullMarked
package dev.assay.verify;

import org.jspecify.annotations.NullMarked;
