package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.EmittedTrial.Said;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Outcome.Status;
import java.util.regex.Pattern;

/**
 * What TensorFlow says when it refuses or fails, sorted and without what differs from run to run
 * and machine to machine.
 */
final class TensorFlowMessage {
  private static final int UNIMPLEMENTED = 12;

  /** What is repeated of the node comes after what was said of it. */
  private static final Pattern NODE =
      Pattern.compile("(?s)\\s*(;? NodeDef: | for '?\\{\\{node |\\[\\[\\{\\{node ).*");

  private static final SystemWords WORDS =
      new SystemWords(
          "no opkernel was registered|no registered '|not (yet )?(implemented|supported)"
              + "|unsupported|does(n't| not) (currently )?support|only supports?"
              + "|is not in the list of allowed values|unimplemented|supports? only"
              + "|not supported|could not find valid device for node");

  private TensorFlowMessage() {}

  static Said of(Exception e) {
    if (e instanceof TensorFlowException t) {
      String text =
          SystemWords.clean(NODE.matcher(String.valueOf(t.getMessage())).replaceFirst(""));
      return new Said(t.code() == UNIMPLEMENTED ? Status.UNSUPPORTED : WORDS.status(text), text);
    }
    return new Said(Status.ERROR, SystemWords.clean(e.toString()));
  }
}
