package dev.assay.verify.bounds;

/** A rectifier that is on (its argument is at least 0) or off (at most 0). */
public record Phase(int unit, boolean isOn) {}
