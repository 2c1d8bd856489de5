/** A test suite for somebody's optimiser, as one writes it with the testkit. */
@NullMarked
package dev.assay.testkit.example;

import org.jspecify.annotations.NullMarked;
