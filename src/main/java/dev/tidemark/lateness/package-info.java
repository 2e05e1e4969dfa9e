/**
 * What {@code max_delay} and {@code allowed_lateness} cost: how late the readings are that reach
 * each step ({@link dev.tidemark.lateness.DelayTracing}), and the table of it for a person. Which
 * readings are late is said by {@code time}; {@code job} runs the steps, {@code cli} prints.
 */
package dev.tidemark.lateness;
