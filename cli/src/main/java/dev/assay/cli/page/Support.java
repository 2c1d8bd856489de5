package dev.assay.cli.page;

/** What the backends of a campaign said that they lack. */
public interface Support {
  /** Whether some backend said of an operator that it has no form of it with this type. */
  boolean lacks(String operator, String type);
}
