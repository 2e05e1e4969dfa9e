/**
 * Activity data of any size, written as files of JSON lines. {@link
 * dev.tidemark.generate.ActivityGenerator} takes the rows of a study ({@code
 * dev.tidemark.generate.study}), delays, repeats and damages as many of them as its settings ask
 * for, and distributes the lines over files. The same settings give the same bytes on every machine
 * and every JDK.
 */
package dev.tidemark.generate;
