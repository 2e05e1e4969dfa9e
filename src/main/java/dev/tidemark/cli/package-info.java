/**
 * The command line: one class a command, which {@link dev.tidemark.cli.Commands} starts. What a
 * command can be told is in {@code cli.options}.
 */
package dev.tidemark.cli;
