package dev.assay.generator.seeds;

import static dev.assay.generator.seeds.ModelWriter.ints;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program that makes the seeds that Assay brings. */
final class MadeSeeds {
  private static final DType FLOAT = DType.FLOAT32;

  private MadeSeeds() {}

  /** The models by name. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new TreeMap<>();
    all.put("attention", attention());
    all.put("classical", classical());
    all.put("cnn", cnn());
    all.put("depthwise", depthwise());
    all.put("detection", detection());
    all.put("embedding", embedding());
    all.put("lstm", lstm());
    all.put("mlp", mlp());
    all.put("quantised", quantised());
    all.put("recurrent-body", recurrentBody());
    all.put("residual", residual());
    all.put("unet", unet());
    return all;
  }

  private static Map<String, Attribute> window(long size, long stride, long pad) {
    return Map.of(
        "kernel_shape", ints(size, size),
        "strides", ints(stride, stride),
        "pads", ints(pad, pad, pad, pad));
  }

  private static String normalised(ModelWriter m, String x, int channels) {
    return m.node(
        "BatchNormalization",
        x,
        m.positive(channels),
        m.weights(channels),
        m.weights(channels),
        m.positive(channels));
  }

  private static byte[] cnn() {
    ModelWriter m = new ModelWriter(17, 1);
    String x = m.input("image", FLOAT, 1, 3, 12, 12);
    String c = m.node("Conv", window(3, 1, 1), x, m.weights(8, 3, 3, 3), m.weights(8));
    String a = m.node("Relu", normalised(m, c, 8));
    String p = m.node("MaxPool", window(2, 2, 0), a);
    String d = m.node("Conv", window(3, 2, 1), p, m.weights(6, 8, 3, 3));
    String e = m.node("Relu", m.node("Add", d, m.weights(6, 1, 1)));
    String f = m.node("Flatten", m.node("GlobalAveragePool", e));
    String g = m.node("Gemm", Map.of("transB", Attribute.of(1L)), f, m.weights(5, 6), m.weights(5));
    return m.model("cnn", m.node("Softmax", g));
  }

  private static byte[] residual() {
    ModelWriter m = new ModelWriter(15, 2);
    String x = m.input("features", FLOAT, 2, 6, 8, 8);
    String a = m.node("Conv", window(3, 1, 1), x, m.weights(6, 6, 3, 3));
    String b = m.node("Relu", normalised(m, a, 6));
    String c = normalised(m, m.node("Conv", window(3, 1, 1), b, m.weights(6, 6, 3, 3)), 6);
    String y = m.node("Relu", m.node("Add", c, x));
    String down = m.node("Conv", window(1, 2, 0), y, m.weights(8, 6, 1, 1));
    String d = m.node("Conv", window(3, 2, 1), y, m.weights(8, 6, 3, 3), m.weights(8));
    return m.model("residual", m.node("Relu", m.node("Add", d, down)));
  }

  private static byte[] attention() {
    ModelWriter m = new ModelWriter(18, 3);
    String x = m.input("tokens", FLOAT, 2, 5, 8);
    String mask = m.input("mask", FLOAT, 2, 1, 1, 5);
    String q = heads(m, x, 0, 2, 1, 3);
    String k = heads(m, x, 0, 2, 3, 1);
    String v = heads(m, x, 0, 2, 1, 3);
    String scores = m.node("Div", m.node("MatMul", q, k), m.number(2));
    String weights = m.node("Softmax", m.node("Add", scores, mask));
    String seen =
        m.node("Transpose", Map.of("perm", ints(0, 2, 1, 3)), m.node("MatMul", weights, v));
    String joined = m.node("Reshape", seen, m.list(0, 0, 8));
    String out = m.node("Add", m.node("MatMul", joined, m.weights(8, 8)), m.weights(8));
    String n = spelledNorm(m, m.node("Add", out, x));
    String wide =
        m.node("Relu", m.node("Add", m.node("MatMul", n, m.weights(8, 16)), m.weights(16)));
    String y = m.node("Add", m.node("MatMul", wide, m.weights(16, 8)), n);
    return m.model("attention", spelledNorm(m, y));
  }

  private static String heads(ModelWriter m, String x, long... perm) {
    String p = m.node("Add", m.node("MatMul", x, m.weights(8, 8)), m.weights(8));
    return m.node(
        "Transpose", Map.of("perm", ints(perm)), m.node("Reshape", p, m.list(0, 0, 2, 4)));
  }

  /** A layer normalisation as exporters spell it. */
  private static String spelledNorm(ModelWriter m, String x) {
    String off = m.node("Sub", x, m.node("ReduceMean", x, m.list(-1)));
    String square = m.node("Pow", off, m.number(2));
    String variance = m.node("ReduceMean", square, m.list(-1));
    String root = m.node("Sqrt", m.node("Add", variance, m.number(1e-5)));
    String scaled = m.node("Mul", m.node("Div", off, root), m.positive(8));
    return m.node("Add", scaled, m.weights(8));
  }

