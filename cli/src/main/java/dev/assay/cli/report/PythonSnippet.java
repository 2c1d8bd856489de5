package dev.assay.cli.report;

import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script in Python that shows a finding: it builds the model, checks it, prints what is expected
 * and what ONNX Runtime gives, and fails where they differ. It needs {@code onnx} and {@code
 * onnxruntime}.
 */
final class PythonSnippet {
  private static final String STEP = "    ";

  private final Evidence evidence;
  private final ModelFile model;

  private PythonSnippet(Evidence evidence) {
    this.evidence = evidence;
    this.model = ModelFile.of(evidence.graph());
  }

  /** The script; empty for another system, or where NumPy lacks a type that goes in or out. */
  static Optional<String> of(Evidence evidence) {
    boolean known =
        evidence.backend().name().equals("onnxruntime")
            && evidence.inputs().values().stream().allMatch(NumpyText::has)
            && evidence.graph().outputs().stream()
                .allMatch(v -> NumpyText.type(v.type().element()).isPresent());
    return known ? Optional.of(new PythonSnippet(evidence).text()) : Optional.empty();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    String made = model();
    text.append(imports(made));
    text.append("model = ").append(made).append('\n');
    text.append("onnx.checker.check_model(model, full_check=True)\n\n");
    text.append("inputs = {\n");
    evidence.inputs().forEach((name, t) -> text.append(entry(name, t)));
    text.append("}\nexpected = {\n");
    evidence.specified().forEach(v -> text.append(entry(v.name(), value(v))));
    text.append("}\n\n\n").append(RUN).append('\n');
    text.append("print(\"onnx\", onnx.__version__, \"onnxruntime\", ort.__version__)\n");
    text.append("show(\"expected\", expected)\n");
    evidence
        .rightUnoptimised()
        .ifPresent(
            level ->
                text.append("show(\"")
                    .append(level)
                    .append("\", run(")
                    .append(python(level))
                    .append("))\n"));
    String level = evidence.level().orElse("all");
    text.append("got = run(").append(python(level)).append(")").append(failure()).append('\n');
    text.append("show(\"").append(level).append("\", got)\n");
    text.append("for name, value in expected.items():\n");
    text.append("    assert got[name].dtype == value.dtype, name\n");
    text.append("    assert got[name].shape == value.shape, name\n");
    evidence.specified().forEach(v -> text.append(comparison(v)));
    return text.toString();
  }

  private String model() {
    return PythonModel.of(evidence.graph(), model.irVersion())
        .orElseGet(
            () ->
                "onnx.load_model_from_string(base64.b64decode(\n"
                    + STEP
                    + "\""
                    + Base64.getEncoder().encodeToString(model.bytes())
                    + "\"\n))");
  }

  /** What the script needs for an expression that makes a model. */
  private static String imports(String expression) {
    String names =
        Stream.of("TensorProto", "helper", "numpy_helper")
            .filter(name -> Pattern.compile("\\b" + name + "\\.").matcher(expression).find())
            .collect(Collectors.joining(", "));
    return (expression.contains("base64.") ? "import base64\n\n" : "")
        + "import numpy as np\nimport onnx\nimport onnxruntime as ort\n"
        + (names.isEmpty() ? "" : "from onnx import " + names + "\n")
        + "\n";
  }

  private static String entry(String name, Tensor t) {
    return STEP + NumpyText.text(name) + ": " + NumpyText.array(t, STEP) + ",\n";
  }

  private Tensor value(Value v) {
    return evidence.reading().value(v.name());
  }

  /** What stands behind the run that fails. */
  private String failure() {
    return switch (evidence.shown().outcome().status()) {
      case OK -> "";
      case CRASH -> "  # the process dies here";
      case TIMEOUT -> "  # this never ends";
      case ERROR, UNSUPPORTED -> "  # this raises";
    };
  }

  private String comparison(Value v) {
    Closeness close = evidence.closeness(v);
    String pair =
        "(got[" + NumpyText.text(v.name()) + "], expected[" + NumpyText.text(v.name()) + "]";
    return close.isExact()
        ? "np.testing.assert_array_equal" + pair + ")\n"
        : "np.testing.assert_allclose"
            + pair
            + ", rtol="
            + Numeral.of(DType.FLOAT64, close.relative())
            + ", atol="
            + Numeral.of(DType.FLOAT64, close.absolute())
            + ")\n";
  }

  /** A level of optimisation as Python names it. */
  private static String python(String level) {
    return "ort.GraphOptimizationLevel."
        + Map.of(
                "disabled", "ORT_DISABLE_ALL",
                "basic", "ORT_ENABLE_BASIC",
                "extended", "ORT_ENABLE_EXTENDED",
                "layout", "ORT_ENABLE_LAYOUT")
            .getOrDefault(level, "ORT_ENABLE_ALL");
  }

  private static final String RUN =
      """
      def run(level):
          options = ort.SessionOptions()
          options.graph_optimization_level = level
          session = ort.InferenceSession(
              model.SerializeToString(), options, providers=["CPUExecutionProvider"]
          )
          return dict(zip([o.name for o in session.get_outputs()], session.run(None, inputs)))


      def show(what, values):
          for name, value in values.items():
              print(f"{what:9}", name, value.dtype, value.shape, value.tolist(), flush=True)

      """;
}
