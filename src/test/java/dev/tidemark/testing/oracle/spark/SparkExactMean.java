package dev.tidemark.testing.oracle.spark;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The exact sum, rounded once, divided by the count: {@code avg} adds doubles one by one. */
public final class SparkExactMean {
  private SparkExactMean() {}

  static double of(List<Double> values) {
    BigDecimal sum = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Double.parseDouble(sum.toString()) / values.size();
  }

  /** Registers {@code exact_mean(collect_list(x))} with SQL. */
  public static void register(SparkSession spark) {
    UDF1<Seq<Double>, Double> mean = values -> of(JavaConverters.seqAsJavaList(values));
    spark.udf().register("exact_mean", mean, DataTypes.DoubleType);
  }
}
