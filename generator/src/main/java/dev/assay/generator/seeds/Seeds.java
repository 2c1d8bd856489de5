package dev.assay.generator.seeds;

import java.util.List;

/**
 * The models of which parts are taken.
 *
 * @param digest tells their content: the same seeds have the same digest
 */
public record Seeds(List<Seed> list, String digest) {
  public static final Seeds NONE = new Seeds(List.of(), "");

  public Seeds {
    list = List.copyOf(list);
  }
}
