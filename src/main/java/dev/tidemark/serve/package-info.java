/**
 * What a browser or Prometheus can ask while a run goes on: {@link dev.tidemark.serve.LocalServer}
 * answers requests for one path with what a {@link dev.tidemark.serve.Resource} holds at the time.
 * It only listens on this machine unless a user names another address, and nothing that is asked
 * changes a run. May use {@code report}; {@code job} and {@code cli} start it.
 */
package dev.tidemark.serve;
