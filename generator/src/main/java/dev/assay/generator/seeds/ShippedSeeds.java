package dev.assay.generator.seeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The seeds that Assay brings: small models of the kinds that people train. */
public final class ShippedSeeds {
  /** The names of the models, each a resource beside this class. */
  static final List<String> NAMES =
      List.of(
          "attention",
          "classical",
          "cnn",
          "depthwise",
          "detection",
          "embedding",
          "lstm",
          "mlp",
          "quantised",
          "recurrent-body",
          "residual",
          "unet");

  private ShippedSeeds() {}

  /** All of them. */
  public static Seeds all() {
    return Holder.ALL;
  }

  /** The bytes of one. */
  static byte[] model(String name) {
    try (InputStream in = ShippedSeeds.class.getResourceAsStream(name + SeedFiles.SUFFIX)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when they are first asked for. */
  private static final class Holder {
    static final Seeds ALL = SeedFiles.of(NAMES, NAMES.stream().map(ShippedSeeds::model).toList());
  }
}
