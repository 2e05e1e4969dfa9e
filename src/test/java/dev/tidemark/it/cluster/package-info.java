/** The bundled jar on clusters of other processes (Spark, YARN, HDFS), and what they may lose. */
package dev.tidemark.it.cluster;
