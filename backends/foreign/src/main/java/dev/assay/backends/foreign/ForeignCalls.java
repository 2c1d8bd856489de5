package dev.assay.backends.foreign;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Calls whose functions give 0 when they succeed, and what they have made, which is freed in
 * reverse order when this is closed.
 *
 * <pre>{@code
 * try (ForeignCalls calls = new ForeignCalls(library, words, free)) {
 *   PointerByReference model = calls.made("model_free");
 *   calls.call("model_read", bytes, model);
 *   ...
 * }
 * }</pre>
 */
public final class ForeignCalls implements AutoCloseable {
  private final ForeignLibrary library;
  private final IntFunction<String> words;
  private final BiConsumer<String, PointerByReference> free;
  private final Deque<Runnable> toFree = new ArrayDeque<>();

  /**
   * Nothing is called yet.
   *
   * @param words what the library says of the call that failed last, with a status
   * @param free frees what a pointer points at by the function of a name
   */
  public ForeignCalls(
      ForeignLibrary library,
      IntFunction<String> words,
      BiConsumer<String, PointerByReference> free) {
    this.library = library;
    this.words = words;
    this.free = free;
  }

  /** A place for what the next call makes; it is freed by a function if it still is there then. */
  public PointerByReference made(String freedBy) {
    PointerByReference place = new PointerByReference();
    toFree.push(
        () -> {
          if (place.getValue() != null) {
            free.accept(freedBy, place);
          }
        });
    return place;
  }

  /**
   * Calls a function.
   *
   * @throws ForeignException if it gives another status than 0
   */
  public void call(String function, Object... arguments) throws ForeignException {
    int status = library.status(function, arguments);
    if (status != 0) {
      throw new ForeignException(status, words.apply(status));
    }
  }

  /** Calls a function whose last argument is a place for a pointer, which it gives. */
  public Pointer make(String freedBy, String function, Object... arguments)
      throws ForeignException {
    PointerByReference place = made(freedBy);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = place;
    call(function, all);
    return place.getValue();
  }

  /** Bytes in native memory, which is there at least as long as this. */
  public Memory memory(byte[] bytes) {
    Memory memory = new Memory(Math.max(1, bytes.length));
    memory.write(0, bytes, 0, bytes.length);
    toFree.push(memory::close);
    return memory;
  }

  /** Numbers of 64 bits in native memory, which is there at least as long as this. */
  public Memory memory(int[] numbers) {
    Memory memory = new Memory(Math.max(1, 8L * numbers.length));
    for (int k = 0; k < numbers.length; k++) {
      memory.setLong(8L * k, numbers[k]);
    }
    toFree.push(memory::close);
    return memory;
  }

  @Override
  public void close() {
    while (!toFree.isEmpty()) {
      toFree.pop().run();
    }
  }
}
