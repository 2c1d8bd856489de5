package dev.assay.backends.worker;

import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.onnx.SchemaText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The process that a backend runs in. It speaks frames on its standard input and output, and ends
 * when its input ends or its parent is gone.
 */
public final class WorkerMain {
  private final Frames parent;
  private final Backend backend;

  private WorkerMain(Frames parent, Backend backend) {
    this.parent = parent;
    this.backend = backend;
  }

  /** Takes no arguments: the parent's first frame names the backend. */
  public static void main(String[] arguments) throws IOException {
    Frames parent =
        new Frames(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    dieFirst();
    ProcessHandle.current().parent().ifPresent(WorkerMain::dieWith);
    if (!(parent.receive() instanceof Message.Hello hello)) {
      throw new IOException("the first frame must be a hello");
    }
    if (hello.protocol() != Message.PROTOCOL) {
      throw new IOException(
          "the parent speaks protocol " + hello.protocol() + ", not " + Message.PROTOCOL);
    }
    new WorkerMain(parent, find(hello.backend())).serve();
    Runtime.getRuntime().halt(0);
  }

  /** Where memory runs out, Linux is to end this process and not the campaign. */
  private static void dieFirst() {
    Path score = Path.of("/proc/self/oom_score_adj");
    if (Files.isWritable(score)) {
      try {
        Files.writeString(score, "1000");
      } catch (IOException e) {
        System.err.println("the kernel keeps its own order of victims: " + e.getMessage());
      }
    }
  }

  /** A trial that hangs keeps this process from seeing that its input has ended. */
  private static void dieWith(ProcessHandle parent) {
    Thread watch =
        new Thread(
            () -> {
              parent.onExit().join();
              Runtime.getRuntime().halt(0);
            },
            "parent's death");
    watch.setDaemon(true);
    watch.start();
  }

  /** The backend of a name; one of a package of that name is tried first: others load libraries. */
  private static Backend find(String name) {
    List<Provider<Backend>> providers = providers();
    return providers.stream()
        .sorted(Comparator.comparing(p -> !p.type().getPackageName().endsWith("." + name)))
        .map(Provider::get)
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no backend of that name is on the class path\n  required : "
                        + name
                        + "\n  but      : "
                        + providers.stream().map(p -> p.get().name()).toList()));
  }

  /** The backends on the class path, without those of which a library is missing. */
  private static List<Provider<Backend>> providers() {
    List<Provider<Backend>> providers = new ArrayList<>();
    Iterator<Provider<Backend>> all = ServiceLoader.load(Backend.class).stream().iterator();
    while (true) {
      try {
        if (!all.hasNext()) {
          return providers;
        }
        providers.add(all.next());
      } catch (ServiceConfigurationError e) {
        System.err.println("left out: " + e.getMessage());
      }
    }
  }

  private void serve() throws IOException {
    parent.send(
        new Message.Ready(backend.name(), backend.version(), new TreeMap<>(backend.options())));
    while (true) {
      Message request = parent.receive();
      if (request == null || request instanceof Message.Quit) {
        return;
      }
      if (request instanceof Message.Run run) {
        answer(run);
      } else if (request instanceof Message.ProbeMissing probe) {
        parent.send(new Message.Missing(missing(probe.options())));
      } else if (request instanceof Message.ListPasses list) {
        parent.send(new Message.Passes(passes(list)));
      } else if (request instanceof Message.ListSchemas) {
        parent.send(new Message.Schemas(SchemaText.of(backend.schemas())));
      } else {
        throw new IOException("a parent does not say " + request.kind());
      }
    }
  }

  private Optional<String> missing(Map<String, String> options) {
    try {
      return backend.missing(options);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> passes(Message.ListPasses list) {
    try {
      return backend.passes(list.trial(), list.options());
    } catch (RuntimeException e) { // a model that cannot even be read has no passes
      return Map.of();
    }
  }

  private void answer(Message.Run run) throws IOException {
    Progress progress = new Progress();
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = backend.run(run.trial(), run.options(), progress);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (Throwable e) { // whatever a backend throws is about the trial, not about this process
      outcome = failed(progress.phase, e, start);
    }
    byte[] frame;
    try {
      frame = Frames.encode(new Message.Ended(outcome));
    } catch (IllegalArgumentException | OutOfMemoryError e) {
      frame = Frames.encode(new Message.Ended(failed(Phase.READ, e, start)));
    }
    parent.send(frame);
  }

  private static Outcome failed(Phase phase, Throwable e, long start) {
    return Outcome.failed(Status.ERROR, phase, e.toString(), System.nanoTime() - start);
  }

  /** Tells the parent each phase, and remembers the last. */
  private final class Progress implements Consumer<Phase> {
    private Phase phase = Phase.START;

    @Override
    public void accept(Phase entered) {
      phase = entered;
      try {
        parent.send(new Message.Entered(entered));
      } catch (IOException e) {
        throw new UncheckedIOException("the parent is gone", e);
      }
    }
  }
}
