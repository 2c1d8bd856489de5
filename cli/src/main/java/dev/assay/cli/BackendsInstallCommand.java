package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.core.backend.BackendSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches releases of backends. */
@Command(
    name = "install",
    customSynopsis = "assay backends install [OPTIONS] NAME[@VERSION]...",
    sortOptions = false,
    header = "Fetch releases of backends into the cache.",
    footer = {
      "",
      "Maven's settings.xml and pip's configuration say where from. Nothing is fetched twice, and what"
          + " Ctrl-C interrupts does not count.",
      "",
      "@|bold Examples|@",
      "  assay backends install openvino tract tvm",
      "  assay backends install onnxruntime:provider=cuda",
      "      the build for GPUs, whether there is one here or not"
    },
    mixinStandardHelpOptions = true)
final class BackendsInstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME[@VERSION]",
      arity = "1..*",
      description = "A backend, and which release of it (default: the one that Assay knows best).")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (String name : names) {
      BackendSpec wanted = BackendSpec.parse(name);
      Backends.checkName(wanted.name());
      Release release = Workers.release(wanted);
      try (DownloadLine downloads = new DownloadLine(spec.commandLine().getErr())) {
        release.install(downloads);
      }
      if (json) {
        new Events(out)
            .print(
                "installed",
                "name",
                wanted.name(),
                "version",
                release.version(),
                "folder",
                release.cache().toString());
      } else {
        out.println("installed " + wanted.name() + " " + release.version());
      }
      out.flush();
    }
    return Main.CLEAN;
  }
}
