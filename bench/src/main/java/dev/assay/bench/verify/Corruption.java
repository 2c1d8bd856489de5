package dev.assay.bench.verify;

import dev.assay.bench.verify.CertificateContent.Steps;
import dev.assay.core.Choices;
import dev.assay.verify.certificate.proto.Certificates.Proof;
import dev.assay.verify.certificate.proto.Certificates.Split;
import dev.assay.verify.certificate.proto.Certificates.Step;
import dev.assay.verify.certificate.proto.Certificates.Weight;
import java.util.List;
import java.util.stream.IntStream;

/** A way to spoil the content of a certificate; its digest is made anew afterwards. */
enum Corruption {
  /** A multiplier becomes negative. */
  NEGATIVE_WEIGHT,
  /** A line below a rectifier becomes steeper than the rectifier. */
  STEEP_SLOPE,
  /** A price is negative, so that a sign would be worth its opposite. */
  NEGATIVE_PRICE,
  /** A leaf proves nothing. */
  DROPPED_LEAF,
  /** A part is not there at all. */
  DROPPED_STEP,
  /** A tree is not there at all. */
  DROPPED_TREE,
  /** A case is proved by the weight of a row that it does not have. */
  FOREIGN_ROW,
  /** A split is elsewhere, the proofs of its parts the same. */
  MOVED_SPLIT,
  /** What proves one part is said to prove both. */
  WIDENED_LEAF,
  /** Multipliers are others. */
  OTHER_WEIGHT,
  /** A function or a product is divided by something else. */
  OTHER_SCALE;

  private static final long ONE = Double.doubleToRawLongBits(1);

  /** Whether what comes of it can still be a proof. */
  boolean mayBeProof() {
    return this == MOVED_SPLIT
        || this == WIDENED_LEAF
        || this == OTHER_WEIGHT
        || this == OTHER_SCALE;
  }

  /** Spoils a certificate; says whether there was what it spoils. */
  boolean spoils(CertificateContent content, Choices choices) {
    if (this == OTHER_SCALE) {
      return rescales(content.scales(), choices);
    }
    int number = choices.between(0, content.trees().size() - 1);
    Steps tree = content.trees().get(number);
    List<Step> steps = tree.steps();
    int[] places = IntStream.range(0, steps.size()).filter(k -> isSpoilt(steps.get(k))).toArray();
    if (places.length == 0) {
      return false;
    }
    int place = places[choices.between(0, places.length - 1)];
    Step step = steps.get(place);
    switch (this) {
      case DROPPED_TREE -> content.trees().remove(number);
      case DROPPED_STEP -> steps.remove(place);
      case DROPPED_LEAF -> steps.set(place, Step.getDefaultInstance());
      case MOVED_SPLIT -> steps.set(place, moved(step, choices));
      case WIDENED_LEAF -> {
        int end = tree.end(place);
        Step leaf = steps.subList(place, end).stream().filter(k -> !k.hasSplit()).findFirst().get();
        steps.subList(place, end).clear();
        steps.add(place, leaf);
      }
      default -> steps.set(place, step.toBuilder().setProofs(0, spoilt(step, choices)).build());
    }
    return true;
  }

  private static boolean rescales(List<Integer> scales, Choices choices) {
    if (scales.isEmpty()) {
      return false;
    }
    int by = choices.between(1, 40);
    scales.set(choices.between(0, scales.size() - 1), choices.flag() ? by : -by);
    return true;
  }

  private boolean isSpoilt(Step step) {
    boolean proves = step.getProofsCount() > 0 && step.getProofs(0).getRowsCount() > 0;
    return switch (this) {
      case DROPPED_TREE, DROPPED_STEP -> true;
      case DROPPED_LEAF -> proves && !step.hasSplit();
      case MOVED_SPLIT, WIDENED_LEAF -> step.hasSplit();
      default -> proves;
    };
  }

  private static Step moved(Step step, Choices choices) {
    double at = Double.longBitsToDouble(step.getSplit().getAt());
    double to = at + choices.normal() * Math.max(Math.abs(at), 0.1);
    Split split = step.getSplit().toBuilder().setAt(Double.doubleToRawLongBits(to)).build();
    return step.toBuilder().setSplit(split).build();
  }

  private Proof spoilt(Step step, Choices choices) {
    Proof.Builder proof = step.getProofs(0).toBuilder();
    Weight first = proof.getRows(0);
    double weight = Double.longBitsToDouble(first.getNumber());
    switch (this) {
      case NEGATIVE_WEIGHT -> proof.setRows(0, weight(first.getOf(), -weight));
      case STEEP_SLOPE -> proof.clearRectifiers().clearSlopes().addRectifiers(0).addSlopes(65537);
      case NEGATIVE_PRICE -> proof.addPrices(weight(0, -1));
      case FOREIGN_ROW -> proof.addRows(Weight.newBuilder().setOf(1 << 20).setNumber(ONE));
      default -> proof.setRows(0, weight(first.getOf(), weight * choices.unit()));
    }
    return proof.build();
  }

  private static Weight weight(int of, double number) {
    return Weight.newBuilder().setOf(of).setNumber(Double.doubleToRawLongBits(number)).build();
  }
}
