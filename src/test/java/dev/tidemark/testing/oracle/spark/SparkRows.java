package dev.tidemark.testing.oracle.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** The rows of a query of Spark SQL, as JSON with times in ms. */
public final class SparkRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SparkRows() {}

  public static List<JsonNode> of(String query, SparkSession spark) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    List<String> lines =
        spark
            .sql(query)
            .selectExpr(
                "to_json(struct(*), map('ignoreNullFields', 'false',"
                    + " 'timestampFormat', \"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\"))")
            .as(Encoders.STRING())
            .collectAsList();
    for (String line : lines) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
