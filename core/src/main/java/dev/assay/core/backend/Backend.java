package dev.assay.core.backend;

import dev.assay.core.onnx.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A system under test, as it is called inside its worker process. Found by {@link
 * java.util.ServiceLoader}; it may crash or hang as it likes.
 */
public interface Backend {

  /** The name that a {@link BackendSpec} calls it by. */
  String name();

  /** The version of the system, as it says itself. */
  String version();

  /** Each option with what it may be, one line each, for the user. */
  Map<String, String> options();

  /**
   * Why it cannot run here with these options, and how to make it; empty when it can.
   *
   * @throws IllegalArgumentException if there is no such option or value
   */
  Optional<String> missing(Map<String, String> options);

  /**
   * The passes of the optimiser that may have changed the model of a trial, each with the lowest
   * level that runs it ("" where that is not known). The option {@code disable} leaves out those
   * that are named there, with ';' between. Only backends that have this option are asked.
   */
  default Map<String, String> passes(Trial trial, Map<String, String> options) {
    return Map.of();
  }

  /**
   * Schemas of operators of its own, which are not ONNX's: a model may have nodes of these too.
   * They stand in a domain that no other system has, in version 1.
   */
  default List<Schema> schemas() {
    return List.of();
  }

  /**
   * Compiles and runs a trial. What the system refuses or throws is an outcome, not an exception.
   *
   * @param entered told each phase as it begins, so that a death or a hang has one
   */
  Outcome run(Trial trial, Map<String, String> options, Consumer<Outcome.Phase> entered);
}
