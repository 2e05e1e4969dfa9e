package dev.tidemark.ordered;

import dev.tidemark.model.Delivery;
import dev.tidemark.model.SetAside;
import java.io.Serializable;
import java.util.List;

/** Makes one element of what a machine put out for some readings. */
@FunctionalInterface
interface Packing<O, B> extends Serializable {
  B pack(List<O> outputs, SetAside setAside, Delivery delivery);
}
