package dev.tidemark.generate;

import dev.tidemark.generate.study.Activity;
import dev.tidemark.generate.study.Participant;
import dev.tidemark.generate.study.Phone;
import dev.tidemark.generate.study.Row;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Writes rows as JSON lines, fields in the order of the real data. */
final class LineFormat {
  private final byte[] arrival = ascii("{\"Arrival_Time\":");
  private final byte[] creation = ascii(",\"Creation_Time\":");
  private final byte[] label = ascii("\",\"gt\":\"");
  private final byte[] x = ascii("\",\"x\":");
  private final byte[] y = ascii(",\"y\":");
  private final byte[] z = ascii(",\"z\":");
  private final byte[] end = ascii("}\n");
  private final byte[] none = ascii("null");
  private final Map<Phone, PhoneTexts> phones = new EnumMap<>(Phone.class);
  private final Map<Participant, byte[]> users = new EnumMap<>(Participant.class);
  private final Map<Activity, byte[]> labels = new EnumMap<>(Activity.class);

  LineFormat() {
    for (Phone phone : Phone.values()) {
      phones.put(phone, new PhoneTexts(phone));
    }
    for (Participant user : Participant.values()) {
      users.put(user, ascii(",\"Model\":\"nexus4\",\"User\":\"" + user.label()));
    }
    for (Activity activity : Activity.values()) {
      labels.put(activity, ascii(activity.label()));
    }
  }

  void write(Row row, LineBuffer line) {
    PhoneTexts phone = phones.get(row.phone());
    line.clear();
    line.append(arrival).append(row.arrival()).append(creation).append(row.creation());
    line.append(phone.device).append(row.index()).append(users.get(row.user()));
    line.append(label).append(labels.get(row.activity()));
    line.append(x).append(row.hasX() ? phone.x.text(row.x()) : none);
    line.append(y).append(phone.y.text(row.y()));
    line.append(z).append(phone.z.text(row.z())).append(end);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class PhoneTexts {
    private final byte[] device;
    private final AxisTexts x;
    private final AxisTexts y;
    private final AxisTexts z;

    PhoneTexts(Phone phone) {
      device = ascii(",\"Device\":\"" + phone.device() + "\",\"Index\":");
      x = new AxisTexts(phone.biasX());
      y = new AxisTexts(phone.biasY());
      z = new AxisTexts(phone.biasZ());
    }
  }
}
