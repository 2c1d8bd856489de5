package dev.assay.testkit;

import dev.assay.core.backend.Runner;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Finding;
import dev.assay.corpus.TestCase;
import dev.assay.oracle.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A case that broke a claim, as a folder that bears the name of its test and, where {@link
 * AssayExtension} is at work, the number of the invocation. The last failure is the one that stays;
 * where jqwik shrinks, that is the smallest.
 *
 * @param made what a transformation made of the model; null where none did
 * @param finding null where no backend is at fault
 */
record KeptCase(
    ModelCase model,
    GraphReading reference,
    Path folder,
    @Nullable Graph made,
    @Nullable Finding finding) {
  private static final Path FOLDER = Path.of("target", "assay-cases");

  /** The file beside the model that holds what a transformation made of it. */
  private static final String MADE = "transformed.onnx";

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final Set<Class<?>> OWN = Set.of(KeptCase.class, ModelAssert.class);

  static KeptCase of(ModelCase model, GraphReading reference) {
    return new KeptCase(
        model, reference, FOLDER.resolve(test() + AssayExtension.invocation()), null, null);
  }

  /** The class and the method that makes the claim. */
  private static String test() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(f -> !OWN.contains(f.getDeclaringClass()))
                    .findFirst()
                    .map(f -> name(f.getDeclaringClass()) + "." + method(f.getMethodName()))
                    .orElse("case"));
  }

  /** What no shell takes for anything else. */
  private static String name(Class<?> test) {
    return test.getName().replace('$', '.');
  }

  private static String method(String name) {
    Matcher lambda = LAMBDA.matcher(name);
    return lambda.matches() ? lambda.group(1) : name;
  }

  KeptCase transformed(Graph into) {
    return new KeptCase(model, reference, folder, into, finding);
  }

  KeptCase on(Runner backend, Judgement judgement) {
    return new KeptCase(
        model,
        reference,
        folder,
        made,
        new Finding(
            backend.spec().toString(),
            backend.version(),
            judgement.verdict().toString(),
            judgement.detail()));
  }

  /** Writes the folder; what to throw. */
  AssertionError failure(String facts, @Nullable Throwable cause) {
    write();
    StringBuilder text = new StringBuilder(facts);
    if (finding != null) {
      text.append("\n  on       : ").append(finding.backend());
    }
    text.append("\n  case     : ").append(folder);
    text.append("\n  replay   : ").append(replay());
    text.append("\n\n").append(model);
    if (made != null) {
      text.append("\n\ntransformed into\n").append(made);
    }
    return new AssertionError(text.toString(), cause);
  }

  private String replay() {
    return finding == null
        ? "assertThatModel(ModelCase.read(Path.of(\"" + folder + "\"))), with the same claim"
        : "assay replay " + folder + " --backend " + finding.backend();
  }

  private void write() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Value output : model.graph().outputs()) {
      outputs.put(output.name(), reference.value(output.name()));
    }
    CaseFolder.write(
        folder,
        new TestCase(
            String.valueOf(folder.getFileName()),
            OnnxFromGraph.of(model.graph()),
            List.of(DataSet.of(model.inputs(), outputs)),
            finding == null ? Optional.empty() : Optional.of(note(finding))));
    if (made != null) {
      try {
        Files.write(folder.resolve(MADE), OnnxFromGraph.of(made));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the test case " + folder, e);
      }
    }
  }

  private CaseNote note(Finding its) {
    String version = KeptCase.class.getPackage().getImplementationVersion();
    return new CaseNote(
        Objects.requireNonNullElse(version, "(unpackaged)"),
        0,
        0,
        Optional.of(its),
        Optional.empty(),
        replay());
  }
}
