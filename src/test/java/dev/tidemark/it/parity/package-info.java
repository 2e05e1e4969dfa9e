/** The same question on every runner and in every mode, and what the rows must be. */
package dev.tidemark.it.parity;
