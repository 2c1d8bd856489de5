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
 * What a campaign came to, for those who tell of it; it may be running.
 *
 * @param assay the version that began it
 * @param versions of the backends, by their names with options
 * @param started the time when it began, as ISO 8601 has it
 * @param moments what had been reached after some of the tests, evenly spread; of a campaign from
 *     before these were kept none
 * @param verdicts of each test with a finding, all that backends did on it
 */
public record Chronicle(
    Recipe recipe,
    String assay,
    Map<String, String> versions,
    String started,
    Totals totals,
    List<Moment> moments,
    Map<Long, List<BackendVerdict>> verdicts) {

  private static final int MOMENTS = 240;

  /**
   * What had been reached.
   *
   * @param at in milliseconds since 1970
   * @param pairs of an operator's definition and a type
   * @param findings new ones, each of a signature of its own
   */
  public record Moment(long at, long tests, long pairs, long findings) {}

  public Chronicle {
    moments = List.copyOf(moments);
    versions = Map.copyOf(versions);
    verdicts = Map.copyOf(verdicts);
  }

  /**
   * Reads a campaign's folder.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be read
   */
  public static Chronicle of(Path folder) {
    StoredVerdicts.require(folder);
    try (Connection database = CampaignDatabase.connect(folder);
        Statement s = database.createStatement()) {
      Recipe recipe =
          CampaignDatabase.stored(database).orElseThrow(() -> new SQLException("it has not begun"));
      return new Chronicle(
          recipe,
          text(s, "select assay from campaign"),
          versions(s),
          text(s, "select started from campaign"),
          TotalsFromDatabase.of(database),
          moments(s),
          verdicts(s));
    } catch (SQLException e) {
      throw CampaignDatabase.broken(folder, e);
    }
  }

  private static String text(Statement s, String query) throws SQLException {
    try (ResultSet r = s.executeQuery(query)) {
      return r.next() ? r.getString(1) : "";
    }
  }

  private static Map<String, String> versions(Statement s) throws SQLException {
    Map<String, String> versions = new TreeMap<>();
    try (ResultSet r =
        s.executeQuery("select backend, max(version) from verdicts group by backend")) {
      while (r.next()) {
        versions.put(r.getString(1), r.getString(2));
      }
    }
    return versions;
  }

  private static List<Moment> moments(Statement s) throws SQLException {
    if (text(s, "select name from sqlite_master where name = 'progress'").isEmpty()) {
      return List.of();
    }
    List<Long> findings = new ArrayList<>();
    try (ResultSet r = s.executeQuery("select test from verdicts where finding order by test")) {
      while (r.next()) {
        findings.add(r.getLong(1));
      }
    }
    List<Moment> moments = new ArrayList<>();
    int found = 0;
    try (ResultSet r =
        s.executeQuery(
            "with last as (select max(test) as test from progress)"
                + " select at, p.test, pairs from progress p, last where p.test = last.test"
                + " or p.test % max(1, last.test / "
                + MOMENTS
                + ") = 0 order by p.test")) {
      while (r.next()) {
        long test = r.getLong(2);
        while (found < findings.size() && findings.get(found) <= test) {
          found++;
        }
        moments.add(new Moment(r.getLong(1), test + 1, r.getLong(3), found));
      }
    }
    return moments;
  }

  private static Map<Long, List<BackendVerdict>> verdicts(Statement s) throws SQLException {
    Map<Long, List<BackendVerdict>> verdicts = new TreeMap<>();
    try (ResultSet r =
        s.executeQuery(
            "select * from verdicts where test in (select test from verdicts where finding)"
                + " order by test, rowid")) {
      while (r.next()) {
        verdicts
            .computeIfAbsent(r.getLong("test"), t -> new ArrayList<>())
            .add(StoredVerdicts.verdict(r));
      }
    }
    return verdicts;
  }
}
