package dev.assay.core.onnx;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Datum;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Models with inputs and expected outputs in the layout of ONNX's backend tests, in a folder or a
 * zip file that stays packed:
 *
 * <pre>
 * test_abs/model.onnx
 * test_abs/test_data_set_0/input_0.pb
 * test_abs/test_data_set_0/output_0.pb
 * </pre>
 */
public final class BackendTests implements Closeable {
  private static final String MODEL = "model.onnx";

  private final List<Path> roots;
  private final Closeable source;

  private BackendTests(List<Path> roots, Closeable source) {
    this.roots = roots;
    this.source = source;
  }

  /**
   * The tests below a folder or in a zip file.
   *
   * @throws IllegalArgumentException if there is neither
   */
  public static BackendTests open(Path place) {
    if (Files.isDirectory(place)) {
      return new BackendTests(List.of(place), () -> {});
    }
    if (!Files.isRegularFile(place)) {
      throw Refusal.of(
          "there are no backend tests",
          "required",
          "a folder or a zip file of cases with a " + MODEL + " each",
          "but",
          place + " is neither");
    }
    try {
      FileSystem zip = FileSystems.newFileSystem(place);
      List<Path> roots = new ArrayList<>();
      zip.getRootDirectories().forEach(roots::add);
      return new BackendTests(roots, zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All cases by name. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.endsWith(MODEL))
            .map(file -> new Case(Objects.requireNonNull(file.getParent())))
            .forEach(cases::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    cases.sort(Comparator.comparing(Case::name));
    return cases;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One model with data; read from its place each time it is asked, while the tests are open. */
  public record Case(Path folder) {

    public String name() {
      return folder.getFileName().toString();
    }

    /** The model; errors as {@link GraphFromOnnx#of(Path)}. */
    public Graph graph() {
      return GraphFromOnnx.of(folder.resolve(MODEL));
    }

    /** The model as it stands in the file. */
    public byte[] model() {
      return bytes(folder.resolve(MODEL));
    }

    public List<DataSet> dataSets() {
      return numbered(folder, "test_data_set_").stream().map(DataSet::new).toList();
    }
  }

  /** Inputs of a model with the outputs that they must give. */
  public record DataSet(Path folder) {

    /** A datum for each input of the graph that the data hold, by name. */
    public Map<String, Datum> inputs(Graph graph) {
      List<Datum> data = data("input_", graph.inputs());
      Map<String, Datum> inputs = new LinkedHashMap<>();
      for (int k = 0; k < data.size(); k++) {
        inputs.put(graph.inputs().get(k).name(), data.get(k));
      }
      return Collections.unmodifiableMap(inputs);
    }

    /** The expected outputs in the order of the graph's. */
    public List<Datum> outputs(Graph graph) {
      return data("output_", graph.outputs());
    }

    private List<Datum> data(String prefix, List<Value> values) {
      List<Path> files = numbered(folder, prefix);
      if (files.size() > values.size()) {
        throw Refusal.of(
            "the data of a test do not fit its model",
            "required",
            "at most " + values.stream().map(Value::name).toList(),
            "but",
            files.size() + " files " + prefix + "*");
      }
      List<Datum> data = new ArrayList<>();
      for (int k = 0; k < files.size(); k++) {
        data.add(DatumFromOnnx.of(bytes(files.get(k)), values.get(k).type()));
      }
      return data;
    }
  }

  private static List<Path> numbered(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted(Comparator.comparingInt(file -> number(file, prefix)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(Path file, String prefix) {
    String digits = file.getFileName().toString().substring(prefix.length()).replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
