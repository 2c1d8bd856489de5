package dev.assay.bench.verify;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.check.Check;
import dev.assay.verify.check.Checker;
import dev.assay.verify.check.Statement;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import dev.assay.verify.property.PropertyFromVnnLib;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Robustness;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves an instance, spoils its certificate in many ways and counts what the checker says: {@code
 * MODEL PROPERTY COUNT}.
 *
 * <p>Half of the spoilt certificates are of the true statement; what is accepted of those is still
 * a proof. Half are of a false one, made so at a point: none of those may be accepted.
 */
public final class CorruptedCertificates {
  private final Path sound;
  private final Path spoilt;
  private final Checker liar;
  private final Checker checker;
  private final Checker other;
  private final Map<String, int[]> counts = new LinkedHashMap<>();
  private int wrong;

  private CorruptedCertificates(Path folder, Statement statement) {
    this.sound = folder.resolve("sound.cert");
    this.spoilt = folder.resolve("spoilt.cert");
    Graph graph = statement.graph();
    String model = statement.model();
    String claim = statement.claim();
    this.checker = new Checker(statement);
    this.liar = new Checker(new Statement(graph, model, lie(graph, statement.property()), claim));
    this.other = new Checker(new Statement(graph, "01".repeat(32), statement.property(), claim));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String digest = "00".repeat(32);
    Graph graph = GraphFromOnnx.of(Path.of(args[0]));
    Property property = PropertyFromVnnLib.parse(Files.readString(Path.of(args[1])));
    Path folder = Files.createTempDirectory("certificates");
    Statement statement = new Statement(graph, digest, property, digest);
    CorruptedCertificates all = of(folder, statement);
    all.run(Integer.parseInt(args[2]));
    System.out.printf("%-18s %8s %12s %6s%n", "corruption", "refused", "still proof", "wrong");
    all.counts.forEach((k, n) -> System.out.printf("%-18s %8d %12d %6d%n", k, n[0], n[1], n[2]));
    System.exit(all.wrong);
  }

  /** Proves a statement and writes its certificate, to be spoilt. */
  static CorruptedCertificates of(Path folder, Statement statement)
      throws IOException, InterruptedException {
    Effort effort = new Effort(() -> false);
    Robustness robustness =
        new Robustness(
                Model.of(statement.graph()),
                statement.property(),
                x -> Optional.empty(),
                Arithmetic.MODEL,
                1)
            .certifying();
    robustness.answer(effort, effort, () -> false);
    Certificate certificate =
        robustness
            .certificate()
            .orElseThrow(() -> new IllegalArgumentException("the property does not hold"));
    CorruptedCertificates all = new CorruptedCertificates(folder, statement);
    certificate.write(all.sound, statement.model(), statement.claim());
    Check check = all.checker.check(all.sound);
    if (!check.isAccepted()) {
      throw new IllegalStateException("the certificate is refused: " + check.refusal());
    }
    return all;
  }

  /** How many were accepted that prove nothing. */
  int wrong() {
    return wrong;
  }

  /** How many were refused. */
  int refused() {
    return counts.values().stream().mapToInt(n -> n[0]).sum();
  }

  /** Spoils the certificate many times. */
  void run(int count) throws IOException {
    Choices choices = Choices.of(1);
    for (int k = 0; k < count; k++) {
      int kind = k % (Corruption.values().length + 2);
      if (kind == Corruption.values().length) {
        flip(choices);
      } else if (kind > Corruption.values().length) {
        Files.write(spoilt, Files.readAllBytes(sound));
        check("OTHER_DIGEST", other, false);
      } else {
        spoil(Corruption.values()[kind], choices);
      }
    }
  }

  private void flip(Choices choices) throws IOException {
    byte[] bytes = Files.readAllBytes(sound);
    bytes[choices.between(0, bytes.length - 1)] ^= (byte) (1 << choices.between(0, 7));
    Files.write(spoilt, bytes);
    check("FLIPPED_BIT", checker, false);
  }

  private void spoil(Corruption corruption, Choices choices) throws IOException {
    CertificateContent content = CertificateContent.read(sound);
    if (corruption.spoils(content, choices)) {
      content.write(spoilt);
      boolean isLie = corruption.mayBeProof() && choices.flag();
      check(
          corruption + (isLie ? " of a lie" : ""),
          isLie ? liar : checker,
          corruption.mayBeProof() && !isLie);
    }
  }

  private void check(String kind, Checker of, boolean mayBeProof) throws IOException {
    boolean accepted = of.check(spoilt).isAccepted();
    int[] count = counts.computeIfAbsent(kind, k -> new int[3]);
    count[!accepted ? 0 : mayBeProof ? 1 : 2]++;
    wrong += accepted && !mayBeProof ? 1 : 0;
  }

  /** A property like another whose first case comes true at the lower corner of its box. */
  private static Property lie(Graph graph, Property property) {
    List<Case> cases = new ArrayList<>(property.cases());
    Case first = cases.get(0);
    Box box = first.box();
    Map<String, Tensor> inputs = Model.of(graph).tensors(box.lowDoubles());
    double[] outputs =
        GraphReading.values(graph, inputs).outputs().stream()
            .flatMapToDouble(t -> Arrays.stream(t.reals()))
            .toArray();
    List<Constraint> kept = new ArrayList<>();
    for (Constraint c : first.constraints()) {
      BigDecimal sum = BigDecimal.valueOf(0.01);
      for (Map.Entry<Integer, BigDecimal> w : c.outputs().entrySet()) {
        sum = sum.add(w.getValue().multiply(new BigDecimal(outputs[w.getKey()])));
      }
      for (Map.Entry<Integer, BigDecimal> w : c.inputs().entrySet()) {
        sum = sum.add(w.getValue().multiply(box.low().get(w.getKey())));
      }
      kept.add(new Constraint(c.inputs(), c.outputs(), sum.max(c.bound()), c.strict()));
    }
    cases.set(0, new Case(box, kept));
    return new Property(property.inputs(), property.outputs(), cases);
  }
}
