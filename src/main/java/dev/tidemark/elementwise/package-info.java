/**
 * The steps that look at one reading or one row at a time: {@code Filter} and {@code MapToFields}.
 * {@code condition} has the conditions and expressions that they apply; {@link
 * dev.tidemark.elementwise.FieldMapping} and {@link dev.tidemark.elementwise.RowMapping} say in
 * plain Java which fields come out.
 */
package dev.tidemark.elementwise;
