package dev.tidemark.report.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What holds text cannot be left by it. */
class TagTest {
  @Property
  void textAndAttributesHoldNoMarkup(@ForAll String text) {
    String html = Tag.of("p", text).with("title", text).toString();

    assertThat(html).startsWith("<p title=\"").endsWith("</p>");
    String inside = html.substring("<p title=\"".length(), html.length() - "</p>".length());
    // What separates the two is all that is left of either.
    assertThat(inside.chars().filter(it -> it == '"' || it == '<' || it == '>').toArray())
        .containsExactly('"', '>');
    assertThat(inside).doesNotContain("'", "\u2028", "\u2029", "\u202e", "\0");
  }

  @Property
  void dataEndsNoScript(@ForAll String text) throws JsonProcessingException {
    String json = Escaped.json(JsonNodeFactory.instance.objectNode().put("label", text));

    assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(new ObjectMapper().readTree(json).get("label").isTextual()).isTrue();
  }

  @Test
  void whatIsInvisibleIsShown() {
    assertThat(Tag.of("p", "a\u202eb\u2028c\u0007<d>\ud83d\ude00"))
        .hasToString("<p>a\\u202eb\\u2028c\\u0007&lt;d&gt;\ud83d\ude00</p>");
    assertThat(Escaped.json(JsonNodeFactory.instance.textNode("a\u202e")))
        .isEqualTo("\"a\\\\u202e\"");
  }

  @Test
  void thereAreNoScriptsStylesEventsOrOtherPlaces() {
    for (String element : List.of("script", "style", "iframe", "img", "object", "form")) {
      assertThatThrownBy(() -> Tag.of(element)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String attribute : List.of("onclick", "style", "src", "action", "xlink:href")) {
      assertThatThrownBy(() -> Tag.of("p").with(attribute, "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Tag.of("a").with("href", "https://example.org"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
