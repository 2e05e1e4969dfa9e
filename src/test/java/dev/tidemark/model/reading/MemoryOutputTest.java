package dev.tidemark.model.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MemoryOutputTest {
  @Property(tries = 300)
  void theBytesAreThoseThatJavaWrites(@ForAll List<Long> numbers, @ForAll List<byte[]> texts)
      throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    MemoryOutput memory = new MemoryOutput();
    for (DataOutputStream out : List.of(new DataOutputStream(expected), memory)) {
      for (long number : numbers) {
        out.writeLong(number);
        out.write((int) number);
        out.writeBoolean(number > 0);
      }
      for (byte[] text : texts) {
        out.writeInt(text.length);
        out.write(text);
      }
    }
    assertThat(memory.toByteArray()).isEqualTo(expected.toByteArray());

    try (MemoryInput in = new MemoryInput(memory.toByteArray())) {
      for (long number : numbers) {
        assertThat(in.readLong()).isEqualTo(number);
        assertThat(in.read()).isEqualTo((int) number & 0xFF);
        assertThat(in.readBoolean()).isEqualTo(number > 0);
      }
      for (byte[] text : texts) {
        assertThat(in.readNBytes(in.readInt())).isEqualTo(text);
      }
      assertThat(in.available()).isZero();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Example
  void thereIsNothingAfterTheEnd() throws IOException {
    try (MemoryInput in = new MemoryInput(new byte[] {1, 2, 3})) {
      assertThatExceptionOfType(EOFException.class).isThrownBy(in::readInt);
      assertThat(in.read(new byte[2], 0, 2)).isEqualTo(-1);
      assertThat(in.read(new byte[2], 0, 0)).isZero();
    }
  }
}
