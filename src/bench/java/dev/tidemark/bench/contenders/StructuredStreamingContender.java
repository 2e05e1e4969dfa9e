package dev.tidemark.bench.contenders;

import dev.tidemark.bench.Question;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** Spark Structured Streaming over the files that are there, ten in a trigger. */
public final class StructuredStreamingContender {
  private StructuredStreamingContender() {}

  /**
   * Answers one question.
   *
   * @param args the question, the directory of the readings, the directory for rows
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSqlContender.session()) {
      spark
          .readStream()
          .schema(SparkSqlContender.READING)
          .option("maxFilesPerTrigger", 10)
          .json(args[1])
          .createOrReplaceTempView("readings");
      VoidFunction2<Dataset<Row>, Long> replaceRows =
          (rows, batch) -> rows.coalesce(1).write().mode(SaveMode.Overwrite).json(args[2]);
      spark
          .sql(query(Question.valueOf(args[0])))
          .writeStream()
          .outputMode("complete")
          .trigger(Trigger.AvailableNow())
          .foreachBatch(replaceRows)
          .start()
          .awaitTermination();
    }
  }

  private static String query(Question question) {
    return switch (question) {
      case TUMBLING_REPLAY -> SparkSqlContender.TUMBLING;
      case SESSIONS_REPLAY -> SparkSqlContender.SESSIONS;
      case TUMBLING, SLIDING, SESSIONS, DEDUPLICATED, DEDUPLICATED_REPLAY, COUNT_WINDOWS, MONITOR ->
          throw new IllegalArgumentException("not a question for a stream: " + question);
    };
  }
}
