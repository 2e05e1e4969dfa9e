/**
 * Files as streams, merged by arrival time.
 *
 * <p>Replayed files do not change: each is read ahead once, to learn how far its lines are out of
 * order, and is then emitted in order of arrival. Followed files appear and grow: their lines keep
 * the order of their file. Of either, a bounded number is open at a time.
 */
package dev.tidemark.source.stream.files;
