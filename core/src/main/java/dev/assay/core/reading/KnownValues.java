package dev.assay.core.reading;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reading knows of the values of a graph, by name: what they are, and what is open. */
final class KnownValues {
  private final Optional<Domain> enclosing;
  private final Texts texts = new Texts();
  private final Values valueDomain = new Values();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Array> enclosures = new HashMap<>();
  private final Set<String> unspecified = new HashSet<>();
  private final Set<String> shapeless = new HashSet<>();
  private final Set<String> own = new HashSet<>();
  private final Bundles bundles;

  /**
   * @param enclosing gives the enclosures that are kept beside the tensors, if any are
   */
  KnownValues(Graph graph, Optional<Domain> enclosing) {
    this.enclosing = enclosing;
    this.bundles = new Bundles(graph);
  }

  Texts texts() {
    return texts;
  }

  Values valueDomain() {
    return valueDomain;
  }

  Bundles bundles() {
    return bundles;
  }

  // ---- taking in

  /** Takes in a datum that no node makes. */
  void give(String name, Datum datum) {
    if (datum instanceof Tensor t) {
      tensors.put(name, t);
      enclosePoint(name);
    } else if (datum instanceof Sequence s) {
      List<String> names = new ArrayList<>();
      for (Tensor t : s.elements()) {
        names.add(bundles.inside(name, names.size()));
        give(names.get(names.size() - 1), t);
      }
      bundles.put(name, new Bundle.Elements(s.type(), names));
    } else if (datum instanceof Maybe m) {
      String inside = bundles.inside(name, 0);
      m.content().ifPresent(content -> give(inside, content));
      bundles.put(name, new Bundle.Content(m.content().map(content -> inside)));
    }
  }

  void put(String name, Tensor t) {
    tensors.put(name, t);
  }

  /** Takes over some values of another reading. */
  void takeValues(Collection<String> names, KnownValues others) {
    names.forEach(name -> tensors.put(name, others.tensor(name)));
  }

  /** Takes over the enclosures of some values, none of them texts, and what is open of them. */
  void takeEnclosures(Collection<String> names, KnownValues others) {
    for (String name : names) {
      enclosures.put(name, others.enclosures(name));
      if (!others.isSpecified(name)) {
        unspecified.add(name);
      }
      if (!others.hasSpecifiedShape(name)) {
        shapeless.add(name);
      }
      if (others.restsOnOwn(name)) {
        own.add(name);
      }
    }
  }

  void enclose(String name, Array enclosure) {
    enclosures.put(name, enclosure);
  }

  /** Encloses a tensor by itself, where enclosures are kept. */
  void enclosePoint(String name) {
    if (tensors.containsKey(name)) {
      enclosing.ifPresent(d -> enclosures.put(name, NodeRun.array(tensor(name), d, texts)));
    }
  }

  /** Notes that ONNX leaves the elements of values open, or that the reading cannot tell. */
  void open(Collection<String> names) {
    unspecified.addAll(names);
  }

  /** Notes the same of their shapes. */
  void openShapes(Collection<String> names) {
    shapeless.addAll(names);
  }

  /** Notes that values are what a system itself makes of its own operators, or rest on such. */
  void own(Collection<String> names) {
    own.addAll(names);
  }

  /** Gives a bundle another name, with what is open of it. */
  void alias(String name, String of, Bundle bundle) {
    bundles.put(name, bundle);
    for (Set<String> flags : List.of(unspecified, shapeless, own)) {
      if (flags.contains(of)) {
        flags.add(name);
      }
    }
  }

  // ---- what is known

  /** A tensor; null where there is none of the name, as for an input that is left out. */
  @Nullable Tensor find(String name) {
    return tensors.get(name);
  }

  /**
   * A tensor.
   *
   * @throws IllegalArgumentException if there is none of the name
   */
  Tensor tensor(String name) {
    Tensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException(
          bundles.contains(name)
              ? "a value is no tensor\n  required : a tensor\n  but      : "
                  + name
                  + " is "
                  + datum(name)
              : "the graph has no value named " + name);
    }
    return t;
  }

  Datum datum(String name) {
    Optional<Datum> sequence =
        bundles
            .sequence(name)
            .map(e -> new Sequence(e.type(), e.names().stream().map(this::tensor).toList()));
    Optional<Datum> optional =
        bundles.optional(name).map(c -> new Maybe(c.name().map(this::datum)));
    return sequence.or(() -> optional).orElseGet(() -> tensor(name));
  }

  /** Whether a value is the same as that of its name in another reading. */
  boolean isSame(String name, KnownValues others, boolean enclosed) {
    return tensors.containsKey(name)
        && Objects.equals(tensor(name), others.find(name))
        && (!enclosed || isEnclosedAlike(name, others));
  }

  private boolean isEnclosedAlike(String name, KnownValues others) {
    return isSpecified(name) == others.isSpecified(name)
        && hasSpecifiedShape(name) == others.hasSpecifiedShape(name)
        && (isPoint(name) && others.isPoint(name)
            || !isText(name) && enclosures(name).lane().isSame(others.enclosures(name).lane()));
  }

  /** Whether the value is of texts, the numbers of which are those of one reading. */
  boolean isText(String name) {
    return tensor(name).type() == DType.STRING;
  }

  Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  Array values(String name) {
    return NodeRun.array(tensor(name), valueDomain, texts);
  }

  Array enclosures(String name) {
    return Objects.requireNonNull(enclosures.get(name));
  }

  Enclosure enclosure(String name) {
    Array a = enclosures.get(name);
    if (a == null) {
      throw new IllegalArgumentException("no enclosure was read for " + name);
    }
    return Enclosure.of(a, texts);
  }

  boolean isPoint(String name) {
    return enclosure(name).isPoint();
  }

  /** Whether every faithful implementation gives these very elements. */
  boolean isCertain(String name) {
    return isSpecified(name) && (enclosing.isEmpty() || isPoint(name));
  }

  boolean isSpecified(String name) {
    return !unspecified.contains(name);
  }

  boolean hasSpecifiedShape(String name) {
    return !shapeless.contains(name);
  }

  boolean restsOnOwn(String name) {
    return own.contains(name);
  }
}
