package dev.assay.verify.property;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A linear condition: the weighted sum of some inputs and outputs is at most a bound (or below it).
 *
 * @param inputs weights by place
 * @param outputs weights by place
 */
public record Constraint(
    Map<Integer, BigDecimal> inputs,
    Map<Integer, BigDecimal> outputs,
    BigDecimal bound,
    boolean strict) {
  public Constraint {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }
}
