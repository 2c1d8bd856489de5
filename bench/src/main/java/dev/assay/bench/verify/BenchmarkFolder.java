package dev.assay.bench.verify;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.check.Check;
import dev.assay.verify.check.Checker;
import dev.assay.verify.check.Statement;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import dev.assay.verify.robustness.Answer;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.GraphFromNnet;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Robustness;
import dev.assay.verify.robustness.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs the instances of a folder of benchmarks one after the other and prints each verdict beside
 * the true one, with its time, and of what holds the certificate's size and what checking it took:
 * {@code FOLDER SECONDS [PATTERN]}.
 *
 * <p>The folder holds {@code truth.csv} of lines {@code benchmark,onnx,vnnlib,verdict}; a folder
 * {@code coav} of .nnet files has its verdicts in their names. Time begins with a model's bytes in
 * memory; a warm JVM serves all.
 */
public final class BenchmarkFolder {
  /** Stands in for those of files: a certificate is checked where it was made. */
  private static final String DIGEST = "00".repeat(32);

  private final Path folder;
  private final double seconds;
  private int solved;
  private int wrong;
  private int count;
  private int certified;
  private int refused;

  private record Instance(String name, Path model, Optional<Path> property, String truth) {}

  private BenchmarkFolder(Path folder, double seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    BenchmarkFolder run = new BenchmarkFolder(Path.of(args[0]), Double.parseDouble(args[1]));
    String pattern = args.length > 2 ? args[2] : "";
    for (Instance i : run.instances()) {
      if (i.name.matches(".*(" + pattern + ").*")) {
        run.run(i);
      }
    }
    System.out.printf("%d solved of %d, %d wrong%n", run.solved, run.count, run.wrong);
    System.out.printf("%d certificates accepted, %d refused%n", run.certified, run.refused);
    System.exit(run.wrong + run.refused);
  }

  private List<Instance> instances() throws IOException {
    Stream<Instance> listed =
        Files.readAllLines(folder.resolve("truth.csv")).stream()
            .skip(1)
            .map(line -> line.split(","))
            .map(
                p ->
                    new Instance(
                        p[0] + " " + p[1] + " " + p[2],
                        folder.resolve(p[0]).resolve(p[1]),
                        Optional.of(folder.resolve(p[0]).resolve(p[2])),
                        p[3]));
    try (Stream<Path> files = Files.list(folder.resolve("coav"))) {
      Stream<Instance> named =
          files
              .filter(f -> f.toString().endsWith(".nnet"))
              .sorted()
              .map(
                  f ->
                      new Instance(
                          "coav " + f.getFileName(),
                          f,
                          Optional.empty(),
                          f.toString().contains("_UNSAT") ? "unsat" : "sat"));
      return Stream.concat(listed, named).toList();
    }
  }

  private void run(Instance i) throws IOException, InterruptedException {
    boolean isNnet = i.property.isEmpty();
    Optional<GraphFromNnet> nnet =
        isNnet ? Optional.of(GraphFromNnet.parse(Files.readString(i.model))) : Optional.empty();
    byte[] bytes = isNnet ? OnnxFromGraph.of(nnet.get().graph()) : Files.readAllBytes(i.model);
    String text = isNnet ? "" : Files.readString(i.property.get());
    long start = System.nanoTime();
    Graph graph = GraphFromOnnx.of(bytes);
    Property property = isNnet ? nnet.get().property() : PropertyFromVnnLib.parse(text);
    BooleanSupplier isOver = () -> System.nanoTime() - start > seconds * 1e9;
    Effort effort = new Effort(isOver);
    try (Runner runner =
        Workers.open(BackendSpec.parse("onnxruntime"), Limits.USUAL, Progress.SILENT)) {
      Robustness robustness =
          new Robustness(Model.of(graph), property, x -> run(runner, bytes, x), Arithmetic.MODEL, 1)
              .certifying();
      Answer answer = robustness.answer(effort, effort, isOver);
      print(i, answer, effort, (System.nanoTime() - start) / 1e9);
      if (robustness.certificate().isPresent()) {
        check(robustness.certificate().get(), new Statement(graph, DIGEST, property, DIGEST));
      }
    }
  }

  private void check(Certificate certificate, Statement statement) throws IOException {
    Path file = Files.createTempFile("benchmark", ".cert");
    try {
      certificate.write(file, DIGEST, DIGEST);
      long start = System.nanoTime();
      Check check = new Checker(statement).check(file);
      System.out.printf(
          "  certificate %s %,d parts %,d bytes, checked in %.2f s%n",
          check.isAccepted() ? "accepted" : "REFUSED: " + check.refusal(),
          check.parts(),
          Files.size(file),
          (System.nanoTime() - start) / 1e9);
      certified += check.isAccepted() ? 1 : 0;
      refused += check.isAccepted() ? 0 : 1;
    } finally {
      Files.delete(file);
    }
  }

  private void print(Instance i, Answer answer, Effort effort, double time) {
    Verdict verdict = answer.verdict(Arithmetic.MODEL);
    String word =
        verdict == Verdict.HOLDS ? "unsat" : verdict == Verdict.VIOLATED ? "sat" : "unknown";
    boolean isKnown = !i.truth.equals("unknown");
    boolean isWrong = verdict != Verdict.UNKNOWN && isKnown && !word.equals(i.truth);
    count++;
    solved += verdict != Verdict.UNKNOWN && !isWrong ? 1 : 0;
    wrong += isWrong ? 1 : 0;
    System.out.printf(
        "%-50s %-8s %-8s %8.2f s %9d boxes %8.4f proved%s%n",
        i.name, i.truth, word, time, effort.boxes(), effort.proved(), isWrong ? "  WRONG" : "");
  }

  private static Optional<List<Tensor>> run(
      Runner runner, byte[] model, Map<String, Tensor> inputs) {
    try {
      Outcome outcome = runner.start(new Trial(model, inputs)).get();
      return outcome.isOk() ? Optional.of(outcome.outputs()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
