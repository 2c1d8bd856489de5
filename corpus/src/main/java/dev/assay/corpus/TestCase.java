package dev.assay.corpus;

import java.util.List;
import java.util.Optional;

/**
 * A model with the data to run it on.
 *
 * @param name the name of its folder
 * @param model in ONNX's bytes; empty where Assay failed to make one
 * @param data none where the model stands alone
 * @param note where it comes from, if Assay made it
 */
@SuppressWarnings("ArrayRecordComponent")
public record TestCase(String name, byte[] model, List<DataSet> data, Optional<CaseNote> note) {
  public TestCase {
    data = List.copyOf(data);
  }
}
