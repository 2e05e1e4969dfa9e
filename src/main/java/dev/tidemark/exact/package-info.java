/**
 * Sums of doubles without rounding, so that sums and means are equal to the last bit however their
 * terms were split and ordered. Uses nothing else of Tidemark.
 */
package dev.tidemark.exact;
