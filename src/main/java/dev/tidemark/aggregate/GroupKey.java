package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key of a group: the values that its readings have in the text fields grouped by. */
record GroupKey(List<Optional<String>> values) {

  static GroupKey of(Reading reading, List<Field> fields) {
    if (fields.size() == 1) {
      return new GroupKey(List.of(fields.get(0).text(reading)));
    }
    List<Optional<String>> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(field.text(reading));
    }
    return new GroupKey(values);
  }
}
