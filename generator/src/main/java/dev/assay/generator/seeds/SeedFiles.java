package dev.assay.generator.seeds;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.DeclaredTypes;
import dev.assay.core.onnx.GraphFromOnnx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads seeds: a model, all models of a folder at any depth, or those of a zip. A file that cannot
 * be read is told and passed over.
 */
public final class SeedFiles {
  static final String SUFFIX = ".onnx";
  private static final int DIGITS = 12;

  /** A file whose model says nothing that can be used, and why. */
  public record Problem(String file, String reason) {}

  private final MessageDigest digest = sha256();
  private final List<Seed> seeds = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Reads what is there.
   *
   * @throws IllegalArgumentException if nothing is there, or no model of it can be read
   */
  public static SeedFiles at(Path path) {
    SeedFiles files = new SeedFiles();
    files.readAll(path);
    return files;
  }

  private void readAll(Path path) {
    if (!Files.exists(path)) {
      throw none(path, "no such file or folder");
    }
    try {
      if (Files.isDirectory(path) || path.toString().endsWith(SUFFIX)) {
        walk(path);
      } else {
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
          walk(zip.getPath("/"));
        }
      }
    } catch (ProviderNotFoundException e) {
      throw none(path, "neither a zip nor " + SUFFIX);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    if (seeds.isEmpty()) {
      throw none(
          path,
          problems.isEmpty()
              ? "no file " + SUFFIX + " at any depth"
              : problems.size() + " models, none readable; the first: " + problems.get(0).reason());
    }
  }

  private SeedFiles() {}

  /** The seeds in models that are at hand. */
  static Seeds of(List<String> names, List<byte[]> models) {
    SeedFiles files = new SeedFiles();
    for (int k = 0; k < names.size(); k++) {
      byte[] model = models.get(k);
      files.read(names.get(k), model, () -> GraphFromOnnx.of(model));
    }
    if (!files.problems.isEmpty()) {
      throw new IllegalStateException("seeds that cannot be read: " + files.problems);
    }
    return files.seeds();
  }

  private static IllegalArgumentException none(Path path, String but) {
    return new IllegalArgumentException(
        "there are no seeds\n  required : a model "
            + SUFFIX
            + " that can be read, or a folder or zip with some\n  but      : "
            + but
            + "\n  at       : "
            + path
            + "\n  way out  : --seeds none, or leave the option out for those that Assay brings");
  }

  /** The seeds that could be read, with the digest of all files, readable or not. */
  public Seeds seeds() {
    return new Seeds(seeds, HexFormat.of().formatHex(digest()).substring(0, DIGITS));
  }

  private byte[] digest() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 cannot be cloned", e);
    }
  }

  /** What could not be read. */
  public List<Problem> problems() {
    return problems;
  }

  private void walk(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(f -> f.toString().endsWith(SUFFIX))
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(f -> root.relativize(f).toString()))
              .toList();
    }
    for (Path file : files) {
      byte[] model = Files.readAllBytes(file);
      read(file.toString(), model, () -> GraphFromOnnx.of(file));
    }
  }

  private void read(String name, byte[] model, Supplier<Graph> graph) {
    digest.update(sha256().digest(model));
    try {
      Seed seed = SeedReading.of(graph.get(), DeclaredTypes.of(model));
      if (seed.nodes().isEmpty()) {
        problems.add(new Problem(name, "no node of it is understood"));
      } else {
        seeds.add(seed);
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      problems.add(new Problem(name, String.valueOf(e.getMessage())));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