  private static byte[] lstm() {
    ModelWriter m = new ModelWriter(14, 4);
    String words = m.input("words", DType.INT64, 6, 2);
    String x = m.node("Gather", m.weights(11, 5), words);
    Map<String, Attribute> both =
        Map.of("hidden_size", Attribute.of(4L), "direction", Attribute.of("bidirectional"));
    String h =
        m.nodes(1, "", "LSTM", both, x, m.weights(2, 16, 5), m.weights(2, 16, 4), m.weights(2, 32))
            .get(0);
    String t = m.node("Transpose", Map.of("perm", ints(0, 2, 1, 3)), h);
    String flat = m.node("Reshape", t, m.list(0, 0, -1));
    String tags = m.node("Add", m.node("MatMul", flat, m.weights(8, 3)), m.weights(3));
    String best = m.node("ArgMax", Map.of("axis", Attribute.of(-1L)), tags);
    return m.model("lstm", m.node("LogSoftmax", tags), best);
  }

  private static byte[] mlp() {
    ModelWriter m = new ModelWriter(13, 5);
    String x = m.input("row", FLOAT, 4, 10);
    String a = m.node("Gemm", x, m.weights(10, 12), m.weights(12));
    String b = m.node("LeakyRelu", Map.of("alpha", Attribute.of(0.125)), a);
    String c = m.node("Tanh", m.node("Add", m.node("MatMul", b, m.weights(12, 6)), m.weights(6)));
    String d = m.node("Concat", Map.of("axis", Attribute.of(1L)), c, x);
    String e =
        m.node("Gemm", Map.of("transB", Attribute.of(1L)), d, m.weights(3, 16), m.weights(3));
    return m.model("mlp", m.node("Sigmoid", e));
  }

  private static byte[] embedding() {
    ModelWriter m = new ModelWriter(17, 6);
    String words = m.input("words", DType.INT64, 2, 7);
    String w = m.node("Gather", m.weights(13, 8), words);
    String p = m.node("Unsqueeze", m.weights(7, 8), m.list(0));
    String n = m.node("LayerNormalization", m.node("Add", w, p), m.positive(8), m.weights(8));
    String a = m.node("Add", m.node("MatMul", n, m.weights(8, 12)), m.weights(12));
    String erf = m.node("Erf", m.node("Div", a, m.number(Math.sqrt(2))));
    String gelu = m.node("Mul", m.node("Mul", a, m.node("Add", erf, m.number(1))), m.number(0.5));
    String o = m.node("Add", m.node("MatMul", gelu, m.weights(12, 8)), n);
    String first = m.node("Slice", o, m.list(0), m.list(1), m.list(1));
    return m.model("embedding", m.node("Squeeze", first, m.list(1)), gelu);
  }

  private static byte[] quantised() {
    ModelWriter m = new ModelWriter(13, 7);
    String x = through(m, m.input("image", FLOAT, 1, 4, 8, 8), 0.0625, 128);
    String w =
        m.node(
            "DequantizeLinear",
            Map.of("axis", Attribute.of(0L)),
            m.integers(DType.INT8, -128, 127, 6, 4, 3, 3),
            m.positive(6),
            m.integers(DType.INT8, 0, 0, 6));
    String c = m.node("Conv", window(3, 1, 1), x, w, m.weights(6));
    String a = through(m, m.node("Relu", c), 0.25, 0);
    String p = through(m, m.node("AveragePool", window(2, 2, 0), a), 0.25, 0);
    String f = m.node("Flatten", p);
    String d =
        m.node(
            "DequantizeLinear",
            m.integers(DType.INT8, -128, 127, 96, 5),
            m.number(0.03125),
            m.number(DType.INT8, 0));
    return m.model("quantised", through(m, m.node("MatMul", f, d), 1, 100));
  }

