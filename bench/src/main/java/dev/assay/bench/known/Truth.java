package dev.assay.bench.known;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What is known of a case.
 *
 * @param id the name of its folder
 * @param kind {@code bug}, {@code control}, or another word where opinions differ
 * @param behaviour a letter for each of {@link #LEVELS}, by the release: {@code .} right, {@code W}
 *     wrong, {@code C} crash, {@code E} error, {@code n} not implemented
 */
record Truth(String id, String kind, Map<String, String> behaviour) {
  /** The levels of optimisation, in the order of the letters. */
  static final List<String> LEVELS = List.of("disabled", "basic", "extended", "all");

  private static final String FILE = "truth.json";

  /** What ought to be said of a case at one release and level. */
  enum Demand {
    /** It must be flagged. */
    FLAG,
    /** It must not be flagged. */
    SILENCE,
    /** Either is right. */
    NONE
  }

  /**
   * Reads the file in a folder or a zip of cases.
   *
   * @throws IllegalArgumentException if there is none
   */
  static List<Truth> read(Path cases) {
    ObjectMapper json =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    TypeReference<List<Truth>> type = new TypeReference<>() {};
    try {
      if (Files.isDirectory(cases)) {
        return json.readValue(Files.readAllBytes(cases.resolve(FILE)), type);
      }
      try (ZipFile zip = new ZipFile(cases.toFile())) {
        ZipEntry entry = zip.getEntry(FILE);
        if (entry == null) {
          throw new IllegalArgumentException(
              "nobody says what is right\n  required : "
                  + FILE
                  + " beside the cases\n  but      : "
                  + cases);
        }
        try (InputStream in = zip.getInputStream(entry)) {
          return json.readValue(in, type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cases, e);
    }
  }

  /** The letter of a release and a level; {@code ?} where nothing is known. */
  char letter(String release, int level) {
    return behaviour.getOrDefault(release, "????").charAt(level);
  }

  /**
   * What ought to be said. A refusal at every level is most often a missing operator set, and what
   * is not implemented is no fault; where the unoptimised level runs, a refusal is one.
   */
  Demand demand(String release, int level) {
    if (!kind.equals("bug") && !kind.equals("control")) {
      return Demand.NONE;
    }
    boolean everywhere = letter(release, 0) == 'E';
    return switch (letter(release, level)) {
      case '.' -> Demand.SILENCE;
      case 'W', 'C' -> Demand.FLAG;
      case 'E' -> everywhere ? Demand.NONE : Demand.FLAG;
      default -> Demand.NONE;
    };
  }
}
