package dev.assay.backends.worker;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A backend that does what it is told by the C library of this machine, called through JNA. */
public final class UnrulyLibrary implements Backend {
  private final NativeLibrary c = NativeLibrary.getProcess();

  @Override
  public String name() {
    return "unruly-library";
  }

  @Override
  public String version() {
    return "7.1";
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return Optional.empty();
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    entered.accept(Phase.RUN);
    String[] words = new String(trial.model(), StandardCharsets.UTF_8).split(" ");
    switch (words[0]) {
      case "abort" -> call("abort");
      case "segfault" -> call("memset", new Pointer(8), 0, 1L);
      case "allocate" -> allocate();
      case "garbage" -> call("write", 1, Unruly.GARBAGE, (long) Unruly.GARBAGE.length);
      case "hang" -> hang();
      case "call-and-hang" -> {
        Unruly.call(words[1]);
        hang();
      }
      default -> {}
    }
    return Outcome.ok(List.copyOf(trial.inputs().values()), 1);
  }

  private void call(String function, Object... arguments) {
    c.getFunction(function).invokeVoid(arguments);
  }

  private void hang() {
    while (true) {
      call("sleep", 100_000);
    }
  }

  /** As code does that does not look at what it got. */
  private void allocate() {
    while (true) {
      Pointer block = c.getFunction("malloc").invokePointer(new Object[] {1L << 28});
      call("memset", block, 0, 1L);
    }
  }
}
