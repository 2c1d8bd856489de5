package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Finding;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.oracle.Grade;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cases that one test of a campaign leaves, and the commands that replay them. */
final class TestCases {
  private final long test;
  private final Recipe recipe;
  private final Path findings;
  private final List<Runner> runners;

  /**
   * @param findings the folder for the cases that are worth keeping
   */
  TestCases(long test, Recipe recipe, Path findings, List<Runner> runners) {
    this.test = test;
    this.recipe = recipe;
    this.findings = findings;
    this.runners = runners;
  }

  /**
   * A model on inputs, and what the reference makes of it; no outputs where it was not read.
   *
   * @param breaks the rule that the model breaks, where it is invalid on purpose
   * @param got what the backends gave that gave something, by their names
   */
  record Example(
      Trial trial,
      Map<String, Tensor> outputs,
      Optional<String> breaks,
      Map<String, List<Tensor>> got) {
    static Example invalid(Trial trial, String rule) {
      return new Example(trial, Map.of(), Optional.of(rule), Map.of());
    }

    /** Of a model that came to nothing. */
    static Example of(Trial trial) {
      return new Example(trial, Map.of(), Optional.empty(), Map.of());
    }

    /** Of a model that backends made something of, each its own. */
    static Example of(
        Trial trial, GraphReading reading, List<Runner> runners, List<Outcome> outcomes) {
      Map<String, List<Tensor>> got = new LinkedHashMap<>();
      for (int k = 0; k < runners.size(); k++) {
        if (outcomes.get(k).isOk()) {
          got.put(runners.get(k).spec().toString(), outcomes.get(k).outputs());
        }
      }
      Graph graph = reading.graph();
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      for (int j = 0; j < graph.outputs().size(); j++) {
        outputs.put(graph.outputs().get(j).name(), reading.outputs().get(j));
      }
      return new Example(trial, outputs, Optional.empty(), got);
    }
  }

  /** The name of a case of a verdict against the backend of runner k. */
  String name(int k, String verdict) {
    return String.format("%07d-", test)
        + CaseFolder.word(runners.get(k).spec().toString())
        + "-"
        + verdict;
  }

  /**
   * Saves what the backend of runner k did; gives the folder, from the campaign's folder.
   *
   * @param grade of a mismatch; else empty
   */
  String save(String name, int k, String verdict, String grade, String detail, Example example) {
    Runner runner = runners.get(k);
    Finding finding = new Finding(runner.spec().toString(), runner.version(), verdict, detail);
    Path folder = findings.resolve(name);
    write(
        folder,
        Optional.of(example),
        Optional.of(finding),
        Optional.empty(),
        replay(folder, options(k, grade)));
    return findings.getFileName().resolve(name).toString();
  }

  /** A suspicion may rest on what the other backends say, and is replayed on all of them. */
  private String options(int k, String grade) {
    return grade.equals(Grade.SUSPECT.toString())
        ? Backends.options(runners)
        : Backends.options(runners, k);
  }

  /** Saves, inside of a case, the model of which its own is another form. */
  void saveOriginal(String name, int k, Example example) {
    Path folder = findings.resolve(name).resolve("original");
    write(
        folder,
        Optional.of(example),
        Optional.empty(),
        Optional.empty(),
        replay(folder, Backends.options(runners, k)));
  }

  /** Saves a failure of Assay itself, with the model where it had come so far. */
  void saveFailure(Optional<Trial> trial, Throwable failure) {
    write(
        folder(),
        trial.map(Example::of),
        Optional.empty(),
        Optional.of(Messages.trace(failure)),
        ownCommand(trial.isPresent()));
  }

  private void write(
      Path folder,
      Optional<Example> example,
      Optional<Finding> finding,
      Optional<String> trace,
      String command) {
    CaseFolder.write(
        folder,
        new TestCase(
            folder.getFileName().toString(),
            example.map(e -> e.trial().model()).orElse(new byte[0]),
            example.map(e -> DataSet.of(e.trial().inputs(), e.outputs())).stream().toList(),
            Optional.of(
                new CaseNote(Main.version(), recipe.seed(), test, finding, trace, command)
                    .breaking(example.flatMap(Example::breaks))
                    .madeBy(recipe))),
        example.map(Example::got).orElse(Map.of()));
  }

  /** Where a failure of Assay itself is kept. */
  Path folder() {
    return failureFolder(findings, test);
  }

  /** Where a failure of Assay itself on a test is kept among the findings. */
  static Path failureFolder(Path findings, long test) {
    return findings.resolve(String.format("%07d-%s", test, CaseNote.OWN_FAILURE));
  }

  /** Replays what a backend did. */
  String command(BackendVerdict v) {
    for (int k = 0; k < runners.size(); k++) {
      if (runners.get(k).spec().toString().equals(v.backend())) {
        return replay(findings.resolveSibling(v.folder()), options(k, v.grade()));
      }
    }
    throw new IllegalArgumentException("no backend " + v.backend());
  }

  /**
   * Replays a failure of Assay itself.
   *
   * @param made whether it had a model by then
   */
  String ownCommand(boolean made) {
    return made
        ? replay(
            folder(),
            String.join(
                " ", recipe.backends().stream().map(b -> "--backend " + ShellWord.of(b)).toList()))
        : "assay gen " + recipe + " --from " + test + " --count 1 --out failed";
  }

  private static String replay(Path folder, String options) {
    return "assay replay " + ShellWord.of(folder.toAbsolutePath().toString()) + " " + options;
  }
}
