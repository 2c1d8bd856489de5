package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.assay.backends.onnxruntime.OrtOptions.Level;
import dev.assay.backends.worker.StandardError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which passes change a model.
 *
 * <p>From 1.17 on the log tells of each pass whether it did, or failed, but not of the rules that
 * some run; any rule of {@link OrtPass#LISTED} may have been at work. Before that nothing is told,
 * and a pass is likely that takes more of the model's operators than the others of its level.
 */
final class OrtPasses {
  private static final Pattern APPLIED =
      Pattern.compile("GraphTransformer (\\S+) modified: ([01]) with status:? ?(\\S*)");

  /** Passes that run the rules, under whose names they are not told. */
  private static final Pattern RUNS_RULES = Pattern.compile("Level\\d_RuleBasedTransformer");

  private OrtPasses() {}

  /** Those that may have changed a model, each with the lowest level that runs it. */
  static Map<String, String> of(OrtEnvironment environment, byte[] model, OrtOptions options) {
    Map<String, Boolean> told = told(environment, model, options);
    if (!told.isEmpty()) { // one that throws is not told of, and neither are those behind it
      told(environment, ModelBytes.identity(), options)
          .keySet()
          .forEach(name -> told.putIfAbsent(name, true));
    }
    Set<String> operators = ModelBytes.operators(model);
    Map<String, String> passes = new TreeMap<>();
    told.forEach(
        (name, changed) -> {
          if (changed && !RUNS_RULES.matcher(name).matches()) {
            passes.put(name, listed(name).map(p -> word(p.level())).orElse(""));
          }
        });
    for (OrtPass p : OrtPass.LISTED) {
      boolean possible = p.level().compareTo(options.level()) <= 0;
      if (possible && (told.isEmpty() ? isLikeliest(p, operators) : p.isRule())) {
        passes.put(p.name(), word(p.level()));
      }
    }
    return passes;
  }

  private static boolean isLikeliest(OrtPass pass, Set<String> operators) {
    return pass.takes(operators)
        && OrtPass.LISTED.stream()
            .filter(p -> p.level() == pass.level() && p.takes(operators))
            .allMatch(p -> p.operators().size() <= pass.operators().size());
  }

  private static Optional<OrtPass> listed(String name) {
    return OrtPass.LISTED.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /** Why these passes cannot be left out; empty when they can. */
  static Optional<String> missing(OrtEnvironment environment, List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String version = OrtRelease.version(environment);
    if (!OrtRelease.leavesOutPasses(version)) {
      return Optional.of(
          "ONNX Runtime leaves out passes by name from 1.18.0 on, and this is " + version);
    }
    Set<String> known =
        new TreeSet<>(
            told(environment, ModelBytes.identity(), OrtOptions.of(Map.of("opt", "all"))).keySet());
    boolean isComplete = !known.isEmpty();
    OrtPass.LISTED.stream().filter(OrtPass::isRule).forEach(p -> known.add(p.name()));
    Optional<String> unknown = names.stream().filter(n -> !known.contains(n)).findFirst();
    return isComplete
        ? unknown.map(
            name ->
                "ONNX Runtime has no such pass\n  required : one of "
                    + String.join(", ", known)
                    + "\n  but      : "
                    + name)
        : Optional.empty();
  }

  /**
   * The passes of which the log tells, and whether they changed the model or failed on it. A
   * session that fails to come up has told of those before.
   */
  static Map<String, Boolean> told(OrtEnvironment environment, byte[] model, OrtOptions options) {
    StandardError printed = StandardError.fromNow();
    try (SessionOptions talkative = options.open()) {
      talkative.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE);
      environment.createSession(model, talkative).close();
    } catch (OrtException e) {
      // what was told before the failure is all that there is
    }
    Map<String, Boolean> told = new TreeMap<>();
    for (String line : printed.lines()) {
      Matcher applied = APPLIED.matcher(line);
      if (applied.find()) {
        boolean failed = !applied.group(3).isEmpty() && !applied.group(3).equals("OK");
        told.merge(applied.group(1), failed || applied.group(2).equals("1"), Boolean::logicalOr);
      }
    }
    return told;
  }
}
