package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials lists what is published, in the version of the build. */
final class PublishingTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<artifactId>(assay-[\\w-]+)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>([^<$]+)</version>");

  /** Modules of which there is no jar for others. */
  private static final Set<String> OURS = Set.of("assay-bench", "assay-bom", "assay-backends");

  private static List<String> found(Pattern pattern, Path pom) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(pom)))
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  private static List<Path> poms(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.map(f -> f.resolve("pom.xml")).filter(Files::exists).toList();
    }
  }

  @Test
  void theBillOfMaterialsIsThatOfTheModules() throws IOException {
    Set<String> modules = new TreeSet<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("backends"))) {
      for (Path pom : poms(folder)) {
        // Its own name comes after that of its parent.
        String own = Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
        modules.add(MODULE.matcher(own).results().findFirst().map(m -> m.group(1)).orElseThrow());
      }
    }
    modules.removeAll(OURS);
    Set<String> listed = new TreeSet<>(found(MODULE, Path.of("bom/pom.xml")));
    listed.removeAll(OURS);
    assertThat(listed).isEqualTo(modules);
    assertThat(found(VERSION, Path.of("bom/pom.xml")).get(0))
        .isEqualTo(found(VERSION, Path.of("pom.xml")).get(0));
  }
}
