package dev.assay.backends.worker;

import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A backend that does what the model's bytes, taken as words, tell it to. */
public final class Unruly implements Backend {
  /** The head of a frame with a body of a kind that there is not. */
  static final byte[] GARBAGE = {'A', 'S', 'Y', '1', 2, 0, 0, 0, 99, 99};

  /** A process that never says its first word. */
  public static void main(String[] arguments) {
    call(arguments[0]);
    hang();
  }

  /** A parent whose worker hangs. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      Worker worker = Kind.valueOf(arguments[0]).worker(Limits.USUAL.withTrial(Duration.ofDays(1)));
      worker
          .start(
              new Trial(
                  ("call-and-hang " + arguments[1]).getBytes(StandardCharsets.UTF_8), Map.of()))
          .get();
    }
  }

  @Override
  public String name() {
    return "unruly";
  }

  @Override
  public String version() {
    return "7.1";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("mood", "anything");
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return Optional.ofNullable(options.get("mood")).map(mood -> "no, since " + mood);
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    entered.accept(Phase.COMPILE);
    entered.accept(Phase.RUN);
    String[] words = new String(trial.model(), StandardCharsets.UTF_8).split(" ");
    switch (words[0]) {
      case "halt" -> {
        System.err.println("my last words");
        Runtime.getRuntime().halt(42);
      }
      case "abort" -> Runtime.getRuntime().halt(134);
      case "segfault" -> segfault();
      case "hang" -> hang();
      case "call-and-hang" -> {
        call(words[1]);
        hang();
      }
      case "throw" -> throw new IllegalStateException("boo");
      case "overflow" -> overflow(0);
      case "print" -> {
        System.out.println("ASY1 is printed by Java");
        write("AASY printed by a library".getBytes(StandardCharsets.UTF_8));
      }
      case "allocate" -> allocate();
      case "variable" -> {
        return Outcome.failed(
            Outcome.Status.ERROR, Phase.RUN, String.valueOf(System.getenv(words[1])), 0);
      }
      case "garbage" -> write(GARBAGE);
      case "pid" -> {
        return Outcome.failed(
            Outcome.Status.ERROR, Phase.RUN, Long.toString(ProcessHandle.current().pid()), 0);
      }
      default -> {}
    }
    return Outcome.ok(List.copyOf(trial.inputs().values()), 1);
  }

  private static void write(byte[] bytes) {
    try {
      new FileOutputStream(FileDescriptor.out).write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the test that listens at a socket know that this process has come so far. */
  static void call(String socket) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  private static void segfault() {
    unsafe("putAddress", 8L, 1L);
  }

  /** Takes native memory without end, and touches none of it. */
  private static void allocate() {
    while (true) {
      unsafe("allocateMemory", 1L << 28);
    }
  }

  private static void unsafe(String method, Long... arguments) {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Class<?>[] longs = new Class<?>[arguments.length];
      Arrays.fill(longs, long.class);
      type.getMethod(method, longs).invoke(field.get(null), (Object[]) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
