/**
 * Paths and directories as a user names them, on this machine or on any file system that Hadoop
 * knows, what Beam's file systems cannot do with them, and the lock that keeps a second process out
 * of a directory. Whatever reads or writes by path comes here first.
 */
package dev.tidemark.storage;
