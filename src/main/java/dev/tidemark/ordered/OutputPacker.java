package dev.tidemark.ordered;

import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import java.io.Serializable;
import java.util.List;

/** Makes one element of what a machine put out for some readings. */
@FunctionalInterface
interface OutputPacker<O, B> extends Serializable {
  B pack(List<O> outputs, SideOutput sideOutput, StreamProgress progress);
}
