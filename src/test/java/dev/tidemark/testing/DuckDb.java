package dev.tidemark.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** DuckDB inside this process, which reads files as their users do. */
public final class DuckDb {
  private DuckDb() {}

  /** The rows of a query, with {@code |} between the values; times are in UTC. */
  public static List<String> ask(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet result = statement.executeQuery(query)) {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          StringJoiner row = new StringJoiner("|");
          for (int column = 1; column <= columns; column++) {
            row.add(result.getString(column));
          }
          rows.add(row.toString());
        }
        return rows;
      }
    }
  }

  /** The rows of a query as JSON. */
  public static List<JsonNode> rows(String query) throws SQLException, JsonProcessingException {
    List<JsonNode> rows = new ArrayList<>();
    for (String row : ask("select to_json(r) from (" + query + ") r")) {
      rows.add(new ObjectMapper().readTree(row));
    }
    return rows;
  }
}
