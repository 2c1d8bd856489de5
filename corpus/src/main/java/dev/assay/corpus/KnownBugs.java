package dev.assay.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The bugs that are known of one release of a system. A campaign counts them, and the laws of the
 * operators let them pass; both read the one list {@code known-bugs.txt}.
 *
 * <p>The list has a heading for each system and its releases, and below it a line for each bug,
 * with tabs between the definition ({@code -} for any), a pattern for the node ({@code -} for any),
 * a part of the detail, the reason and, if there is one, the link to a report:
 *
 * <pre>
 * [onnxruntime 1.29.0]
 * Shrink-13   \(float64   outside of its enclosure   float64 is computed in float32
 * </pre>
 *
 * <p>Of a model that the unoptimised system gets right the bug is one of its optimiser: a line
 * whose pattern asks for nodes behind the one, or begins with {@code optimised }.
 */
public final class KnownBugs {
  private static final Pattern HEADING = Pattern.compile("\\[(\\S+) (\\S+)]");
  private static final String OPTIMISED = "optimised ";
  private static final List<KnownBug> LISTED = parse(text());
  private static final Map<Release, KnownBugs> OF_RELEASES = new ConcurrentHashMap<>();

  private record Release(String system, String number) {}

  private final List<KnownBug> bugs;

  private KnownBugs(List<KnownBug> bugs) {
    this.bugs = List.copyOf(bugs);
  }

  /** Those listed for a release of a system. */
  public static KnownBugs of(String system, String release) {
    return OF_RELEASES.computeIfAbsent(
        new Release(system, release),
        r ->
            new KnownBugs(
                LISTED.stream()
                    .filter(b -> b.system().equals(system) && b.releases().contain(release))
                    .toList()));
  }

  /** All that are listed, of whatever system. */
  public static List<KnownBug> listed() {
    return LISTED;
  }

  /** The bug with this {@link KnownBug#id}, of whatever release. */
  public static Optional<KnownBug> named(String id) {
    return LISTED.stream().filter(b -> b.id().equals(id)).findFirst();
  }

  /** The bug that a node has which went wrong by itself; see {@link KnownBug#explains}. */
  public Optional<KnownBug> find(String operator, String form, String said) {
    return bugs.stream().filter(b -> b.explains(operator, form, said)).findFirst();
  }

  /** Those that end the backend's process or hang it. */
  public List<KnownBug> deadly() {
    return bugs.stream().filter(KnownBug::isDeadly).toList();
  }

  /** Those of what an optimiser does wrong. */
  public KnownBugs ofOptimiser() {
    return new KnownBugs(bugs.stream().filter(KnownBug::optimised).toList());
  }

  /** Those that concern an operator's definition. */
  public List<KnownBug> of(String operator) {
    return bugs.stream().filter(b -> b.operator().equals(operator)).toList();
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if a line has another form
   */
  static List<KnownBug> parse(String text) {
    List<KnownBug> bugs = new ArrayList<>();
    String system = "";
    Optional<Releases> releases = Optional.empty();
    for (String line : text.lines().toList()) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        system = heading.group(1);
        releases = Optional.of(Releases.parse(heading.group(2)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        bugs.add(bug(system, releases.orElseThrow(() -> broken(line)), line));
      }
    }
    return List.copyOf(bugs);
  }

  private static KnownBug bug(String system, Releases releases, String line) {
    String[] cells = line.split("\t");
    if (cells.length < 4 || cells.length > 5 || List.of(cells).contains("")) {
      throw broken(line);
    }
    boolean marked = cells[1].startsWith(OPTIMISED);
    String node = marked ? cells[1].substring(OPTIMISED.length()) : cells[1];
    return new KnownBug(
        system,
        releases,
        cells[0],
        marked || node.contains(KnownBug.BEFORE),
        node.equals("-") ? Optional.empty() : Optional.of(Pattern.compile(node)),
        cells[2],
        cells[3],
        cells.length == 5 ? Optional.of(cells[4]) : Optional.empty());
  }

  private static IllegalArgumentException broken(String line) {
    return new IllegalArgumentException(
        "a known bug is said in another form"
            + "\n  required : definition, node or -, detail, reason, link; tabs between, below a [system release]"
            + "\n  but      : "
            + line);
  }

  private static String text() {
    try (var in = KnownBugs.class.getResourceAsStream("known-bugs.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
