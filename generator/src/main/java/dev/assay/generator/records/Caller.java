package dev.assay.generator.records;

/**
 * A black box that has an operator. It answers the same call alike each time.
 *
 * <pre>{@code
 * Outcome outcome = caller.call(declaration, call);
 * if (outcome instanceof Outcome.Refused r) { ... r.text() ... }
 * }</pre>
 */
@FunctionalInterface
public interface Caller {
  Outcome call(Declaration operator, Call call);
}
