package dev.assay.verify.check;

import static dev.assay.verify.check.Refusal.present;
import static dev.assay.verify.check.Refusal.require;

import dev.assay.verify.certificate.proto.Certificates.Head;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Checks that a certificate proves a statement: that wherever inputs lie in a box of the property,
 * each case has a row that is positive, and so does not come true.
 *
 * <ol>
 *   <li>The box of each region is the property's own; its trees have all of its cases.
 *   <li>Both parts of a split share the number at which it is, so they cover the whole.
 *   <li>In each part the units get ranges, from those of the whole around it; functions and
 *       products that may exceed what the file divides them by prove nothing.
 *   <li>A proof's weights and prices are no less than 0, its slopes between 0 and 1; so the sum of
 *       rows that they give, less what the signs of rectifiers are worth, is positive only where
 *       some row is. The least of that sum over the ranges is positive.
 *   <li>A part in which cases are open is split further.
 * </ol>
 */
public final class Checker {
  private static final int VERSION = 1;
  private static final int DIGEST = 32;

  private final Statement statement;
  private final Map<Read, Claim> claims = new HashMap<>();

  /** What a certificate says of how the statement is to be read. */
  private record Read(boolean rounds, List<Integer> scales) {}

  public Checker(Statement statement) {
    this.statement = statement;
  }

  /**
   * Says whether certificates of a model and property can be checked.
   *
   * @throws IllegalArgumentException with the reason, if not
   */
  public void requireReadable() {
    claim(true, List.of());
  }

  /**
   * Checks a certificate.
   *
   * @throws IllegalArgumentException if the checker does not read the model
   */
  public Check check(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] said = in.readNBytes(DIGEST);
      if (!Arrays.equals(said, digest(in))) {
        return new Check("the file's digest is not that of what it holds", false, 0);
      }
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(DIGEST);
      return unpacked(in);
    }
  }

  private static byte[] digest(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java without SHA-256", e);
    }
  }

  private Check unpacked(InputStream file) {
    boolean rounds = false;
    try {
      InputStream in = new GZIPInputStream(file);
      Head head = present(Head.parseDelimitedFrom(in), "a head");
      rounds = head.getRounds();
      require(head.getVersion() == VERSION, "it is of another version");
      require(is(head.getModel().toByteArray(), statement.model()), "it is of another model");
      require(is(head.getProperty().toByteArray(), statement.claim()), "it is of another property");
      return new Check("", rounds, new Trees(in, claim(rounds, head.getScalesList())).check());
    } catch (IOException e) {
      return new Check("it cannot be read: " + e.getMessage(), rounds, 0);
    } catch (Refusal e) {
      return new Check(String.valueOf(e.getMessage()), rounds, 0);
    }
  }

  private Claim claim(boolean rounds, List<Integer> scales) {
    return claims.computeIfAbsent(
        new Read(rounds, List.copyOf(scales)),
        r -> Claim.of(statement.graph(), statement.property(), r.rounds, r.scales));
  }

  private static boolean is(byte[] digest, String digits) {
    return HexFormat.of().formatHex(digest).equals(digits);
  }
}
