package dev.assay.backends.worker;

import dev.assay.core.backend.BackendSpec;
import java.util.List;

/** Workers for the backends that Assay finds beside itself. */
public final class Workers {
  private Workers() {}

  /** The backends that are there, in alphabetical order. */
  public static List<String> names() {
    return BackendFolder.usual().names();
  }

  /**
   * A worker for a backend; its process starts at first use.
   *
   * @throws IllegalArgumentException if there is no such backend or not of that release
   */
  public static Worker open(BackendSpec spec, Limits limits) {
    return BackendFolder.usual().open(spec, limits);
  }

  /** A worker with the usual limits. */
  public static Worker open(BackendSpec spec) {
    return open(spec, Limits.USUAL);
  }
}
