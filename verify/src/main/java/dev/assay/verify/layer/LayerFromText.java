package dev.assay.verify.layer;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A layer from lines as nodes are printed, with lines for its inputs and constants:
 *
 * <pre>{@code
 * x: float16[3] in [-8, 8]
 * scale: float16 = 0.5
 * z = Mul(x, scale)
 * y = Softmax(z) {axis=-1}
 * }</pre>
 *
 * <p>An input without a range is any finite number. What no node reads is an output.
 */
public final class LayerFromText {
  private static final Pattern INPUT =
      Pattern.compile("(\\S+)\\s*:\\s*(\\w+)(\\[[^]]*])?(?:\\s+in\\s+\\[([^,]+),([^]]+)])?");
  private static final Pattern CONSTANT =
      Pattern.compile("(\\S+)\\s*:\\s*(\\w+)(\\[[^]]*])?\\s*=\\s*\\[?([^]]+)]?");
  private static final Pattern NODE =
      Pattern.compile("([^=]+?)\\s*=\\s*([\\w.]+)\\((.*?)\\)\\s*(?:\\{(.*)})?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(\\w+)\\s*=\\s*(\"[^\"]*\"|\\[[^]]*]|[^,]+)");

  private final Map<String, Integer> opsets = new TreeMap<>();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Range> box = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private LayerFromText(int opset) {
    opsets.put("", opset);
  }

  /**
   * Reads a layer.
   *
   * @param opset the version of ONNX's own operators
   * @throws IllegalArgumentException if a line is none, or a node breaks a rule of its operator
   */
  public static Layer parse(List<String> lines, int opset) {
    LayerFromText text = new LayerFromText(opset);
    lines.forEach(text::read);
    return text.layer();
  }

  private void read(String line) {
    Matcher constant = CONSTANT.matcher(line);
    Matcher input = INPUT.matcher(line);
    Matcher node = NODE.matcher(line);
    if (constant.matches()) {
      constants.put(constant.group(1), constant(constant));
    } else if (input.matches()) {
      readInput(input);
    } else if (node.matches()) {
      nodes.add(node(node));
    } else {
      throw new IllegalArgumentException(
          "a line is no part of a layer\n"
              + "  required : x: float16[3] in [-8, 8], or c: float16 = 0.5, or"
              + " y = Softmax(x) {axis=-1}\n  but      : "
              + line);
    }
  }

  private void readInput(Matcher m) {
    inputs.add(new Value(m.group(1), TensorType.of(type(m.group(2)), shape(m.group(3)))));
    if (m.group(4) != null) {
      box.put(m.group(1), new Range(number(m.group(4)), number(m.group(5))));
    }
  }

  private static DType type(String name) {
    try {
      return DType.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "an element type is not known\n  required : float16, float32, int8, ...\n  but      : "
              + name);
    }
  }

  private static int[] shape(@Nullable String text) {
    return text == null || text.equals("[]")
        ? new int[0]
        : items(text).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static List<String> items(String list) {
    String inner = list.replaceAll("[\\[\\]]", "").strip();
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split("\\s*,\\s*"));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a number is none\n  required : a decimal number\n  but      : " + text.strip());
    }
  }

  private static Tensor constant(Matcher m) {
    DType type = type(m.group(2));
    int[] shape = shape(m.group(3));
    double[] numbers = items(m.group(4)).stream().mapToDouble(LayerFromText::number).toArray();
    return type.isFloat()
        ? Tensor.of(type, shape, Arrays.stream(numbers).map(type::nearest).toArray())
        : Tensor.of(type, shape, Arrays.stream(numbers).mapToLong(x -> (long) x).toArray());
  }

  private Node node(Matcher m) {
    int dot = m.group(2).lastIndexOf('.');
    String domain = dot < 0 ? "" : m.group(2).substring(0, dot);
    opsets.putIfAbsent(domain, 1);
    return new Node(
        "",
        domain,
        m.group(2).substring(dot + 1),
        items(m.group(3)),
        items(m.group(1)),
        m.group(4) == null ? Map.of() : attributes(m.group(4)));
  }

  private static Map<String, Attribute> attributes(String text) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    Matcher m = ATTRIBUTE.matcher(text);
    while (m.find()) {
      attributes.put(m.group(1), attribute(m.group(2).strip()));
    }
    return attributes;
  }

  private static Attribute attribute(String value) {
    if (value.startsWith("\"")) {
      return Attribute.of(value.substring(1, value.length() - 1));
    }
    if (value.startsWith("[")) {
      List<String> items = items(value);
      return items.stream().allMatch(LayerFromText::isWhole)
          ? Attribute.ofInts(items.stream().map(Long::valueOf).toList())
          : Attribute.ofFloats(items.stream().map(LayerFromText::number).toList());
    }
    return isWhole(value) ? Attribute.of(Long.parseLong(value)) : Attribute.of(number(value));
  }

  private static boolean isWhole(String number) {
    return number.matches("-?\\d+");
  }

  private Layer layer() {
    Graph graph = new Graph("layer", opsets, inputs, constants, nodes, List.of());
    Layer open = Layer.of(graph, box);
    return Layer.of(graph.withOutputs(outputs(open.reading())), box);
  }

  private List<Value> outputs(GraphReading reading) {
    Set<String> read = new HashSet<>();
    nodes.forEach(n -> read.addAll(n.inputs()));
    return nodes.stream()
        .flatMap(n -> n.outputs().stream())
        .filter(y -> !read.contains(y) && !y.isEmpty())
        .map(y -> new Value(y, TensorType.of(reading.value(y))))
        .toList();
  }
}
