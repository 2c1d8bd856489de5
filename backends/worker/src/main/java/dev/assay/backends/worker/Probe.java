package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.tensor.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Which operators a backend supports for which types, asked once for each release and remembered in
 * the cache.
 *
 * <p>A pair is unsupported where the backend says so. A crash or an error shows that the operator is
 * there, so such a pair counts as supported.
 */
public final class Probe {
  private static final String HEAD = "assay probe 1";

  private final Set<String> supported;

  private Probe(Set<String> supported) {
    this.supported = supported;
  }

  /**
   * What a backend supports of some models.
   *
   * @throws UncheckedIOException if the cache cannot be read or written
   */
  public static Probe supported(Runner runner, List<ProbeModel> models) {
    String name =
        runner.spec().toString().replaceAll("[^A-Za-z0-9.=@-]", "_")
            + "-"
            + runner.version().replaceAll("[^A-Za-z0-9.-]", "_")
            + "-"
            + digest(models)
            + ".txt";
    try {
      Path file = CacheFolder.make("probe/" + name, at -> Files.write(at, ask(runner, models)));
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
        throw new IOException(
            "a file of the cache is not what it should be\n  required : "
                + HEAD
                + "\n  way out  : delete "
                + file);
      }
      return new Probe(new TreeSet<>(lines.subList(1, lines.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> ask(Runner runner, List<ProbeModel> models) throws IOException {
    List<Future<Outcome>> outcomes = models.stream().map(m -> runner.start(m.trial())).toList();
    List<String> lines = new ArrayList<>(List.of(HEAD));
    Set<String> pairs = new TreeSet<>();
    for (int k = 0; k < models.size(); k++) {
      if (status(outcomes.get(k)) != Status.UNSUPPORTED) {
        pairs.add(key(models.get(k).operator(), models.get(k).type()));
      }
    }
    lines.addAll(pairs);
    return lines;
  }

  private static Status status(Future<Outcome> outcome) throws IOException {
    try {
      return outcome.get().status();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while probing", e);
    }
  }

  private static String key(String operator, DType type) {
    return operator + " " + type;
  }

  private static String digest(List<ProbeModel> models) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (ProbeModel m : models) {
        sha.update(key(m.operator(), m.type()).getBytes(StandardCharsets.UTF_8));
        sha.update(Frames.encode(new Message.Run(Map.of(), m.trial())));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Whether the backend supports an operator for a type; false for a pair that was not probed. */
  public boolean has(String operator, DType type) {
    return supported.contains(key(operator, type));
  }

  /** The number of supported pairs. */
  public int size() {
    return supported.size();
  }
}
