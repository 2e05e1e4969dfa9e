/**
 * The page that shows a run. {@link dev.tidemark.report.Report} reads an output directory ({@code
 * facts}) and writes {@code report.html} of it: {@link dev.tidemark.report.ReportPage} is made of
 * views, each of which tells one part in tags ({@code markup}). May use {@code output}, {@code
 * storage} and the words of {@code clock}; {@code cli} and {@code job} call it.
 */
package dev.tidemark.report;
