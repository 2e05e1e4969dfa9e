package dev.tidemark.source.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * How to follow an input, and until when.
 *
 * @param maxFilesPerTrigger how many new files are taken up each time that is looked for some
 * @param stop a file whose appearance ends the stream, once what is there by then is given out
 * @param idleTimeout how long nothing may come before what is held back is let go
 */
public record FollowSettings(int maxFilesPerTrigger, String stop, Duration idleTimeout)
    implements Serializable {}
