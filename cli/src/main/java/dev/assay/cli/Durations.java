package dev.assay.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as a person writes them: {@code 60s}, {@code 5m}, {@code 2h}, {@code 1h30m}. */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  @Override
  public Duration convert(String text) {
    Matcher m = FORM.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      throw new TypeConversionException(
          "a duration has another form\n  required : such as 60s, 5m, 2h or 1h30m\n  but      : "
              + text);
    }
    return Duration.ofHours(number(m, 1)).plusMinutes(number(m, 2)).plusSeconds(number(m, 3));
  }

  private static long number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
  }

  /** A duration as a clock shows it: {@code 1:02:03}, {@code 02:03}. */
  static String clock(Duration d) {
    return d.toHours() > 0
        ? String.format("%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
        : String.format("%02d:%02d", d.toMinutesPart(), d.toSecondsPart());
  }
}
