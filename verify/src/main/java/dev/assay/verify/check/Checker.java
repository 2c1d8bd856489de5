package dev.assay.verify.check;

import dev.assay.verify.certificate.proto.Certificates.Head;
import dev.assay.verify.certificate.proto.Certificates.Proof;
import dev.assay.verify.certificate.proto.Certificates.Split;
import dev.assay.verify.certificate.proto.Certificates.Step;
import dev.assay.verify.certificate.proto.Certificates.Tree;
import dev.assay.verify.check.Claim.Region;
import dev.assay.verify.check.Ranges.Side;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a certificate proves a statement: that wherever inputs lie in a box of the property,
 * each case has a row that is positive, and so does not come true.
 *
 * <ol>
 *   <li>The box of each region is the property's own; its trees have all of its cases.
 *   <li>Both parts of a split share the number at which it is, so they cover the whole.
 *   <li>In each part the units get ranges, from those of the whole around it.
 *   <li>A proof's weights and prices are no less than 0, its slopes between 0 and 1; so the sum of
 *       rows that they give, less what the signs of rectifiers are worth, is positive only where
 *       some row is. The least of that sum over the ranges is positive.
 *   <li>A part in which cases are open is split further.
 * </ol>
 */
public final class Checker {
  private static final int VERSION = 1;
  private static final int DIGEST = 32;

  private final InputStream in;
  private final Claim claim;
  private final Line line;
  private final Multipliers multipliers;
  private long parts;

  private Checker(InputStream in, Claim claim) {
    this.in = in;
    this.claim = claim;
    this.line = new Line(claim.units());
    this.multipliers = new Multipliers(claim.units(), line);
  }

  /** A part that is still to be looked at, with the cases that are open in it. */
  private record Open(Ranges around, Side side, BitSet cases, int depth) {}

  /**
   * Says whether certificates of a model and property can be checked.
   *
   * @throws IllegalArgumentException with the reason, if not
   */
  public static void requireReadable(Statement statement) {
    Claim.of(statement.graph(), statement.property(), true);
  }

  /**
   * Checks a certificate.
   *
   * @throws IllegalArgumentException if the checker does not read the model
   */
  public static Check check(Path file, Statement statement) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] said = in.readNBytes(DIGEST);
      if (!Arrays.equals(said, digest(in))) {
        return new Check("the file's digest is not that of what it holds", false, 0);
      }
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(DIGEST);
      return unpacked(in, statement);
    }
  }

  private static byte[] digest(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java without SHA-256", e);
    }
  }

  private static Check unpacked(InputStream file, Statement statement) {
    boolean rounds = false;
    long parts = 0;
    try {
      InputStream in = new GZIPInputStream(file);
      Head head = present(Head.parseDelimitedFrom(in), "a head");
      rounds = head.getRounds();
      require(head.getVersion() == VERSION, "it is of another version");
      require(is(head.getModel().toByteArray(), statement.model()), "it is of another model");
      require(is(head.getProperty().toByteArray(), statement.claim()), "it is of another property");
      Claim claim = Claim.of(statement.graph(), statement.property(), rounds);
      Checker checker = new Checker(in, claim);
      checker.trees();
      parts = checker.parts;
      return new Check("", rounds, parts);
    } catch (IOException e) {
      return new Check("it cannot be read: " + e.getMessage(), rounds, parts);
    } catch (Refusal e) {
      return new Check(String.valueOf(e.getMessage()), rounds, parts);
    }
  }

  private static boolean is(byte[] digest, String digits) {
    return HexFormat.of().formatHex(digest).equals(digits);
  }

  private static <T> T present(@Nullable T message, String what) throws Refusal {
    if (message == null) {
      throw new Refusal("it ends before " + what);
    }
    return message;
  }

  private static void require(boolean holds, String otherwise) throws Refusal {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }

  private void trees() throws IOException, Refusal {
    BitSet[] proved = claim.regions().stream().map(r -> new BitSet()).toArray(BitSet[]::new);
    for (Tree t = Tree.parseDelimitedFrom(in); t != null; t = Tree.parseDelimitedFrom(in)) {
      require(t.getRegion() >= 0 && t.getRegion() < proved.length, "a region is not there");
      Region region = claim.regions().get(t.getRegion());
      BitSet cases = new BitSet();
      for (int c : t.getCasesList()) {
        require(c >= 0 && c < region.cases().size(), "a case is not there");
        cases.set(c);
      }
      tree(t.getRegion(), region, cases);
      proved[t.getRegion()].or(cases);
    }
    for (int k = 0; k < proved.length; k++) {
      int open = proved[k].nextClearBit(0);
      require(
          open >= claim.regions().get(k).cases().size(),
          "no tree proves case " + open + " of region " + k);
    }
  }

  private void tree(int number, Region region, BitSet cases) throws IOException, Refusal {
    Ranges all = Ranges.over(claim.units(), region.low(), region.high(), line);
    Deque<Open> open = new ArrayDeque<>();
    step(number, region, all, cases, 0, open);
    while (!open.isEmpty()) {
      Open next = open.pop();
      Ranges part = next.around.part(next.side, line);
      step(number, region, part, next.cases, next.depth, open);
    }
  }

  private void step(
      int number, Region region, Ranges part, BitSet cases, int depth, Deque<Open> open)
      throws IOException, Refusal {
    parts++;
    try {
      Step step = present(Step.parseDelimitedFrom(in), "all parts are proved");
      BitSet left = (BitSet) cases.clone();
      for (Proof p : step.getProofsList()) {
        require(left.get(p.getCase()), "a case is proved that is not open");
        prove(p, region.cases().get(p.getCase()), part);
        left.clear(p.getCase());
      }
      if (step.hasSplit()) {
        push(step.getSplit(), part, left, depth + 1, open);
      } else {
        require(left.isEmpty(), "case " + left.nextSetBit(0) + " is left open");
      }
    } catch (Refusal e) {
      String where = " (part " + parts + ", region " + number + ", " + depth + " splits deep)";
      throw new Refusal(e.getMessage() + where);
    }
  }

  private void push(Split split, Ranges part, BitSet left, int depth, Deque<Open> open)
      throws Refusal {
    int unit = multipliers.unit(split);
    long at = claim.units().scaled(unit, Grid.ofBits(split.getAt()));
    open.push(new Open(part, new Side(unit, at, true), left, depth));
    open.push(new Open(part, new Side(unit, at, false), left, depth));
  }

  private void prove(Proof p, int[] rows, Ranges part) throws Refusal {
    if (part.isEmpty()) {
      return;
    }
    require(part.isSound(), "a sum may leave its type");
    require(p.getRowsCount() > 0, "the part is not empty");
    int last = multipliers.set(p, rows, part);
    long least = line.least(part, last);
    line.reset();
    require(least > 0, "the bound of case " + p.getCase() + " is not positive");
  }
}
