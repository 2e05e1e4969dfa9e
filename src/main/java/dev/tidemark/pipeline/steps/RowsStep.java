package dev.tidemark.pipeline.steps;

/** A step after one that makes rows: it takes rows, and returns rows. */
interface RowsStep extends Step {
  @Override
  default ElementType input() {
    return ElementType.ROWS;
  }

  @Override
  default ElementType output(ElementType given) {
    return given;
  }
}
