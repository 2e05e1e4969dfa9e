/**
 * YAML text with the position of every part, typed settings read from it, and problems collected
 * with line and column so that all are reported at once. Knows nothing of pipelines.
 */
package dev.tidemark.yaml;
