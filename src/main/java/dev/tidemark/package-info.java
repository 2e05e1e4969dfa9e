/**
 * Tidemark answers event-time questions about streams of sensor readings. {@link
 * dev.tidemark.Tidemark} is the command line. This is the path of the data; at the right are the
 * packages that each part is in:
 *
 * <pre>{@code
 * files, a growing directory, a topic
 *        |  lines
 *        v
 * +-------------+   not a reading: reason, offset
 * |   source    |----------------------------------+       source, format
 * +-------------+                                  |
 *        |  ReadingBatch                           |       model
 *        v                                         |
 * +-------------+   event time after arrival       |
 * | timestamps  |----------------------------------+       time
 * +-------------+                                  |
 *        |  ReadingBatch with event times          |
 *        +--------------------+                    |
 *        v                    v                    |
 * +-------------+      +-------------+             |
 * |   windows:  |      |   ordered:  |  too late,  |       aggregate
 * |  one result |      | by key, in  |  duplicate, |       ordered, machine
 * | per key and |      | event-time  |  filtered   |       condition
 * |   window    |      |   order     |-------------+
 * +-------------+      +-------------+             |
 *        |  rows              |  rows, readings     |       row
 *        +---------+----------+                    |
 *                  |                               |  SideOutput: dead letters,
 *                  v                               v  RecordCounts of each step
 *           +-------------+      +----------------------------+
 *           |    sinks    |      |            sinks           |   sink
 *           |   results   |      | malformed, late, duplicate |
 *           +-------------+      +----------------------------+
 *                  |                   |             |
 *                  v                   v             v
 *           files, topics            files     _manifest.json      job, output
 * }</pre>
 *
 * <p>Between steps, readings travel in batches. A batch carries its side output along, the records
 * that a step did not pass on and the counts of what it did, until a step gives rows; there it is
 * split off and goes to the sinks. So every record that was read is accounted for: it is accepted
 * or malformed, and an accepted one is, in each branch, counted, duplicate, late or filtered.
 *
 * <p>To read the code along this path: {@code cli.RunCommand} makes a request of a command line,
 * and {@code job.Run} runs it. {@code pipeline.PipelineBuilder} adds one transform for each step,
 * by the classes in {@code pipeline.steps}. From there each step is a {@code PTransform} of the
 * package at the right, such as {@code source.files.ReadFiles}, {@code time.AssignTimestamps},
 * {@code ordered.Deduplicate} and {@code aggregate.CombineReadings}.
 *
 * <p>Which steps there are, and what they ask, says a pipeline file ({@code pipeline}, {@code
 * yaml}) or a program ({@code examples}); which watermark and order a stream has is the runner's
 * part, and no result depends on it.
 */
package dev.tidemark;
