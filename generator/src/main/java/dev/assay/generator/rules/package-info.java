/**
 * Rules of operators as data: terms over the sizes and integers of a call, claims about them, and
 * the shapes of the outputs, case by case. They are read and written as text, checked on calls, and
 * told to the generator as an operator without meaning.
 */
@NullMarked
package dev.assay.generator.rules;

import org.jspecify.annotations.NullMarked;
