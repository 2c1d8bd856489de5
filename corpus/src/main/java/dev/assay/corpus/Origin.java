package dev.assay.corpus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.core.backend.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding comes from: the file {@code origin.json} beside its model.
 *
 * @param backend as it was named, options included
 * @param version of the system under test
 * @param levels the verdict at each level of that release, the least optimised first
 * @param passes a least set of optimiser passes without which the finding is gone; empty where it
 *     is not the optimiser's, or the backend names no passes
 * @param alternatives other passes, of which each alone does the same; where {@code passes} is
 *     empty since the release cannot leave out passes, those that are likely by level and operators
 * @param releases each that was tried, the oldest first
 * @param history which of them are the turning points
 * @param layer what is wrong
 * @param firstWrong the first tensor that diverges; null where none was found
 * @param frame where the process died; null where it did not, or left no word
 */
public record Origin(
    String backend,
    String version,
    Map<String, Verdict> levels,
    List<String> passes,
    List<String> alternatives,
    List<Tried> releases,
    History history,
    Layer layer,
    @JsonProperty("first_wrong") @Nullable FirstWrong firstWrong,
    @Nullable Frame frame) {

  /** The file's name. */
  public static final String FILE = "origin.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);

  /** The part of a compiler that is wrong. */
  public enum Layer {
    /** The unoptimised model is wrong too: an operator's own code. */
    @JsonProperty("kernel")
    KERNEL,
    /** The unoptimised model is right. */
    @JsonProperty("optimiser")
    OPTIMISER,
    /** The model is refused before anything is made of it, at every level. */
    @JsonProperty("front end")
    FRONT_END,
    @JsonProperty("unknown")
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** A release with its verdict at each level that it has. */
  public record Tried(String version, Map<String, Verdict> levels) {
    public Tried {
      levels = inOrder(levels);
    }
  }

  /**
   * When a finding came and went, at the level of the case; each null where it was not seen.
   *
   * @param lastGood the newest release that is right before the first that is wrong
   * @param firstBad the oldest of the wrong ones, up to the release of the case
   * @param firstFixed the oldest that is right after it
   */
  public record History(
      @JsonProperty("last_good") @Nullable String lastGood,
      @JsonProperty("first_bad") @Nullable String firstBad,
      @JsonProperty("first_fixed") @Nullable String firstFixed) {
    public static final History UNKNOWN = new History(null, null, null);
  }

  /**
   * A tensor that diverges while all before it are right.
   *
   * @param value its name
   * @param node that makes it, in its form
   * @param expected what it ought to be, for people
   * @param got what it is
   */
  public record FirstWrong(String value, String node, String expected, String got) {}

  /**
   * Where a process died.
   *
   * @param signal such as {@code SIGSEGV}
   * @param library such as {@code libonnxruntime.so}
   * @param place its function, or where none is known the offset in it
   */
  public record Frame(String signal, String library, String place) {
    @Override
    public String toString() {
      return signal + " in " + library + " at " + place;
    }
  }

  public Origin {
    levels = inOrder(levels);
    passes = List.copyOf(passes);
    alternatives = List.copyOf(alternatives);
    releases = List.copyOf(releases);
  }

  /** The same with what other releases make of the finding. */
  public Origin over(List<Tried> tried, History since) {
    return new Origin(
        backend, version, levels, passes, alternatives, tried, since, layer, firstWrong, frame);
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Keeps it beside the model of a case, in the place of an older one. */
  public void write(Path folder) {
    try {
      Files.writeString(folder.resolve(FILE), toJson());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(FILE), e);
    }
  }

  /**
   * Reads that of a case; empty where there is none.
   *
   * @throws IllegalArgumentException if it is broken
   */
  public static Optional<Origin> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Origin parse(String json) {
    try {
      return JSON.readValue(json, Origin.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          FILE + " cannot be read\n  but : " + e.getOriginalMessage(), e);
    }
  }
}
