package dev.assay.cli.picture;

/** Text as HTML and XML have it. */
public final class Markup {
  private Markup() {}

  /**
   * The text, with the signs of markup escaped, and a replacement for each character that XML has
   * none of.
   */
  public static String text(String plain) {
    StringBuilder text = new StringBuilder(plain.length());
    plain
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(isLegal(c) ? c : 0xFFFD);
              }
            });
    return text.toString();
  }

  /** Whether XML 1.0 has a character. */
  public static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
