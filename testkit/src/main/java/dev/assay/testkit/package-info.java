/** Offers models, tensors and assertions to other people's test suites. */
@NullMarked
package dev.assay.testkit;

import org.jspecify.annotations.NullMarked;
