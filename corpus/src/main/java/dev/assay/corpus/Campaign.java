package dev.assay.corpus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
 * behaviours}, {@code progress} and the view {@code findings}. One process at a time has it open.
 */
public final class Campaign implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;
  private final Connection database;
  private final Recipe recipe;
  private final Totals totals;
  private final ResultRows rows;
  private long next;

  private Campaign(Path folder, FileChannel lockFile, Connection database, Recipe recipe)
      throws SQLException {
    this.folder = folder;
    this.lockFile = lockFile;
    this.database = database;
    this.recipe = recipe;
    this.totals = TotalsFromDatabase.of(database);
    this.next = nextTest(database);
    database.setAutoCommit(false);
    this.rows = new ResultRows(database);
  }

  private static long nextTest(Connection database) throws SQLException {
    try (Statement s = database.createStatement();
        ResultSet r = s.executeQuery("select coalesce(max(test) + 1, 0) from tests")) {
      r.next();
      return r.getLong(1);
    }
  }

  /** A recipe with the digest of its seeds, which the options do not tell. */
  private static String told(Recipe recipe) {
    String digest = recipe.mix().digest();
    return recipe + (digest.isEmpty() ? "" : "  (seeds of digest " + digest + ")");
  }

  /** The recipe of the campaign in a folder; empty where there is none. */
  public static Optional<Recipe> recipe(Path folder) {
    if (!CampaignDatabase.isIn(folder)) {
      return Optional.empty();
    }
    try (Connection database = CampaignDatabase.connect(folder)) {
      return CampaignDatabase.stored(database);
    } catch (SQLException e) {
      throw CampaignDatabase.broken(folder, e);
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
    try (Connection database = CampaignDatabase.connect(folder);
        Statement s = database.createStatement();
        ResultSet r =
            s.executeQuery(
                "select known, max(folder) from verdicts where known <> '' and folder <> '' group by 1")) {
      while (r.next()) {
        cases.put(r.getString(1), folder.resolve(r.getString(2)));
      }
      return cases;
    } catch (SQLException e) {
      throw CampaignDatabase.broken(folder, e);
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
      database = CampaignDatabase.connect(folder);
      CampaignDatabase.createTables(database);
      Optional<Recipe> stored = CampaignDatabase.stored(database);
      if (stored.isEmpty()) {
        CampaignDatabase.begin(database, recipe, version);
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
      throw CampaignDatabase.broken(folder, e);
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

  /** Keeps what came of the next test. */
  public void add(TestResult result) {
    if (result.test() != next) {
      throw new IllegalStateException("test " + result.test() + " was kept before test " + next);
    }
    try {
      rows.insert(result, System.currentTimeMillis());
      database.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot keep test " + result.test() + " in " + folder, e);
    }
    totals.add(result);
    next++;
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
