package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.TensorFromOnnx;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.check.Statement;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import dev.assay.verify.robustness.GraphFromNnet;
import dev.assay.verify.robustness.LocalRobustness;
import dev.assay.verify.robustness.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say a model and what is claimed of it. */
final class ClaimOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "M",
      required = true,
      description = "An .onnx or .nnet file.")
  private Path model = Path.of("");

  @Option(
      names = "--property",
      paramLabel = "P",
      description = {
        "A property in VNN-LIB 1: what must not be. A .nnet has one of its own: over the ranges of"
            + " its inputs no output is at most 0."
      })
  private @Nullable Path property;

  @Option(
      names = "--input",
      paramLabel = "I",
      description = "The middle of a box, as a tensor in a .pb file.")
  private @Nullable Path input;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "How far the box reaches on all sides of it.")
  private @Nullable BigDecimal epsilon;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The output that stays the greatest (default: that at the middle).")
  private @Nullable Integer label;

  private boolean isNnet() {
    return model.toString().endsWith(".nnet");
  }

  /** Reads the model and the claim. */
  Statement statement() {
    byte[] bytes = bytes(model);
    Optional<GraphFromNnet> nnet =
        isNnet()
            ? Optional.of(GraphFromNnet.parse(new String(bytes, StandardCharsets.UTF_8)))
            : Optional.empty();
    Graph graph = nnet.map(GraphFromNnet::graph).orElseGet(() -> GraphFromOnnx.of(model));
    String digest = digest(bytes);
    if (property != null) {
      byte[] text = bytes(property);
      Property claim = PropertyFromVnnLib.parse(new String(text, StandardCharsets.UTF_8));
      return new Statement(graph, digest, claim, digest(text));
    }
    if (input != null && epsilon != null) {
      byte[] middle = bytes(input);
      Tensor tensor = TensorFromOnnx.of(middle);
      Property claim =
          LocalRobustness.of(Model.of(graph), tensor, epsilon, Optional.ofNullable(label));
      return new Statement(graph, digest, claim, digest(middle, " " + epsilon + " " + label));
    }
    if (nnet.isPresent()) {
      return new Statement(graph, digest, nnet.get().property(), digest);
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "required : --property P, or --input I with --epsilon E");
  }

  private static String digest(byte[] bytes) {
    return digest(bytes, "");
  }

  private static String digest(byte[] bytes, String more) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest(more.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java without SHA-256", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
