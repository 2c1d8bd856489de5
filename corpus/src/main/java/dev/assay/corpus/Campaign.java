package dev.assay.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A campaign on disk: a folder with the results of its tests in {@code campaign.db} and each
 * finding as a test case under {@code findings}.
 *
 * <p>Each test is committed by itself and in the order of its number, so that a campaign that is
 * killed goes on with the first test that was in flight. The database is SQLite's, with the tables
 * {@code campaign}, {@code tests}, {@code verdicts}, {@code operators}, {@code pairs}, {@code
 * behaviours} and the view {@code findings}. One process at a time has it open.
 */
public final class Campaign implements AutoCloseable {
  /** The file with the results. */
  static final String DATABASE = "campaign.db";

  private static final int FORMAT = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final FileChannel lockFile;
  private final Connection database;
  private final Recipe recipe;
  private final Totals totals = new Totals();
  private final PreparedStatement insertTest;
  private final PreparedStatement insertVerdict;
  private final PreparedStatement countOperator;
  private final PreparedStatement countPair;
  private final PreparedStatement countBehaviour;
  private long next;

  private Campaign(Path folder, FileChannel lockFile, Connection database, Recipe recipe)
      throws SQLException {
    this.folder = folder;
    this.lockFile = lockFile;
    this.database = database;
    this.recipe = recipe;
    load();
    database.setAutoCommit(false);
    insertTest =
        database.prepareStatement(
            "insert into tests values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insertVerdict =
        database.prepareStatement(
            "insert into verdicts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    countOperator =
        database.prepareStatement(
            "insert into operators values (?, 1, ?) on conflict (name) do update set"
                + " models = models + 1, nodes = nodes + excluded.nodes");
    countPair =
        database.prepareStatement(
            "insert into pairs values (?, 1) on conflict (name) do update set tests = tests + 1");
    countBehaviour =
        database.prepareStatement(
            "insert into behaviours values (?, 1) on conflict (name) do update set"
                + " tests = tests + 1");
  }

  /** A recipe with the digest of its seeds, which the options do not tell. */
  private static String told(Recipe recipe) {
    String digest = recipe.mix().digest();
    return recipe + (digest.isEmpty() ? "" : "  (seeds of digest " + digest + ")");
  }

  /** The recipe of the campaign in a folder; empty where there is none. */
  public static Optional<Recipe> recipe(Path folder) {
    if (!Files.exists(folder.resolve(DATABASE))) {
      return Optional.empty();
    }
    try (Connection database = connect(folder)) {
      return stored(database);
    } catch (SQLException e) {
      throw broken(folder, e);
    }
  }

  /**
   * The known bugs that the campaign in a folder met, by id, with the case that was kept of each.
   * It may be running.
   *
   * @throws IllegalArgumentException if there is no campaign, or it cannot be read
   */
  public static Map<String, Path> knownCases(Path folder) {
    if (recipe(folder).isEmpty()) {
      throw new IllegalArgumentException(
          "no campaign is there\n  required : a folder that assay fuzz --out wrote\n  but      : "
              + folder);
    }
    Map<String, Path> cases = new TreeMap<>();
    try (Connection database = connect(folder);
        Statement s = database.createStatement();
        ResultSet r =
            s.executeQuery(
                "select known, max(folder) from verdicts where known <> '' and folder <> '' group by 1")) {
      while (r.next()) {
        cases.put(r.getString(1), folder.resolve(r.getString(2)));
      }
      return cases;
    } catch (SQLException e) {
      throw broken(folder, e);
    }
  }

  /**
   * Opens the campaign in a folder, or begins one there.
   *
   * @param version of Assay, for the record
   * @throws IllegalArgumentException if the campaign there has another recipe, another process has
   *     it open, or it cannot be read
   */
  public static Campaign open(Path folder, Recipe recipe, String version) {
    FileChannel lockFile = null;
    Connection database = null;
    try {
      Files.createDirectories(folder.resolve("findings"));
      lockFile = lock(folder);
      CaseFolder.tidy(folder.resolve("findings"));
      database = connect(folder);
      createTables(database);
      Optional<Recipe> stored = stored(database);
      if (stored.isEmpty()) {
        begin(database, recipe, version);
      } else if (!stored.get().equals(recipe)) {
        throw new IllegalArgumentException(
            "the campaign in "
                + folder
                + " was begun with other options, and with these its tests would be others"
                + "\n  required : "
                + told(stored.get())
                + "\n  but      : "
                + told(recipe)
                + "\n  way out  : give those options, or none; or begin another campaign with --out");
      }
      return new Campaign(folder, lockFile, database, recipe);
    } catch (IOException e) {
      close(lockFile, database);
      throw new IllegalArgumentException(
          "no campaign can be kept in " + folder + "\n  because : " + e, e);
    } catch (SQLException e) {
      close(lockFile, database);
      throw broken(folder, e);
    } catch (IllegalArgumentException e) {
      close(lockFile, database);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("campaign.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IllegalArgumentException(
          "the campaign in "
              + folder
              + " is running"
              + "\n  way out : wait for it, stop it, or begin another campaign with --out");
    }
    return channel;
  }

  private static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection(address(folder));
  }

  /** How JDBC calls the database of a campaign. */
  static String address(Path folder) {
    return "jdbc:sqlite:" + folder.resolve(DATABASE);
  }

  private static IllegalArgumentException broken(Path folder, SQLException e) {
    return new IllegalArgumentException(
        "the campaign in " + folder + " cannot be read\n  because : " + e.getMessage(), e);
  }

  private static void createTables(Connection database) throws SQLException {
    try (Statement s = database.createStatement()) {
      // People look into it while it is written, on disks that may be slow.
      s.execute("pragma busy_timeout = 60000");
      s.execute("pragma journal_mode = wal");
      // A commit then outlives the process, not a loss of power: a test is cheap to run again.
      s.execute("pragma synchronous = normal");
      s.execute(
          "create table if not exists campaign (format integer, recipe text, assay text, started text)");
      s.execute(
          "create table if not exists tests (test integer primary key, valid integer, failed integer,"
              + " nodes integer, elements integer, indecisive integer, policy text, way text,"
              + " outputs integer, points integer, generate integer,"
              + " search integer, reference integer, wait integer, judge integer)");
      s.execute(
          "create table if not exists verdicts (test integer, backend text, version text,"
              + " verdict text, grade text, finding integer, known text, signature text, grounds text, detail text, folder text,"
              + " nanos integer)");
      s.execute(
          "create table if not exists operators (name text primary key, models integer, nodes integer)");
      s.execute("create table if not exists pairs (name text primary key, tests integer)");
      s.execute("create table if not exists behaviours (name text primary key, tests integer)");
      s.execute(
          "create view if not exists findings as"
              + " select test, backend, version, verdict, grade, grounds, detail, folder from verdicts where finding");
    }
  }

  private static void begin(Connection database, Recipe recipe, String version)
      throws SQLException {
    try (PreparedStatement s =
        database.prepareStatement("insert into campaign values (?, ?, ?, ?)")) {
      s.setInt(1, FORMAT);
      s.setString(2, JSON.writeValueAsString(recipe));
      s.setString(3, version);
      s.setString(4, Instant.now().toString());
      s.execute();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Recipe> stored(Connection database) throws SQLException {
    try (Statement s = database.createStatement();
        ResultSet r = s.executeQuery("select format, recipe from campaign")) {
      if (!r.next()) {
        return Optional.empty();
      }
      if (r.getInt(1) != FORMAT) {
        throw new SQLException("format " + r.getInt(1) + ", and this Assay reads " + FORMAT);
      }
      return Optional.of(JSON.readValue(r.getString(2), Recipe.class));
    } catch (JsonProcessingException e) {
      throw new SQLException("its recipe is no JSON", e);
    }
  }

  private void load() throws SQLException {
    try (Statement s = database.createStatement()) {
      try (ResultSet r =
          s.executeQuery(
              "select count(*), coalesce(max(test) + 1, 0), sum(valid), sum(failed), sum(elements),"
                  + " sum(indecisive), sum(generate), sum(search), sum(reference), sum(wait),"
                  + " sum(judge) from tests")) {
        r.next();
        next = r.getLong(2);
        totals.add(r.getLong(1), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6));
        for (Phase p : Phase.values()) {
          totals.addNanos(p, r.getLong(7 + p.ordinal()));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "select policy, count(*), sum(elements), sum(indecisive), sum(outputs), sum(points)"
                  + " from tests group by 1")) {
        while (r.next()) {
          totals.addPolicy(
              r.getString(1),
              new Totals.OfPolicy(
                  r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6)));
        }
      }
      try (ResultSet r = s.executeQuery("select way, count(*) from tests group by 1")) {
        while (r.next()) {
          totals.addWay(r.getString(1), r.getLong(2));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "select backend, verdict, finding, count(*), sum(nanos) from verdicts group by 1, 2, 3")) {
        while (r.next()) {
          totals.addVerdicts(
              r.getString(1), r.getString(2), r.getLong(4), r.getBoolean(3), r.getLong(5));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "select known, count(*), max(folder) from verdicts where known <> '' group by 1")) {
        while (r.next()) {
          totals.addKnown(r.getString(1), r.getLong(2), r.getString(3));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "select signature, count(*), max(folder) from verdicts where signature <> '' group by 1")) {
        while (r.next()) {
          totals.addSignature(r.getString(1), r.getLong(2), r.getString(3));
        }
      }
      try (ResultSet r =
          s.executeQuery("select grounds, count(*) from verdicts where finding group by 1")) {
        while (r.next()) {
          totals.addGrounds(words(r.getString(1)), r.getLong(2));
        }
      }
      try (ResultSet r = s.executeQuery("select name, tests from pairs")) {
        while (r.next()) {
          totals.addPairs(r.getString(1), r.getLong(2));
        }
      }
      try (ResultSet r = s.executeQuery("select name, tests from behaviours")) {
        while (r.next()) {
          totals.addBehaviours(r.getString(1), r.getLong(2));
        }
      }
      try (ResultSet r = s.executeQuery("select name, models from operators")) {
        while (r.next()) {
          totals.addModels(r.getString(1), r.getLong(2));
        }
      }
    }
  }

  /** Words with spaces between, as the database has lists of them. */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** Keeps what came of the next test. */
  public void add(TestResult result) {
    if (result.test() != next) {
      throw new IllegalStateException("test " + result.test() + " was kept before test " + next);
    }
    try {
      insert(result);
      database.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot keep test " + result.test() + " in " + folder, e);
    }
    totals.add(result);
    next++;
  }

  private void insert(TestResult result) throws SQLException {
    set(
        insertTest,
        result.test(),
        result.valid(),
        result.failed(),
        result.operators().values().stream().mapToInt(Integer::intValue).sum(),
        result.elements(),
        result.indecisive(),
        result.policy(),
        result.way(),
        result.outputs(),
        result.points(),
        result.nanos().getOrDefault(Phase.GENERATE, 0L),
        result.nanos().getOrDefault(Phase.SEARCH, 0L),
        result.nanos().getOrDefault(Phase.REFERENCE, 0L),
        result.nanos().getOrDefault(Phase.WAIT, 0L),
        result.nanos().getOrDefault(Phase.JUDGE, 0L));
    for (TestResult.BackendVerdict v : result.verdicts()) {
      set(
          insertVerdict,
          result.test(),
          v.backend(),
          v.version(),
          v.verdict(),
          v.grade(),
          v.finding(),
          v.known(),
          v.signature(),
          String.join(" ", v.grounds()),
          v.detail(),
          v.folder(),
          v.nanos());
    }
    for (Map.Entry<String, Integer> o : result.operators().entrySet()) {
      set(countOperator, o.getKey(), o.getValue());
    }
    for (String p : result.pairs()) {
      set(countPair, p);
    }
    for (String b : result.behaviours()) {
      set(countBehaviour, b);
    }
  }

  private static void set(PreparedStatement s, Object... values) throws SQLException {
    for (int k = 0; k < values.length; k++) {
      s.setObject(k + 1, values[k]);
    }
    s.execute();
  }

  public Path folder() {
    return folder;
  }

  /** Where test cases of findings are kept. */
  public Path findings() {
    return folder.resolve("findings");
  }

  public Recipe recipe() {
    return recipe;
  }

  /** The number of the first test that is not kept yet. */
  public long next() {
    return next;
  }

  public Totals totals() {
    return totals;
  }

  @Override
  public void close() {
    close(lockFile, database);
  }

  private static void close(@Nullable FileChannel lockFile, @Nullable Connection database) {
    try {
      if (database != null) {
        database.close();
      }
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot close a campaign", e);
    }
  }
}
