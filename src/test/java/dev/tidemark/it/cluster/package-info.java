/** The bundled jar on clusters of other processes (Spark, YARN, HDFS), some of which are killed. */
package dev.tidemark.it.cluster;