  /** Quantised and back. */
  private static String through(ModelWriter m, String x, double scale, long zero) {
    String s = m.number(scale);
    String z = m.number(DType.UINT8, zero);
    return m.node("DequantizeLinear", m.node("QuantizeLinear", x, s, z), s, z);
  }

  private static byte[] unet() {
    ModelWriter m = new ModelWriter(18, 8);
    String x = m.input("image", FLOAT, 1, 2, 8, 8);
    String a = m.node("Relu", m.node("Conv", window(3, 1, 1), x, m.weights(4, 2, 3, 3)));
    String p = m.node("MaxPool", window(2, 2, 0), a);
    String b = m.node("Relu", m.node("Conv", window(3, 1, 1), p, m.weights(6, 4, 3, 3)));
    String up =
        m.node(
            "Resize",
            Map.of(
                "mode", Attribute.of("linear"),
                "coordinate_transformation_mode", Attribute.of("half_pixel")),
            b,
            "",
            m.constant(Tensor.of(FLOAT, new int[] {4}, 1.0, 1.0, 2.0, 2.0)));
    String joined = m.node("Concat", Map.of("axis", Attribute.of(1L)), up, a);
    String c = m.node("Conv", window(3, 1, 1), joined, m.weights(4, 10, 3, 3), m.weights(4));
    String t =
        m.node(
            "ConvTranspose",
            Map.of("kernel_shape", ints(2, 2), "strides", ints(2, 2)),
            m.node("Relu", c),
            m.weights(4, 1, 2, 2));
    return m.model("unet", m.node("Sigmoid", t));
  }

  private static byte[] depthwise() {
    ModelWriter m = new ModelWriter(16, 9);
    String x = m.input("features", FLOAT, 1, 4, 9, 9);
    String wide = clipped(m, m.node("Conv", window(1, 1, 0), x, m.weights(12, 4, 1, 1)));
    Map<String, Attribute> deep = new TreeMap<>(window(3, 1, 1));
    deep.put("group", Attribute.of(12L));
    String d = clipped(m, m.node("Conv", deep, wide, m.weights(12, 1, 3, 3)));
    String s = m.node("GlobalAveragePool", d);
    String r = m.node("Relu", m.node("Conv", window(1, 1, 0), s, m.weights(3, 12, 1, 1)));
    String g = m.node("HardSigmoid", m.node("Conv", window(1, 1, 0), r, m.weights(12, 3, 1, 1)));
    String n = m.node("Conv", window(1, 1, 0), m.node("Mul", d, g), m.weights(4, 12, 1, 1));
    String shuffled = m.node("Reshape", m.node("Add", n, x), m.list(0, 2, 2, 9, 9));
    String t = m.node("Transpose", Map.of("perm", ints(0, 2, 1, 3, 4)), shuffled);
    return m.model("depthwise", m.node("Reshape", t, m.list(0, -1, 9, 9)));
  }

  private static String clipped(ModelWriter m, String x) {
    return m.node("Clip", x, m.number(0), m.number(6));
  }

