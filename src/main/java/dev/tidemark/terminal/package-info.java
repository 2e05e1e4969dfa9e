/**
 * What reaches a person's terminal: text that cannot move the cursor, a status line that is
 * rewritten in place, and the runner's log, which is off unless asked for.
 */
package dev.tidemark.terminal;
