package dev.assay.cli;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a model and its inputs to disk, with what the reference makes of them. */
final class WrittenCase {
  private WrittenCase() {}

  /** Writes a case of a model that breaks a rule on purpose, and so has no outputs. */
  static void write(Path folder, Trial trial, String rule, CaseNote note) {
    CaseFolder.write(
        folder,
        new TestCase(
            folder.getFileName().toString(),
            trial.model(),
            List.of(DataSet.of(trial.inputs(), Map.of())),
            Optional.of(note.breaking(Optional.of(rule)))));
  }

  /**
   * Writes a case.
   *
   * @param reading of the model on the inputs
   * @param model in ONNX's bytes
   */
  static void write(
      Path folder,
      GraphReading reading,
      byte[] model,
      Map<String, Tensor> inputs,
      Optional<CaseNote> note) {
    Graph graph = reading.graph();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    graph.outputs().forEach(v -> outputs.put(v.name(), reading.value(v.name())));
    CaseFolder.write(
        folder,
        new TestCase(
            folder.getFileName().toString(), model, List.of(DataSet.of(inputs, outputs)), note));
  }
}
