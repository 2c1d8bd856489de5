package dev.assay.cli.report;

import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program in Java, one file, that shows a finding on ONNX Runtime: {@code java -cp
 * onnxruntime.jar Report.java}. The model is in it as text.
 */
final class JavaSnippet {
  /** Bytes of a model up to which it is put into a program. */
  private static final int MOST_BYTES = 6000;

  private static final int WIDTH = 76;

  private final Evidence evidence;
  private final byte[] model;

  private JavaSnippet(Evidence evidence, byte[] model) {
    this.evidence = evidence;
    this.model = model;
  }

  /**
   * The program; empty for another system, a large model, or a type that ONNX Runtime's Java
   * interface has not.
   */
  static Optional<String> of(Evidence evidence) {
    ModelFile model = ModelFile.of(evidence.graph());
    boolean known =
        evidence.backend().name().equals("onnxruntime")
            && model.bytes().length <= MOST_BYTES
            && Stream.concat(
                    evidence.inputs().values().stream().map(Tensor::type),
                    evidence.graph().outputs().stream().map(v -> v.type().element()))
                .allMatch(t -> JavaElements.of(t).isPresent());
    return known ? Optional.of(new JavaSnippet(evidence, model.bytes()).text()) : Optional.empty();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    imports().forEach(i -> text.append("import ").append(i).append(";\n"));
    text.append("\npublic class Report {\n");
    text.append("  /** The model, in ONNX's bytes. */\n");
    text.append("  static final String MODEL =\n      \"\"\"\n");
    Base64.getMimeEncoder(WIDTH, new byte[] {'\n'})
        .encodeToString(model)
        .lines()
        .forEach(l -> text.append("      ").append(l).append('\n'));
    text.append("      \"\"\";\n\n");
    text.append("  public static void main(String[] args) throws Exception {\n");
    text.append("    OrtEnvironment environment = OrtEnvironment.getEnvironment();\n");
    text.append("    Map<String, OnnxTensor> inputs = new HashMap<>();\n");
    evidence.inputs().forEach((name, t) -> text.append(input(name, t)));
    text.append("    byte[] model = Base64.getMimeDecoder().decode(MODEL);\n");
    text.append("    SessionOptions options = new SessionOptions();\n");
    text.append("    options.setOptimizationLevel(SessionOptions.OptLevel.").append(level());
    text.append(");\n");
    text.append("    System.out.println(\"onnxruntime \" + environment.getVersion());\n");
    text.append("    try (OrtSession session = environment.createSession(model, options);\n");
    text.append("        OrtSession.Result result = session.run(inputs)) {\n");
    evidence.specified().forEach(v -> text.append(check(v)));
    text.append("    }\n  }\n");
    text.append(METHODS);
    if (evidence.specified().stream().anyMatch(JavaSnippet::isFloat)) {
      text.append(NEAR);
    }
    if (evidence.specified().stream().anyMatch(v -> v.type().element() == DType.STRING)) {
      text.append(TEXTS);
    }
    return text.append("}\n").toString();
  }

  private TreeSet<String> imports() {
    TreeSet<String> imports =
        new TreeSet<>(
            List.of(
                "ai.onnxruntime.OnnxTensor",
                "ai.onnxruntime.OrtEnvironment",
                "ai.onnxruntime.OrtSession",
                "ai.onnxruntime.OrtSession.SessionOptions",
                "java.util.Arrays",
                "java.util.Base64",
                "java.util.HashMap",
                "java.util.Map"));
    for (Tensor t : evidence.inputs().values()) {
      JavaElements elements = elements(t.type());
      if (!elements.isText()) {
        imports.add("java.nio." + JavaElements.buffer(elements.in()));
      }
      elements.onnxType().ifPresent(o -> imports.add("ai.onnxruntime.OnnxJavaType"));
    }
    evidence.specified().stream()
        .map(v -> elements(v.type().element()))
        .filter(e -> !e.isText())
        .forEach(e -> imports.add("java.nio." + JavaElements.buffer(e.out())));
    return imports;
  }

  private static JavaElements elements(DType type) {
    return JavaElements.of(type).orElseThrow();
  }

  private static String input(String name, Tensor t) {
    return "    inputs.put(\n        "
        + NumpyText.text(name)
        + ",\n        "
        + elements(t.type()).feed(t)
        + ");\n";
  }

  private String level() {
    return Map.of(
            "disabled", "NO_OPT",
            "basic", "BASIC_OPT",
            "extended", "EXTENDED_OPT",
            "layout", "LAYOUT_OPT")
        .getOrDefault(evidence.level().orElse("all"), "ALL_OPT");
  }

  private static boolean isFloat(Value v) {
    return v.type().element().isFloat();
  }

  private String check(Value v) {
    Tensor value = evidence.reading().value(v.name());
    JavaElements elements = elements(value.type());
    String name = NumpyText.text(v.name());
    List<String> lines = new ArrayList<>();
    lines.add("{");
    lines.add("  OnnxTensor output = (OnnxTensor) result.get(" + name + ").orElseThrow();");
    String array = elements.out() + "[]";
    lines.add("  " + array + " expected = {" + elements.outElements(value) + "};");
    if (elements.isText()) {
      lines.add("  String[] got = texts(output.getValue());");
    } else {
      String buffer = JavaElements.buffer(elements.out());
      lines.add("  " + buffer + " elements = output.get" + buffer + "();");
      lines.add("  " + array + " got = new " + elements.out() + "[elements.remaining()];");
      lines.add("  elements.get(got);");
    }
    lines.add("  show(" + name + ", Arrays.toString(expected), Arrays.toString(got));");
    lines.add("  long[] shape = output.getInfo().getShape();");
    lines.add("  check(Arrays.equals(shape, " + JavaElements.shape(value) + "), \"its shape\");");
    if (isFloat(v)) {
      Closeness close = evidence.closeness(v);
      lines.add("  for (int k = 0; k < expected.length; k++) {");
      lines.add(
          "    check(isNear(got[k], expected[k], "
              + close.relative()
              + ", "
              + close.absolute()
              + "), \"element \" + k);");
      lines.add("  }");
    } else {
      lines.add("  check(Arrays.equals(got, expected), \"an element\");");
    }
    lines.add("}");
    return lines.stream().map(l -> "      " + l + "\n").collect(Collectors.joining());
  }

  private static final String METHODS =
      """

        static void show(String output, String expected, String got) {
          System.out.println("expected " + output + " " + expected);
          System.out.println("got      " + output + " " + got);
        }

        static void check(boolean isRight, String what) {
          if (!isRight) {
            throw new AssertionError(what + " is wrong");
          }
        }
      """;

  private static final String NEAR =
      """

        static boolean isNear(double got, double expected, double relative, double absolute) {
          return got == expected
              || Double.isNaN(got) && Double.isNaN(expected)
              || Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
        }
      """;

  private static final String TEXTS =
      """

        /** The texts in an array of any rank, or one text. */
        static String[] texts(Object nested) {
          return nested instanceof Object[] rows
              ? Arrays.stream(rows).flatMap(row -> Arrays.stream(texts(row))).toArray(String[]::new)
              : new String[] {(String) nested};
        }
      """;
}
