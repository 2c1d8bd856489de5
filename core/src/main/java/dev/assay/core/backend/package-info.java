/** What a system under test is, and what may come of a test. */
@NullMarked
package dev.assay.core.backend;

import org.jspecify.annotations.NullMarked;
