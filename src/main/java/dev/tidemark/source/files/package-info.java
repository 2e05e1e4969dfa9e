/**
 * Files as streams: replayed in order of arrival, a bounded number open at a time, or followed
 * while they appear and grow. Also finds the files that a glob names.
 */
package dev.tidemark.source.files;
