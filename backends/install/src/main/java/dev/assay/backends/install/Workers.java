package dev.assay.backends.install;

import dev.assay.backends.worker.Launch;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import java.util.List;

/** Workers for the backends that Assay finds beside itself, and for programs. */
public final class Workers {
  private Workers() {}

  /** The backends that are there, in alphabetical order. */
  public static List<String> names() {
    return BackendFolder.usual().names();
  }

  /**
   * The release that a specification names.
   *
   * @throws IllegalArgumentException if there is no such backend, or it has no releases
   */
  public static Release release(BackendSpec spec) {
    return BackendFolder.usual().release(spec);
  }

  /**
   * A worker for a backend; its process starts at first use. What takes nothing but Maven is
   * installed first.
   *
   * @throws IllegalArgumentException if there is no such backend or it cannot be installed
   */
  public static Worker open(BackendSpec spec, Limits limits, Progress progress) {
    if (spec.program().isPresent()) {
      return Worker.of(spec, Launch.ofShell(spec.program().get()), limits);
    }
    Release release = release(spec);
    release.missing().ifPresent(why -> refuse(spec, why));
    if (release.installsItself()) {
      release.install(progress);
    }
    return release.open(spec, limits);
  }

  private static void refuse(BackendSpec spec, String why) {
    throw new IllegalArgumentException("the backend " + spec + " cannot run here" + why);
  }

  /** Whether a backend takes a second or so for a model, by its own description. */
  public static boolean isSlow(BackendSpec spec) {
    return spec.program().isEmpty() && release(spec).isSlow();
  }

  /** A worker with the usual limits. */
  public static Worker open(BackendSpec spec) {
    return open(spec, Limits.USUAL, Progress.SILENT);
  }
}
