/**
 * Models with parts of given ones: seeds are cut, their sizes opened again, spliced and mutated.
 */
@NullMarked
package dev.assay.generator.seeds;

import org.jspecify.annotations.NullMarked;
