package dev.assay.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.verify.exact.Rational;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker calculates with integers alone, and rounds to the side that it says. */
class IntegersAloneTest {
  private static final Pattern FLOATING =
      Pattern.compile(
          "^ *\\d+: ([df](add|sub|mul|div|rem|neg|cmp[lg])|[il]2[df]|[df]2[ilfd])\\b.*");

  @Test
  void noInstructionCalculatesWithFloatingPoint() throws Exception {
    Path folder =
        Path.of(Checker.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("dev/assay/verify/check");
    List<String> classes;
    try (Stream<Path> files = Files.list(folder)) {
      classes = files.map(Path::toString).filter(f -> f.endsWith(".class")).toList();
    }
    assertThat(classes).hasSizeGreaterThan(10);
    StringWriter out = new StringWriter();
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    String[] arguments =
        Stream.concat(Stream.of("-c", "-p"), classes.stream()).toArray(String[]::new);
    PrintWriter writer = new PrintWriter(out);
    assertThat(javap.run(writer, writer, arguments)).isZero();
    assertThat(out.toString().lines().filter(l -> FLOATING.matcher(l).matches())).isEmpty();
    assertThat(out.toString()).contains("lmul");
  }

  @Test
  void productsAreRoundedToTheirSide() {
    Choices choices = Choices.of(1);
    BigInteger one = BigInteger.ONE.shiftLeft(Grid.BITS);
    for (int k = 0; k < 10_000; k++) {
      long x = choices.between(-Grid.ONE, Grid.ONE) >> choices.between(0, 61);
      long y = choices.between(-Grid.ONE, Grid.ONE) >> choices.between(0, 61);
      BigInteger exact = BigInteger.valueOf(x).multiply(BigInteger.valueOf(y));
      BigInteger down = BigInteger.valueOf(Grid.down(x, y)).multiply(one);
      BigInteger up = BigInteger.valueOf(Grid.up(x, y)).multiply(one);
      assertThat(down).isLessThanOrEqualTo(exact);
      assertThat(exact.subtract(down)).isLessThan(one);
      assertThat(up).isGreaterThanOrEqualTo(exact);
      assertThat(up.subtract(exact)).isLessThan(one);
    }
  }

  @Test
  void bitsAreTheNumbersThatTheyAre() throws Refusal {
    for (double x : new double[] {0, 1, -1, 0.1, 3e300, -5e-324, Double.MIN_NORMAL, 65537}) {
      assertThat(Grid.ofBits(Double.doubleToRawLongBits(x))).isEqualTo(Rational.of(x));
    }
  }
}
