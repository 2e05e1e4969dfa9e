/**
 * How a command ends: its exit code, and the exception that carries the lines for the user and the
 * code from wherever something is wrong up to {@code main}. Depends on nothing of ours.
 */
package dev.tidemark.exit;
