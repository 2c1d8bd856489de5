/**
 * Calls of a library's operators and what came of them: from these, rules are inferred.
 *
 * <p>Nothing here knows whose operators they are: a {@link dev.assay.generator.records.Declaration}
 * says what a library declares of one, and a {@link dev.assay.generator.records.Caller} calls it.
 */
@NullMarked
package dev.assay.generator.records;

import org.jspecify.annotations.NullMarked;