  private static byte[] detection() {
    ModelWriter m = new ModelWriter(14, 10);
    String x = m.input("features", FLOAT, 1, 4, 5, 5);
    String raw = m.node("Conv", window(1, 1, 0), x, m.weights(7, 4, 1, 1), m.weights(7));
    String rows = m.node("Transpose", Map.of("perm", ints(0, 2, 3, 1)), raw);
    String list = m.node("Reshape", rows, m.list(1, 25, 7));
    List<String> parts =
        m.nodes(3, "", "Split", Map.of("axis", Attribute.of(2L)), list, m.list(2, 2, 3));
    String centre = m.node("Sigmoid", parts.get(0));
    String half = m.node("Mul", m.node("Exp", parts.get(1)), m.number(0.5));
    String boxes =
        m.node(
            "Concat",
            Map.of("axis", Attribute.of(2L)),
            m.node("Sub", centre, half),
            m.node("Add", centre, half));
    String scores = m.node("Softmax", parts.get(2));
    String most =
        m.node("ReduceMax", Map.of("axes", ints(2), "keepdims", Attribute.of(0L)), scores);
    List<String> top = m.nodes(2, "", "TopK", Map.of("axis", Attribute.of(1L)), most, m.list(6));
    String index = m.node("Unsqueeze", top.get(1), m.list(2));
    String kept = m.node("GatherND", Map.of("batch_dims", Attribute.of(1L)), boxes, index);
    String byClass = m.node("Transpose", Map.of("perm", ints(0, 2, 1)), scores);
    String chosen =
        m.node(
            "NonMaxSuppression",
            boxes,
            byClass,
            m.number(DType.INT64, 3),
            m.number(0.5),
            m.number(0.25));
    return m.model(
        "detection",
        new Value(kept, TensorType.of(FLOAT, 1, 6, 4)),
        new Value(top.get(0), TensorType.of(FLOAT, 1, 6)),
        new Value(chosen, TensorType.of(DType.INT64, Dims.of(Dim.size("chosen", 0), Dim.dim(3)))));
  }

  /** A Scan whose body is a gated step; what is around it is a graph like any other. */
  private static byte[] recurrentBody() {
    ModelWriter m = new ModelWriter(15, 11);
    String x = m.input("steps", FLOAT, 5, 2, 4);
    String p = m.node("Add", m.node("MatMul", x, m.weights(4, 6)), m.weights(6));
    String state = m.node("ReduceMean", Map.of("axes", ints(0), "keepdims", Attribute.of(0L)), p);
    TensorType type = TensorType.of(FLOAT, 2, 6);
    Graph body =
        new Graph(
            "step",
            Map.of("", 15),
            List.of(new Value("h", type), new Value("s", type)),
            Map.of(),
            List.of(
                Node.of("Add", List.of("h", "s"), List.of("a"), Map.of()),
                Node.of("Sigmoid", List.of("a"), List.of("g"), Map.of()),
                Node.of("Tanh", List.of("s"), List.of("t"), Map.of()),
                Node.of("Mul", List.of("g", "t"), List.of("u"), Map.of()),
                Node.of("Add", List.of("h", "u"), List.of("next"), Map.of()),
                Node.of("Identity", List.of("next"), List.of("out"), Map.of())),
            List.of(new Value("next", type), new Value("out", type)));
    List<String> run =
        m.nodes(
            2,
            "",
            "Scan",
            Map.of("body", Attribute.of(body), "num_scan_inputs", Attribute.of(1L)),
            state,
            p);
    String y = m.node("MatMul", run.get(0), m.weights(6, 3));
    return m.model(
        "recurrent-body",
        new Value(y, TensorType.of(FLOAT, 2, 3)),
        new Value(run.get(1), TensorType.of(FLOAT, 5, 2, 6)));
  }

  private static byte[] classical() {
    ModelWriter m = new ModelWriter(15, 12);
    String x = m.input("rows", FLOAT, 4, 3);
    String domain = "ai.onnx.ml";
    List<Double> offsets = List.of(0.5, -1.0, 2.0);
    List<Double> scales = List.of(0.5, 2.0, 0.25);
    String s =
        m.nodes(
                1,
                domain,
                "Scaler",
                Map.of("offset", Attribute.ofFloats(offsets), "scale", Attribute.ofFloats(scales)),
                x)
            .get(0);
    String n = m.nodes(1, domain, "Normalizer", Map.of("norm", Attribute.of("L2")), s).get(0);
    String b = m.nodes(1, domain, "Binarizer", Map.of("threshold", Attribute.of(0.25)), s).get(0);
    String f = m.node("Concat", Map.of("axis", Attribute.of(1L)), n, b);
    List<Double> coefficients = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      coefficients.add((k * 5 % 7 - 3) / 4.0);
    }
    String r =
        m.nodes(
                1,
                domain,
                "LinearRegressor",
                Map.of(
                    "coefficients", Attribute.ofFloats(coefficients),
                    "intercepts", Attribute.ofFloats(List.of(0.5, -0.5)),
                    "targets", Attribute.of(2L)),
                f)
            .get(0);
    return m.model("classical", m.node("Softmax", r), m.node("ArgMax", r));
  }
}
