/**
 * What Tidemark asks of a Beam runner beyond running a batch pipeline, as an interface: {@link
 * dev.tidemark.runner.RunnerAdapter}, found by {@code ServiceLoader}. {@code job} asks it, and
 * gives to {@code source} and {@code sink} the parts that they need of it; {@code runner.direct}
 * and {@code runner.spark} implement it. Classes of Beam's runners and of Spark appear in those two
 * packages alone, and private members of Beam in {@link dev.tidemark.runner.BeamInternal} alone.
 */
package dev.tidemark.runner;
