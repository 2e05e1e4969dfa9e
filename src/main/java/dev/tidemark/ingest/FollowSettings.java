package dev.tidemark.ingest;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What to follow, and until when.
 *
 * @param globs which files
 * @param maxFilesPerTrigger how many new files are taken up each time that the globs are looked at
 * @param stop a file whose appearance ends the stream, once what is there by then is given out
 * @param idleTimeout how long nothing may come before what is held back is let go
 */
public record FollowSettings(
    List<String> globs, int maxFilesPerTrigger, String stop, Duration idleTimeout)
    implements Serializable {}
