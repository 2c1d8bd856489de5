/** Local safety of layers: facts about one operator or a model over a box of inputs. */
@NullMarked
package dev.assay.verify.layer;

import org.jspecify.annotations.NullMarked;
