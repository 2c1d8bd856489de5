package dev.assay.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The file {@code campaign.db} of a campaign: its tables, and the recipe in them. */
final class CampaignDatabase {
  /** The file with the results. */
  static final String FILE = "campaign.db";

  private static final int FORMAT = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  private CampaignDatabase() {}

  /** Whether a folder holds a campaign. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
  }

  static IllegalArgumentException broken(Path folder, SQLException e) {
    return new IllegalArgumentException(
        "the campaign in " + folder + " cannot be read\n  because : " + e.getMessage(), e);
  }

  /** Makes the tables that are not there. */
  static void createTables(Connection database) throws SQLException {
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
              + " outputs integer,"
              + " points integer, generate integer,"
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
          "create table if not exists progress (test integer primary key, at integer, pairs integer)");
      s.execute(
          "create view if not exists findings as"
              + " select test, backend, version, verdict, grade, grounds, detail, folder from verdicts where finding");
    }
  }

  /**
   * Keeps the recipe of a campaign that begins.
   *
   * @param version of Assay, for the record
   */
  static void begin(Connection database, Recipe recipe, String version) throws SQLException {
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

  /** The recipe of the campaign; empty where none has begun. */
  static Optional<Recipe> stored(Connection database) throws SQLException {
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

  /** Words with spaces between, as the database has lists of them. */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
