/**
 * Paths and directories as a user names them, on this machine or on any file system that Hadoop
 * knows, and what Beam's file systems cannot do with them. Knows nothing of runs: whatever reads or
 * writes by path comes here first.
 */
package dev.tidemark.storage;
