package dev.assay.corpus;

import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a campaign keeps of its tests, for those who only read it; the campaign may be running.
 *
 * @param tests how many were run, by backend
 * @param notable what a person may want to see: findings, new and known, in the order of the tests;
 *     those that show a bug once more are none, and have its signature
 * @param failures tests on which Assay itself failed
 */
public record StoredVerdicts(Map<String, Long> tests, List<OfTest> notable, List<Long> failures) {

  /** What one backend did on one test. */
  public record OfTest(long test, BackendVerdict verdict) {}

  public StoredVerdicts {
    tests = Map.copyOf(tests);
    notable = List.copyOf(notable);
    failures = List.copyOf(failures);
  }

  /** Whether a folder holds a campaign. */
  public static boolean areIn(Path folder) {
    return CampaignDatabase.isIn(folder);
  }

  /**
   * Reads a campaign's folder.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be read
   */
  public static StoredVerdicts read(Path folder) {
    require(folder);
    try (Connection database = CampaignDatabase.connect(folder);
        Statement s = database.createStatement()) {
      return new StoredVerdicts(tests(s), notable(s), failures(s));
    } catch (SQLException e) {
      throw CampaignDatabase.broken(folder, e);
    }
  }

  /** Refuses a folder without a campaign. */
  static void require(Path folder) {
    if (!areIn(folder)) {
      throw new IllegalArgumentException(
          "no campaign is there\n  required : a folder with "
              + CampaignDatabase.FILE
              + ", as assay fuzz --out makes it\n  but      : "
              + folder);
    }
  }

  private static Map<String, Long> tests(Statement s) throws SQLException {
    Map<String, Long> tests = new TreeMap<>();
    try (ResultSet r = s.executeQuery("select backend, count(*) from verdicts group by backend")) {
      while (r.next()) {
        tests.put(r.getString(1), r.getLong(2));
      }
    }
    return tests;
  }

  private static List<OfTest> notable(Statement s) throws SQLException {
    List<OfTest> notable = new ArrayList<>();
    try (ResultSet r =
        s.executeQuery(
            "select * from verdicts where finding or known <> '' or signature <> ''"
                + " order by test, backend")) {
      while (r.next()) {
        notable.add(new OfTest(r.getLong("test"), verdict(r)));
      }
    }
    return notable;
  }

  /** The verdict in a row. */
  static BackendVerdict verdict(ResultSet r) throws SQLException {
    return new BackendVerdict(
        r.getString("backend"),
        r.getString("version"),
        r.getString("verdict"),
        r.getString("grade"),
        r.getBoolean("finding"),
        r.getString("known"),
        r.getString("signature"),
        CampaignDatabase.words(r.getString("grounds")),
        r.getString("detail"),
        r.getString("folder"),
        r.getLong("nanos"));
  }

  private static List<Long> failures(Statement s) throws SQLException {
    List<Long> failures = new ArrayList<>();
    try (ResultSet r = s.executeQuery("select test from tests where failed order by test")) {
      while (r.next()) {
        failures.add(r.getLong(1));
      }
    }
    return failures;
  }
}
