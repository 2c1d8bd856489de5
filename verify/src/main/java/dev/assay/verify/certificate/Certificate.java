package dev.assay.verify.certificate;

import com.google.protobuf.ByteString;
import dev.assay.verify.bounds.Evidence;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.branch.Derivation;
import dev.assay.verify.branch.Ledger;
import dev.assay.verify.branch.Region;
import dev.assay.verify.certificate.proto.Certificates.Head;
import dev.assay.verify.certificate.proto.Certificates.Proof;
import dev.assay.verify.certificate.proto.Certificates.Split;
import dev.assay.verify.certificate.proto.Certificates.Step;
import dev.assay.verify.certificate.proto.Certificates.Tree;
import dev.assay.verify.certificate.proto.Certificates.Weight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The evidence of {@code holds}: the trees of a search with the multipliers of its bounds. */
public final class Certificate {
  private static final int VERSION = 1;

  private final Network network;
  private final List<Region> regions;
  private final List<Ledger.Tree> trees;
  private final boolean rounds;
  private final Map<Integer, Integer> rectifiers = new HashMap<>();

  /**
   * @param rounds whether it is of the types of the model, or else of real numbers
   */
  public Certificate(
      Network network, List<Region> regions, List<Ledger.Tree> trees, boolean rounds) {
    this.network = network;
    this.regions = List.copyOf(regions);
    this.trees = List.copyOf(trees);
    this.rounds = rounds;
    int[] places = network.rectifiers();
    for (int k = 0; k < places.length; k++) {
      rectifiers.putIfAbsent(network.argument(places[k]), k);
    }
  }

  /** Whether it is of the types of the model, or else of real numbers. */
  public boolean rounds() {
    return rounds;
  }

  /**
   * Writes it.
   *
   * @param model the SHA-256 of the model, in hexadecimal digits
   * @param property the same of the property
   */
  public void write(Path file, String model, String property) throws IOException {
    Head head =
        Head.newBuilder()
            .setVersion(VERSION)
            .setModel(ByteString.copyFrom(HexFormat.of().parseHex(model)))
            .setProperty(ByteString.copyFrom(HexFormat.of().parseHex(property)))
            .setRounds(rounds)
            .addAllScales(scales())
            .build();
    try (DigestedFile out = new DigestedFile(file)) {
      head.writeDelimitedTo(out.content());
      for (Ledger.Tree tree : trees) {
        write(tree, out.content());
      }
    }
  }

  private List<Integer> scales() {
    Scales scales = new Scales(network, rounds);
    if (network.isCurved()) {
      trees.forEach(tree -> scales.add(regions.get(tree.region()), tree.derivation()));
    }
    return scales.exponents();
  }

  private void write(Ledger.Tree tree, OutputStream out) throws IOException {
    List<int[]> cases = regions.get(tree.region()).cases();
    Tree.Builder message = Tree.newBuilder().setRegion(tree.region());
    tree.cases().forEach(rows -> message.addCases(place(cases, rows)));
    message.build().writeDelimitedTo(out);
    Deque<Derivation> open = new ArrayDeque<>();
    open.push(tree.derivation());
    while (!open.isEmpty()) {
      Derivation d = open.pop();
      Step.Builder step = Step.newBuilder();
      d.proofs().forEach(p -> step.addProofs(proof(place(cases, p.rows()), p.evidence())));
      Derivation.Split split = d.split();
      if (split != null) {
        step.setSplit(split(split));
        open.push(split.above());
        open.push(split.below());
      }
      step.build().writeDelimitedTo(out);
    }
  }

  /** The place of a case itself: two may have the same rows. */
  private static int place(List<int[]> cases, int[] rows) {
    int place = 0;
    while (cases.get(place) != rows) {
      place++;
    }
    return place;
  }

  private Split split(Derivation.Split s) {
    Split.Builder split = Split.newBuilder().setAt(Double.doubleToRawLongBits(s.at()));
    return s.isInput()
        ? split.setInput(s.unit()).build()
        : split.setRectifier(rectifier(s.unit())).build();
  }

  private int rectifier(int argument) {
    return Objects.requireNonNull(rectifiers.get(argument));
  }

  private Proof proof(int place, Evidence e) {
    Proof.Builder proof = Proof.newBuilder().setCase(place);
    for (int k = 0; k < e.weights().length; k++) {
      if (e.weights()[k] > 0) {
        proof.addRows(weight(k, e.weights()[k]));
      }
    }
    for (int k = 0; k < e.prices().length; k++) {
      if (e.prices()[k] > 0) {
        proof.addPrices(weight(rectifier(e.phases().get(k).unit()), e.prices()[k]));
      }
    }
    int before = 0;
    for (int rectifier : e.rectifiers()) {
      proof.addRectifiers(rectifier - before);
      before = rectifier;
    }
    Arrays.stream(e.slopes()).forEach(proof::addSlopes);
    return proof.build();
  }

  private static Weight weight(int of, double number) {
    return Weight.newBuilder().setOf(of).setNumber(Double.doubleToRawLongBits(number)).build();
  }
}
