package dev.assay.backends.install;

import java.util.Locale;

/** This machine, in the word that JavaCPP's classifiers use, such as {@code linux-x86_64}. */
final class Platform {
  private Platform() {}

  static String name() {
    return name(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String name(String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT).replaceFirst("^(mac|windows).*", "$1");
    String arch =
        switch (processor) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> processor;
        };
    return (os.equals("mac") ? "macosx" : os) + "-" + arch;
  }
}
