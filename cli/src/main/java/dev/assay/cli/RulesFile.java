package dev.assay.cli;

import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of rules that grows operator by operator, and says of each that was asked what came of it:
 * so a run that was ended goes on where it was.
 */
final class RulesFile {
  private static final String ASKED = "# asked ";
  private static final String RECORDED = "# one call as it was recorded";

  private final Path file;
  private final Set<String> asked = new HashSet<>();

  private RulesFile(Path file) {
    this.file = file;
  }

  /**
   * A file that is there already, or a new one.
   *
   * @param source whose rules they are
   * @throws IllegalArgumentException if it holds rules of another source
   */
  static RulesFile open(Path path, String source) throws IOException {
    RulesFile file = new RulesFile(path);
    if (!Files.exists(path)) {
      Files.write(path, List.of(RulesText.HEAD, "# " + source));
      return file;
    }
    List<String> lines = Files.readAllLines(path);
    if (lines.size() < 2 || !lines.get(1).equals("# " + source)) {
      throw new IllegalArgumentException(
          "the file has rules of another source\n  required : # "
              + source
              + "\n  but      : "
              + (lines.size() < 2 ? "nothing" : lines.get(1))
              + "\n  file     : "
              + path);
    }
    for (String line : lines) {
      if (line.startsWith(ASKED)) {
        file.asked.add(line.substring(ASKED.length()).split(" ")[0]);
      }
    }
    return file;
  }

  /** Writes rules that are known, and nothing of how they came about. */
  static void write(Path path, String source, List<OperatorRules> rules) throws IOException {
    List<String> lines = new ArrayList<>(List.of(RulesText.HEAD, "# " + source));
    for (OperatorRules r : rules) {
      lines.add("");
      lines.addAll(RulesText.of(r));
    }
    Files.write(path, lines);
  }

  boolean knows(Declaration operator) {
    return asked.contains(operator.toString());
  }

  /** Writes what came of an operator; rules that are not usable stand there as a remark. */
  void add(Declaration operator, Inferred inferred) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(ASKED + operator + " : " + inferred.calls() + " calls, " + said(inferred));
    String mark = inferred.isUsable() ? "" : "# ";
    inferred
        .rules()
        .map(RulesText::of)
        .ifPresent(text -> text.forEach(line -> lines.add(mark + line)));
    inferred
        .recorded()
        .ifPresent(
            one -> {
              lines.add(RECORDED);
              lines.addAll(RulesText.of(one));
            });
    Files.write(file, lines, StandardOpenOption.APPEND);
    asked.add(operator.toString());
  }

  /** What came of an operator, in a few words. */
  static String said(Inferred inferred) {
    return inferred.drawn().map(s -> valid(s) + settled(inferred)).orElse(inferred.why())
        + (inferred.recorded().isPresent() ? "; one call as it was recorded" : "");
  }

  private static String valid(Score drawn) {
    return drawn.right() + " of " + drawn.told() + " drawn calls valid";
  }

  private static String settled(Inferred inferred) {
    return (inferred.settled() ? "" : ", not settled")
        + (inferred.isUsable() ? "" : ", not usable");
  }
}
