package dev.assay.cli;

import dev.assay.backends.worker.CacheFolder;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which operators a backend has, and for which types of their first input: asked of it once, and
 * kept in the cache beside the single answers.
 *
 * @param opset the newest operator set that it knows
 */
record SupportTable(int opset, List<Row> rows) {

  /**
   * An operator.
   *
   * @param types for which it is there
   * @param missing for which it is not, though ONNX allows them
   */
  record Row(String operator, Set<DType> types, Set<DType> missing) {
    boolean has() {
      return !types.isEmpty();
    }
  }

  /** Asks a backend for everything. */
  static SupportTable ask(ProbedSupport support, int least, int most) {
    int opset = support.newestOpset(least, most);
    Set<String> asked = new TreeSet<>();
    List<Row> rows = new ArrayList<>();
    for (Operator any : Catalogue.all()) {
      if (asked.add(any.domain() + ":" + any.name())) {
        int version = any.domain().isEmpty() ? opset : any.since();
        Catalogue.find(any.domain(), any.name(), version)
            .flatMap(operator -> row(support, operator, version))
            .ifPresent(rows::add);
      }
    }
    return new SupportTable(opset, rows);
  }

  private static Optional<Row> row(ProbedSupport support, Operator operator, int opset) {
    Optional<Schema> schema = Schemas.find(operator.domain(), operator.name(), opset);
    if (schema.isEmpty() || schema.get().inputs().isEmpty()) {
      return Optional.empty();
    }
    Set<DType> types = new LinkedHashSet<>();
    Set<DType> missing = new LinkedHashSet<>();
    Parameter first = schema.get().inputs().get(0);
    for (DType type : DType.values()) {
      if (first.types().contains(type)) {
        boolean has =
            support.has(operator, opset, List.of(Optional.of(type)), outputs(schema.get(), type));
        (has ? types : missing).add(type);
      }
    }
    String domain = operator.domain().isEmpty() ? "" : operator.domain() + ".";
    return Optional.of(new Row(domain + operator.name(), types, missing));
  }

  /** The type of the first output where that of the first input is given. */
  private static List<DType> outputs(Schema schema, DType type) {
    Parameter in = schema.inputs().get(0);
    Parameter out = schema.outputs().get(0);
    return out.type().equals(in.type())
        ? List.of(type)
        : out.types().stream().sorted().limit(1).toList();
  }

  /** How many operators there are for some type. */
  long operators() {
    return rows.stream().filter(Row::has).count();
  }

  /** How many pairs of an operator and a type there are. */
  long types() {
    return rows.stream().mapToLong(r -> r.types().size()).sum();
  }

  /** How many pairs were asked for. */
  long asked() {
    return types() + rows.stream().mapToLong(r -> r.missing().size()).sum();
  }

  /** Keeps the table for a release. */
  void keep(BackendSpec spec, String version) {
    Path file = file(spec, version);
    List<String> lines = new ArrayList<>(List.of("opset\t" + opset));
    rows.forEach(
        r -> lines.add(r.operator() + "\t" + words(r.types()) + "\t" + words(r.missing())));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The table that was kept of a release; empty where nobody asked for it. */
  static Optional<SupportTable> kept(BackendSpec spec, String version) {
    Path file = file(spec, version);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      int opset = Integer.parseInt(lines.get(0).split("\t")[1]);
      List<Row> rows =
          lines.stream()
              .skip(1)
              .map(line -> line.split("\t", -1))
              .map(words -> new Row(words[0], types(words[1]), types(words[2])))
              .toList();
      return Optional.of(new SupportTable(opset, rows));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Path file(BackendSpec spec, String version) {
    return CacheFolder.path()
        .resolve("support")
        .resolve(ProbedSupport.key(spec, version) + ".table");
  }

  private static String words(Set<DType> types) {
    return types.stream().map(DType::name).collect(Collectors.joining(" "));
  }

  private static Set<DType> types(String words) {
    Set<DType> types = new LinkedHashSet<>();
    for (String word : words.split(" ")) {
      if (!word.isEmpty()) {
        types.add(DType.valueOf(word));
      }
    }
    return types;
  }
}
