package dev.assay.cli;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.TestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case as it is given to be reduced.
 *
 * @param data the tensors of each data set; one at least
 */
@SuppressWarnings("ArrayRecordComponent")
record GivenCase(
    Path path, byte[] model, Graph graph, List<Map<String, Tensor>> data, Optional<CaseNote> note) {

  /**
   * Reads a case folder, or a lone model, which gets inputs by a seed.
   *
   * @throws IllegalArgumentException if it is neither, or cannot be read
   */
  static GivenCase read(Path path, long seed) {
    if (Files.isDirectory(path) && CaseFolder.is(path)) {
      return of(path, CaseFolder.read(path), seed);
    }
    if (Files.isRegularFile(path) && path.toString().endsWith(".onnx")) {
      try {
        byte[] model = Files.readAllBytes(path);
        return of(path, new TestCase("", model, List.of(), Optional.empty()), seed);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
    throw new IllegalArgumentException(
        "no case is there\n  required : a folder with model.onnx, or a file .onnx\n  but      : "
            + path);
  }

  private static GivenCase of(Path path, TestCase test, long seed) {
    test.note()
        .flatMap(CaseNote::breaks)
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(
                  "the model is invalid on purpose, so no smaller one can be told by its values"
                      + "\n  required : a valid model\n  but      : it breaks a rule: "
                      + rule
                      + "\n  way out  : the same test of smaller models, by --nodes");
            });
    Graph graph = GraphFromOnnx.of(test.model());
    List<Map<String, Tensor>> data = new ArrayList<>();
    test.data()
        .forEach(
            set ->
                data.add(
                    ReplayData.of(graph, set)
                        .tensors()
                        .orElseThrow(() -> new IllegalArgumentException(notOfTensors(path)))));
    if (data.isEmpty()) {
      data.add(DrawnInputs.of(graph, seed));
    }
    return new GivenCase(path, test.model(), graph, data, test.note());
  }

  private static String notOfTensors(Path path) {
    return "no backend can be given the case\n  required : inputs and outputs that are tensors\n  but      : "
        + path
        + " has sequences or optionals";
  }

  Trial trial(Map<String, Tensor> inputs) {
    return new Trial(model, inputs);
  }

  /** The backends that the command in its note names. */
  List<String> backends() {
    List<String> words = note.map(n -> ShellWord.split(n.command())).orElse(List.of());
    List<String> named = new ArrayList<>();
    for (int k = 1; k < words.size(); k++) {
      if (words.get(k - 1).equals("--backend")) {
        named.add(words.get(k));
      }
    }
    return named;
  }

  /** Where the reduced case goes unless the user says so. */
  Path besideIt() {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return path.toAbsolutePath().normalize().resolveSibling(stem + "-reduced");
  }
}
