package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What parent and worker say to each other. {@code docs/worker-protocol.md} gives the bytes.
 *
 * <p>The parent says {@link Hello} and hears {@link Ready}; then each {@link Run} brings some
 * {@link Entered} and one {@link Ended}, each {@link ProbeMissing} one {@link Missing}, each {@link
 * ListPasses} one {@link Passes}, each {@link ListSchemas} one {@link Schemas}. {@link Quit} brings
 * nothing.
 */
sealed interface Message {
  /** The version of the protocol. */
  int PROTOCOL = 1;

  Kind kind();

  void write(FrameWriter out);

  /** The kinds with their numbers, which never change their meaning. */
  enum Kind {
    HELLO(1, in -> new Hello(in.int32(), in.text())),
    RUN(2, in -> new Run(in.texts(), in.trial())),
    PROBE_MISSING(3, in -> new ProbeMissing(in.texts())),
    QUIT(4, in -> new Quit()),
    LIST_PASSES(5, in -> new ListPasses(in.texts(), in.trial())),
    LIST_SCHEMAS(6, in -> new ListSchemas()),
    READY(65, in -> new Ready(in.text(), in.text(), in.texts())),
    ENTERED(66, in -> new Entered(Outcome.Phase.values()[in.octet(Outcome.Phase.values().length)])),
    ENDED(67, in -> new Ended(in.outcome())),
    MISSING(68, in -> new Missing(Optional.of(in.text()).filter(reason -> !reason.isEmpty()))),
    PASSES(69, in -> new Passes(in.texts())),
    SCHEMAS(70, in -> new Schemas(in.text()));

    final int code;
    final Function<FrameReader, Message> reading;

    Kind(int code, Function<FrameReader, Message> reading) {
      this.code = code;
      this.reading = reading;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("a frame of the unknown kind " + code);
    }
  }

  /** The parent's first word: which protocol it speaks and which backend it wants. */
  record Hello(int protocol, String backend) implements Message {
    @Override
    public Kind kind() {
      return Kind.HELLO;
    }

    @Override
    public void write(FrameWriter out) {
      out.int32(protocol);
      out.text(backend);
    }
  }

  /** A trial to run. */
  record Run(Map<String, String> options, Trial trial) implements Message {
    @Override
    public Kind kind() {
      return Kind.RUN;
    }

    @Override
    public void write(FrameWriter out) {
      out.texts(options);
      out.trial(trial);
    }
  }

  /** Asks what keeps the backend from running with some options. */
  record ProbeMissing(Map<String, String> options) implements Message {
    @Override
    public Kind kind() {
      return Kind.PROBE_MISSING;
    }

    @Override
    public void write(FrameWriter out) {
      out.texts(options);
    }
  }

  /** Tells the worker to end. */
  record Quit() implements Message {
    @Override
    public Kind kind() {
      return Kind.QUIT;
    }

    @Override
    public void write(FrameWriter out) {}
  }

  /** Asks which passes of the optimiser may change the model of a trial. */
  record ListPasses(Map<String, String> options, Trial trial) implements Message {
    @Override
    public Kind kind() {
      return Kind.LIST_PASSES;
    }

    @Override
    public void write(FrameWriter out) {
      out.texts(options);
      out.trial(trial);
    }
  }

  /** Asks for the schemas of operators of the backend's own. */
  record ListSchemas() implements Message {
    @Override
    public Kind kind() {
      return Kind.LIST_SCHEMAS;
    }

    @Override
    public void write(FrameWriter out) {}
  }

  /** The worker's first word: what it is, and each option with what it may be. */
  record Ready(String name, String version, Map<String, String> options) implements Message {
    @Override
    public Kind kind() {
      return Kind.READY;
    }

    @Override
    public void write(FrameWriter out) {
      out.text(name);
      out.text(version);
      out.texts(options);
    }
  }

  /** A phase of the trial in hand begins. */
  record Entered(Outcome.Phase phase) implements Message {
    @Override
    public Kind kind() {
      return Kind.ENTERED;
    }

    @Override
    public void write(FrameWriter out) {
      out.octet(phase.ordinal());
    }
  }

  /** How the trial in hand ended. */
  record Ended(Outcome outcome) implements Message {
    @Override
    public Kind kind() {
      return Kind.ENDED;
    }

    @Override
    public void write(FrameWriter out) {
      out.outcome(outcome);
    }
  }

  /** What keeps the backend from running; empty when nothing does. */
  record Missing(Optional<String> reason) implements Message {
    @Override
    public Kind kind() {
      return Kind.MISSING;
    }

    @Override
    public void write(FrameWriter out) {
      out.text(reason.orElse(""));
    }
  }

  /** The passes, each with the lowest level that runs it; empty where that is not known. */
  record Passes(Map<String, String> levels) implements Message {
    @Override
    public Kind kind() {
      return Kind.PASSES;
    }

    @Override
    public void write(FrameWriter out) {
      out.texts(levels);
    }
  }

  /** The schemas, as {@link dev.assay.core.onnx.SchemaText} writes them. */
  record Schemas(String text) implements Message {
    @Override
    public Kind kind() {
      return Kind.SCHEMAS;
    }

    @Override
    public void write(FrameWriter out) {
      out.text(text);
    }
  }
}
