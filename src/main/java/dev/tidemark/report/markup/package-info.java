/**
 * HTML and SVG, built so that no text can become markup: {@link dev.tidemark.report.markup.Tag} is
 * an element of a closed vocabulary whose text and attributes are escaped as they are written, and
 * {@link dev.tidemark.report.markup.Document} the only way from tags to a page. Styles and scripts
 * come from this jar alone, and the page forbids any other. Uses nothing else of Tidemark.
 */
package dev.tidemark.report.markup;
